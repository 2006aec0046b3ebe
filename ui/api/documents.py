"""Documents as readers see them: list, one, versions, text with a highlighted span."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.domain import Document, Filters, Kind, Version
from assistant.errors import NotFound
from assistant.quotes import page_of
from assistant.scope import seen
from ui.api.access import AskDep, Caller
from ui.api.problems import Problem, responses
from ui.api.state import State, StateDep
from ui.holdings import WireDocument, WireHolding, wire_document, wire_version
from ui.reading import WireDocuments, WireExcerpt, WireVersions
from ui.schemas import Name, Year

router = APIRouter(
    prefix="/v1/documents", tags=["documents"], responses=responses(401, 403, 422, 429, 503)
)


@router.get("")
def list_documents(
    state: StateDep,
    caller: AskDep,
    kind: Annotated[list[Kind], Query(max_length=10)] = [],  # noqa: B006 — FastAPI copies it
    year: Annotated[list[Year], Query(max_length=50)] = [],  # noqa: B006
    jurisdiction: Annotated[list[Name], Query(max_length=50)] = [],  # noqa: B006
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> WireDocuments:
    """The documents that the caller may see, by slug."""
    filters = Filters(kinds=tuple(kind), audience=caller.audience)
    visible = {d.id: d for d in state.service.catalogue.documents() if seen(d, filters)}
    chosen = [
        d
        for d in visible.values()
        if (not year or d.year in year)
        and (not jurisdiction or (d.place and {d.place.name, d.place.path} & set(jurisdiction)))
    ]
    page = chosen[offset : offset + limit]
    return WireDocuments(
        documents=[shown(d, state, caller) for d in page],
        total=len(chosen),
        offset=offset,
        limit=limit,
    )


@router.get("/{document}", responses=responses(404))
def get_document(document: str, state: StateDep, caller: AskDep) -> WireHolding:
    """A document by its id or slug, with its versions and outline."""
    found = visible(document, state, caller)
    holding = state.service.holding(found.id)
    return holding.model_copy(update={"document": shown(found, state, caller)})


@router.get("/{document}/versions", responses=responses(404))
def list_versions(document: str, state: StateDep, caller: AskDep) -> WireVersions:
    """Every state that a document has had."""
    found = visible(document, state, caller)
    versions = state.service.catalogue.versions(found.id)
    return WireVersions(
        document=shown(found, state, caller), versions=[wire_version(one) for one in versions]
    )


@router.get("/{document}/text", responses=responses(404))
def get_text(
    document: str,
    state: StateDep,
    caller: AskDep,
    version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    start: Annotated[int | None, Query(ge=0, le=100_000_000)] = None,
    end: Annotated[int | None, Query(ge=0, le=100_000_000)] = None,
    context: Annotated[
        int | None, Query(ge=0, le=100_000_000, description="Characters on either side; all.")
    ] = None,
) -> WireExcerpt:
    """A version's text, with a span of it apart to be highlighted (a citation's start and end)."""
    found = visible(document, state, caller)
    held = _version(found, version, state)
    first = min(start or 0, len(held.text)) if start is not None or end is not None else 0
    last = first if start is None and end is None else _end(end, held)
    if start is not None and start > len(held.text) or last < first:
        raise Problem(
            404,
            f"The text has no span from {start} to {end}; it has {len(held.text)} characters.",
            code="bad_span",
            hint="Give start and end of a citation, with its version.",
        )
    left = 0 if context is None else max(0, first - context)
    right = len(held.text) if context is None else min(len(held.text), last + context)
    return WireExcerpt(
        document=shown(found, state, caller),
        version=held.number,
        current=held.state == "current",
        section=_section(held, first, state),
        before=held.text[left:first],
        quote=held.text[first:last],
        after=held.text[last:right],
        start=first,
        end=last,
        length=len(held.text),
        cut_before=left > 0,
        cut_after=right < len(held.text),
        page=page_of(held, first),
    )


def visible(name: str, state: State, caller: Caller) -> Document:
    """The document, if the caller may see it; else it is not there. Raises ``NotFound``."""
    absent = NotFound(
        f"There is no document {name!r}.", hint="GET /v1/documents lists what there is."
    )
    try:
        found = state.service.catalogue.document(name)
    except NotFound as error:
        raise absent from error
    if not seen(found, Filters(audience=caller.audience)):
        raise absent
    return found


def shown(document: Document, state: State, caller: Caller) -> WireDocument:
    """Its wire form; a newer edition that the caller may not see is not named."""
    wire = wire_document(document)
    if document.superseded_by is not None:
        try:
            visible(document.superseded_by, state, caller)
        except NotFound:
            return wire.model_copy(update={"superseded_by": None})
    return wire


def _version(document: Document, number: int | None, state: State) -> Version:
    catalogue = state.service.catalogue
    if number is None:
        return catalogue.current_version(document.id)
    for one in catalogue.versions(document.id):
        if one.number == number:
            return one
    raise NotFound(
        f"Document {document.slug!r} has no version {number}.",
        hint=f"GET /v1/documents/{document.id}/versions lists them.",
    )


def _end(end: int | None, version: Version) -> int:
    return len(version.text) if end is None else min(end, len(version.text))


def _section(version: Version, start: int, state: State) -> list[str]:
    for passage in state.service.catalogue.passages(version.id):
        if passage.start <= start < passage.end:
            return list(passage.path)
    return []
