"""Figures: the indicator table, in three formats, and the audit of one report."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Header, Query
from starlette.responses import JSONResponse, Response

from assistant.indicator_table import IndicatorTable, Selection
from ui.api.access import AskDep
from ui.api.problems import Problem, responses
from ui.api.state import StateDep
from ui.audits import WireAudit, wire_audits
from ui.schemas import Name, Year
from ui.spreadsheets import table_csv, table_xlsx
from ui.tables import WireIndicatorPage, wire_page

router = APIRouter(prefix="/v1", tags=["figures"], responses=responses(401, 403, 422, 429, 503))
Format = Literal["json", "csv", "xlsx"]
MEDIA: dict[str, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FORMATS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The table; a spreadsheet holds all of its rows, JSON a page of them.",
        "content": {MEDIA["csv"]: {"schema": {"type": "string"}}, MEDIA["xlsx"]: _BINARY},
    }
}
Names = Annotated[list[Name], Query(max_length=50)]


@router.get(
    "/indicators",
    response_model=WireIndicatorPage,
    responses=_FORMATS | responses(404, 406),
)
def indicators(
    state: StateDep,
    caller: AskDep,
    measure: Names = [],  # noqa: B006 — FastAPI copies it
    year: Annotated[list[Year], Query(max_length=50)] = [],  # noqa: B006
    jurisdiction: Names = [],  # noqa: B006
    document: Names = [],  # noqa: B006
    unit: Names = [],  # noqa: B006
    planned: bool = False,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    format: Annotated[Format | None, Query(description="Instead of Accept.")] = None,
    accept: Annotated[str, Header(max_length=1000, include_in_schema=False)] = "*/*",
) -> Response:
    """Figures of all documents side by side, each with the sentence it stands in."""
    wanted = format or _accepted(accept)
    selection = Selection(
        measures=tuple(measure),
        years=tuple(year),
        places=tuple(jurisdiction),
        documents=tuple(document),
        units=tuple(unit),
        audience=caller.audience,
        planned=planned,
    )
    table = state.service.indicators(selection)
    if wanted == "json":
        return JSONResponse(wire_page(table, offset, limit).model_dump(mode="json"))
    return _file(table, wanted)


@router.get("/audit/{document}", responses=responses(404))
def audit(document: str, state: StateDep, caller: AskDep) -> WireAudit:
    """Whether a report agrees with itself: parts and totals, rates, changes, repetitions."""
    return wire_audits(state.service.audit([document], caller.audience)).documents[0]


def _file(table: IndicatorTable, wanted: Format) -> Response:
    data = table_csv(table) if wanted == "csv" else table_xlsx(table)
    name = f"attachment; filename=indicators.{wanted}"
    return Response(data, media_type=MEDIA[wanted], headers={"Content-Disposition": name})


def _accepted(accept: str) -> Format:
    """The best of our formats that ``Accept`` takes. Raises ``Problem`` (406)."""
    best: tuple[float, int, Format] | None = None
    formats: tuple[Format, ...] = get_args(Format)
    for part in accept.split(","):
        media, *parameters = (one.strip().lower() for one in part.split(";"))
        for place, name in enumerate(formats):
            if media in (MEDIA[name], f"{MEDIA[name].partition('/')[0]}/*", "*/*"):
                found = (_quality(parameters), -place, name)
                best = found if best is None else max(best, found)
    if best is None or best[0] <= 0:
        raise Problem(
            406,
            f"There is no format of {accept[:100]!r}.",
            hint=f"There are {', '.join(MEDIA.values())}.",
        )
    return best[2]


def _quality(parameters: list[str]) -> float:
    for one in parameters:
        name, _, value = one.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
