"""What the journal keeps of an answer that a model drafted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assistant.catalogue import Catalogue
from assistant.domain import Answer, Draft, Struck
from assistant.journal import Asker, Journal

NOW = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


def answer(draft: Draft | None) -> Answer:
    return Answer(
        question="受理多少件？",
        answer="受理60件。",
        language="zh",
        intent="numeric",
        citations=(),
        draft=draft,
        trace_id="t1",
    )


def kept(folder: Path, draft: Draft | None) -> dict[str, object] | None:
    catalogue = Catalogue(f"sqlite:///{folder / 'catalogue.db'}")
    try:
        journal = Journal(catalogue.database)
        journal.keep([journal.entry(answer(draft), Asker(), NOW, 1)])
        return journal.find("t1").draft
    finally:
        catalogue.close()


def test_what_was_struck_out_is_kept_with_its_faults_and_masked(tmp_path: Path) -> None:
    struck = Struck(sentence="受理51件，电话13812345678。", faults=("51件 is of 审结",))
    found = kept(tmp_path, Draft(model="m", shown=1, struck=(struck,), failure="llm_failed"))
    assert found is not None
    assert (found["model"], found["shown"], found["failure"]) == ("m", 1, "llm_failed")
    (line,) = found["struck"]  # type: ignore[misc]
    assert line["faults"] == ["51件 is of 审结"]
    assert "受理51件" in line["sentence"]
    assert "13812345678" not in line["sentence"]


def test_an_answer_without_a_model_has_no_draft(tmp_path: Path) -> None:
    assert kept(tmp_path, None) is None
