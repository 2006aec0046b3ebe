"""A question and its answer as they stand in the conversation: HTML out of the events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from markupsafe import Markup

from assistant.amount import amount
from assistant.domain import Abstention, Answer, Citation, Document, Outcome, Value
from assistant.events import Cited, Done, Event, Found, Said, Understood
from ui.labels import labels
from ui.web.charts import Point, chart_of, draw
from ui.web.downloads import answer_csv, answer_xlsx, data_url
from ui.web.templates import linked, render
from ui.web.texts import Tongue, texts

Lookup = Callable[[str], Document | None]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What is known of one question so far. ``error`` is what to say if it went wrong."""

    question: str
    understood: Understood | None = None
    titles: tuple[str, ...] = ()
    said: str = ""
    citations: tuple[Citation, ...] = ()
    outcome: Outcome | None = None
    error: str | None = None

    def after(self, event: Event) -> Turn:
        """The turn once ``event`` has happened."""
        match event:
            case Understood():
                return replace(self, understood=event)
            case Found(titles=titles):
                return replace(self, titles=titles)
            case Said(text=text):
                return replace(self, said=self.said + text)
            case Cited(citations=citations):
                return replace(self, citations=citations)
            case Done(outcome=outcome):
                return replace(self, outcome=outcome)

    def failed(self, why: str) -> Turn:
        """The turn that ended without an outcome."""
        return replace(self, error=why)


def show(turn: Turn, tongue: Tongue, lookup: Lookup) -> Markup:
    """The turn as HTML. ``lookup`` gives what is known of a document that is cited."""
    outcome = turn.outcome
    hrefs = {one.n: source_href(one, tongue) for one in turn.citations}
    answer = outcome if isinstance(outcome, Answer) else None
    return render(
        "turn.html",
        t=texts(tongue),
        turn=turn,
        state=_state(turn),
        reading=_reading(turn.understood),
        words=linked(turn.said, hrefs.get),
        reason=_reason(outcome, tongue),
        suggestions=outcome.suggestions if outcome else (),
        table=_table(answer, hrefs),
        chart=_drawn(answer, tongue),
        sources=[_source(one, hrefs[one.n], lookup) for one in turn.citations],
        files=_files(answer),
        trace_id=outcome.trace_id if outcome else "",
    )


def source_href(citation: Citation, tongue: Tongue) -> str:
    """Where the page of a quote is."""
    return span_href(citation.document_id, citation.version, citation.start, citation.end, tongue)


def span_href(document_id: str, version: int, start: int, end: int, tongue: Tongue) -> str:
    """Where the page of a version is, with a span of its text marked."""
    place = urlencode({"start": start, "end": end, "lang": tongue})
    return f"/source/{document_id}/{version}?{place}"


def points_of(values: Iterable[Value]) -> list[Point]:
    """The figures of an answer that can be drawn: whole years, stated, no ranges."""
    return [
        Point(
            measure=value.measure,
            unit=value.unit,
            body=value.jurisdiction,
            year=value.year,
            value=Decimal(value.value),
            words=amount(value.value, value.unit, value.qualifier),
        )
        for value in values
        if value.year is not None
        and value.jurisdiction is not None
        and value.high is None
        and value.scope == "year"
        and not value.computed
    ]


def _state(turn: Turn) -> str:
    if turn.error is not None:
        return "failed"
    return "asking" if turn.outcome is None else turn.outcome.status


def _reading(understood: Understood | None) -> list[str]:
    if understood is None:
        return []
    years = [str(year) for year in understood.years]
    return [*understood.places, *years, *understood.asked]


def _reason(outcome: Outcome | None, tongue: Tongue) -> str:
    return labels(tongue).reasons[outcome.reason] if isinstance(outcome, Abstention) else ""


def _table(answer: Answer | None, hrefs: Mapping[int, str]) -> dict[str, object] | None:
    if answer is None or answer.table is None:
        return None
    rows = zip(answer.table.rows, answer.table.citations, strict=True)
    return {
        "columns": answer.table.columns,
        "rows": [{"cells": cells, "n": n, "href": hrefs.get(n)} for cells, n in rows],
    }


def _drawn(answer: Answer | None, tongue: Tongue) -> Markup | None:
    chart = chart_of(points_of(answer.values)) if answer else None
    return draw(chart, texts(tongue)["chart"]) if chart else None


def _source(citation: Citation, href: str, lookup: Lookup) -> dict[str, object]:
    document = lookup(citation.document_id)
    return {
        "n": citation.n,
        "href": href,
        "title": citation.title,
        "issuer": citation.issuer,
        "year": citation.year,
        "section": citation.section,
        "quote": citation.quote,
        "version": citation.version,
        "date": date_of(document),
        "url": citation.url,
        "page": citation.page,
        "note": citation.note,
    }


def date_of(document: Document | None) -> str:
    """The date that a document bears, if it is known."""
    if document is None:
        return ""
    date = document.published or document.signed or document.adopted
    return date.isoformat() if date else ""


def _files(answer: Answer | None) -> dict[str, str] | None:
    if answer is None or answer.table is None:
        return None
    return {
        "csv": data_url("text/csv", answer_csv(answer)),
        "xlsx": data_url(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            answer_xlsx(answer),
        ),
    }
