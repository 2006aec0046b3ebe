"""The tab of figures (指标): the indicator table with filters, order, chart and files to keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import gradio as gr
from markupsafe import Markup

from assistant.amount import amount
from assistant.coverage import coverage
from assistant.errors import FazhiError
from assistant.indicator_table import IndicatorTable, Row, Selection
from assistant.naming import place_name
from assistant.quantity import plain_decimal
from ui.labels import labels
from ui.web.callers import staff_of, state_behind
from ui.web.charts import Point, chart_of, draw
from ui.web.frame import PLAIN, QUIET
from ui.web.templates import render
from ui.web.texts import Tongue, texts
from ui.web.turns import span_href

PAGE = 50  # rows shown at once
_MISSING = 24
Chosen = list[str]
_ORDERS: dict[str, Callable[[Row], Any] | None] = {
    "given": None,
    "highest": lambda row: -row.indicator.quantity.value,
    "lowest": lambda row: row.indicator.quantity.value,
    "newest": lambda row: -(row.indicator.period.year or 0),
    "place": lambda row: row.indicator.place.path if row.indicator.place else "",
}


class FiguresTab:
    """The tab in one language. ``enter`` fills it when the page is opened."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._texts = texts(tongue)
        self._lay_out()

    def _lay_out(self) -> None:
        t = self._texts
        with gr.Row(elem_classes="fz-filters"):
            self._filters = [
                gr.Dropdown([], multiselect=True, value=[], label=t[name], allow_custom_value=True)
                for name in ("measure", "year", "place", "unit")
            ]
            orders = [(t["orders"][name], name) for name in _ORDERS]
            order = gr.Dropdown(orders, value="given", label=t["order"])
        at = gr.State(0)
        self._shown = gr.HTML("", elem_id="fz-figures", **PLAIN)
        with gr.Row(elem_classes="fz-pager"):
            back = gr.Button(t["before"], size="sm", min_width=80)
            on = gr.Button(t["after"], size="sm", min_width=80)
        inputs, outputs = [*self._filters, order], [self._shown, at]
        changes = [one.change for one in inputs]
        gr.on(changes, self._first, inputs, outputs, trigger_mode="always_last", **QUIET)
        on.click(self._next, [*inputs, at], outputs, **QUIET)
        back.click(self._previous, [*inputs, at], outputs, **QUIET)

    @property
    def outputs(self) -> list[Any]:
        """What ``enter`` fills."""
        return list(self._filters)

    def enter(self, request: gr.Request) -> list[Any]:
        """What there is to choose from; the measure that is stated most is chosen."""
        staff_of(request)
        catalogue = state_behind(request).service.catalogue
        there = coverage(catalogue.database)
        places = sorted({d.place.path for d in catalogue.documents() if d.place})
        measures = list(there.measures)
        years = sorted(there.years, reverse=True)
        return [
            gr.update(choices=measures, value=measures[:1]),
            gr.update(choices=[str(year) for year in years]),
            gr.update(choices=places),
            gr.update(choices=list(there.units)),
        ]

    def _first(
        self,
        measures: Chosen,
        years: Chosen,
        places: Chosen,
        units: Chosen,
        order: str,
        request: gr.Request,
    ) -> tuple[Markup, int]:
        return self._page((measures, years, places, units), order, 0, request)

    def _next(
        self,
        measures: Chosen,
        years: Chosen,
        places: Chosen,
        units: Chosen,
        order: str,
        at: int,
        request: gr.Request,
    ) -> tuple[Markup, int]:
        return self._page((measures, years, places, units), order, at + 1, request)

    def _previous(
        self,
        measures: Chosen,
        years: Chosen,
        places: Chosen,
        units: Chosen,
        order: str,
        at: int,
        request: gr.Request,
    ) -> tuple[Markup, int]:
        return self._page((measures, years, places, units), order, max(0, at - 1), request)

    def _page(
        self, chosen: Sequence[Chosen], order: str, at: int, request: gr.Request
    ) -> tuple[Markup, int]:
        caller, service = staff_of(request), state_behind(request).service
        measures, years, places, units = chosen
        if not any(chosen):
            return render("hint.html", words=self._texts["choose"]), 0
        try:
            selection = Selection(
                measures=tuple(measures),
                years=tuple(_year(one) for one in years),
                places=tuple(places),
                units=tuple(units),
                audience=caller.audience,
            )
            table = service.indicators(selection)
        except FazhiError as error:
            return render("hint.html", words=str(error)), 0
        last = max(0, (len(table.rows) - 1) // PAGE)
        return self._table(table, selection, order, min(at, last)), min(at, last)

    def _table(self, table: IndicatorTable, selection: Selection, order: str, at: int) -> Markup:
        key = _ORDERS.get(order)
        rows = sorted(table.rows, key=key) if key else list(table.rows)
        page = rows[at * PAGE : (at + 1) * PAGE]
        missing = [
            f"{place_name(one.place, self._tongue)} {one.year}" for one in table.absent[:_MISSING]
        ]
        return render(
            "figures.html",
            t=self._texts,
            rows=[self._row(row) for row in page],
            first=at * PAGE + 1,
            total=len(rows),
            chart=self._chart(rows),
            missing=missing,
            more=max(0, len(table.absent) - _MISSING),
            strangers=[*table.strangers, *map(str, table.years)],
            reason=labels(self._tongue).reasons[table.reason] if table.reason else "",
            query=_query(selection),
        )

    def _row(self, row: Row) -> dict[str, Any]:
        figure = row.indicator
        scope = labels(self._tongue).scopes[figure.period.scope]
        return {
            "label": row.label(self._tongue),
            "place": place_name(figure.place, self._tongue),
            "year": figure.period.year or "",
            "scope": scope,
            "value": _words(row),
            "quote": row.quote,
            "title": row.document.title,
            "disputed": row.disputed,
            "href": span_href(row.document.id, row.version, row.start, row.end, self._tongue),
        }

    def _chart(self, rows: Sequence[Row]) -> Markup | None:
        chart = chart_of(_points(rows, self._tongue))
        return draw(chart, self._texts["chart"]) if chart else None


def _points(rows: Sequence[Row], tongue: Tongue) -> list[Point]:
    return [
        Point(
            measure=row.label(tongue),
            unit=row.indicator.quantity.unit,
            body=place_name(row.indicator.place, tongue),
            year=row.indicator.period.year,
            value=row.indicator.quantity.value,
            words=_words(row),
        )
        for row in rows
        if row.indicator.place
        and row.indicator.period.year
        and row.indicator.period.scope == "year"
        and row.indicator.quantity.high is None
    ]


def _words(row: Row) -> str:
    stated = row.indicator.quantity
    high = plain_decimal(stated.high) if stated.high is not None else None
    return amount(plain_decimal(stated.value), stated.unit, stated.qualifier, high)


def _query(selection: Selection) -> str:
    """The same selection as the API's query."""
    named = (
        ("measure", selection.measures),
        ("year", selection.years),
        ("jurisdiction", selection.places),
        ("unit", selection.units),
    )
    return urlencode([(name, value) for name, values in named for value in values])


def _year(text: str) -> int:
    """The year; what is none is a year that nothing is about."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
