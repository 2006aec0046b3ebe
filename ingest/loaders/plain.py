"""Plain text to lines: paragraphs wrapped at a fixed width are joined, typed tables are read."""

from __future__ import annotations

import re

from ingest.loaders.lines import Draft, glue, is_wide
from ingest.loaders.typed_tables import typed

_NEWLINE = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_OPENS = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十百]+[)）、.．]|第[一二三四五六七八九十百千零〇\d]+[章节条编]"
    r"|[（(]?\d{1,3}[)）、.．]|[一二三四五六七八九十]+是|附件|[-*•●]|[\u2460-\u249b])"
)
_ENDS = "。！？；：!?;:”）)"
_LEAST_WIDTH = 24
_MOST_WIDTH = 140
_LEAST_LINES = 8
_MOSTLY = 0.5


def read_text(text: str) -> Draft:
    """One line of the file is one line of the draft, unless it is hard-wrapped or a table's."""
    return Draft(lines=typed(unwrap(_NEWLINE.split(text))))


def opens_paragraph(text: str) -> bool:
    """Whether a line begins with a number or mark that only a new paragraph has."""
    return _OPENS.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or clause does."""
    return text.rstrip()[-1:] in _ENDS


def unwrap(lines: list[str]) -> list[str]:
    """``lines`` with paragraphs joined, if most full lines break off at one width."""
    width = _wrap_width(lines)
    if width is None:
        return lines
    joined: list[str] = []
    carries = False
    for line in lines:
        if carries and line.strip() and not _indented(line) and not opens_paragraph(line):
            joined[-1] += glue(joined[-1].rstrip(), line.strip()) + line.strip()
        else:
            joined.append(line)
        carries = _width(line) >= width - 3 and not line.rstrip().endswith(("。", "！", "？"))
    return joined


def _wrap_width(lines: list[str]) -> int | None:
    """The width, in half-width columns, at which the file is wrapped, or ``None``."""
    if any(len(line) > _MOST_WIDTH for line in lines):
        return None
    widths = [w for line in lines if (w := _width(line)) >= _LEAST_WIDTH]
    widest = max(widths, default=0)
    if len(widths) < _LEAST_LINES or widest > _MOST_WIDTH:
        return None
    broken = [
        line for line in lines if widest - 6 <= _width(line) <= widest and not ends_sentence(line)
    ]
    return widest - 3 if len(broken) > _MOSTLY * len(widths) else None


def _width(line: str) -> int:
    return sum(2 if is_wide(c) or c == "\u3000" else 1 for c in line.rstrip())


def _indented(line: str) -> bool:
    return line.startswith(("  ", "\u3000", "\t", "\xa0"))
