"""Automatic list numbers of DOCX paragraphs, as Word shows them: 一、 （二） 3. 第四条."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "chineseLegalSimplified",
    ]
)
_HAN = "零一二三四五六七八九"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    style: str
    pattern: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document, asked in reading order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        self._by_style = _style_numbers(document)
        root = _numbering_root(document)
        if root is not None:
            self._read(root)

    def label(self, paragraph: Any) -> str:
        """The number in front of ``paragraph``: ``（一）``, or an empty string."""
        number, depth = self._number(paragraph)
        abstract = self._abstract.get(number, "")
        level = self._levels.get(abstract, {}).get(depth)
        if level is None or level.style in {"bullet", "none"} or not _has_words(paragraph):
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda m: self._show(abstract, int(m[1]) - 1), level.pattern)

    def _show(self, abstract: str, depth: int) -> str:
        level = self._levels[abstract].get(depth)
        if level is None:
            return ""
        return _written(self._counts[abstract].get(depth, level.start), level.style)

    def _number(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        inherited = self._by_style.get(style.get(_W + "val")) if style is not None else None
        if properties is None:
            return inherited or ("", 0)
        number, depth = _num(properties)
        return (number or (inherited[0] if inherited else ""), depth)

    def _read(self, root: Any) -> None:
        for abstract in root.iter(_W + "abstractNum"):
            levels = {
                _int(level.get(_W + "ilvl")): _Level(
                    style=_val(level, "numFmt") or "decimal",
                    pattern=_val(level, "lvlText") or "",
                    start=_int(_val(level, "start"), 1),
                )
                for level in abstract.iter(_W + "lvl")
            }
            self._levels[abstract.get(_W + "abstractNumId")] = levels
        for number in root.iter(_W + "num"):
            self._abstract[number.get(_W + "numId")] = _val(number, "abstractNumId") or ""


def _numbering_root(document: Document) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None


def _style_numbers(document: Document) -> dict[str, tuple[str, int]]:
    found = {}
    for style in document.styles.element.iter(_W + "style"):
        properties = style.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            found[style.get(_W + "styleId")] = _num(properties)
    return found


def _num(properties: Any) -> tuple[str, int]:
    return _val(properties, "numId") or "", _int(_val(properties, "ilvl"))


def _val(element: Any, name: str) -> str | None:
    found = element.find(_W + name)
    value = None if found is None else found.get(_W + "val")
    return None if value is None else str(value)


def _int(value: str | None, default: int = 0) -> int:
    return int(value) if value is not None and value.isdecimal() else default


def _has_words(paragraph: Any) -> bool:
    return any((text.text or "").strip() for text in paragraph.iter(_W + "t"))


def _written(number: int, style: str) -> str:
    if style in _CHINESE:
        return _chinese(number)
    if style in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if style == "upperLetter" else letter
    if style in {"lowerRoman", "upperRoman"}:
        roman = _roman(number)
        return roman if style == "upperRoman" else roman.lower()
    if style == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return f"{number:02}" if style == "decimalZero" else str(number)


def _chinese(number: int) -> str:
    """Up to 999: 十二, 二十, 一百零三."""
    if number >= 1000 or number < 1:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = _HAN[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _HAN[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_HAN[ones] if ones else "")


def _roman(number: int) -> str:
    steps = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    text = ""
    for value, letters in steps:
        count, number = divmod(number, value)
        text += letters * count
    return text
