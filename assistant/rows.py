"""Domain objects as rows of the catalogue's tables, and back, nothing lost on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from assistant.domain import (
    Document,
    Frame,
    Indicator,
    Passage,
    Period,
    Place,
    Quantity,
    Version,
)

_DOCUMENT_FIELDS = (
    "id",
    "slug",
    "title",
    "kind",
    "issuer",
    "year",
    "published",
    "signed",
    "adopted",
    "source",
    "url",
    "note",
    "audience",
    "superseded_by",
)
_VERSION_FIELDS = ("id", "document_id", "number", "text", "content_hash", "state", "ingested_at")
_INDICATOR_FIELDS = (
    *("id", "document_id", "version_id", "sentence_start", "sentence_end"),
    *("measure", "surface", "part_of"),
)
_PASSAGE_FIELDS = ("id", "document_id", "version_id", "ordinal", "start", "end", "text", "title")


def document_row(document: Document) -> dict[str, Any]:
    """Columns of ``documents``."""
    place = list(document.place.names) if document.place else None
    return {**_picked(document, _DOCUMENT_FIELDS), "place": place}


def document_of(row: Row[Any]) -> Document:
    """The document that a row of ``documents`` holds."""
    place = _place(tuple(row.place)) if row.place else None
    return Document(place=place, **_picked(row, _DOCUMENT_FIELDS))


def version_row(version: Version) -> dict[str, Any]:
    """Columns of ``versions``."""
    return {**_picked(version, _VERSION_FIELDS), "pages": list(version.pages)}


def version_of(row: Row[Any]) -> Version:
    """The version that a row of ``versions`` holds."""
    return Version(pages=tuple(row.pages), **_picked(row, _VERSION_FIELDS))


def passage_row(passage: Passage) -> dict[str, Any]:
    """Columns of ``passages``."""
    return {**_picked(passage, _PASSAGE_FIELDS), "path": list(passage.path)}


def passage_of(row: Row[Any]) -> Passage:
    """The passage that a row of ``passages`` holds."""
    return Passage(path=tuple(row.path), **_picked(row, _PASSAGE_FIELDS))


def indicator_rows(indicators: Sequence[Indicator]) -> Iterator[dict[str, Any]]:
    """Columns of ``indicators``: those searched for, and all of it as JSON."""
    for ordinal, indicator in enumerate(indicators):
        yield {
            "id": indicator.id,
            "document_id": indicator.document_id,
            "version_id": indicator.version_id,
            "ordinal": ordinal,
            "measure": indicator.measure,
            "year": indicator.period.year,
            "unit": indicator.quantity.unit,
            "value": str(indicator.quantity.value),
            "body": _indicator().dump_python(indicator, mode="json"),
        }


def indicator_of(row: Row[Any]) -> Indicator:
    """The indicator that a row of ``indicators`` holds."""
    body = row.body
    frame = body["frame"]
    return Indicator(
        **{name: body[name] for name in _INDICATOR_FIELDS},
        quantity=_quantity(body["quantity"]),
        frame=Frame(**{**frame, "path": _path(tuple(frame["path"]))}),
        period=Period(**body["period"]),
        place=_place(tuple(body["place"]["names"])) if body["place"] else None,
        path=_path(tuple(body["path"])),
    )


def _quantity(fields: dict[str, Any]) -> Quantity:
    high = fields["high"]
    return Quantity(
        **{
            **fields,
            "value": Decimal(fields["value"]),
            "high": Decimal(high) if high is not None else None,
        }
    )


@lru_cache(maxsize=10_000)
def _path(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same headings as one object: a report's figures share them."""
    return names


@lru_cache(maxsize=10_000)
def _place(names: tuple[str, ...]) -> Place:
    """The same place as one object: it is compared with itself most often."""
    return Place(names=names)


@cache
def _indicator() -> TypeAdapter[Indicator]:
    return TypeAdapter(Indicator)


def _picked(source: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(source, name) for name in names}
