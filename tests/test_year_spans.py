"""Stretches of several years that a question asks of, and that a figure is told of."""

from __future__ import annotations

import pytest

from assistant.year_spans import is_same, last_span, span_asked


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("近五年办理公证多少件？", "5"),
        ("近5年来办理公证多少件？", "5"),
        ("过去三年共受理多少件？", "3"),
        ("2016年以来办理多少件？", "2016"),
        ("2020年-2022年受理多少件？", "2020-2022"),
        ("五年里一共投了多少？", "5"),
        ("2016年办理多少件？", ""),
        ("十四五规划第三年办理多少件？", ""),
    ],
)
def test_the_years_that_a_question_asks_of_as_one(question: str, span: str) -> None:
    assert span_asked(question) == span


def test_a_year_told_later_ends_the_stretch() -> None:
    assert last_span("近五年来办理公证") == "5"
    assert last_span("近五年来办理公证270件,2023年办理") == ""


def test_since_a_year_is_what_is_told_from_that_year_on() -> None:
    assert is_same("2008", "2008-2010")
    assert not is_same("2008", "2009-2010")
    assert not is_same("5", "")
