"""The page of a source: a version's text with a quote marked in it, as a whole page or a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from assistant.catalogue import Catalogue
from assistant.domain import Document, Version
from assistant.errors import NotFound
from assistant.quotes import page_of
from ui.api.access import AskDep
from ui.api.documents import visible
from ui.api.state import StateDep
from ui.web.templates import render
from ui.web.texts import Tongue, texts
from ui.web.turns import date_of

AROUND = 30_000  # characters shown on either side of a quote; a report has about as many in all

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of a line, inside the quote or outside."""

    text: str
    marked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of the text; ``heading``: it opens a section."""

    pieces: tuple[Piece, ...]
    heading: bool


@router.get("/source/{document_id}/{number}")
def source(
    document_id: str,
    number: int,
    state: StateDep,
    caller: AskDep,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
    lang: Tongue = "zh",
    part: bool = False,
) -> HTMLResponse:
    """Version ``number`` of a document with its text from ``start`` to ``end`` marked."""
    catalogue = state.service.catalogue
    document = visible(document_id, state, caller)
    version = _version(catalogue, document, number)
    headings = {head for p in catalogue.passages(version.id) for head in p.path}
    first, last = max(0, start - AROUND), min(len(version.text), max(start, end) + AROUND)
    content = render(
        "source.html",
        t=texts(lang),
        document=document,
        version=version,
        date=date_of(document),
        page=page_of(version, start),
        section=_section(catalogue, version, start),
        lines=list(lines(version.text, start, end, headings, within=(first, last))),
        cut_before=first > 0,
        cut_after=last < len(version.text),
    )
    if not part:
        content = render(
            "source_page.html", t=texts(lang), lang=lang, title=document.title, content=content
        )
    return HTMLResponse(content)


def lines(
    text: str, start: int, end: int, headings: set[str], *, within: tuple[int, int]
) -> Iterator[Line]:
    """The lines of ``text`` in ``within``, cut where the quote begins and ends."""
    at = within[0]
    for raw in text[within[0] : within[1]].splitlines(keepends=True):
        line = raw.strip()
        if line:
            cuts = sorted({at, at + len(raw), *(c for c in (start, end) if at < c < at + len(raw))})
            pieces = tuple(
                Piece(text=text[left:right].strip("\r\n"), marked=start <= left and right <= end)
                for left, right in zip(cuts, cuts[1:], strict=False)
            )
            yield Line(pieces=pieces, heading=line.lstrip("# ") in headings)
        at += len(raw)


def _version(catalogue: Catalogue, document: Document, number: int) -> Version:
    for version in catalogue.versions(document.id):
        if version.number == number:
            return version
    raise NotFound(f"Document {document.slug!r} has no version {number}.")


def _section(catalogue: Catalogue, version: Version, start: int) -> Sequence[str]:
    for passage in catalogue.passages(version.id):
        if passage.start <= start < passage.end:
            return passage.path
    return ()
