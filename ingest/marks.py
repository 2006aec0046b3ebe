"""Marks that open a section: what a line such as ``（四）…`` or ``第十条 …`` begins with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

ORDINAL = "ordinal"
ARTICLE = "article"
ANNEX = "annex"
PLAIN = "plain"

# Lower ranks enclose higher ones, whatever of them a document leaves out.
RANKS = {
    ANNEX: 0,
    "part": 1,
    "chapter": 2,
    "division": 3,
    ARTICLE: 4,
    "han": 5,
    "han_paren": 6,
    "digit": 7,
    "digit_paren": 8,
    "circled": 9,
    ORDINAL: 10,
}
STATUTORY = frozenset({ANNEX, "part", "chapter", "division", ARTICLE})

_HAN = "一二三四五六七八九十百零〇两"
_BLANK = r"[^\S\n]"
_LINE = re.compile(r"[^\n]+")
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        ANNEX,
        re.compile(rf"附{_BLANK}*[件表录]{_BLANK}*([0-9０-９{_HAN}]{{0,3}}){_BLANK}*[：:.．、]?"),
    ),
    ("part", re.compile(rf"第{_BLANK}*([{_HAN}\d]{{1,5}}){_BLANK}*(?:分编|编|篇|部分)")),
    ("chapter", re.compile(rf"第{_BLANK}*([{_HAN}\d]{{1,5}}){_BLANK}*章")),
    ("division", re.compile(rf"第{_BLANK}*([{_HAN}\d]{{1,5}}){_BLANK}*节")),
    (ARTICLE, re.compile(rf"第{_BLANK}*([{_HAN}\d]{{1,7}}){_BLANK}*条(?:之[{_HAN}]{{1,3}})?")),
    ("han_paren", re.compile(r"([㈠-㈩])、?")),
    ("digit_paren", re.compile(r"([⑴-⒇])、?")),
    ("circled", re.compile(r"([①-⑳])、?")),
    ("han", re.compile(rf"([{_HAN}]{{1,4}}){_BLANK}*[、.．](?![、.．])")),
    ("han_paren", re.compile(rf"[（(]{_BLANK}*([{_HAN}]{{1,4}}){_BLANK}*[）)]{_BLANK}*、?")),
    ("digit", re.compile(r"(\d{1,2})[^\S\n]{0,2}[.．、](?![.．、%％])")),
    ("digit_paren", re.compile(rf"[（(]?{_BLANK}*(\d{{1,2}}){_BLANK}*[）)]{_BLANK}*、?")),
)
_BEGINNINGS = {
    ANNEX: "附",
    "part": "第",
    "chapter": "第",
    "division": "第",
    ARTICLE: "第",
    "han": _HAN,
    "han_paren": "（(㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
    "digit": "0123456789０１２３４５６７８９",
    "digit_paren": "（(0123456789０１２３４５６７８９" + "".join(map(chr, range(0x2474, 0x2488))),
    "circled": "".join(map(chr, range(0x2460, 0x2474))),
}
_BY_FIRST = {
    char: tuple((style, pattern) for style, pattern in _STYLES if char in _BEGINNINGS[style])
    for char in "".join(_BEGINNINGS.values())
}
# What follows a mark when it is a reference or a count, not a heading.
_NOT_AFTER = {
    "part": re.compile(r"[的，,。]"),
    "chapter": re.compile(r"[的、，,。和至]|第"),
    "division": re.compile(r"[的、，,。和至课]|第"),
    ARTICLE: re.compile(r"[的、，,。.和及或与至到中]|第|规定|款|之|所"),
    "han": re.compile(rf"[{_HAN}](?:、|审|级|类|档|等|者)"),
    "han_paren": re.compile(r"[、，,。和及或至项款目中]|第"),
    "digit": re.compile(r"\d(?!\d{3}年)|[、，,。；;]"),
    "digit_paren": re.compile(r"[、，,。和及或至项款目中]|第"),
}
# 一是 / 一要 / 第一， begin a point inside a paragraph, after a stop.
_ORDINAL = re.compile(
    r"(?:^|(?<=[。；;：:，,！!？?\s”’）)]))"
    r"(?:([一二三四五六七八九十]{1,3})(?:是(?!否)|要)|第([一二三四五六七八九十]{1,3})[，,、])",
    re.MULTILINE,
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One opening: its style, number, and where it, its label and its line lie."""

    style: str
    number: int
    start: int
    label_end: int
    line_end: int
    depth: int | None = None

    @property
    def rank(self) -> int:
        """The place of its style in the usual order; ``PLAIN`` headings have none."""
        return RANKS.get(self.style, -1)


def line_marks(text: str) -> Iterator[Mark]:
    """Marks at the beginnings of lines, in order, taken at face value."""
    for line in _LINE.finditer(text):
        start = line.start()
        end = line.end()
        while start < end and text[start].isspace():
            start += 1
        if start < end and (mark := mark_at(text, start, end)):
            yield mark


def mark_at(text: str, start: int, end: int, depth: int | None = None) -> Mark | None:
    """The mark that a line beginning at ``start`` opens with, if any."""
    for style, pattern in _BY_FIRST.get(text[start], ()):
        found = pattern.match(text, start, end)
        if not found:
            continue
        after = found.end()
        while after < end and text[after].isspace():
            after += 1
        if _is_reference(text, style, found.end(), after, end):
            continue
        return Mark(
            style=style,
            number=numeral(found.group(1)),
            start=start,
            label_end=found.end(),
            line_end=end,
            depth=depth,
        )
    return None


def _is_reference(text: str, style: str, label_end: int, after: int, end: int) -> bool:
    """Whether the mark is spoken of (第十条的规定) or counts (2.5万) rather than opens a part."""
    if style in STATUTORY and after > label_end:
        return text.startswith(("的", "规定的"), after, end)
    forbidden = _NOT_AFTER.get(style)
    return forbidden is not None and forbidden.match(text, after, end) is not None


def ordinal_marks(text: str, start: int, end: int) -> list[Mark]:
    """The points 一是…二是… of ``text[start:end]``: series that begin with 一 and have two or more.

    Numbers may repeat or skip, as they do in published reports; a new 一是 begins a new series.
    """
    series: list[list[Mark]] = []
    line_end = start
    for found in _ORDINAL.finditer(text, start, end):
        if line_end < found.end():
            line_end = _line_end(text, found.end(), end)
        mark = Mark(
            style=ORDINAL,
            number=numeral(found.group(1) or found.group(2)),
            start=found.start(),
            label_end=found.end(),
            line_end=line_end,
        )
        if mark.number == 1:
            series.append([mark])
        elif series:
            series[-1].append(mark)
    return [mark for group in series if len(group) > 1 for mark in group]


def numeral(words: str) -> int:
    """The value of 1–999 in Chinese or Arabic figures; 0 where it says none."""
    if words.isdecimal():
        return int(words)
    if len(words) == 1 and words not in _DIGITS:
        return int(unicodedata.numeric(words, 0))
    total = current = 0
    for char in words:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = _DIGITS.get(char, 0)
    return total + current


def _line_end(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return end if found < 0 else found
