"""Stretches of several years that a figure is told of at once: 近五年来办理41万件."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.domain import Frame
from assistant.text import REMEMBERED, fold

_NUMBERS = {c: str(i) for i, c in enumerate("一二三四五六七八九十", 1)} | {"两": "2"}
_SPAN = re.compile(
    r"(?:近|过去|这)\s?(?P<n>\d{1,2}|[一二两三四五六七八九十])\s?年|(?<![\d第])(?P<m>\d{1,2}|[一二两三四五六七八九十])年[来里间]"
    r"|(?P<since>(?:19|20)\d{2})年度?(?:以来|至今|起)"
    r"|(?P<from>(?:19|20)\d{2})年?(?:\d{1,2}月)?\s?[-—–~至到]+\s?(?P<to>(?:19|20)\d{2})年"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}年")


def span_asked(text: str) -> str:
    """The years that a question asks of as one (近五年: ``5``, 2016年以来: ``2016``)."""
    match = _SPAN.search(fold(text))
    return _number(match) if match else ""


@lru_cache(maxsize=REMEMBERED)
def span_of(frame: Frame) -> str:
    """The years that a figure is told of as one by its own words or what opens its sentence."""
    sentence = fold(f"{frame.sentence} {frame.head} {frame.local}")
    return last_span(sentence)


def is_same(asked: str, told: str) -> bool:
    """Whether they are the same years; 2008年以来 is what a text tells of 2008年至2010年."""
    return bool(told) and (asked == told or told.startswith(f"{asked}-"))


def last_span(text: str) -> str:
    """The years that the end of a text is of, unless a year of its own is told after them."""
    found = list(_SPAN.finditer(text))
    if not found or _YEAR.search(text, found[-1].end()):
        return ""
    return _number(found[-1])


def _number(match: re.Match[str]) -> str:
    number: str = match["n"] or match["m"] or match["since"] or f"{match['from']}-{match['to']}"
    return _NUMBERS.get(number, number)
