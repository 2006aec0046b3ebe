"""Dates as documents write them: 2024-03-04, 2024/3/4, 2024年2月14日, 二〇二四年二月十四日."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "０": 0,
}
_HAN_YEAR = "[〇零○ＯO０一二三四五六七八九]{4}"
_HAN_NUMBER = "[元一二三四五六七八九十廿卅]{1,3}"
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:(?P<sep>[-/.．])\s*(?P<m>\d{1,2})\s*(?P=sep)\s*(?P<d>\d{1,2})"
    r"|年\s*(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*[日号])(?!\d)"
    rf"|(?P<hy>{_HAN_YEAR})\s*年\s*(?P<hm>{_HAN_NUMBER})\s*月\s*(?P<hd>{_HAN_NUMBER})\s*[日号]"
)
_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?=\s*年)|({_HAN_YEAR})(?=\s*年)")


@dataclass(frozen=True, kw_only=True, slots=True)
class DateMention:
    """A full date and where it stands."""

    date: dt.date
    start: int
    end: int


def dates(text: str) -> Iterator[DateMention]:
    """Every possible date in ``text``, in order; impossible ones (2月30日) are passed over."""
    for match in _DATE.finditer(text):
        date = _date(match)
        if date is not None:
            yield DateMention(date=date, start=match.start(), end=match.end())


def parse_date(text: str) -> dt.date | None:
    """The date that ``text`` begins with (a time of day may follow), or ``None``."""
    stripped = text.strip()
    first = next(dates(stripped), None)
    return first.date if first is not None and first.start == 0 else None


def years(text: str) -> Iterator[tuple[int, int, int]]:
    """Years written with 年, as ``(year, start, end)`` where ``end`` is behind the digits."""
    for match in _YEAR.finditer(text):
        year = int(match[1]) if match[1] else _han_year(match[2])
        if 1900 <= year < 2100:
            yield year, match.start(), match.end()


def _date(match: re.Match[str]) -> dt.date | None:
    if match["hy"]:
        parts = _han_year(match["hy"]), han_number(match["hm"]), han_number(match["hd"])
    else:
        parts = int(match["y"]), int(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    try:
        return dt.date(*parts)
    except ValueError:
        return None


def _han_year(text: str) -> int:
    return int("".join(str(_DIGITS[c]) for c in text))


def han_number(text: str) -> int:
    """``十四`` is 14, ``二十`` 20, ``廿一`` 21, ``元`` 1; 0 where it is no number up to 99."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text == "元":
        return 1
    tens, ten, ones = text.rpartition("十")
    if any(len(part) > 1 or (part and part not in _DIGITS) for part in (tens, ones)):
        return 0
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
