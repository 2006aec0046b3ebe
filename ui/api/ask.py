"""Asking and searching: one question, one outcome, at once or as it comes."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import StreamingResponse

from ui.api.access import AskDep
from ui.api.problems import responses
from ui.api.sse import stream
from ui.api.state import StateDep
from ui.hits import WireHits, WireSearch, wire_hits
from ui.schemas import WireOutcome, WireQuestion, wire_outcome
from ui.streaming import wire_event

router = APIRouter(prefix="/v1", tags=["ask"], responses=responses(401, 403, 413, 422, 429, 503))
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events: interpretation, evidence, text (several), citations, done; "
        "or error, with a problem. The data of done is the outcome that /v1/ask gives.",
        "content": {
            "text/event-stream": {
                "schema": {"type": "string"},
                "example": 'event: text\ndata: {"text": "行政复议受理量：60件。[1]"}\n\n',
            }
        },
    }
}


@router.post("/ask")
def ask(question: WireQuestion, state: StateDep, caller: AskDep) -> WireOutcome:
    """Answer a question from the documents, or say why not (``status``: ``abstained``)."""
    asked = question.to_question(caller.audience)
    return wire_outcome(state.answering.ask(asked, caller.asker()))


@router.post("/ask/stream", response_class=StreamingResponse, responses=_STREAM)
async def ask_stream(question: WireQuestion, state: StateDep, caller: AskDep) -> StreamingResponse:
    """Answer a question by server-sent events; every piece of text is verified before it comes."""
    asked = question.to_question(caller.audience)
    events = state.answering.events(asked, caller.asker())
    named = (wire_event(event) for event in events)
    return await stream((name, data.model_dump(mode="json")) for name, data in named)


@router.post("/search")
def search(query: WireSearch, state: StateDep, caller: AskDep) -> WireHits:
    """Find passages, best first, with what in them to highlight."""
    filters = query.to_filters(caller.audience)
    return wire_hits(state.service.search(query.question, filters, query.limit))
