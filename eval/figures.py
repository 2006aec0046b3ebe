"""Figures as a judge sees them: in base units, and every numeral that a text shows.

Numerals are read here apart from ``assistant.quantity``, so that a fault of that module does not
hide itself from the judge. Shared are the table of units and the list of numerals that state no
amount (dates, titles, ordinals).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.numerals import han_value, masked
from assistant.text import fold
from assistant.units import load_units

_MARKER = re.compile(r"\[\d{1,3}\]")
_BRACKETED = re.compile(r"(?<!^)(?<!\n)[(]\s?\d[\d,.]*\s?[)]")
_SCALE = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_WORDS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A numeral in a text. ``unit`` is empty where none of the table's follows."""

    value: Decimal
    unit: str
    words: str


def base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Value and unit in the base unit: 31.5 万元 is (315000, 元); odd spellings made one."""
    name, scale = load_units().base(fold(unit).strip())
    return value * scale, name


def numerals(text: str, names: Set[str] = frozenset()) -> list[Shown]:
    """Every numeral of ``text`` that can be read as a figure, in order.

    Left out are citation markers, ``names`` (of places), dates, titles, ordinals and the like.
    A number in brackets inside a line is a figure.
    """
    plain = fold(text)
    hidden = masked(plain)
    for match in _BRACKETED.finditer(plain):
        hidden[match.start() : match.end()] = bytes(len(match[0]))
    for span in (*_spans(plain, names), *(m.span() for m in _MARKER.finditer(plain))):
        hidden[span[0] : span[1]] = b"\x01" * (span[1] - span[0])
    found = [*_shares(plain, hidden), *_digits(plain, hidden), *_han(plain, hidden)]
    return [shown for _, shown in sorted(found, key=lambda pair: pair[0])]


def squeezed(text: str) -> str:
    """Text for comparing wording: half width, lower case, without blanks and quotation marks."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_QUOTES)
    return "".join(plain.split())


Found = tuple[int, Shown]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    units = load_units()
    unit = "|".join(map(re.escape, units.words))
    han_unit = "|".join(map(re.escape, units.after_han))
    blur = "|".join(map(re.escape, units.inside))
    not_han = "|".join(map(re.escape, units.not_after_han))
    english = "|".join(_WORDS)
    return {
        "digits": re.compile(
            rf"(?<![\d.])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?"
            rf"(?:{blur})?(?P<scale>[十百千]?[万亿]|[百千])?(?:{blur})?"
            rf"(?:\s?(?P<word>{english})\b)?\s?(?P<unit>{unit}|per ?cent)?"
        ),
        "han": re.compile(
            rf"(?<![第几数])(?P<number>[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?)"
            rf"(?:{blur})?(?P<unit>{han_unit})(?!{not_han})"
        ),
        "share": re.compile(
            r"百分之(?P<number>[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?"
            r"|\d+(?:\.\d+)?)"
        ),
    }


def _digits(plain: str, hidden: bytearray) -> Iterator[Found]:
    for match in _patterns()["digits"].finditer(plain):
        if hidden[match.start()]:
            continue
        value = Decimal(match["number"].replace(",", "")) * _WORDS.get(match["word"] or "", 1)
        for char in match["scale"] or "":
            value *= _SCALE[char]
        unit = match["unit"] or ""
        yield _found(match, value, "%" if unit.startswith("per") else unit)


def _han(plain: str, hidden: bytearray) -> Iterator[Found]:
    for match in _patterns()["han"].finditer(plain):
        value = han_value(match["number"])
        # 一 before a measure word is an article (一批) far more often than a count.
        if value is not None and value > 1 and not hidden[match.start()]:
            yield _found(match, value, match["unit"])


def _shares(plain: str, hidden: bytearray) -> Iterator[Found]:
    for match in _patterns()["share"].finditer(plain):
        value = han_value(match["number"])
        if value is not None and not hidden[match.start("number")]:
            yield _found(match, value, "%")
            hidden[match.start() : match.end()] = b"\x01" * len(match[0])


def _found(match: re.Match[str], value: Decimal, unit: str) -> Found:
    amount, name = base(value, unit)
    return match.start(), Shown(value=amount, unit=name, words=match[0].strip())


def _spans(plain: str, names: Set[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        for match in re.finditer(re.escape(fold(name)), plain):
            yield match.span()
