"""Figures in a table's row: one cell, one figure, headed by its row and column."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain import Frame, Quantity
from assistant.frame import Clause
from assistant.quantity import quantities
from assistant.segments import Segment
from assistant.units import load_units

_CELL = re.compile(r"(?<=\| )(?:(?P<head>[^|:：]*): )?(?P<cell>[^|]*?)(?= \|)")
_BARE = re.compile(r"\s*\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*|\s*\d+(?:\.\d+)?\s*")
_SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1_000}
_UNIT = re.compile(r"[（(]\s*(?:单位[:：]\s*)?([^（）()\d]{1,4})\s*[)）]")


def row_clauses(text: str, span: tuple[int, int], *, path: tuple[str, ...] = ()) -> list[Clause]:
    """Clauses of the table row ``text[span]``; a bare number takes the unit that its head names."""
    row = text[span[0] : span[1]]
    cells = list(_CELL.finditer(row))
    labels = [c["cell"].strip() for c in cells if not _BARE.fullmatch(c["cell"])]
    label = " ".join(w for w in labels if w and not quantities(w))
    result: list[Clause] = []
    for cell in cells:
        head = (cell["head"] or "").strip()
        start = span[0] + cell.start("cell")
        end = span[0] + cell.end("cell")
        result.extend(
            Clause(
                quantity=quantity,
                frame=Frame(local=f"{label} {head}".strip(), path=path),
                segment=Segment(start=span[0] + cell.start(), end=end, before="|"),
                leans=False,
            )
            for quantity in _figures(text, start, end, f"{label} {head}")
        )
    return result


def _figures(text: str, start: int, end: int, heads: str) -> list[Quantity]:
    cell = text[start:end]
    if not _BARE.fullmatch(cell):
        return [q for q in quantities(text, start, end) if len(q.words) * 2 >= len(cell.strip())]
    unit, scale = _unit(heads)
    # The number alone states no unit; a stand-in lets the one rule for numbers read it.
    read = quantities(f"{cell.strip()}件")
    if not read:
        return []
    left = start + len(cell) - len(cell.lstrip())
    words = cell.strip()
    value = read[0].value * scale
    end = left + len(words)
    return [replace(read[0], value=value, unit=unit, start=left, end=end, words=words)]


def _unit(heads: str) -> tuple[str, int]:
    """The unit that a head names, and how many of it each counts: 万元 are 10,000 元, 万件 件."""
    match = _UNIT.search(heads)
    if match is None:
        return "", 1
    units = load_units()
    unit, scale = units.base(match[1])
    if unit not in units.dimensions and match[1][0] in _SCALES:
        unit, scale = match[1][1:], _SCALES[match[1][0]]
    return (unit, scale) if units.dimension(unit) else ("", 1)
