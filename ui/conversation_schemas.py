"""The wire form of conversations and of asking within one."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from assistant.domain import Reason
from ui.schemas import Wire, WireOutcome, WireQuestion

ConversationId = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]


class WireAsk(WireQuestion):
    """A question, within a conversation if it names one; ``new`` begins one.

    Within a conversation a follow-up (那2022年呢？) is completed from the turns before.
    """

    conversation: ConversationId | None = None


class WireReply(WireOutcome):
    """An outcome, with the conversation that it is a turn of."""

    conversation: str | None = None


class WireTurn(Wire):
    """A turn as it is kept, masked. ``said`` begins the answer, ``kept`` is what was taken over."""

    asked_at: dt.datetime
    asked: str
    understood: str
    kept: list[Literal["year", "place", "matter"]]
    status: Literal["answered", "abstained"]
    reason: Reason | None
    said: str
    sources: list[tuple[str, int]]
    trace_id: str


class WireConversation(Wire):
    """A conversation; ``sources`` of a turn are ids of documents with their version."""

    id: str
    begun_at: dt.datetime
    used_at: dt.datetime
    turns: list[WireTurn]


def reply(outcome: WireOutcome, conversation: str | None) -> WireReply:
    """The outcome as a turn of a conversation."""
    return WireReply.model_validate({**outcome.model_dump(), "conversation": conversation})
