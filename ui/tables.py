"""The wire forms of the indicator table and of the audit."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import PeriodScope, Reason
from assistant.indicator_table import Absent, IndicatorTable, Row
from assistant.quantity import plain_decimal
from ui.schemas import Wire


class WireRow(Wire):
    """One figure with its source; ``measure`` is null outside the lexicon.

    ``label`` is the measure's name or else the figure's own phrase. ``quote`` is the version's
    text from ``start`` to ``end``; the figure's own words stand from ``figure_start`` to
    ``figure_end``. ``disputed``: another document states it differently.
    """

    label: str
    measure: str | None
    surface: str
    value: str
    high: str | None
    unit: str
    qualifier: str | None
    words: str
    year: int | None
    scope: PeriodScope
    jurisdiction: str | None
    document_id: str
    document: str
    version: int
    title: str
    issuer: str | None
    section: list[str]
    quote: str
    start: int
    end: int
    figure_start: int
    figure_end: int
    url: str | None
    page: int | None
    note: str | None
    disputed: bool


class WireAbsent(Wire):
    """What was asked for and isn't there; ``covered``: there is a document that could state it."""

    measure: str | None
    jurisdiction: str
    year: int
    covered: bool


class WireIndicators(Wire):
    """The table. ``reason`` says why there are no rows."""

    rows: list[WireRow]
    absent: list[WireAbsent]
    jurisdictions_not_covered: list[str]
    years_not_covered: list[int]
    reason: Reason | None


class WireIndicatorPage(WireIndicators):
    """A page of the table; ``total`` rows there are in all."""

    total: int
    offset: int
    limit: int


def wire_page(table: IndicatorTable, offset: int, limit: int) -> WireIndicatorPage:
    """The wire form of some of a table's rows."""
    page = replace(table, rows=table.rows[offset : offset + limit])
    shown = wire_indicators(page).model_dump() | {"reason": table.reason}
    return WireIndicatorPage(**shown, total=len(table.rows), offset=offset, limit=limit)


def wire_indicators(table: IndicatorTable) -> WireIndicators:
    """The wire form of a table."""
    return WireIndicators(
        rows=[wire_row(row) for row in table.rows],
        absent=[_wire_absent(one) for one in table.absent],
        jurisdictions_not_covered=list(table.strangers),
        years_not_covered=list(table.years),
        reason=table.reason,
    )


def wire_row(row: Row) -> WireRow:
    """The wire form of one row."""
    indicator, document = row.indicator, row.document
    stated, place = indicator.quantity, indicator.place
    return WireRow(
        label=row.label(),
        measure=indicator.measure,
        surface=indicator.surface,
        value=plain_decimal(stated.value),
        high=plain_decimal(stated.high) if stated.high is not None else None,
        unit=stated.unit,
        qualifier=stated.qualifier,
        words=stated.words,
        year=indicator.period.year,
        scope=indicator.period.scope,
        jurisdiction=place.path if place else None,
        document_id=document.id,
        document=document.slug,
        version=row.version,
        title=document.title,
        issuer=document.issuer,
        section=list(indicator.path),
        quote=row.quote,
        start=row.start,
        end=row.end,
        figure_start=stated.start,
        figure_end=stated.end,
        url=document.url,
        page=row.page,
        note=document.note,
        disputed=row.disputed,
    )


def _wire_absent(one: Absent) -> WireAbsent:
    return WireAbsent(
        measure=one.measure, jurisdiction=one.place.path, year=one.year, covered=one.covered
    )
