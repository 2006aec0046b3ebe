"""Conversations: read and deleted by who began them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from ui.api.access import AskDep
from ui.api.problems import responses
from ui.api.state import StateDep
from ui.conversation_schemas import WireConversation

router = APIRouter(
    prefix="/v1/conversations", tags=["ask"], responses=responses(401, 403, 404, 422, 429, 503)
)

Identity = Annotated[str, Path(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
_GONE: dict[int | str, dict[str, Any]] = {204: {"description": "It is gone, with all its turns."}}


@router.get("/{conversation}")
def read(conversation: Identity, state: StateDep, caller: AskDep) -> WireConversation:
    """A conversation of the caller's own, its turns masked, the oldest first."""
    found = state.conversing.read(conversation, caller.owner)
    return WireConversation.model_validate(asdict(found))


@router.delete("/{conversation}", status_code=204, responses=_GONE)
def delete(conversation: Identity, state: StateDep, caller: AskDep) -> Response:
    """Delete a conversation of the caller's own."""
    state.conversing.delete(conversation, caller.owner)
    return Response(status_code=204)
