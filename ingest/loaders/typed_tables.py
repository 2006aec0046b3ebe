"""Tables typed as characters: cells between pipes, tabs or blanks, one row a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from ingest.loaders import tables
from ingest.loaders.lines import Line

_PIPED = re.compile(r"\s*\|.*\|\s*$")
_DIVIDER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BORDER = re.compile(r"\s*[+|][-=+|\s]*[-=][-=+|\s]*$")
_TABBED = re.compile(r"[^\t\s][^\t]*(?:\t+[^\t\n]+)+$")
_BLANKED = re.compile(r"[^\s|]{1,16}(?:[ \u3000]+[^\s|]{1,16}){2,}\s*$")
_LEAST_ROWS = 3  # of a table whose cells only blanks part
_LONGEST = 60  # characters of a cell between tabs; what is longer is running text
_HEADED = re.compile(r"[^:]{1,40}: .")  # a cell as the canonical text has it


def is_piped(line: str) -> bool:
    """Whether a line is a row with pipes at both ends, or a rule between such rows."""
    return _PIPED.match(line) is not None


def piped(source: Sequence[str], plainly: Callable[[str], str]) -> list[Line]:
    """The lines of a Markdown table; ``plainly`` takes the markup off a cell.

    Without a rule below its head the rows stay as they are: so the canonical text writes its own.
    """
    if not source:
        return []
    ruled = len(source) > 1 and _DIVIDER.match(source[1]) is not None
    if not ruled and not any(_DIVIDER.match(row) for row in source):
        return [Line(text=plainly(row).strip(), row=True) for row in source]
    rows = [_cells(row, plainly) for row in source if not _DIVIDER.match(row)]
    return _lines(rows, ruled=ruled)


def typed(source: Sequence[str]) -> list[Line]:
    """The lines of a plain text, in which rows of equally many cells make a table."""
    found: list[Line] = []
    for form, run in groupby(source, key=_form):
        lines = list(run)
        table = _table(lines, form) if form else None
        found += table if table is not None else [Line(text=line) for line in lines]
    return found


def _form(line: str) -> str:
    if is_piped(line) or _BORDER.match(line):
        return "|"
    if _TABBED.match(line.rstrip()):
        return "\t"
    return " " * len(line.split()) if _BLANKED.match(line) else ""


def _table(source: Sequence[str], form: str) -> list[Line] | None:
    """The rows of a run of lines; ``None`` if it is no table."""
    if form == "|":
        ruled = len(source) > 1 and _DIVIDER.match(source[1]) is not None
        bare = [row for row in source if not (_DIVIDER.match(row) or _BORDER.match(row))]
        rows = [_cells(row, str.strip) for row in bare]
        if rows and all(_HEADED.match(cell) for row in rows for cell in row[1:]):
            return [Line(text=row.strip(), row=True) for row in bare]
    elif form == "\t":
        ruled = False
        rows = [[cell.strip() for cell in re.split(r"\t+", row.strip())] for row in source]
    else:
        ruled = False
        rows = [row.split() for row in source]
        if len(rows) < _LEAST_ROWS or not _is_all_figures(rows):
            return None
    if len(rows) < 2 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return None
    if form == "\t" and not _is_of_figures(rows):
        return None
    return _lines(rows, ruled=ruled)


def _is_of_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether figures stand below a head; tabs part numbers from their articles as well."""
    figures = [[tables.is_figure(cell) for cell in row[1:]] for row in rows]
    short = all(len(cell) <= _LONGEST for row in rows for cell in row)
    return short and not any(figures[0]) and all(map(any, figures[1:]))


def _is_all_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether below a head of words each row is a label and figures."""
    heads, *below = [[tables.is_figure(cell) for cell in row] for row in rows]
    return not any(heads) and all(not row[0] and all(row[1:]) for row in below)


def _lines(rows: Sequence[Sequence[str]], *, ruled: bool) -> list[Line]:
    cells = tables.place(
        [(cell, 1, 1, ruled and index == 0) for cell in row] for index, row in enumerate(rows)
    )
    return [Line(text=text, row=text.startswith("| ")) for text in tables.rows(cells)]


def _cells(row: str, plainly: Callable[[str], str]) -> list[str]:
    cells = re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))
    return [plainly(cell).strip() for cell in cells]
