"""Dialogues held with an assistant, each turn judged against what it means when read alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ConfigDict, TypeAdapter

from assistant.dialogue import follow
from assistant.domain import Answer, Outcome, Question
from assistant.interpret import Interpretation
from assistant.thread import Thread, Understanding
from eval.cases import BadCases, checked, read_yaml

if TYPE_CHECKING:
    from assistant.chain import Assistant

_STRICT = ConfigDict(extra="forbid")
Part = Literal["dev", "held"]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One turn with what it means alone; the file's first lines tell the form."""

    ask: str
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    intent: str = ""
    value: str = ""
    reason: str = ""

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """A dialogue over one corpus. ``part`` tells whether it was seen while the code was written."""

    id: str
    part: Part
    corpus: Literal["samples", "real"]
    turns: tuple[Turn, ...]

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, kw_only=True)
class TurnResult:
    """How one turn went: ``faults`` of the understanding, and the outcome beside the labelled one.

    ``outcome_right`` is ``None`` where no outcome is labelled; ``other_figure`` tells that figures
    were shown and the labelled one was not among them, or that any was where none is to be had.
    """

    dialogue: str
    part: Part
    number: int
    asked: str
    understood: str
    faults: tuple[str, ...]
    wanted: str = ""
    got: str = ""
    outcome_right: bool | None = None
    other_figure: bool = False

    @property
    def missed(self) -> bool:
        """Understood, and yet another outcome than the labelled one."""
        return not self.faults and self.outcome_right is False


@dataclass(frozen=True, kw_only=True)
class _File:
    today: dt.date
    dialogues: tuple[dict[str, Any], ...]

    __pydantic_config__ = _STRICT


def load_dialogues(path: Path) -> tuple[dt.date, tuple[Dialogue, ...]]:
    """The day and the dialogues of a file. Raises ``BadCases`` naming the one at fault."""
    raw: _File = checked(TypeAdapter(_File), read_yaml(path), path, "the file")
    form = TypeAdapter(Dialogue)
    dialogues = tuple(
        checked(form, item, path, f"dialogue {item.get('id', n)!r}")
        for n, item in enumerate(raw.dialogues, start=1)
    )
    twice = [name for name, n in Counter(d.id for d in dialogues).items() if n > 1]
    if twice:
        raise BadCases(f"{path.name!r} uses the id {twice[0]!r} more than once.")
    return raw.today, dialogues


def run_dialogue(dialogue: Dialogue, assistant: Assistant) -> Iterator[TurnResult]:
    """A result for each turn, the thread carried on as it was understood, not as labelled."""
    thread: Thread | None = None
    for number, turn in enumerate(dialogue.turns, start=1):
        understanding = follow(Question(text=turn.ask), thread, assistant.read)
        thread = understanding.thread
        read = assistant.read(understanding.question)
        outcome = assistant.ask(understanding.question)
        yield _result(dialogue, number, turn, understanding, read, outcome)


def _result(
    dialogue: Dialogue,
    number: int,
    turn: Turn,
    understanding: Understanding,
    read: Interpretation,
    outcome: Outcome,
) -> TurnResult:
    figures = _figures(outcome)
    right = _outcome_right(turn, outcome, figures)
    return TurnResult(
        dialogue=dialogue.id,
        part=dialogue.part,
        number=number,
        asked=turn.ask,
        understood=understanding.question.text,
        faults=tuple(faults_of(turn, read)),
        wanted=turn.value or turn.reason,
        got=", ".join(figures)
        or (outcome.status if isinstance(outcome, Answer) else outcome.reason),
        outcome_right=right,
        other_figure=right is False and bool(figures),
    )


def faults_of(turn: Turn, read: Interpretation) -> Iterator[str]:
    """What a completed question, as read, says otherwise than its label."""
    if set(read.years) != set(turn.years):
        yield f"years {sorted(read.years)}, not {sorted(turn.years)}"
    places = {p.name for p in read.places} | set(read.strangers)
    if places != set(turn.places):
        yield f"places {sorted(places)}, not {sorted(turn.places)}"
    said = f"{read.question} {read.body}"
    yield from (f"lacks {w}" for w in turn.says if not any(x in said for x in w.split("|")))
    yield from (f"says {w}" for w in turn.lacks if any(x in said for x in w.split("|")))
    if turn.intent and read.intent not in turn.intent.split("|"):
        yield f"intent {read.intent}, not {turn.intent}"


def _figures(outcome: Outcome) -> list[str]:
    values = outcome.values if isinstance(outcome, Answer) else ()
    return [f"{v.value}{v.unit}" for v in values]


def _outcome_right(turn: Turn, outcome: Outcome, figures: list[str]) -> bool | None:
    if turn.value:
        return turn.value in figures
    if turn.reason:
        return not isinstance(outcome, Answer) and outcome.reason in turn.reason.split("|")
    return None
