"""Asking: one question, one outcome."""

from __future__ import annotations

from fastapi import APIRouter

from ui.api.access import AskDep
from ui.api.problems import responses
from ui.api.state import StateDep
from ui.schemas import WireOutcome, WireQuestion, wire_outcome

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/ask", responses=responses(401, 403, 413, 422, 429, 503))
def ask(question: WireQuestion, state: StateDep, caller: AskDep) -> WireOutcome:
    """Answer a question from the documents, or say why not (``status``: ``abstained``)."""
    asked = question.to_question(caller.audience)
    return wire_outcome(state.answering.ask(asked, caller.asker()))
