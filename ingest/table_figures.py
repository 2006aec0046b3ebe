"""Figures in a table's row: one cell, one figure, headed by its row and column."""

from __future__ import annotations

import re

from assistant.cells import cell_figures
from assistant.clause import Clause
from assistant.domain import Frame
from assistant.frame import is_table_row
from assistant.segments import Segment

_TITLE = re.compile(r"(?<=[\s:：])?[^\s:：]*(?:情况|统计)表?(?:[（(][^）)]*[）)])?$")
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十\d]+[)）、.．]")
_LONGEST = 60
_ABOVE = 3  # rows of lines above a table that may say its unit


def row_clauses(text: str, span: tuple[int, int], *, path: tuple[str, ...] = ()) -> list[Clause]:
    """Clauses of the table row ``text[span]``; a bare number takes the unit that its head names."""
    above = caption(text, span[0])
    return [
        Clause(
            quantity=figure.quantity,
            frame=Frame(
                local=f"{figure.label} {figure.head}".strip(),
                governs=figure.band or _titled(above),
                head=figure.band,
                lead=above,
                path=path,
            ),
            segment=Segment(start=figure.start, end=figure.end, before="|"),
            leans=False,
            row=figure.label,
        )
        for figure in cell_figures(text, *span, caption=above)
    ]


def _titled(above: str) -> str:
    """The line above a table where it is the table's title: 表1 各省受理行政复议案件情况."""
    match = _TITLE.search(above)
    return match[0] if match and not _HEADING.match(match[0]) else ""


def caption(text: str, start: int) -> str:
    """The lines above the table that the row at ``start`` is of; there its unit may stand."""
    above = text[max(0, start - 4000) : start].split("\n")[:-1]
    while above and is_table_row(above[-1]):
        above.pop()
    heads = (a for a in above[-_ABOVE:] if len(a) <= _LONGEST and not a.endswith("。"))
    return " ".join(line for line in heads if not is_table_row(line))
