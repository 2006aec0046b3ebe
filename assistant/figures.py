"""Answering with figures: which indicators of which bodies and years, and how they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from assistant.cells import shown
from assistant.concepts import load_concepts
from assistant.domain import Document, Indicator, Language, Place, Table, Value
from assistant.excerpt import MOST_ROWS
from assistant.figure_index import FigureIndex
from assistant.interpret import Interpretation
from assistant.library import Library, in_order
from assistant.messages import say
from assistant.moments import stretch_of
from assistant.naming import label, place_name, stretch_name
from assistant.narrowing import told
from assistant.needs import needs_of
from assistant.nesting import holding
from assistant.offices import names_body, owner_of
from assistant.quotes import Ledger, figure_span
from assistant.scope import Scope
from assistant.select import choose
from assistant.stated import stated_value
from assistant.target import Target
from assistant.unify import Match
from assistant.year_spans import is_same, span_asked, span_of

_PLANS = re.compile(r"计划|目标|力争|打算|下一步|拟|预计|plan|target|goal", re.IGNORECASE)
_MOST = re.compile(
    r"最[多少大小高低]|谁.*[高低多少大小]|哪.*更|\b(?:most|least|highest|lowest|more|fewer)\b"
)
_LEAST = re.compile(r"[少小低]$|least|lowest|fewer")
# 全市主动公开…: what a department tells of the whole place.
_WHOLE = re.compile(r"全[国省市州盟县区旗]|各[县市区地级]|一共|总共|合计|总计")
_OF_PLACE = re.compile(r"(?:其中)?[全本我][省市州盟县区旗镇](?:共|累计|主动|各)?")
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
    rows: list[tuple[Target, Match]] = []
    unmet: list[Target] = []
    documents = tuple(d.id for d in scope.reports)
    span = span_asked(read.question)
    for target in read.targets:
        plans = _asks_plans(read)
        asked = (target, read.years, bool(read.places), plans, scope.places, documents, span)
        chosen = library.remembered(asked, partial(_chosen, target, read, scope, library))
        rows.extend((target, m) for m in chosen)
        if not chosen:
            unmet.append(target)
    return Figures(rows=tuple(rows), unmet=tuple(unmet))


def _chosen(
    target: Target, read: Interpretation, scope: Scope, library: Library
) -> Sequence[Match]:
    digests = frozenset(d.id for d in scope.reports if d.note is not None)
    chosen: Sequence[Match] = []
    if span := span_asked(read.question):
        chosen = choose(target, _over_years(target, read, scope, library, span), digests)
    chosen = chosen or choose(target, fitting(target, read, scope, library), digests)
    if not chosen and not target.limits and not _WHOLE.search(read.question):
        # A city's own (市本级) is shown as such where nothing is stated of all the city.
        own = replace(target, limits=(load_concepts().by_name["本级"],))
        chosen = choose(own, fitting(own, read, scope, library), digests)
    return tuple(_one_source(_comparable(chosen), library))


def _asks_plans(read: Interpretation) -> bool:
    return _PLANS.search(read.question) is not None


def fitting(
    target: Target, read: Interpretation, scope: Scope, library: Library
) -> Iterator[Indicator]:
    """The figures in scope that may fill the hole, of the years and places asked for.

    Without those that are only a department's own, where a place is asked for, and without what a
    report only plans, which is no result, unless plans are asked for.
    """
    planned = _asks_plans(read)
    whole_year = bool(read.years) and not (target.stretches or "截至" in target.text)
    found: list[Indicator] = []
    for index, own in library.figures(scope.reports):
        among = own & in_period(index, read)
        if not planned:
            among &= ~index.planned
        if whole_year:
            among &= ~index.partial
        found.extend(_filling(target, scope, index, among))
    return _told_of_place(in_order(found, scope.reports), target, read, library)


def _told_of_place(
    figures: Iterable[Indicator], target: Target, read: Interpretation, library: Library
) -> Iterator[Indicator]:
    """Without what is only a department's own, where a place is asked for."""
    whole: dict[str, bool] = {}
    for figure in figures:
        one = figure.document_id
        if read.places and one not in whole:
            whole[one] = _is_bodys(target, library.documents[one])
        if whole.get(one, True) or _is_of_place(figure):
            yield figure


def _is_of_place(figure: Indicator) -> bool:
    return any(map(_OF_PLACE.match, (figure.frame.local, figure.frame.head)))


def _over_years(
    target: Target, read: Interpretation, scope: Scope, library: Library, span: str
) -> Iterator[Indicator]:
    """Figures that are told of the very stretch of years that is asked for (近五年)."""
    found: list[Indicator] = []
    for index, own in library.figures(scope.reports):
        found.extend(_filling(target, scope, index, own & ~index.planned))
    return (i for i in in_order(found, scope.reports) if is_same(span, span_of(i.frame)))


def in_period(index: FigureIndex, read: Interpretation) -> int:
    """Figures of the years asked for; where none is asked, of their report's own year."""
    return index.of(index.years, read.years) if read.years else index.current


def _filling(target: Target, scope: Scope, index: FigureIndex, among: int) -> Iterator[Indicator]:
    """Those of a set, of the scope's places, that may fill the hole."""
    if scope.places:
        among &= index.of(index.places, scope.places)
    if not among:
        return iter(())
    named = 0 if target.change else index.of(index.measures, target.measures) & among
    for needs in needs_of(target):
        named |= index.meeting(needs, among)
    return index.pick(named)


def _is_bodys(target: Target, document: Document) -> bool:
    """Whether a document's figures of what is asked are its place's, not one department's own."""
    owner = owner_of(document, target)
    return owner is None or names_body(target, owner)


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
        stretch=stretch_name(stretch_of(indicator.frame), language),
        label=told(indicator, language),
        words=shown(indicator.quantity),
        n=n,
    )


def excerpt(read: Interpretation, figures: Figures) -> Figures:
    """As many figures as an answer lists: the newest, and of those the largest or the least."""
    if len(figures.rows) <= MOST_ROWS:
        return figures
    rows = sorted(figures.rows, key=lambda row: _newest(row[1], least=_least_asked(read)))
    return replace(figures, rows=tuple(rows[:MOST_ROWS]))


def _newest(match: Match, *, least: bool = False) -> tuple[int, Decimal]:
    value = match.indicator.quantity.value
    return -(match.indicator.period.year or 0), value if least else -value


def _least_asked(read: Interpretation) -> bool:
    asked = _MOST.search(read.question)
    return asked is not None and bool(_LEAST.search(asked[0]))


def ranking(
    read: Interpretation,
    figures: Figures,
    listed: Figures,
    values: Sequence[Value],
    language: Language,
) -> str:
    """Which body has the most or the least, where that was asked and one measure is compared.

    ``values`` are those of the figures ``listed``, of all.
    """
    if not _MOST.search(read.question):
        return ""
    places = [m.indicator.place for m in figures.matches]
    wider = holding(places, places) - set(read.places)  # the country is no 地方 among its counties
    found = [m.indicator for m in figures.matches if m.indicator.place not in wider]
    bodies = {i.place.name if i.place else None for i in found}
    measures = {(label(i, "zh"), i.quantity.unit) for i in found}
    years = {i.period.year for i in found}
    if len(bodies) < 2 or len(measures) > 1 or len(years) > 1:
        return ""
    least = _least_asked(read)
    rows = [
        row
        for row in zip(listed.matches, values, strict=True)
        if row[0].indicator.place not in wider
    ]
    if not rows:
        return ""
    first, value = min(rows, key=lambda row: _newest(row[0], least=least))
    return say(
        "least" if least else "most",
        language,
        left="",
        place=place_name(first.indicator.place, language),
        words=shown(first.indicator.quantity),
        n=value.citation,
    )


def bodies_without(read: Interpretation, scope: Scope, figures: Figures) -> tuple[Place, ...]:
    """Bodies with a report of the years asked for that does not state the figure."""
    stated = {m.indicator.place.name for m in figures.matches if m.indicator.place}
    reports = (d for d in scope.reports if not read.years or d.year in read.years)
    places = {d.place: None for d in reports if d.place and d.place.name not in stated}
    return tuple(p for p in places if p is not None)


def table_of(figures: Figures, values: Sequence[Value], language: Language) -> Table | None:
    """Bodies and years side by side, where there are several; newest and largest first."""
    bodies = {(v.jurisdiction, v.year) for v in values}
    if len(bodies) < 2:
        return None
    matches = figures.matches
    order = sorted(range(len(values)), key=lambda k: _newest(matches[k]))
    rows = []
    for k in order:
        indicator = matches[k].indicator
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
