"""Curated answers, by staff: pin, list, remove; and a gap resolved with one."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from assistant.library import Library
from ui.api.access import Caller, StaffDep
from ui.api.problems import responses
from ui.api.state import State, StateDep
from ui.curation import WireNewPin, WirePin, WirePins, WireResolution, wire_pin

router = APIRouter(
    prefix="/v1", tags=["curated answers"], responses=responses(401, 403, 413, 422, 429, 503)
)
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.post("/curated", status_code=201, responses=responses(404))
def create_curated(new: WireNewPin, state: StateDep, caller: StaffDep) -> WirePin:
    """Pin an answer to a question: the same question in other words gets it verbatim, with
    `mode` `curated`, as long as every version that it cites is in force (staff).

    Every figure of the answer must stand in one of its quotes.
    """
    return _pinned(new.question, new, state, caller)


@router.post("/gaps/{gap}/resolve", status_code=201, responses=responses(404))
def resolve_gap(gap: Id, answer: WireResolution, state: StateDep, caller: StaffDep) -> WirePin:
    """Pin an answer to the question of a gap, and close the gap (staff)."""
    made = _pinned(state.gaps.get(gap).question, answer, state, caller)
    state.gaps.close(gap)
    return made


@router.get("/curated")
def list_curated(
    state: StateDep,
    _caller: StaffDep,
    stale: Annotated[
        Literal["stale", "active"] | None, Query(alias="state", description="Only these.")
    ] = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> WirePins:
    """Curated answers, newest first; `stale` ones wait for staff to look at them again (staff)."""
    library = Library(state.service.catalogue)
    store = state.service.curated
    every = [
        wire_pin(pin, holds=holds, audience=store.audience_of(pin, library))
        for pin, holds in store.every()
    ]
    chosen = [one for one in every if stale is None or one.state == stale]
    return WirePins(
        curated=chosen[offset : offset + limit], total=len(chosen), offset=offset, limit=limit
    )


@router.delete("/curated/{curated}", status_code=204, responses=responses(404))
def delete_curated(curated: Id, state: StateDep, _caller: StaffDep) -> Response:
    """Take a curated answer away (staff)."""
    state.service.curated.remove(curated)
    return Response(status_code=204)


def _pinned(question: str, answer: WireResolution, state: State, caller: Caller) -> WirePin:
    store = state.service.curated
    made = store.pin(question, answer.answer, answer.quotes, now=state.now(), by=caller.key_id)
    library = Library(state.service.catalogue)
    return wire_pin(made, holds=True, audience=store.audience_of(made, library))
