"""Stretches of a year that a text names: a week, a month, a quarter, a half.

A figure of 2025年第一季度 is no figure of the year, nor of another quarter.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.text import REMEMBERED, fold

_NUMBERS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_N = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_QUARTER = re.compile(r"第?(?P<n>[1-4一二三四])季度?")
_WEEK = re.compile(r"第(?P<n>\d{1,2})周")
_HALF = re.compile(r"(?P<n>[上下])半年")
# 5月9日 is a day, 12个月 a length, 1—6月 a span of its own, 截至11月 the end of one.
_MONTH = re.compile(
    rf"(?<![\d.—–~至到-])(?P<n>{_N})月(?:份(?!以来)|当月|(?=[,，。;；:：、)）\s]|全市|全县|全区|全省"
    rf"|共|受理|我|12345|热线|$))"
)
_MONTHS_ASKED = re.compile(
    rf"(?<![\d.—–~至到-])(?P<n>{_N})月(?!\d{{1,2}}[日号]|[一二三四五六七八九十]+日|均|底|末|初)"
)


@lru_cache(maxsize=REMEMBERED)
def stretches(text: str, *, asked: bool = False) -> frozenset[tuple[str, int]]:
    """``("quarter", 1)``, ``("half", 2)``, ``("month", 11)`` … that a text names.

    ``asked`` reads a question, where a month needs no 份 behind it.
    """
    plain = fold(text)
    found = {("quarter", _number(m["n"])) for m in _QUARTER.finditer(plain)}
    found |= {("half", 1 if m["n"] == "上" else 2) for m in _HALF.finditer(plain)}
    found |= {("week", _number(m["n"])) for m in _WEEK.finditer(plain)}
    months = _MONTHS_ASKED if asked else _MONTH
    return frozenset(found | {("month", _number(m["n"])) for m in months.finditer(plain)})


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]
