"""The dialogues of the evaluation: the file holds, and enough of the turns are understood."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.dialogue import follow
from assistant.domain import Place, Question
from assistant.interpret import Interpretation, interpret
from assistant.places import Gazetteer
from assistant.thread import Thread
from eval.cases import DIALOGUES, FOLDER, BadCases
from eval.dialogues import Dialogue, faults_of, load_dialogues

GUANGSHAN = Place(names=("河南省", "信阳市", "光山县"))
KNOWN = {
    "real": (GUANGSHAN,),
    "samples": (
        GUANGSHAN,
        Place(names=("北京市", "通州区")),
        Place(names=("北京市", "朝阳区")),
        Place(names=("河北省", "衡水市", "阜城县")),
        Place(names=("天津市", "静海区")),
        Place(names=("浙江省", "衢州市", "龙游县")),
        Place(names=("全国",)),
    ),
}


def _faults(dialogue: Dialogue, today: dt.date, gazetteer: Gazetteer) -> list[list[str]]:
    def read(question: Question) -> Interpretation:
        known = KNOWN[dialogue.corpus]
        return interpret(question, today=today, known=known, gazetteer=gazetteer)

    thread: Thread | None = None
    found = []
    for turn in dialogue.turns:
        understood = follow(Question(text=turn.ask), thread, read)
        thread = understood.thread
        found.append(list(faults_of(turn, read(understood.question))))
    return found


@pytest.mark.parametrize("part", ["dev", "held"])
def test_enough_turns_are_understood(part: str) -> None:
    today, dialogues = load_dialogues(FOLDER / DIALOGUES)
    assert len(dialogues) >= 80
    assert all(2 <= len(d.turns) <= 5 for d in dialogues)
    chosen = [d for d in dialogues if d.part == part]
    assert len(chosen) >= 40
    gazetteer = Gazetteer()
    turns = [faults for d in chosen for faults in _faults(d, today, gazetteer)]
    assert sum(not faults for faults in turns) / len(turns) >= 0.95


def test_a_bad_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dialogues.yaml"
    path.write_text("today: 2024-06-01\ndialogues: [{id: x, part: dev}]\n", encoding="utf-8")
    with pytest.raises(BadCases, match="'x'"):
        load_dialogues(path)
