"""How many figures one answer lists, and what it says of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.domain import Indicator, Language
from assistant.messages import say
from assistant.naming import label

if TYPE_CHECKING:
    from assistant.body_figures import Cell

MOST_ROWS = 50  # the rest can be seen and exported as a table


def newest(cells: Sequence[Cell]) -> Sequence[Cell]:
    """As many of the cells as are listed, those of the newest years first if that isn't all."""
    if len(cells) <= MOST_ROWS:
        return cells
    return sorted(cells, key=lambda c: -(c.year or 0))[:MOST_ROWS]


def rows_left(figure: Indicator, count: int, language: Language) -> str:
    """That an answer lists only some of ``count`` figures like this one, and where all are."""
    name = label(figure, "zh")
    return say("rows_left", language, shown=MOST_ROWS, count=count, measure=name)
