"""The wire of the hotline: what its system sends, and an outcome with what it needs beside it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from assistant.handoff import HandoffReason
from ui.schemas import Wire, WireOutcome, WireQuestion

Channel = Literal["voice", "agent", "web"]
Token = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]
Identity = Annotated[str, Field(min_length=1, max_length=100)]


class WireHotlineQuestion(WireQuestion):
    """A caller's question. ``caller`` and ``session`` come back; only keyed hashes are stored."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "question": "光山县2023年受理行政复议多少件？",
                "channel": "voice",
                "max_seconds": 20,
                "deadline_ms": 3000,
                "caller": "13800000000",
                "session": "call-20240611-0042",
                "idempotency_key": "call-20240611-0042-1",
            }
        }
    )

    channel: Annotated[
        Channel, Field(description="voice: to be spoken; agent: beside a clerk; web: a chat.")
    ] = "voice"
    max_seconds: Annotated[
        float, Field(ge=3, le=300, description="The longest that `spoken` may take.")
    ] = 30.0
    deadline_ms: Annotated[
        int,
        Field(
            ge=100,
            le=60_000,
            description="An answer object comes by then, with `handoff.reason` `deadline` if "
            "nothing was found in time.",
        ),
    ] = 8_000
    caller: Annotated[Identity | None, Field(description="Who calls, as you know them.")] = None
    session: Annotated[Identity | None, Field(description="The call or chat.")] = None
    idempotency_key: Annotated[
        Token | None, Field(description="As the header `Idempotency-Key`; one of both is enough.")
    ] = None


class WireHandoff(Wire):
    """Whether a person must take over, why, and what the caller is told."""

    required: bool
    reason: HandoffReason | None
    message: str | None


class WireSpeech(Wire):
    """What the voice says. Not ``complete``: cut to ``max_seconds``, there is more to send."""

    text: str
    seconds: float
    complete: bool


class WirePoint(Wire):
    """One line for a clerk: a figure in words (or none), the quote that it rests on, its source."""

    figure: str | None
    quote: str
    source: str
    citation: int


class WireHotlineAnswer(WireOutcome):
    """An outcome, with what the hotline's system does with it.

    ``spoken`` is the answer as it is said, of the channel `voice` only; ``points`` are short lines,
    of the channel `agent` only.
    """

    channel: Channel
    handoff: WireHandoff
    spoken: str | None
    speech: WireSpeech | None
    points: list[WirePoint]
    caller: str | None
    session: str | None
