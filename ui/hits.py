"""The wire form of a search."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assistant.domain import Audience, Filters
from assistant.search import Hit
from ui.schemas import Wire, WireQuestion


class WireSearch(WireQuestion):
    """A search: a question with its filters, and how many passages are wanted."""

    limit: Annotated[int, Field(ge=1, le=50)] = 10

    def to_filters(self, audience: Audience) -> Filters:
        """The filters with the searcher's audience."""
        return self.to_question(audience).filters


class WireSpan(Wire):
    """From ``start`` to before ``end``, counted in code points of the version's text."""

    start: int
    end: int


class WireHit(Wire):
    """A passage: the version's text from ``start`` to ``end``, with what to highlight in it."""

    document_id: str
    document: str
    version: int
    title: str
    year: int | None
    section: list[str]
    text: str
    start: int
    end: int
    highlights: list[WireSpan]
    score: float
    url: str | None
    note: str | None


class WireHits(Wire):
    """Passages, best first."""

    hits: list[WireHit]


def wire_hits(hits: list[Hit]) -> WireHits:
    """The wire form of what was found."""
    return WireHits(hits=[_wire_hit(hit) for hit in hits])


def _wire_hit(hit: Hit) -> WireHit:
    document, passage = hit.document, hit.passage
    return WireHit(
        document_id=document.id,
        document=document.slug,
        version=hit.version,
        title=document.title,
        year=document.year,
        section=list(passage.path),
        text=passage.text,
        start=passage.start,
        end=passage.end,
        highlights=[WireSpan(start=start, end=end) for start, end in hit.spans],
        score=round(hit.score, 4),
        url=document.url,
        note=document.note,
    )
