"""The wire of curated answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from assistant.curated import LONGEST, MOST, Pin
from assistant.domain import Audience
from assistant.pinned import Quote
from ui.schemas import Wire, Words

Offset = Annotated[int, Field(ge=0, le=100_000_000)]


class WireQuote(Wire):
    """A span of a version's text in code points, as a citation gives it.

    ``quote``, if given, must be what stands there.
    """

    document_id: Annotated[str, Field(min_length=1, max_length=32)]
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    start: Offset
    end: Offset
    quote: Annotated[str, Field(max_length=5_000)] = ""


class WireResolution(Wire):
    """An answer with the quotes that it rests on, cited in it as [1], [2] … in their order."""

    answer: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    citations: Annotated[list[WireQuote], Field(min_length=1, max_length=MOST)]

    @property
    def quotes(self) -> list[Quote]:
        """The quotes in the assistant's words."""
        return [Quote(**one.model_dump()) for one in self.citations]


class WireNewPin(WireResolution):
    """An answer to be pinned to a question."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "question": "怎么申请法律援助？",
                "answer": "带身份证和经济困难说明，到县法律援助中心窗口申请，也可以网上提交。[1]",
                "citations": [
                    {"document_id": "4af924eb1eaf", "version": 1, "start": 918, "end": 941}
                ],
            }
        }
    )

    question: Words


class WirePin(Wire):
    """A curated answer. ``stale``: a version that it cites is no longer in force; none is given it.

    ``audience`` ``internal``: it cites an internal document, so the public isn't given it.
    """

    id: int
    question: str
    answer: str
    citations: list[WireQuote]
    state: Literal["active", "stale"]
    audience: Audience
    made_at: dt.datetime
    made_by: str | None


class WirePins(Wire):
    """Curated answers, newest first."""

    curated: list[WirePin]
    total: int
    offset: int
    limit: int


def wire_pin(pin: Pin, *, holds: bool, audience: Audience) -> WirePin:
    """The wire form of a curated answer."""
    return WirePin(
        id=pin.id,
        question=pin.question,
        answer=pin.answer,
        citations=[
            WireQuote(
                document_id=one.document_id,
                version=one.version,
                start=one.start,
                end=one.end,
                quote=one.quote,
            )
            for one in pin.quotes
        ],
        state="active" if holds else "stale",
        audience=audience,
        made_at=pin.made_at,
        made_by=pin.made_by,
    )
