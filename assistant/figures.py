"""Answering with figures: which indicators of which bodies and years, and how they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cells import shown
from assistant.domain import Indicator, Language, Place, Table, Value
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.messages import say
from assistant.naming import label, place_name
from assistant.offices import names_body, owner_of
from assistant.quotes import Ledger, figure_span
from assistant.scope import Scope
from assistant.select import choose
from assistant.stated import stated_value
from assistant.target import Target
from assistant.unify import Match

_PLANS = re.compile(r"计划|目标|力争|打算|下一步|拟|预计|plan|target|goal", re.IGNORECASE)
_MOST = re.compile(
    r"最[多少大小高低]|谁.*[高低多少大小]|哪.*更|\b(?:most|least|highest|lowest|more|fewer)\b"
)
_LEAST = re.compile(r"[少小低]$|least|lowest|fewer")
_COMPARABLE = (
    0.12  # bodies whose best match is this much worse than the best one state another thing
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What was found for each target: ``rows`` best first, ``unmet`` the targets without any."""

    rows: tuple[tuple[Target, Match], ...]
    unmet: tuple[Target, ...]

    @property
    def matches(self) -> tuple[Match, ...]:
        """The matches of all targets."""
        return tuple(m for _, m in self.rows)


def find_figures(read: Interpretation, scope: Scope, library: Library) -> Figures:
    """The figures that fill the question's holes, within its scope and years."""
    indicators = _in_period(library.indicators(scope.reports), read, library)
    rows: list[tuple[Target, Match]] = []
    unmet: list[Target] = []
    digests = frozenset(d.id for d in scope.reports if d.note is not None)
    for target in read.targets:
        chosen = _comparable(
            choose(target, _owned(indicators, target, read, scope, library), digests)
        )
        chosen = _one_source(chosen, library)
        rows.extend((target, m) for m in chosen)
        if not chosen:
            unmet.append(target)
    return Figures(rows=tuple(rows), unmet=tuple(unmet))


def _in_period(
    indicators: Sequence[Indicator], read: Interpretation, library: Library
) -> list[Indicator]:
    """Figures of the years asked for; where none is asked, of each report's own year.

    What a report only plans is no result, and is left out unless plans are asked for.
    """
    if not _PLANS.search(read.question):
        indicators = [i for i in indicators if i.period.scope != "planned"]
    if read.years:
        return [i for i in indicators if i.period.year in read.years]
    return [i for i in indicators if i.period.year == library.documents[i.document_id].year]


def _in_places(indicators: Sequence[Indicator], scope: Scope) -> list[Indicator]:
    if not scope.places:
        return list(indicators)
    return [i for i in indicators if i.place in scope.places]


def _owned(
    indicators: Sequence[Indicator],
    target: Target,
    read: Interpretation,
    scope: Scope,
    library: Library,
) -> list[Indicator]:
    """Figures of the places asked for, without those that are only a department's own."""
    owners = {d.id: owner_of(d, target) for d in scope.reports}
    return [
        i
        for i in _in_places(indicators, scope)
        if (owner := owners.get(i.document_id)) is None
        or not read.places
        or names_body(target, owner)
    ]


def _comparable(matches: Sequence[Match]) -> list[Match]:
    """Bodies and years whose figure is about as near to the question as the nearest one's."""
    if not matches:
        return []
    best = max(matches, key=lambda m: m.score)
    groups: dict[tuple[Place | None, int | None], list[Match]] = {}
    for match in matches:
        key = (match.indicator.place, match.indicator.period.year)
        groups.setdefault(key, []).append(match)
    return [m for group in groups.values() if _as_near(group, best) for m in group]


def _as_near(group: Sequence[Match], best: Match) -> bool:
    measure = best.indicator.measure
    return any(
        best.score - m.score <= _COMPARABLE
        or (measure is not None and m.indicator.measure == measure)
        or (m.stage is not None and best.stage is not None)
        for m in group
    )


def _one_source(matches: Sequence[Match], library: Library) -> list[Match]:
    """The same figure from a report and from a digest of it is cited from the report."""
    kept: dict[tuple[object, ...], Match] = {}
    for match in matches:
        i = match.indicator
        key = (i.place, i.period.year, i.quantity.value, i.quantity.unit, i.measure or i.surface)
        other = kept.get(key)
        if other is None or _is_digest(other, library) > _is_digest(match, library):
            kept[key] = match
    return list(kept.values())


def _is_digest(match: Match, library: Library) -> bool:
    return library.documents[match.indicator.document_id].note is not None


def values_of(figures: Figures, library: Library, ledger: Ledger) -> list[Value]:
    """One value a figure, cited. The first of each target's body and year is primary."""
    values: list[Value] = []
    seen: set[tuple[int, str, int | None]] = set()
    for target, match in figures.rows:
        indicator = match.indicator
        document = library.documents[indicator.document_id]
        version = library.version(document.id)
        n = ledger.cite(document, version, figure_span(version.text, indicator), indicator.path)
        place = indicator.place.path if indicator.place else ""
        key = (id(target), place, indicator.period.year)
        primary = key not in seen or bool(match.levels)
        values.append(stated_value(indicator, n, primary=primary))
        seen.add(key)
    return values


def sentence(match: Match, n: int, language: Language) -> str:
    """One figure in words, with its body, year and citation."""
    indicator = match.indicator
    return say(
        "figure",
        language,
        place=place_name(indicator.place, language),
        year=indicator.period.year or say("year_unknown", language),
        label=label(indicator, language),
        words=shown(indicator.quantity),
        n=n,
    )


def ranking(
    read: Interpretation, figures: Figures, values: Sequence[Value], language: Language
) -> str:
    """Which body has the most or the least, where that was asked and one measure is compared."""
    asked = _MOST.search(read.question)
    bodies = {v.jurisdiction for v in values}
    measures = {(label(m.indicator, "zh"), m.indicator.quantity.unit) for m in figures.matches}
    years = {v.year for v in values}
    if asked is None or len(bodies) < 2 or len(measures) > 1 or len(years) > 1:
        return ""
    least = bool(_LEAST.search(asked[0]))
    order = sorted(
        range(len(values)),
        key=lambda k: figures.matches[k].indicator.quantity.value * (1 if least else -1),
    )
    first = figures.matches[order[0]].indicator
    return say(
        "least" if least else "most",
        language,
        place=place_name(first.place, language),
        words=shown(first.quantity),
        n=values[order[0]].citation,
    )


def bodies_without(
    read: Interpretation, scope: Scope, values: Sequence[Value]
) -> tuple[Place, ...]:
    """Bodies with a report of the years asked for that does not state the figure."""
    stated = {v.jurisdiction for v in values}
    reports = (d for d in scope.reports if not read.years or d.year in read.years)
    places = {d.place: None for d in reports if d.place and d.place.name not in stated}
    return tuple(p for p in places if p is not None)


def table_of(figures: Figures, values: Sequence[Value], language: Language) -> Table | None:
    """Bodies and years side by side, where there are several; newest and largest first."""
    bodies = {(v.jurisdiction, v.year) for v in values}
    if len(bodies) < 2:
        return None
    order = sorted(
        range(len(values)),
        key=lambda k: (-(values[k].year or 0), figures.matches[k].indicator.quantity.value * -1),
    )
    rows = []
    for k in order:
        indicator = figures.matches[k].indicator
        rows.append(
            (
                place_name(indicator.place, language) or "—",
                str(indicator.period.year or "—"),
                label(indicator, language),
                shown(indicator.quantity),
            )
        )
    return Table(
        columns=tuple(say("table_columns", language).split("|")),
        rows=tuple(rows),
        citations=tuple(values[k].citation for k in order),
    )
