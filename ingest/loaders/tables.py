"""Tables as self-contained rows: ``| 列头: 值 | 列头: 值 |``, merged cells spread out.

Head rows are those marked so, or the leading rows without figures. A row that is one cell wide
(第二十条第（一）项) begins a part of the table with, possibly, its own head; its words go in front
of every row of the part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

_FIGURE = re.compile(
    r"[+\-－]?\s*\d[\d,，.．]*\s*(?:[%％‰]|[^\d\s]{1,3})?|[-—–－/／]+|\d+\s*/\s*\d+"
)
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?")
# What stands above a column of values. In a table of two columns the first row is a head only with
# one of these; else it is a pair like the others: 单位名称 | 某市司法局.
_VALUE_HEAD = re.compile(
    r"(?:数|量|数值|数据|金额|合计|总计|情况|内容|依据|时限|期限|标准|年度?|率|占比|比例|次|结果|备注|说明"
    r"|日期|时间|要求|方式|材料|条件|流程|部门|电话|地址)(?:[（(].*[)）])?$"
)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the grid: for each column the cell that covers it."""

    number: int
    cells: tuple[Cell | None, ...]

    @property
    def distinct(self) -> list[Cell]:
        """Each cell once."""
        return list(dict.fromkeys(cell for cell in self.cells if cell is not None))

    @property
    def values(self) -> list[Cell]:
        """The cells right of the first column, each once."""
        return list(dict.fromkeys(cell for cell in self.cells[1:] if cell is not None))


Grid = list[Row]


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
    return [text for _, text in numbered(cells)]


def numbered(cells: Sequence[Cell]) -> list[tuple[int, str]]:
    """The table's lines with the number of the row that each comes from."""
    grid = _grid(cells)
    lines: list[tuple[int, str]] = []
    heads: list[str] = []
    for band, part in _parts(grid):
        words = band.distinct[0].text if band else ""
        if band:
            lines.append((band.number, words))
        depth = _head_depth(part)
        heads = _heads(part[:depth]) if depth else heads
        lead = words if len(words) <= _LONGEST_BAND else ""
        only_heads = depth == len(part)  # then show them, they may be all there is
        for row in part if only_heads else part[depth:]:
            text = _line(row, [] if only_heads else heads, "" if only_heads else lead)
            if text:
                lines.append((row.number, text))
    return lines


def continued(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """One table of two that a page break parts: a head that comes again is left out.

    An empty cell that the lower part begins with belongs to the one it was cut from.
    """
    first, second = _grid(above), _grid(below)
    repeated = 0
    while repeated < min(len(first), len(second)) and _same_words(
        first[repeated], second[repeated]
    ):
        repeated += 1
    skipped = second[repeated].number if 0 < repeated < len(second) else 0
    shift = max(cell.row + cell.rows for cell in above) - skipped
    last = first[-1].cells if first else ()
    labels = {
        cell.column: cell.text for cell in last if cell is not None and not is_figure(cell.text)
    }
    moved = [cell for cell in below if cell.row >= skipped]
    return [*above, *(_moved(cell, shift, labels, skipped) for cell in moved)]


def _moved(cell: Cell, shift: int, labels: Mapping[int, str], first: int) -> Cell:
    cut = cell.row == first and cell.rows > 1 and not cell.text
    text = labels.get(cell.column, "") if cut else cell.text
    return replace(cell, row=cell.row + shift, text=text)


def _same_words(one: Row, other: Row) -> bool:
    return [cell.text for cell in one.distinct] == [cell.text for cell in other.distinct]


def columns(cells: Sequence[Cell]) -> int:
    """How many columns the table has."""
    return max((cell.column + cell.columns for cell in cells), default=0)


def _grid(cells: Sequence[Cell]) -> Grid:
    height = max((cell.row for cell in cells), default=-1) + 1
    width = columns(cells)
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        for row in range(cell.row, min(height, cell.row + cell.rows)):
            for column in range(cell.column, cell.column + cell.columns):
                grid[row][column] = cell
    found = [Row(number=number, cells=tuple(row)) for number, row in enumerate(grid)]
    return [row for row in found if any(cell.text for cell in row.distinct)]


def _parts(grid: Grid) -> list[tuple[Row | None, Grid]]:
    """The grid cut at rows of one wide cell, each part with that row above it."""
    parts: list[tuple[Row | None, Grid]] = [(None, [])]
    for row in grid:
        if len(row.cells) > 1 and row.distinct[0].columns == len(row.cells):
            parts.append((row, []))
        else:
            parts[-1][1].append(row)
    return [(band, part) for band, part in parts if band or part]


def _head_depth(part: Grid) -> int:
    """How many leading rows are heads."""
    marked = 0
    while marked < len(part) and all(cell.head for cell in part[marked].distinct):
        marked += 1
    if marked:
        return _deepen(part, marked)
    if len(part) < 2 or len(part[0].distinct) < 2 or _has_figure(part[0]):
        return 0
    if len(part[0].cells) == 2 and not _VALUE_HEAD.search(part[0].cells[1].text):  # type: ignore[union-attr]
        return 0
    figures = next((i for i, row in enumerate(part) if _has_figure(row)), None)
    if figures is not None:
        return _deepen(part, 1, last=figures)
    # Words only: the first row is the head if it looks like one.
    short = all(len(cell.text) <= _LONGEST_HEAD for cell in part[0].distinct)
    return _deepen(part, 1) if short and not _labels_rows(part[0]) else 0


def _deepen(part: Grid, depth: int, *, last: int | None = None) -> int:
    """``depth`` made to cover every cell that begins in the head and reaches further down.

    Up to ``last``, the first row of figures, a wide head cell takes the row below it in as well.
    """
    while depth < (len(part) if last is None else last):
        above = part[depth - 1].values
        reaches = any(cell in above for cell in part[depth].values)
        grouped = last is not None and any(cell.columns > 1 for cell in above)
        if not (reaches or grouped):
            break
        depth += 1
    return depth


def _labels_rows(row: Row) -> bool:
    """Whether the first cell reaches down beside other rows: then it labels rows, not columns."""
    first = row.cells[0]
    return first is not None and first.rows > 1 and not any(cell.rows > 1 for cell in row.values)


def _has_figure(row: Row) -> bool:
    return any(is_figure(cell.text) for cell in row.values)


def is_figure(text: str) -> bool:
    """Whether a cell of that text is a figure; a year is none."""
    return _FIGURE.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def _heads(part: Grid) -> list[str]:
    if not part:
        return []
    return [_head([row.cells[n] for row in part]) for n in range(len(part[0].cells))]


def _head(stack: Sequence[Cell | None]) -> str:
    words = [cell.text for cell in dict.fromkeys(stack) if cell is not None and cell.text]
    short = [word for word in words if len(word) <= _LONGEST_HEAD]
    return "/".join(re.sub(r"单位[:：]\s*", "", word).translate(_NO_COLON) for word in short)


_NO_COLON = str.maketrans({":": " ", "：": " ", "|": " "})


def _line(row: Row, heads: Sequence[str], lead: str) -> str:
    parts = [lead.replace("|", "｜")] if lead else []
    for cell in row.distinct:
        if not cell.text:
            continue
        text = cell.text.replace("|", "｜")
        head = heads[cell.column] if cell.column < len(heads) else ""
        parts.append(f"{head}: {text}" if head and head != text else text)
    return f"| {' | '.join(parts)} |" if parts else ""
