"""One figure of several bodies or years, added up or averaged.

What can't be added soundly is shown and not added: figures of a body and of one that contains it,
of different units, years or spans, or rates. Where a body lacks the figure or sources dispute it,
the others are added, and the sentence of their sum says whom it is without. Of bodies that were
named that is not the sum asked for: the values of the answer are then the figures themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant import formula
from assistant.body_figures import Cell, cells_of
from assistant.domain import Answer
from assistant.excerpt import MOST_ROWS
from assistant.messages import say
from assistant.naming import place_name
from assistant.pieces import whole_target
from assistant.reckoning import (
    Lacking,
    Task,
    is_relative,
    lacking,
    name_absent,
    obstacle,
    of_all,
    ordered,
    overlapping,
    place_names,
    qualifier_of,
    settled,
    show_disputed,
    show_each,
    shown,
    year_names,
)
from assistant.sheet import Sheet

_LEAST_ADDED = 2


def over_bodies(task: Task) -> Answer | None:
    """The sum or average over bodies or years; ``None`` where no figure of any is stated."""
    target = whole_target(task.read, task.operation)
    if target is None:
        return None
    found = of_all(cells_of(target, task.read, task.scope, task.library))
    cells = ordered(found, task.read)
    if not cells:
        return None
    sheet = task.sheet()
    absent = lacking(task.read, task.scope, cells)
    agreed, disputed = settled(cells)
    if len(agreed) < _LEAST_ADDED:
        agreed, disputed = cells, []
    reason = _obstacle(task, agreed) if len(agreed) > 1 else None
    if reason is None and len(agreed) > 1:
        _total(sheet, task, agreed, _left(sheet, absent, disputed))
        show_disputed(sheet, disputed)
    else:
        show_each(sheet, cells, reason)
    name_absent(sheet, absent)
    return sheet.answer(cells)


def _left(sheet: Sheet, absent: Lacking, disputed: Sequence[Cell]) -> str:
    """What a sum is without, and why; empty where it is of all."""
    places = place_names(sheet, absent.places)
    moments = [f"{place_name(p, sheet.language)}{_year(sheet, y)}" for p, y in absent.moments]
    lack = say("and", sheet.language).join(filter(None, [places, *moments]))
    differ = _which(sheet, disputed)
    told = [
        say(name, sheet.language, which=which)
        for name, which in (("left_lacking", lack), ("left_disputed", differ))
        if which
    ]
    return say("comma", sheet.language).join(told)


def _year(sheet: Sheet, year: int | None) -> str:
    return say("of_year", sheet.language, year=year) if year else ""


def _obstacle(task: Task, cells: Sequence[Cell]) -> str | None:
    if reason := obstacle(cells):
        return reason
    if overlapping([c.place for c in cells]):
        return "not_overlapping"
    if any(c.formula for c in cells):
        return "not_rates"
    years = {c.year for c in cells}
    if not task.read.years and len(years) > 1 and not task.operation.years:
        return "not_same_year"
    if task.operation.kind == "sum" and is_relative(cells[0].unit):
        return "not_rates"
    both = len(years) > 1 and len({c.place for c in cells}) > 1
    if both and task.operation.kind == "average":
        return "not_both"
    return "too_many" if len(cells) > MOST_ROWS else None  # no formula is that long


def _total(sheet: Sheet, task: Task, cells: Sequence[Cell], left: str) -> None:
    """The sum or average; with ``left`` of some of those asked for."""
    averages = task.operation.kind == "average"
    total = formula.total([c.value for c in cells], averages=averages)
    places = list(dict.fromkeys(c.place for c in cells))
    years = list(dict.fromkeys(c.year for c in cells))
    qualifier = qualifier_of(cells)
    unit = cells[0].unit
    sources = [c.sources[0] for c in cells]
    whole = not left or task.operation.every
    for cell in cells if not whole else ():
        sheet.cell(cell)
    sheet.computed(
        names=cells[0].names[0],
        value=total.value,
        unit=unit,
        formula=total.text,
        operands=sources,
        place=places[0] if len(places) == 1 else None,
        year=years[0] if len(years) == 1 else None,
        qualifier=qualifier,
        primary=whole,
    )
    name = "sum" if not averages else "average_plain" if is_relative(unit) else "average"
    sheet.say(
        f"{name}_partial" if left else name,
        left=left,
        which=_which(sheet, cells),
        places=place_names(sheet, places),
        years=year_names(sheet, years),
        label=cells[0].label(sheet.language),
        words=shown(total.value, unit, qualifier),
        formula=total.text,
        result=shown(total.value, unit),
        **sheet.exactness(total.is_rounded),
        n=sheet.marks(sources),
    )
    for cell in cells:
        sheet.state(cell)


def _which(sheet: Sheet, cells: Sequence[Cell]) -> str:
    """``清河县2023年、武义县2023年``; of many only how many they are: they stand below."""
    if len(cells) > MOST_ROWS:
        return say("stated_by", sheet.language, count=len(cells))
    names = [f"{place_name(c.place, sheet.language)}{_year(sheet, c.year)}" for c in cells]
    return say("and", sheet.language).join(names)
