"""Nouns that say what is counted, and words that narrow an object."""

from __future__ import annotations

import pytest

from tests.reading import target


@pytest.mark.parametrize(
    ("question", "nouns"),
    [
        ("反映了多少个问题", ("问题",)),
        ("涉及的单位有多少家", ("单位",)),
        ("实施意见有多少项举措", ("举措",)),
        ("多少个村配了法律顾问", ("村",)),
        ("多少人参加网上学法", ()),
        ("受理多少件案件", ()),
    ],
)
def test_the_noun_that_the_hole_counts(question: str, nouns: tuple[str, ...]) -> None:
    assert target(question).counted == nouns


@pytest.mark.parametrize(
    ("question", "dimension"), [("网办率是多少", "percent"), ("网办率达标的有多少事项", "percent")]
)
def test_a_rate_asks_for_a_percentage(question: str, dimension: str) -> None:
    assert target(question).dimension == dimension


def test_an_english_word_narrows_what_it_stands_before() -> None:
    assert target("tax 行政复议受理多少件").near == ("tax",)
