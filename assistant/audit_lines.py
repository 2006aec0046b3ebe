"""A report's sentences with their figures in order, as an audit reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.domain import Indicator
from assistant.frame import is_table_row
from assistant.text import fold

_INNER = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A sentence. ``brackets`` tells for each figure where its parenthesis opens, -1 for none.

    ``text`` is folded, so that its offsets are the sentence's; ``previous`` is the sentence right
    before it in the same section, where that states figures.
    """

    text: str
    start: int
    figures: tuple[Indicator, ...]
    brackets: tuple[int, ...]
    previous: Line | None = None
    is_row: bool = False

    def between(self, left: int | None, right: int) -> str:
        """The words between two figures (``None``: from the beginning), parentheses left out."""
        start = 0 if left is None else self.figures[left].quantity.end - self.start
        return _INNER.sub("", self.text[start : self.figures[right].quantity.start - self.start])

    def after(self, index: int) -> str:
        """The words from a figure on."""
        return self.text[self.figures[index].quantity.end - self.start :]

    def level(self, bracket: int) -> list[int]:
        """The figures directly inside one parenthesis, or outside all."""
        return [k for k, b in enumerate(self.brackets) if b == bracket]


def lines_of(text: str, indicators: Sequence[Indicator]) -> list[Line]:
    """The sentences of a version's text that state figures, in order."""
    ordered = sorted(indicators, key=lambda i: (i.sentence_start, i.quantity.start))
    lines: list[Line] = []
    for (start, end), group in groupby(ordered, lambda i: (i.sentence_start, i.sentence_end)):
        figures = tuple(group)
        sentence = text[start:end]
        plain = fold(sentence)
        before = lines[-1] if lines else None
        near = before is not None and not text[_end(before) : start].strip()
        same = before is not None and before.figures[0].path == figures[0].path
        lines.append(
            Line(
                text=plain,
                start=start,
                figures=figures,
                brackets=tuple(_bracket(plain, i.quantity.start - start) for i in figures),
                previous=before if near and same else None,
                is_row=is_table_row(sentence),
            )
        )
    return lines


def _end(line: Line) -> int:
    return line.start + len(line.text)


def _bracket(plain: str, position: int) -> int:
    """Where the innermost parenthesis around a position opens; -1 outside all."""
    opened: list[int] = []
    for k, char in enumerate(plain[:position]):
        if char == "(":
            opened.append(k)
        elif char == ")" and opened:
            opened.pop()
    return opened[-1] if opened else -1
