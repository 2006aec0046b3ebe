"""One shape for everything that goes wrong: problem details (RFC 9457) with a stable code.

What failed inside (paths, queries, traces) goes to the log under a trace id, never on the wire.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Any, cast

import yaml
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from assistant.errors import (
    Busy,
    CurationError,
    DiskFull,
    FazhiError,
    KeyRefused,
    Locked,
    MetadataError,
    ModelError,
    ModelMismatch,
    NotFound,
    QuestionError,
    SourceError,
    StoreError,
    TooLarge,
    UnknownMeasure,
)
from ui.api.methods import allowed

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger(__name__)
_OF_ERROR: tuple[tuple[type[FazhiError], int], ...] = (
    (TooLarge, 413),
    (SourceError, 422),
    (MetadataError, 422),
    (KeyRefused, 422),
    (CurationError, 422),
    (Busy, 429),
    (UnknownMeasure, 404),
    (QuestionError, 422),
    (NotFound, 404),
    (Locked, 503),
    (DiskFull, 507),
    (ModelMismatch, 503),
    (StoreError, 503),
    (ModelError, 503),
)
_CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    408: "timeout",
    409: "conflict",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "rate_limited",
    503: "not_ready",
}


class Fault(BaseModel):
    """One field that doesn't fit: where it stands and why."""

    model_config = ConfigDict(frozen=True)

    field: str
    message: str


class WireProblem(BaseModel):
    """Problem details. ``code`` is stable; ``hint`` says what to do; ``errors`` name fields."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "example": {
                "type": "urn:fazhi:problem:not_found",
                "title": "没有找到 / There is no such thing",
                "status": 404,
                "detail": "There is no document 'guangshan-2019'.",
                "code": "not_found",
                "hint": "GET /v1/documents lists what there is.",
                "trace_id": None,
                "errors": [],
            }
        },
    )

    type: str
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    code: str
    hint: str = ""
    trace_id: str | None = None
    errors: list[Fault] = []


class Problem(HTTPException):
    """Ends a request with a problem; ``headers`` go with it (``Retry-After``).

    An ``HTTPException``, because those alone get through the reading of a body.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        code: str | None = None,
        hint: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.code = code or _CODES.get(status, "other")
        self.hint = hint

    def wire(self) -> WireProblem:
        """Its wire form."""
        return _wire(self.status_code, self.code, self.detail, self.hint)


def problem_of(error: FazhiError) -> WireProblem:
    """The wire form of one of our errors; a failure of the machine is told without its insides."""
    status = next((status for kind, status in _OF_ERROR if isinstance(error, kind)), 500)
    if status < 500:
        return _wire(status, error.code, error.message, error.hint)
    return _internal(status, error.code, error)


def unexpected(error: BaseException) -> WireProblem:
    """The wire form of a fault of the program: a trace id that is also in the log, no more."""
    return _internal(500, "unexpected", error)


def respond(problem: WireProblem, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as a response."""
    content = problem.model_dump(mode="json")
    response = JSONResponse(
        _encodable(content), problem.status, headers=dict(headers or {}), media_type=MEDIA_TYPE
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route's ``responses=`` says of these statuses."""
    schema = {"$ref": "#/components/schemas/WireProblem"}
    return {
        status: {
            "description": title(_CODES.get(status, "other")),
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in statuses
    }


def title(code: str) -> str:
    """What a code means, for a person."""
    titles = _titles()
    return titles.get(code, titles["other"])


def install(app: FastAPI) -> None:
    """Make every error of ``app`` a problem."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(FazhiError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(ClientDisconnect, _on_gone)
    app.add_exception_handler(Exception, _on_unexpected)


async def _on_problem(_request: Request, error: Exception) -> Response:
    problem = cast(Problem, error)
    return respond(problem.wire(), problem.headers)


async def _on_error(_request: Request, error: Exception) -> Response:
    return respond(problem_of(cast(FazhiError, error)))


async def _on_invalid(_request: Request, error: Exception) -> Response:
    found = cast(RequestValidationError, error).errors()
    faults = [Fault(field=_place(one["loc"]), message=one["msg"]) for one in found[:50]]
    detail = "; ".join(f"{one.field}: {one.message}" for one in faults[:3])
    problem = _wire(422, "invalid", detail, "See /docs for what is taken.")
    return respond(problem.model_copy(update={"errors": faults}))


async def _on_http(request: Request, error: Exception) -> Response:
    http = cast(HTTPException, error)
    headers = dict(http.headers or {})
    if http.status_code == 405 and (methods := allowed(request.app, request.url.path)):
        headers["Allow"] = ", ".join(methods)
    code = _CODES.get(http.status_code, "other")
    problem = _wire(http.status_code, code, str(http.detail), "See /docs for what there is.")
    return respond(problem, headers)


async def _on_gone(_request: Request, _error: Exception) -> Response:
    return respond(_wire(400, "bad_request", "The request ended before its body did.", ""))


async def _on_unexpected(_request: Request, error: Exception) -> Response:
    return respond(unexpected(error))


def _internal(status: int, code: str, error: BaseException) -> WireProblem:
    trace_id = uuid.uuid4().hex[:16]
    _LOG.error("trace %s: %s", trace_id, type(error).__name__, exc_info=error)
    detail = f"{title(code)}. The log has more under {trace_id}."
    hint = "Try again later; if it stays, tell whoever runs the service the trace id."
    return _wire(status, code, detail, hint).model_copy(update={"trace_id": trace_id})


def _wire(status: int, code: str, detail: str, hint: str) -> WireProblem:
    shown = title(code) if code in _titles() else HTTPStatus(status).phrase
    return WireProblem(
        type=f"urn:fazhi:problem:{code}",
        title=shown,
        status=status,
        detail=detail,
        code=code,
        hint=hint,
    )


def _place(parts: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in parts) or "body"


def _encodable(value: Any) -> Any:
    """The same without half surrogate pairs, which no UTF-8 holds."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _encodable(one) for key, one in value.items()}
    return [_encodable(one) for one in value] if isinstance(value, list) else value


@cache
def _titles() -> dict[str, str]:
    file = resources.files("ui").joinpath("data/problems.yaml")
    loaded: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded
