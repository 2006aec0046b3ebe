"""The wire forms of what the catalogue holds and of what was done to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal

from assistant.consistency import Finding
from assistant.domain import Audience, Document, Kind, Passage, Version
from ui.schemas import Wire, WireError

_PLACE = "jurisdiction"


class WireDocument(Wire):
    """A document's metadata; ``null`` is "not known". ``superseded_by`` is a document's id."""

    id: str
    slug: str
    title: str
    kind: Kind
    issuer: str | None
    jurisdiction: str | None
    year: int | None
    published: dt.date | None
    signed: dt.date | None
    adopted: dt.date | None
    source: str
    url: str | None
    note: str | None
    audience: Audience
    superseded_by: str | None


class WireVersion(Wire):
    """One state of a document's text."""

    number: int
    state: Literal["current", "superseded"]
    ingested_at: dt.datetime
    characters: int
    pages: int | None


class WireHolding(Wire):
    """A document with its versions, and what the current one is made of."""

    document: WireDocument
    versions: list[WireVersion]
    sections: list[list[str]]
    passages: int
    indicators: int


class WireSource(Wire):
    """What became of one source of an ingest."""

    source: str
    status: Literal["added", "updated", "refreshed", "unchanged", "duplicate", "failed"]
    document: WireDocument | None
    version: int | None
    passages: int
    indicators: int
    error: WireError | None


class WireIngest(Wire):
    """What an ingest did, source by source."""

    results: list[WireSource]
    seconds: float
    embedding_seconds: float
    embedded: int


class WireFinding(Wire):
    """One disagreement among the stores."""

    kind: str
    subject: str
    count: int
    message: str
    hint: str


def wire_document(document: Document) -> WireDocument:
    """A document's metadata."""
    place = document.place
    fields = {one: getattr(document, one) for one in WireDocument.model_fields if one != _PLACE}
    return WireDocument.model_validate({**fields, _PLACE: place.path if place else None})


def wire_holding(
    document: Document, versions: Sequence[Version], passages: Sequence[Passage], indicators: int
) -> WireHolding:
    """A document with its versions, and the outline and size of the current one."""
    return WireHolding(
        document=wire_document(document),
        versions=[wire_version(version) for version in versions],
        sections=[list(path) for path in _outline(passages)],
        passages=len(passages),
        indicators=indicators,
    )


def wire_finding(finding: Finding) -> WireFinding:
    """A disagreement."""
    return WireFinding.model_validate(asdict(finding))


def wire_version(version: Version) -> WireVersion:
    """One state of a document."""
    return WireVersion(
        number=version.number,
        state="current" if version.state == "current" else "superseded",
        ingested_at=version.ingested_at,
        characters=len(version.text),
        pages=len(version.pages) or None,
    )


def _outline(passages: Sequence[Passage]) -> list[tuple[str, ...]]:
    """Every heading that stands above a passage, once, in reading order."""
    paths = (one.path[:depth] for one in passages for depth in range(1, len(one.path) + 1))
    return list(dict.fromkeys(paths))
