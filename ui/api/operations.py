"""For whoever runs the service: metrics and the journal."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BeforeValidator
from starlette.responses import Response, StreamingResponse

from assistant.journal import Entry
from ui.api.access import AdminDep, StaffDep
from ui.api.problems import responses
from ui.api.state import StateDep

_DATE = re.compile(r"\d{4}-\d\d-\d\d[Tt ]")


def _written(value: Any) -> Any:
    """A moment is written as one: a bare number would be taken for seconds since 1970."""
    if isinstance(value, str) and _DATE.match(value) is None:
        raise ValueError("a moment is written like 2024-06-01T00:00:00+08:00")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_written), Query()]
router = APIRouter(tags=["operations"], responses=responses(401, 403, 422, 429, 503))
_TEXT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}}
}
_LINES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One entry a line, oldest first.",
        "content": {
            "application/x-ndjson": {"schema": {"type": "string"}},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}


@router.get("/metrics", response_class=Response, responses=_TEXT)
def metrics(state: StateDep, _caller: StaffDep) -> Response:
    """Counts and times for Prometheus (staff)."""
    return Response(state.metrics.text(), media_type="text/plain; version=0.0.4")


@router.get("/v1/journal", response_class=StreamingResponse, responses=_LINES)
def journal(
    state: StateDep,
    _caller: AdminDep,
    since: Moment | None = None,
    until: Moment | None = None,
    format: Literal["jsonl", "csv"] = "jsonl",
) -> StreamingResponse:
    """Who asked what and what was answered from which versions; personal data masked (admin)."""
    state.background.settle()
    entries = state.journal.export(since, until)
    lines = json_lines(entries) if format == "jsonl" else csv_lines(entries)
    media = "application/x-ndjson" if format == "jsonl" else "text/csv"
    return StreamingResponse(lines, media_type=media)


def json_lines(entries: Iterator[Entry]) -> Iterator[str]:
    """Entries as JSON objects, one a line."""
    for entry in entries:
        yield json.dumps(asdict(entry), ensure_ascii=False, default=_plain) + "\n"


def csv_lines(entries: Iterator[Entry]) -> Iterator[str]:
    """Entries as CSV, with a head and a byte order mark."""
    from ui.spreadsheets import safe

    names = list(Entry.__dataclass_fields__)
    yield "\ufeff" + _csv_line(names)
    for entry in entries:
        fields = asdict(entry)
        for name in ("sources", "draft"):
            fields[name] = json.dumps(fields[name], ensure_ascii=False) if fields[name] else ""
        fields["asked_at"] = entry.asked_at.isoformat()
        cells = (fields[name] for name in names)
        yield _csv_line([safe(c) if isinstance(c, str) else c for c in cells])


def _csv_line(cells: list[Any]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)
