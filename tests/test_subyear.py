"""Months, quarters and halves that a text names, and figures of them."""

from __future__ import annotations

import pytest

from assistant.subyear import stretches
from tests.reading import answers

QUARTER = "2024年第一季度，热线共接到来电6120个，日均68个，转办工单1350件。"
HALVES = "上半年受理投诉举报310件，全年受理投诉举报702件。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年第一季度", {("quarter", 1)}),
        ("二季度来电多少", {("quarter", 2)}),
        ("下半年", {("half", 2)}),
        ("11月份共受理", {("month", 11)}),
        ("2024年第28周受理情况", {("week", 28)}),
        ("5月9日召开会议", set()),
        ("历时12个月", set()),
        ("1—6月受理40件", set()),
    ],
)
def test_what_a_text_names(text: str, found: set[tuple[str, int]]) -> None:
    assert stretches(text) == found


def test_a_question_needs_no_ending_after_a_month() -> None:
    assert stretches("11月12345热线受理多少", asked=True) == {("month", 11)}
    assert stretches("11月12日受理多少", asked=True) == frozenset()


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("第一季度热线转办工单多少件", QUARTER, ["1350件"]),
        ("一季度热线来电日均多少个", QUARTER, ["68个"]),
        ("第二季度热线转办工单多少件", QUARTER, []),
        ("全年热线转办工单多少件", QUARTER, []),
        ("受理投诉举报多少件", HALVES, ["702件"]),
        ("上半年受理投诉举报多少件", HALVES, ["310件"]),
    ],
)
def test_a_part_of_a_year_answers_for_itself_only(
    question: str, text: str, figures: list[str]
) -> None:
    assert answers(question, text) == figures
