"""Calls of this user's own command line (``ui.remote``); not part of the API."""

from __future__ import annotations

import secrets
from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response

from assistant.domain import Question
from assistant.errors import FazhiError
from assistant.indicator_table import Selection
from assistant.thread import Thread
from ui.api.access import Caller, caller, secret_of
from ui.api.problems import Problem, problem_of
from ui.api.state import State, StateDep, state_of
from ui.calls import CALLS, PATH, AuditOf, IngestOf, Turn, TurnOf, given, taken

router = APIRouter(prefix=PATH, include_in_schema=False)


def _own(connection: HTTPConnection) -> Caller:
    """The caller, who must show the word that only this user can read."""
    found, shown = caller(connection), secret_of(connection) or ""
    token = state_of(connection).token
    if token is None or not secrets.compare_digest(
        shown.encode("utf-8", "replace"), token.encode()
    ):
        raise Problem(403, "This is for the command line of the user who runs the service.")
    return found


OwnDep = Annotated[Caller, Depends(_own)]


@router.get("/hello")
def hello(_caller: OwnDep) -> str:
    """The service is there and knows the word."""
    return "fazhi"


@router.post("/{name}")
async def call(name: str, request: Request, state: StateDep, own: OwnDep) -> Response:
    """Do what the command line asks for."""
    if name not in CALLS:
        raise Problem(404, f"There is no call {name!r}.")
    body = await request.body()
    return await run_in_threadpool(_answer, name, body, state, own)


def _answer(name: str, body: bytes, state: State, own: Caller) -> Response:
    try:
        argument = taken(name).validate_json(body)
        result = _do(name, argument, state, own)
    except FazhiError as error:
        wire = problem_of(error)
        told = {"kind": type(error).__name__, "code": error.code, "hint": error.hint}
        return JSONResponse({**told, "detail": error.message}, wire.status)
    except ValidationError as error:
        raise Problem(
            422, f"The call {name!r} does not fit: {error.error_count()} faults."
        ) from error
    return Response(given(name).dump_json(result), media_type="application/json")


def _do(name: str, argument: Any, state: State, own: Caller) -> Any:
    service = state.service
    if isinstance(argument, Question):
        return state.answering.ask(argument, own.asker("cli"))
    if isinstance(argument, TurnOf):
        thread = Thread(**_tuples(argument.thread)) if argument.thread else None
        outcome, after = service.converse(argument.question, thread)
        state.answering.record(outcome, own.asker("cli"))
        return Turn(outcome=outcome, thread=asdict(after) if after else None)
    if isinstance(argument, AuditOf):
        return service.audit(argument.names, argument.audience)
    if isinstance(argument, IngestOf):
        sources, meta = argument.sources, argument.meta
        return state.jobs.submit("ingest", lambda tell: service.ingest(sources, meta, tell)).id
    if isinstance(argument, Selection):
        table = service.indicators(argument)
        return replace(table, rows=tuple(table.rows))  # all of them are sent, so all are made
    method = getattr(service, name)
    return method() if argument is None else method(argument)


def _tuples(fields: dict[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples that they were."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}
