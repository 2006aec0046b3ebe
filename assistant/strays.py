"""Numerals and characters of a drafted sentence that are no amounts: each must be its source's.

Dates, document and article numbers, titles, ordinals and years are what a reader takes on trust;
hidden characters and digits of other scripts are how a figure slips past a check.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.domain import Quantity
from assistant.grounds import Fact, Source, names_of
from assistant.text import fold, is_han
from assistant.units import load_units

_GAP = "\x00"  # stands where something has been taken out, so that nothing reads across it
_HAN = "零〇一二两三四五六七八九十百千万亿"
_NAMED = re.compile(
    r"《(?P<title>[^《》]*)》"
    r"|(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}[日号])?"
    r"|\d{1,2}月(?:\d{1,2}[日号])?"
    r"|(?:19|20)\d{2}年?[-—–~～至到]+(?:19|20)?\d{2}年?"
    r"|[〔\[［【(](?:19|20)\d{2}[〕\]］】)]第?\d+号"
    rf"|第[\d{_HAN}]+[一-龥]?"
)
# A number of a year without 年 may be a figure that has lost its unit: it is no year here.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年度?")
_DIGITS = re.compile(r"[a-z]*\d[\d.,:/%‰-]*[a-z%‰]*")
_NUMERAL = re.compile(rf"[{_HAN}]+")
_DECIMAL = re.compile(r"\d+\.\d+")
_PARTS = "半成倍"
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·～％℃　")


def strays(
    text: str, found: Sequence[Quantity], sources: Sequence[Source], facts: Sequence[Fact]
) -> Iterator[str]:
    """What of an unmarked sentence stands in no source, amounts apart, in words.

    ``found`` are its amounts, ``facts`` what they are bound to. Beside a figure, a version's
    number (政务服务3.0) is not said even where the source has it.
    """
    names = (name for fact in facts for name in names_of(fact))
    held = _squeezed(" ".join([*(s.text for s in sources), *names]))
    years = {f.period.year for f in facts} | {s.citation.year for s in sources}
    yield from _characters(text, held)
    chars = list(fold(text))
    for quantity in found:
        chars[quantity.start : quantity.end] = _GAP * (quantity.end - quantity.start)
    rest = "".join(c for c in chars if not c.isspace())
    for match in _NAMED.finditer(rest):
        if (match["title"] or match[0]) not in held:
            yield f"{match[0]!r} stands in no cited source"
    rest = _NAMED.sub(_GAP, rest)
    for match in _YEAR.finditer(rest):
        if int(match[1]) not in years and f"{match[1]}年" not in held:
            yield f"the year {match[1]} stands in no cited source"
    rest = _YEAR.sub(_GAP, rest)
    for match in _DIGITS.finditer(rest):
        following = rest[match.end() : match.end() + 1]
        lone = not following or following == _GAP or match[0] + following not in held
        if lone or (facts and _DECIMAL.fullmatch(match[0])):
            yield f"{match[0]!r} is bound to nothing"
    yield from _han_numerals(_DIGITS.sub(_GAP, rest), held)


def _han_numerals(rest: str, held: str) -> Iterator[str]:
    for match in _NUMERAL.finditer(rest):
        before = rest[match.start() - 1 : match.start()] if match.start() else ""
        following = rest[match.end() : match.end() + 1]
        counts = following in _PARTS or _is_unit(rest[match.end() :])
        context = before + match[0] + following if counts else match[0] + following
        if following and context.replace(_GAP, "") in held:
            continue
        if match[0] == "一" and not counts and before not in _HAN:
            continue
        yield f"{match[0] + following!r} is bound to nothing"


def _is_unit(following: str) -> bool:
    return following.startswith(load_units().after_han)


def _characters(text: str, held: str) -> Iterator[str]:
    """Characters that are neither plain text nor the source's own."""
    for char in dict.fromkeys(text):
        plain = char.isascii() and (char.isprintable() or char == "\n")
        if plain or char in _PUNCTUATION or fold(char) in held:
            continue
        number = unicodedata.numeric(char, None)
        if is_han(char) and (number is None or char in _HAN):
            continue
        if fold(char).isascii() and fold(char).isprintable():
            continue  # full-width letters, digits and signs, read as plain ones
        yield f"the character {ascii(char)} stands in no cited source"


def _squeezed(text: str) -> str:
    return "".join(text.split())
