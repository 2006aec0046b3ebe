"""A file of questions to a file of outcomes: order, bad lines, and a file that is whole or not."""

from __future__ import annotations

import json
import os
import stat
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Abstention, Answer, Citation, Outcome, Question
from assistant.errors import FazhiError, QuestionError, StoreError
from ui.batch import BadLine, open_outcomes, open_questions, parse_line, run_batch
from ui.schemas import WireOutcome


def echo(question: Question) -> Outcome:
    """An assistant that answers what it can read back, abstains from the rest."""
    if not question.text:
        raise QuestionError("The question is empty.", hint="Ask something.")
    if "？" in question.text:
        return Abstention(
            question=question.text,
            reason="no_evidence",
            message="没有依据。",
            language="zh",
            intent="open",
        )
    cited = Citation(
        n=1,
        document_id="d",
        version=1,
        title="t",
        issuer=None,
        year=question.filters.years[0] if question.filters.years else None,
        section=(),
        quote=question.text,
        start=0,
        end=len(question.text),
    )
    return Answer(
        question=question.text, answer="ok", language="zh", intent="open", citations=(cited,)
    )


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def run(*lines: bytes, ask=echo):
    written: list[bytes] = []
    tally = run_batch(lines, written.append, ask)
    return [json.loads(one) for one in written], tally


def test_each_line_gets_its_outcome_in_order():
    outcomes, tally = run(
        line(id=1, question="甲", year=2023),
        line(id="b", question="乙？"),
        line(id=3, question="丙"),
    )
    assert [o["id"] for o in outcomes] == [1, "b", 3]
    assert [o["status"] for o in outcomes] == ["answered", "abstained", "answered"]
    assert outcomes[0]["citations"][0]["year"] == 2023
    assert (tally.answered, tally.abstained, tally.bad) == (2, 1, ())
    for outcome in outcomes:
        WireOutcome.model_validate({k: v for k, v in outcome.items() if k != "id"})


BAD = {
    "not JSON": b"{id: 1}\n",
    "cut short": b'{"id": 1, "question": "a',
    "not an object": b'["a"]\n',
    "a bare number": b"7\n",
    "no question": line(id=1),
    "no id": line(question="甲"),
    "an unknown key": line(id=1, question="甲", place="光山县"),
    "an impossible year": line(id=1, question="甲", year="去年"),
    "an unknown kind": line(id=1, question="甲", kind="poem"),
    "an id that is a list": line(id=[1], question="甲"),
    "an id that is true": line(id=True, question="甲"),
    "GBK": json.dumps({"id": 1, "question": "甲"}, ensure_ascii=False).encode("gbk"),
    "binary": b"\x00\xff\xfe\x01\n",
    "nested without end": b"[" * 100_000 + b"\n",
    "an empty question": line(id=1, question=""),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_named_and_skipped(bad):
    told: list[BadLine] = []
    written: list[bytes] = []
    lines = [line(id=1, question="甲"), b"\n", bad, line(id=4, question="丁")]
    tally = run_batch(lines, written.append, echo, on_bad=told.append)
    assert [json.loads(one)["id"] for one in written] == [1, 4]
    assert told == list(tally.bad)
    assert [b.number for b in told] == [3]
    assert len(told[0].why) > 10


def test_what_is_wrong_is_said():
    with pytest.raises(QuestionError, match=r"'question': Field required.*A line is"):
        parse_line(line(id=1))
    with pytest.raises(QuestionError, match="'year'.*'去年'"):
        parse_line(line(id=1, question="甲", year="去年"))
    with pytest.raises(QuestionError, match="not UTF-8"):
        parse_line('{"id": 1, "question": "甲"}'.encode("gbk"))


def test_a_byte_order_mark_is_no_fault():
    outcomes, tally = run(b"\xef\xbb\xbf" + line(id=1, question="甲"))
    assert len(outcomes) == 1 and not tally.bad


def test_a_failing_store_ends_the_run():
    def broken(question: Question) -> Outcome:
        raise StoreError("The index is gone.")

    with pytest.raises(StoreError):
        run(line(id=1, question="甲"), ask=broken)


@given(st.lists(st.text(st.characters(codec=None), min_size=1), max_size=5))
def test_any_text_comes_back_as_it_went_in(texts):
    """Line separators, controls and lone surrogates included: one outcome is one line."""
    lines = [json.dumps({"id": n, "question": text}).encode() for n, text in enumerate(texts)]
    written: list[bytes] = []
    run_batch(lines, written.append, echo)
    assert all(one.count(b"\n") == 1 for one in written)
    assert [json.loads(one)["question"] for one in written] == texts


def test_the_file_takes_its_name_when_it_is_whole(tmp_path):
    target = tmp_path / "answers.jsonl"
    target.write_text("old", encoding="utf-8")
    with open_outcomes(str(target)) as write:
        write(b"new\n")
        assert target.read_text(encoding="utf-8") == "old"
    assert target.read_text(encoding="utf-8") == "new\n"
    assert list(tmp_path.iterdir()) == [target]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask


def test_a_run_that_fails_leaves_the_old_file(tmp_path):
    target = tmp_path / "answers.jsonl"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(StoreError), open_outcomes(str(target)) as write:
        write(b"half\n")
        raise StoreError("The index is gone.")
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.touch()
    link.symlink_to(real)
    with open_outcomes(str(link)) as write:
        write(b"x\n")
    assert link.is_symlink() and real.read_bytes() == b"x\n"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    with open_outcomes(str(pipe)) as write:
        write(b"x\n")
    reader.join(timeout=10)
    assert got == [b"x\n"] and stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with (
        pytest.raises(FazhiError, match="questions.jsonl"),
        open_questions(str(tmp_path / "questions.jsonl")),
    ):
        pass
    with (
        pytest.raises(FazhiError, match="answers.jsonl"),
        open_outcomes(str(tmp_path / "no" / "answers.jsonl")),
    ):
        pass
    with pytest.raises(FazhiError), open_questions(str(tmp_path)):
        pass


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
def test_a_full_disk_has_its_own_code():
    with pytest.raises(FazhiError) as caught, open_outcomes("/dev/full") as write:
        write(b"x\n")
    assert caught.value.code == "disk_full"


def test_lines_are_counted_where_they_can_be(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"a\nb\nc")
    with open_questions(str(path)) as (lines, total):
        assert total == 3
        assert list(lines) == [b"a\n", b"b\n", b"c"]
