"""Figures in a table's row: one cell, one figure, headed by its row and column."""

from __future__ import annotations

from assistant.cells import cell_figures
from assistant.domain import Frame
from assistant.frame import Clause, is_table_row
from assistant.segments import Segment

_ABOVE = 3  # rows of lines above a table that may say its unit


def row_clauses(text: str, span: tuple[int, int], *, path: tuple[str, ...] = ()) -> list[Clause]:
    """Clauses of the table row ``text[span]``; a bare number takes the unit that its head names."""
    return [
        Clause(
            quantity=figure.quantity,
            frame=Frame(
                local=f"{figure.label} {figure.head}".strip(),
                governs=figure.band,
                head=figure.band,
                path=path,
            ),
            segment=Segment(start=figure.start, end=figure.end, before="|"),
            leans=False,
            row=figure.label,
        )
        for figure in cell_figures(text, *span, caption=caption(text, span[0]))
    ]


def caption(text: str, start: int) -> str:
    """The lines above the table that the row at ``start`` is of; there its unit may stand."""
    above = text[max(0, start - 4000) : start].split("\n")[:-1]
    while above and is_table_row(above[-1]):
        above.pop()
    return " ".join(line for line in above[-_ABOVE:] if len(line) <= 60)
