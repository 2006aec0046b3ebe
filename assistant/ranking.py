"""Bodies in order of a figure: the first n, all of them, those over a limit, the fastest growing.

A body that contains another is no place among them; ties are said; who lacks the figure is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.body_figures import Cell, cells_of
from assistant.changes import growth_of, pairs_of, stated_sign
from assistant.domain import Answer
from assistant.excerpt import MOST_ROWS
from assistant.messages import say
from assistant.naming import place_name
from assistant.nesting import holding
from assistant.operation import asked_text, cues
from assistant.pieces import whole_target
from assistant.reckoning import (
    Task,
    lacking,
    name_absent,
    obstacle,
    of_all,
    place_names,
    settled,
    show_disputed,
    show_each,
)
from assistant.sheet import Sheet
from assistant.target import Target


def ranked(task: Task) -> Answer | None:
    """The ranking or list asked for; ``None`` where it isn't of one figure of several bodies."""
    target = whole_target(task.read, task.operation)
    if target is None:
        return None
    cells = _cells(target, task)
    if task.operation.kind == "threshold":
        return _over(task, cells) if cells else None
    if len({c.key for c in cells}) < 2 or len({c.place for c in cells}) < 2:
        return None
    sheet = task.sheet()
    agreed, disputed = _apart(cells)
    reason = _obstacle(agreed)
    if reason is not None:
        show_each(sheet, cells, reason)
        return sheet.answer(cells)
    ordered = _in_order(agreed, least=_lowest_first(task, target))
    chosen = _first(ordered, task.operation.count)
    _say_first(sheet, task, ordered, _left(sheet, disputed))
    listed = sheet.excerpt(ordered if task.operation.count == 1 else chosen)
    for cell in listed:
        sheet.cell(cell)
        sheet.state(cell)
    show_disputed(sheet, disputed)
    name_absent(sheet, lacking(task.read, task.scope, cells))
    return sheet.answer(listed)


def _apart(cells: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """The figures to be ordered, and those of bodies on which sources differ.

    Where fewer than two bodies are left there is nothing to order: all are taken together.
    """
    agreed, disputed = settled(cells)
    return (agreed, disputed) if len({c.place for c in agreed}) > 1 else (list(cells), [])


def _left(sheet: Sheet, disputed: Sequence[Cell]) -> str:
    """The words that a ranking begins with where it is without some bodies."""
    names = place_names(sheet, [c.place for c in disputed])
    return say("left_out", sheet.language, places=names) if disputed else ""


def _cells(target: Target, task: Task) -> list[Cell]:
    """The figures ranked: a change's by its rate, with a decline as a negative one."""
    read, scope, library = task.read, task.scope, task.library
    if not target.change:
        found: Sequence[Cell] = cells_of(target, read, scope, library)
    else:
        asked = replace(target, dimension="percent", unit="%")
        stated = [_signed(c) for c in cells_of(asked, read, scope, library)]
        known = {c.key for c in stated}
        pairs = [p for p in pairs_of(target, read, scope, library) if p[0].key not in known]
        found = [*stated, *(g for p in pairs if (g := growth_of(*p)) is not None)]
    named = set(read.places)
    wider = holding((c.place for c in found), (c.place for c in found)) - named
    # The country is no 地方 among its counties.
    return [c for c in of_all(found) if c.place not in wider]


def _lowest_first(task: Task, target: Target) -> bool:
    """Whether the order begins below: of declines the steepest is the lowest change."""
    falling = target.change and cues()["decline"].search(asked_text(task.read)) is not None
    return task.operation.least != falling


def _signed(cell: Cell) -> Cell:
    return replace(cell, value=cell.value * stated_sign(cell))


def _obstacle(cells: Sequence[Cell]) -> str | None:
    reason = obstacle(cells)
    if reason is None and len({c.year for c in cells}) > 1:
        return "not_same_year_ranked"
    return reason


def _in_order(cells: Sequence[Cell], *, least: bool) -> list[Cell]:
    return sorted(
        cells,
        key=lambda c: (c.value if least else -c.value, c.place.path if c.place else ""),
    )


def _first(ordered: Sequence[Cell], count: int | None) -> list[Cell]:
    """The first ``count``, and those that tie with the last of them."""
    if count is None or count >= len(ordered):
        return list(ordered)
    last = ordered[count - 1].value
    return [c for k, c in enumerate(ordered) if k < count or c.value == last]


def _say_first(sheet: Sheet, task: Task, ordered: Sequence[Cell], left: str) -> None:
    language = sheet.language
    leaders = [c for c in ordered if c.value == ordered[0].value]
    least = task.operation.least
    if task.operation.count not in (None, 1):
        sheet.say("last_n" if least else "first_n", left=left)
    if len(leaders) > 1:
        sheet.say(
            "least_tied" if least else "most_tied",
            left=left,
            places=place_names(sheet, [c.place for c in leaders]),
            words=leaders[0].words,
            n=sheet.marks([s for c in leaders[:MOST_ROWS] for s in c.sources]),
        )
        return
    sheet.say(
        "least" if least else "most",
        left=left,
        place=place_name(leaders[0].place, language),
        words=leaders[0].words,
        n="][".join(str(sheet.cite(s)) for s in leaders[0].sources),
    )


def _over(task: Task, cells: Sequence[Cell]) -> Answer | None:
    """The bodies whose figure is over (or under) the limit; ``None`` where none is."""
    operation = task.operation
    limit = operation.limit
    if limit is None or (operation.percent and any(c.unit != "%" for c in cells)):
        return None
    agreed, disputed = _apart(cells)
    reason = obstacle(agreed)
    sheet = task.sheet()
    if reason is not None:
        show_each(sheet, cells, reason)
        return sheet.answer(cells)
    fitting = [c for c in agreed if _meets(c.value, limit, task)]
    meant = _in_order(fitting or agreed, least=operation.below)
    sheet.say(
        "over_limit" if fitting else "none_over",
        left=_left(sheet, disputed),
        places=place_names(sheet, [c.place for c in meant]),
    )
    listed = sheet.excerpt(meant)
    for cell in listed:
        sheet.cell(cell)
        sheet.state(cell)
    show_disputed(sheet, disputed)
    name_absent(sheet, lacking(task.read, task.scope, cells))
    return sheet.answer(listed)


def _meets(value: Decimal, limit: Decimal, task: Task) -> bool:
    if value == limit:
        return task.operation.inclusive
    return value < limit if task.operation.below else value > limit
