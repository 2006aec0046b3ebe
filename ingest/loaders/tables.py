"""Tables as self-contained rows: ``| 列头: 值 | 列头: 值 |``, merged cells spread out.

Head rows are those marked so, or the leading rows without figures. A row that is one cell wide
(第二十条第（一）项) begins a part of the table with, possibly, its own head; its words go in front
of every row of the part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_FIGURE = re.compile(
    r"[+\-－]?\s*\d[\d,，.．]*\s*(?:[%％‰]|[^\d\s]{1,3})?|[-—–－/／]+|\d+\s*/\s*\d+"
)
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?")
_LONGEST_HEAD = 24
_LONGEST_BAND = 40
_MOST_CELLS = 200_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell as the source has it, with the rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


Grid = list[list[Cell | None]]


def place(rows: Iterable[Sequence[tuple[str, int, int, bool]]]) -> list[Cell]:
    """Cells from rows of ``(text, rowspan, colspan, is_head)``, as HTML lays them out."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row, parts in enumerate(rows):
        column = 0
        for text, down, across, head in parts:
            while (row, column) in taken:
                column += 1
            across, down = min(max(across, 1), 100), min(max(down, 1), 1000)
            if len(taken) + across * down > _MOST_CELLS:
                return cells
            taken.update((row + r, column + c) for r in range(down) for c in range(across))
            cells.append(
                Cell(text=text, row=row, column=column, rows=down, columns=across, head=head)
            )
            column += across
    return cells


def rows(cells: Sequence[Cell]) -> list[str]:
    """The table's lines: one a row, and the words of one-cell rows as they stand."""
    grid = _grid(cells)
    lines: list[str] = []
    heads: list[str] = [""] * (len(grid[0]) if grid else 0)
    for band, part in _parts(grid):
        if band:
            lines.append(band)
        depth = _head_depth(part)
        if depth or not any(heads):
            heads = _heads(part[:depth]) if depth else heads
        lead = band if 0 < len(band) <= _LONGEST_BAND else ""
        lines += filter(None, (_line(row, heads, lead) for row in part[depth:]))
        if depth == len(part):  # nothing but heads: show them, they may be all there is
            lines += filter(None, (_line(row, [], "") for row in part))
    return lines


def columns(cells: Sequence[Cell]) -> int:
    """How many columns the table has."""
    return max((cell.column + cell.columns for cell in cells), default=0)


def _grid(cells: Sequence[Cell]) -> Grid:
    height = max((cell.row for cell in cells), default=-1) + 1
    width = columns(cells)
    grid: Grid = [[None] * width for _ in range(height)]
    for cell in cells:
        for row in range(cell.row, min(height, cell.row + cell.rows)):
            for column in range(cell.column, cell.column + cell.columns):
                grid[row][column] = cell
    return [row for row in grid if any(cell is not None and cell.text for cell in row)]


def _parts(grid: Grid) -> list[tuple[str, Grid]]:
    """The grid cut at rows of one wide cell, each part with that cell's words."""
    parts: list[tuple[str, Grid]] = []
    band, part = "", Grid()
    for row in grid:
        words = _band(row)
        if words is None:
            part.append(row)
            continue
        if part or band:
            parts.append((band, part))
        band, part = words, Grid()
    if part or band:
        parts.append((band, part))
    return parts


def _band(row: Sequence[Cell | None]) -> str | None:
    filled = _distinct(row)
    if len(row) > 1 and len(filled) == 1 and filled[0].columns == len(row):
        return filled[0].text
    return None


def _head_depth(part: Grid) -> int:
    """How many leading rows are heads."""
    marked = 0
    for row in part:
        cells = _distinct(row)
        if not cells or not all(cell.head for cell in cells):
            break
        marked += 1
    if marked:
        return _deepen(part, marked)
    if len(part) < 2 or len(_distinct(part[0])) < 2 or _has_figure(part[0]):
        return 0
    figures = next((i for i, row in enumerate(part) if _has_figure(row)), None)
    if figures is not None:
        return _deepen(part, 1, last=figures)
    # Words only: the first row is the head if it looks like one.
    short = all(len(cell.text) <= _LONGEST_HEAD for cell in _distinct(part[0]))
    return _deepen(part, 1) if short and not _labels_rows(part[0]) else 0


def _deepen(part: Grid, depth: int, *, last: int | None = None) -> int:
    """``depth`` made to cover every cell that begins in the head and reaches further down.

    Up to ``last``, the first row of figures, a wide head cell takes the row below it in as well.
    """
    while depth < (len(part) if last is None else last):
        above = _distinct(part[depth - 1][1:])
        reaches = any(cell in above for cell in _distinct(part[depth][1:]))
        grouped = last is not None and any(cell.columns > 1 for cell in above)
        if not (reaches or grouped):
            break
        depth += 1
    return depth


def _labels_rows(row: Sequence[Cell | None]) -> bool:
    """Whether the first cell reaches down beside other rows: then it labels rows, not columns."""
    first = row[0]
    return (
        first is not None
        and first.rows > 1
        and not any(cell.rows > 1 for cell in _distinct(row[1:]))
    )


def _has_figure(row: Sequence[Cell | None]) -> bool:
    return any(
        _FIGURE.fullmatch(cell.text) and not _YEAR.fullmatch(cell.text)
        for cell in _distinct(row[1:])
    )


def _heads(part: Grid) -> list[str]:
    if not part:
        return []
    return [_head([row[column] for row in part]) for column in range(len(part[0]))]


def _head(stack: Sequence[Cell | None]) -> str:
    words = [cell.text for cell in dict.fromkeys(stack) if cell is not None and cell.text]
    short = [word for word in words if len(word) <= _LONGEST_HEAD]
    return "/".join(re.sub(r"单位[:：]\s*", "", word).translate(_NO_COLON) for word in short)


_NO_COLON = str.maketrans({":": " ", "：": " ", "|": " "})


def _line(row: Sequence[Cell | None], heads: Sequence[str], lead: str) -> str:
    parts = [lead.replace("|", "｜")] if lead else []
    for cell in _distinct(row):
        if not cell.text:
            continue
        text = cell.text.replace("|", "｜")
        head = heads[cell.column] if cell.column < len(heads) else ""
        parts.append(f"{head}: {text}" if head and head != text else text)
    return f"| {' | '.join(parts)} |" if parts else ""


def _distinct(row: Sequence[Cell | None]) -> list[Cell]:
    return list(dict.fromkeys(cell for cell in row if cell is not None))
