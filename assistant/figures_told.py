"""Figures as they are told: in words, as values, as a table, the first of them by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.bases import FORMER
from assistant.cells import shown
from assistant.domain import Language, Place, Table, Value
from assistant.excerpt import MOST_ROWS
from assistant.figures import Figures
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.messages import say
from assistant.naming import label, place_name
from assistant.narrowing import span_told, told
from assistant.nesting import holding
from assistant.quotes import Ledger, figure_span
from assistant.scope import Scope
from assistant.stated import stated_value
from assistant.unify import Match

_MOST = re.compile(
    r"最[多少大小高低]|谁.*[高低多少大小]|哪.*更|\b(?:most|least|highest|lowest|more|fewer)\b"
)
_LEAST = re.compile(r"[少小低]$|least|lowest|fewer")


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
    former = indicator.period.words == FORMER and indicator.period.year is None
    return say(
        "figure_formerly" if former else "figure",
        language,
        place=place_name(indicator.place, language),
        year=indicator.period.year or say("year_unknown", language),
        stretch=span_told(indicator, language),
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
