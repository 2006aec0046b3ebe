"""Nouns behind figures that an 和 or a 的 joins: each figure counts its own."""

from __future__ import annotations

import pytest

from assistant.joined_nouns import ends_in_and, goes_on
from tests.framing import frames
from tests.reading import answers

TOLD = "共有9个乡镇的18名主要负责人和26个县直单位的30名分管负责人参加了述法。"


@pytest.mark.parametrize(
    ("between", "joined", "on"),
    [
        ("主要负责人和", True, True),
        ("律师与", True, True),
        ("乡镇的", False, True),
        ("单位存在的", False, False),
        ("和行政诉讼", False, False),
        ("调解成功和", False, False),
        ("和", False, False),
    ],
)
def test_what_joins_two_figures(between: str, joined: bool, on: bool) -> None:
    assert (ends_in_and(between), goes_on(between)) == (joined, on)


def test_a_noun_before_an_and_is_of_the_figure_before_it() -> None:
    found = frames(TOLD)
    assert found["18名"].local == "乡镇的 主要负责人"
    assert "主要负责人" not in found["26个"].local
    assert all("参加了述法" in found[words].governs for words in ("9个", "18名", "26个"))
    assert frames("选派30名律师和12名公证员进驻中心。")["12名"].local == "公证员进驻中心"


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("参加述法的乡镇主要负责人有多少名", ["18名"]),
        ("参加述法的县直单位有几个", ["26个"]),
        ("多少个乡镇参加述法", ["9个"]),
        ("县直单位分管负责人多少名参加述法", ["30名"]),
        ("参加述法的社区主要负责人有多少名", []),
    ],
)
def test_each_is_asked_for_by_its_noun(question: str, figures: list[str]) -> None:
    assert answers(question, TOLD) == figures
