"""One figure a body and year, stated or worked out: what comparing and reckoning go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.cells import shown
from assistant.domain import Indicator, Language, PeriodScope, Place
from assistant.figures import find_figures
from assistant.interpret import Interpretation
from assistant.library import Library, in_order
from assistant.naming import label
from assistant.precision import agree
from assistant.reckoned_rates import Reckoned, reckoned_rate
from assistant.scope import Scope
from assistant.target import Target
from assistant.unify import Match

_Thing = tuple[object, ...]  # measure, body, period, unit
_Stating = Mapping[_Thing, Sequence[Indicator]]
_SURE = 0.9
_OWN_SPAN = {"cumulative": "cumulative", "planned": "planned"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """The figure of one body and year. ``sources`` are cited: itself, or its formula's operands.

    ``rivals`` are figures of other documents that state the same thing differently.
    """

    place: Place | None
    year: int | None
    value: Decimal
    unit: str
    words: str
    sources: tuple[Indicator, ...]
    names: tuple[str, str]
    qualifier: str | None = None
    scope: PeriodScope = "year"
    formula: str | None = None
    is_rounded: bool = False
    score: float = _SURE
    rivals: tuple[Indicator, ...] = ()

    def label(self, language: Language) -> str:
        """The measure's name."""
        return self.names[1] if language == "en" else self.names[0]

    @property
    def key(self) -> tuple[Place | None, int | None]:
        """Body and year."""
        return self.place, self.year

    @property
    def span(self) -> str:
        """Figures of different spans (a year's, a running total) are never reckoned together.

        What stands at a year's end (共有调解员300名) is the year's, as another report puts it.
        """
        return _OWN_SPAN.get(self.scope, "year")


def cells_of(
    target: Target, read: Interpretation, scope: Scope, library: Library
) -> tuple[Cell, ...]:
    """The figure of each body and year that states it, rates worked out where none is stated.

    A body and year whose figure is open (several fit alike) has no cell.
    """
    asked = replace(read, targets=(target,))
    groups: dict[tuple[Place | None, int | None], list[Match]] = {}
    for match in find_figures(asked, scope, library).matches:
        key = (match.indicator.place, match.indicator.period.year)
        groups.setdefault(key, []).append(match)
    stating = _stating([group[0].indicator for group in groups.values()], scope, library)
    stated = [c for group in groups.values() if (c := _stated(group, stating))]
    known = set(groups)
    reckoned = reckoned_rate(target, read, scope, library, known)
    return (*stated, *map(_worked_out, reckoned))


def _stated(group: Sequence[Match], stating: _Stating) -> Cell | None:
    """The one figure meant; ``None`` where several are (levels left open, ties)."""
    first = group[0]
    open_ = len(group) > 1 and (first.levels or first.stage is None)
    if open_ and not _says_one_thing(group):
        return None
    indicator = first.indicator
    return cell_of(indicator, score=first.score, rivals=_rivals(indicator, stating))


def _says_one_thing(group: Sequence[Match]) -> bool:
    """Whether several documents state one thing each: they agree or not, but nothing is open."""
    figures = [m.indicator for m in group]
    documents = {i.document_id for i in figures}
    things = {_thing(i) for i in figures}
    return len(documents) == len(figures) and len(things) == 1 and figures[0].measure is not None


def cell_of(indicator: Indicator, score: float = _SURE, rivals: tuple[Indicator, ...] = ()) -> Cell:
    """A stated figure."""
    quantity = indicator.quantity
    return Cell(
        place=indicator.place,
        year=indicator.period.year,
        value=quantity.value,
        unit=quantity.unit,
        words=shown(quantity),
        sources=(indicator,),
        names=(label(indicator, "zh"), label(indicator, "en")),
        qualifier=quantity.qualifier,
        scope=indicator.period.scope,
        score=score,
        rivals=rivals,
    )


def _stating(figures: Sequence[Indicator], scope: Scope, library: Library) -> _Stating:
    """What is in scope of the figures' measures and years, by what two statements of one thing
    have in common."""
    measures = {i.measure for i in figures} - {None}
    years = {i.period.year for i in figures}
    stating: list[Indicator] = []
    for index, own in library.figures(scope.reports) if measures else ():
        named = own & index.of(index.measures, measures)
        if named and (named := named & index.of(index.years, years)):
            stating.extend(index.pick(named))
    found: defaultdict[_Thing, list[Indicator]] = defaultdict(list)
    for figure in in_order(stating, scope.reports):
        found[_thing(figure)].append(figure)
    return found


def _thing(figure: Indicator) -> _Thing:
    period, names = figure.period, figure.place.names if figure.place else ()
    return figure.measure, names, period.year, period.scope, period.words, figure.quantity.unit


def _rivals(indicator: Indicator, stating: _Stating) -> tuple[Indicator, ...]:
    """What other documents state of the same measure, body and year that can't be true as well.

    Only where the other document has one figure of it: several are of several things.
    """
    if indicator.measure is None:
        return ()
    others: dict[str, list[Indicator]] = {}
    for other in stating.get(_thing(indicator), ()):
        if other.document_id != indicator.document_id:
            others.setdefault(other.document_id, []).append(other)
    return tuple(
        one[0]
        for one in others.values()
        if len({o.quantity.value for o in one}) == 1
        and not agree(one[0].quantity, indicator.quantity)
    )


def _worked_out(rate: Reckoned) -> Cell:
    first = rate.operands[0]
    return Cell(
        place=first.place,
        year=first.period.year,
        value=rate.value,
        unit="%",
        words=f"{rate.qualifier or ''}{rate.shown}%",
        sources=rate.operands,
        names=rate.names,
        qualifier=rate.qualifier,
        scope=first.period.scope,
        formula=rate.formula,
        is_rounded=rate.is_rounded,
    )
