"""When a person must take over: labelled cases, and outcomes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.domain import Abstention, Answer
from assistant.handoff import asked_handoff, outcome_handoff

CASES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "handoff_cases.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("reason", "said"), [(reason, said) for reason, lines in CASES.items() for said in lines]
)
def test_labelled_cases(reason: str, said: str) -> None:
    found = asked_handoff(said)
    assert (found.reason if found else "none") == reason


def test_there_are_enough_cases_on_both_sides() -> None:
    assert sum(map(len, CASES.values())) >= 80
    assert len(CASES["none"]) >= 40
    assert all(len(lines) >= 8 for lines in CASES.values())


def test_an_emergency_names_the_numbers_in_the_callers_language() -> None:
    chinese, english = asked_handoff("着火了"), asked_handoff("There is a fire in my house")
    assert chinese is not None
    assert english is not None
    assert all(n in chinese.message and n in english.message for n in ("110", "119", "120"))
    assert english.message.isascii()


def test_traditional_characters_and_full_width_are_read() -> None:
    found = asked_handoff("我要投訴城管亂收費")
    assert found is not None
    assert found.reason == "complaint"


def test_an_abstention_is_handed_over_but_not_an_answer_or_a_greeting() -> None:
    common = {"question": "q", "language": "zh"}
    silent = Abstention(reason="no_evidence", message="m", intent="open", **common)  # type: ignore[arg-type]
    greeting = Abstention(reason="out_of_scope", message="m", intent="small_talk", **common)  # type: ignore[arg-type]
    answer = Answer(answer="a", intent="open", citations=(), **common)  # type: ignore[arg-type]
    handed = outcome_handoff(silent)
    assert handed is not None
    assert handed.reason == "abstained"
    assert outcome_handoff(greeting) is None
    assert outcome_handoff(answer) is None
