"""Asking and searching: one question, one outcome, at once or as it comes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from assistant.events import Event
from ui.api.access import AskDep
from ui.api.problems import responses
from ui.api.sse import EVENT, stream
from ui.api.state import StateDep
from ui.conversation_schemas import WireAsk, WireReply, reply
from ui.hits import WireHits, WireSearch, wire_hits
from ui.schemas import WireOutcome, wire_outcome
from ui.streaming import wire_event

router = APIRouter(prefix="/v1", tags=["ask"], responses=responses(401, 403, 413, 422, 429, 503))
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events: interpretation, evidence, text (several), citations, done; "
        "or error, with a problem. The data of done is the outcome that /v1/ask gives.",
        "content": {
            "text/event-stream": {
                "schema": EVENT,
                "example": 'event: text\ndata: {"text": "行政复议受理量：60件。[1]"}\n\n',
            }
        },
    }
}


@router.post("/ask", response_model=WireReply, responses=responses(404))
def ask(question: WireAsk, state: StateDep, caller: AskDep) -> Response:
    """Answer a question from the documents, or say why not (``status``: ``abstained``).

    With a ``conversation`` (``new`` begins one) a follow-up is completed from the turns before;
    ``understood`` then says to what.
    """
    asked = question.to_question(caller.audience)
    if question.conversation is None:
        told = reply(wire_outcome(state.answering.ask(asked, caller.asker())), None)
    else:
        outcome, identity = state.conversing.ask(
            asked, caller.asker(), question.conversation, caller.owner
        )
        told = reply(wire_outcome(outcome), identity)
    # Written here: the framework would check it once more, on the turn of a further thread.
    return Response(told.model_dump_json(), media_type="application/json")


@router.post("/ask/stream", response_class=StreamingResponse, responses=_STREAM | responses(404))
async def ask_stream(question: WireAsk, state: StateDep, caller: AskDep) -> StreamingResponse:
    """Answer a question by server-sent events; every piece of text is verified before it comes."""
    asked, asker = question.to_question(caller.audience), caller.asker()
    told: Iterable[tuple[Event, str | None]]
    if question.conversation is None:
        told = ((event, None) for event in state.answering.events(asked, asker))
    else:
        told = state.conversing.events(asked, asker, question.conversation, caller.owner)
    return await stream(_named(event, identity) for event, identity in told)


def _named(event: Event, conversation: str | None) -> tuple[str, dict[str, Any]]:
    """An event's name and data; the last one is a reply, as ``ask`` gives it."""
    name, data = wire_event(event)
    if isinstance(data, WireOutcome):
        data = reply(data, conversation)
    return name, data.model_dump(mode="json")


@router.post("/search")
def search(query: WireSearch, state: StateDep, caller: AskDep) -> WireHits:
    """Find passages, best first, with what in them to highlight."""
    filters = query.to_filters(caller.audience)
    return wire_hits(state.service.search(query.question, filters, query.limit))
