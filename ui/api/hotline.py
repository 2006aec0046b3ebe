"""``POST /v1/hotline/answer``: answers for a hotline's system (12345), in time and speakable."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Header, Response

from ui.api.access import AskDep, Caller
from ui.api.problems import Problem, responses
from ui.api.state import State, StateDep
from ui.hotline import digest_of
from ui.hotline_wire import Token, WireHotlineAnswer, WireHotlineQuestion
from ui.idempotency import OtherRequest

router = APIRouter(
    prefix="/v1/hotline", tags=["hotline"], responses=responses(401, 403, 413, 422, 429, 503)
)
REPLAYED = "Idempotent-Replayed"


@router.post("/answer", responses=responses(409))
async def answer(
    asked: WireHotlineQuestion,
    state: StateDep,
    caller: AskDep,
    response: Response,
    idempotency_key: Annotated[Token | None, Header()] = None,
) -> WireHotlineAnswer:
    """Answer a caller's question by the deadline, with what is to be said and whether a person
    must take over.

    With an idempotency key a repeated request gets the same response again, and one that is still
    being answered is waited for; the same key with another body is a conflict.
    """
    key = _key_of(asked, idempotency_key)
    if key is None:
        return await _answer(asked, state, caller)
    sender = caller.key_id or f"address:{caller.address}"
    try:
        reply, mine = state.hotline.replies.claim(sender, key, digest_of(asked, caller.audience))
    except OtherRequest as error:
        raise Problem(
            409,
            f"The idempotency key {key!r} was used for another request.",
            code="idempotency_conflict",
            hint="Take a new key for every new request, the same one to repeat a request.",
        ) from error
    if not mine:
        response.headers[REPLAYED] = "true"
        return await _wait(asyncio.wrap_future(reply), asked)
    try:
        given = await _answer(asked, state, caller)
    except BaseException as error:
        state.hotline.replies.fail(sender, key, _for_others(error))
        raise
    state.hotline.replies.keep(reply, given)
    return given


async def _answer(asked: WireHotlineQuestion, state: State, caller: Caller) -> WireHotlineAnswer:
    asker = caller.asker(f"hotline-{asked.channel}", caller=asked.caller, session=asked.session)
    return await state.hotline.answer(asked, caller.audience, asker)


async def _wait(
    reply: asyncio.Future[WireHotlineAnswer], asked: WireHotlineQuestion
) -> WireHotlineAnswer:
    try:
        return await asyncio.wait_for(asyncio.shield(reply), asked.deadline_ms / 1000)
    except TimeoutError as error:
        raise Problem(
            409,
            "The same request is still being answered.",
            code="idempotency_in_progress",
            hint="Repeat it a little later with the same key.",
            headers={"Retry-After": "1"},
        ) from error


def _for_others(error: BaseException) -> Exception:
    """What those get who wait for a reply that failed or whose sender has gone."""
    if isinstance(error, Exception):
        return error
    return Problem(
        409,
        "The first request of this key was broken off.",
        code="idempotency_in_progress",
        hint="Repeat it with the same key.",
        headers={"Retry-After": "1"},
    )


def _key_of(asked: WireHotlineQuestion, header: str | None) -> str | None:
    field = asked.idempotency_key
    if header is not None and field is not None and header != field:
        raise Problem(
            409,
            "The header Idempotency-Key and the field idempotency_key differ.",
            code="idempotency_conflict",
            hint="Send one of them.",
        )
    return header or field
