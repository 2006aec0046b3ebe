"""The time that each part of a question is of: 2021年多少项,现在多少项; 现在几名,上年几名.

Years are blanked out before a question's words are read; a mark in a year's place tells in which
part it stood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

_FIRST_MARK = 0xE000  # private characters, which no question has: they are not printable
_MARK = re.compile("[\ue000-\ue0ff]")
_NAMED = re.compile("(?<![比较与和同跟由从自])[\ue000-\ue0ff]")  # not what is compared with
_NOW = re.compile(r"现在|目前|如今")
_BEFORE = re.compile(r"(?<![比较与和同跟])(?<!相比)(?:上|前)一?年(?!.{0,4}(?:相比|比))")
_FORMER = re.compile(r"原来|原先|原本|改革前|调整前|之前(?=[是有]?(?:多少|几)|呢)")
_BECAME = re.compile(r"[\u4e00-\u9fff](?:至|到|为|成)(?:了|现在的?)?(?:多少|几)")
_AGAIN = re.compile(r"(?:那|而)?(?P<time>.*?)(?:年|年度)?(?:的)?呢")
_SHORT = 4  # characters of a word of time

Moment = Literal["", "now", "before", "former"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Time:
    """What a part says of its time. ``marks`` tell which of the question's years it names.

    ``before`` is the year before the one spoken of (上年), ``former`` what was before a change.
    """

    moment: Moment = ""
    marks: tuple[int, ...] = ()
    years: tuple[int, ...] = ()


def marked(text: str, starts: Sequence[int]) -> str:
    """The text, years blanked out, with a mark where each of them began."""
    chars = list(text)
    for number, start in enumerate(starts):
        chars[start] = chr(_FIRST_MARK + number)
    return "".join(chars)


def unmarked(text: str) -> str:
    """The text with blanks for its marks, and for 原来, which is no word of what it is of."""
    return _FORMER.sub(" ", _MARK.sub(" ", text))


def asks_again(part: str) -> bool:
    """Whether a part asks for the same of another time: 现在呢, 上一年呢."""
    again = _AGAIN.fullmatch(part.strip(" ?？"))
    return again is not None and _time_of(part) != Time() and len(again["time"].strip()) <= _SHORT


def times_of(parts: Sequence[str]) -> list[Time | None]:
    """The time of each part of a question, ``None`` for all where one holds for the whole.

    A part that names none is of the time of the part before it.
    """
    told = [_time_of(part) for part in parts]
    if told and told[0].moment == "former":  # 原来多少项,压减到多少项
        became = [t == Time() and _BECAME.search(p) for t, p in zip(told, parts, strict=True)]
        told = [replace(t, moment="now") if b else t for t, b in zip(told, became, strict=True)]
    if all(time == Time() for time in told[1:]):
        return [told[0] if told[0].moment == "former" else None] * len(parts)
    times: list[Time | None] = []
    for time in told:
        times.append(times[-1] if time == Time() and times else time)
    return times


def in_years(time: Time, years: Sequence[Sequence[int] | None]) -> Time:
    """The time with the years that its marks stand for: those of each, ``None`` for 上年."""
    meant = [years[mark] for mark in time.marks if mark < len(years)]
    if None in meant:
        return replace(time, moment="before")
    return replace(time, years=tuple(dict.fromkeys(y for one in meant for y in one or ())))


def _time_of(part: str) -> Time:
    marks = tuple(ord(m[0]) - _FIRST_MARK for m in _NAMED.finditer(part))
    return Time(moment=_moment_of(part), marks=marks)


def _moment_of(part: str) -> Moment:
    if _FORMER.search(part):
        return "former"
    if _BEFORE.search(part):
        return "before"
    return "now" if _NOW.search(part) else ""
