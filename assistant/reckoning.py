"""What every operation on cells shares: the task, and when figures may be reckoned together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.body_figures import Cell
from assistant.domain import Place
from assistant.excerpt import MOST_ROWS
from assistant.inner_bodies import is_town
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.messages import say
from assistant.naming import place_name
from assistant.narrowing import beyond
from assistant.nesting import holding
from assistant.operation import Operation
from assistant.precision import exact
from assistant.quantity import plain_decimal
from assistant.scope import Scope
from assistant.sheet import Sheet
from assistant.units import load_units

_RELATIVE = ("percent", "permille", "multiple")
_ALIKE = (frozenset("件起宗"), frozenset("人名位"))
_MOST_NAMES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """An operation asked over some documents."""

    operation: Operation
    read: Interpretation
    scope: Scope
    library: Library

    def sheet(self) -> Sheet:
        """An empty answer."""
        return Sheet(self.read, self.scope, self.library)

    @property
    def several(self) -> bool:
        """Whether several bodies or years are meant."""
        operation, read = self.operation, self.read
        named = len(read.places) > 1 or len(read.years) > 1
        return named or operation.every or operation.years


@dataclass(frozen=True, kw_only=True, slots=True)
class Lacking:
    """Bodies, and years of a body, that were meant and don't state the figure."""

    places: tuple[Place, ...] = ()
    moments: tuple[tuple[Place, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.places or self.moments)


def lacking(read: Interpretation, scope: Scope, cells: Sequence[Cell]) -> Lacking:
    """Which of the bodies and years meant have no cell."""
    reports = [d for d in scope.reports if not read.years or d.year in read.years]
    bodies = read.places or scope.places or tuple({d.place: 0 for d in reports if d.place})
    there = {c.key for c in cells}
    stated = {c.place for c in cells}
    wider = holding(bodies, stated)
    of_towns = {Place(names=p.names[:-1]) for p in stated if p is not None and is_town(p.name)}
    places = tuple(
        p
        for p in bodies
        if p not in stated and p not in of_towns and (p in read.places or p not in wider)
    )
    moments = tuple(
        (p, y)
        for p in bodies
        if p in stated and len(read.years) > 1
        for y in read.years
        if (p, y) not in there
    )
    return Lacking(places=places, moments=moments)


def name_absent(sheet: Sheet, absent: Lacking) -> None:
    """Say which bodies and years lack the figure, and which places no document is about."""
    if absent.places:
        sheet.say("lacking", places=place_names(sheet, absent.places))
    if absent.moments:
        names = [f"{place_name(p, sheet.language)} {y}" for p, y in absent.moments]
        sheet.say("lacking_years", moments=say("and", sheet.language).join(names))
    for name in sheet.read.strangers:
        sheet.say("place_absent", place=name)


def ordered(cells: Sequence[Cell], read: Interpretation) -> list[Cell]:
    """By body as the question names them, then by year as it does, else the newest first."""
    places, years = list(read.places), list(read.years)
    return sorted(
        cells,
        key=lambda c: (
            places.index(c.place) if c.place in places else len(places),
            c.place.path if c.place else "",
            years.index(c.year) if c.year in years else -(c.year or 0),
        ),
    )


def show_each(sheet: Sheet, cells: Sequence[Cell], reason: str | None = None) -> None:
    """State every cell, disputed ones with all that is said of them, and why no more is done."""
    for cell in sheet.excerpt(cells):
        if cell.rivals:
            sheet.rivals(cell)
        else:
            sheet.cell(cell)
            sheet.state(cell)
    if reason is not None:
        sheet.say(reason)


def obstacle(cells: Sequence[Cell]) -> str | None:
    """The message that says why figures can't be compared; ``None`` where they can."""
    if any(c.rivals for c in cells):
        return "not_disputed"
    if not same_units(cells):
        return "not_same_unit"
    if len({c.span for c in cells}) > 1:
        return "not_same_span"
    return None


def settled(cells: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """The figures that no source disputes, and those that one does.

    One disputed body among many is no reason to say nothing of the others.
    """
    agreed = [c for c in cells if not c.rivals]
    return agreed, [c for c in cells if c.rivals]


def show_disputed(sheet: Sheet, disputed: Sequence[Cell]) -> None:
    """State what is said of bodies that were left out, both figures of each."""
    for cell in disputed[:MOST_ROWS]:
        sheet.rivals(cell, primary=False)


def of_all(cells: Sequence[Cell]) -> list[Cell]:
    """Without figures whose own words say more than their measure, where others don't.

    案件涉及市场监管113件 is no body's number of cases among those that state theirs.
    """
    whole = [c for c in cells if c.formula or not beyond(c.sources[0])]
    return whole if len({c.place for c in whole}) > 1 else list(cells)


def same_units(cells: Sequence[Cell]) -> bool:
    """Whether all count the same: one unit, or 件 and 起."""
    units = {c.unit for c in cells}
    return len(units) <= 1 or any(units <= kind for kind in _ALIKE)


def is_relative(unit: str) -> bool:
    """Whether a unit is one of shares or multiples, which can't be added."""
    return unit == "个百分点" or load_units().dimension(unit) in _RELATIVE


def overlapping(places: Sequence[Place | None]) -> bool:
    """Whether one body lies within another: its figure would be counted twice."""
    return bool(holding(places, places))


def qualifier_of(cells: Sequence[Cell]) -> str | None:
    """``约`` where one of the figures is not exact (余, 约, 31.5万)."""
    quantities = [s.quantity for c in cells for s in c.sources]
    firm = all(
        (q.unit == "%" and not q.qualifier and q.high is None) or exact(q) for q in quantities
    )
    return None if firm else "约"


def shown(value: Decimal, unit: str, qualifier: str | None = None) -> str:
    """``约1093件``."""
    return f"{qualifier or ''}{plain_decimal(value)}{unit}"


def place_names(sheet: Sheet, places: Sequence[Place | None]) -> str:
    """Names of bodies as a list in words; the first few where there are many."""
    names = [place_name(p, sheet.language) for p in places[:_MOST_NAMES]]
    more = "…" if len(places) > _MOST_NAMES else ""
    return say("and", sheet.language).join(filter(None, names)) + more


def year_names(sheet: Sheet, years: Sequence[int | None]) -> str:
    """Years as a list in words."""
    return say("and", sheet.language).join(str(y) for y in years if y is not None)
