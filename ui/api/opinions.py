"""What people thought of answers, and what could not be answered."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field

from assistant.errors import NotFound
from assistant.feedback import Verdict
from ui.api.access import AskDep, StaffDep
from ui.api.problems import responses
from ui.api.state import StateDep
from ui.schemas import Wire

router = APIRouter(
    prefix="/v1", tags=["feedback and gaps"], responses=responses(401, 403, 422, 429, 503)
)
TraceId = Annotated[str, Path(min_length=1, max_length=64, pattern="^[0-9A-Za-z-]+$")]
GapId = Annotated[int, Path(ge=1, le=2**31 - 1)]


class WireFeedback(Wire):
    """An opinion on the answer of that trace id."""

    trace_id: Annotated[str, Field(min_length=1, max_length=64, pattern="^[0-9A-Za-z-]+$")]
    verdict: Verdict
    comment: Annotated[str, Field(max_length=2000)] | None = None


class WireTaken(Wire):
    """It is recorded."""

    status: Literal["ok"] = "ok"


class WireOpinion(Wire):
    """An opinion with what it is about; personal data are masked."""

    trace_id: str
    given_at: dt.datetime
    verdict: str
    comment: str | None
    question: str
    said: str


class WireOpinions(Wire):
    """The newest opinions, and how many there are of each verdict."""

    opinions: list[WireOpinion]
    counts: dict[str, int]


class WireGap(Wire):
    """A question without an answer, asked ``times``; personal data are masked."""

    id: int
    trace_id: str
    asked_at: dt.datetime
    question: str
    reason: str
    message: str
    times: int


class WireGaps(Wire):
    """Open gaps, those most asked first."""

    gaps: list[WireGap]
    total: int
    offset: int
    limit: int


@router.post("/feedback", responses=responses(404, 413))
def give_feedback(feedback: WireFeedback, state: StateDep, caller: AskDep) -> WireTaken:
    """Say whether an answer was good. Its journal line must still be there."""
    state.background.settle()
    entry = state.journal.find(feedback.trace_id)
    if entry.audience == "internal" and caller.audience != "internal":
        raise NotFound(f"No answer has the trace id {feedback.trace_id!r}.")
    state.feedback.give(feedback.trace_id, feedback.verdict, state.now(), feedback.comment)
    return WireTaken()


@router.get("/feedback")
def list_feedback(
    state: StateDep,
    _caller: StaffDep,
    verdict: Verdict | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> WireOpinions:
    """The newest opinions (staff)."""
    found = state.feedback.latest(verdict, limit)
    return WireOpinions(
        opinions=[WireOpinion.model_validate(one, from_attributes=True) for one in found],
        counts=state.feedback.counts(),
    )


@router.post("/feedback/{trace_id}/close", responses=responses(404))
def close_feedback(trace_id: TraceId, state: StateDep, _caller: StaffDep) -> WireTaken:
    """Mark the opinions on an answer as seen to (staff)."""
    state.background.settle()
    state.journal.find(trace_id)
    state.feedback.settle(trace_id, state.now())
    return WireTaken()


@router.get("/gaps")
def list_gaps(
    state: StateDep,
    _caller: StaffDep,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> WireGaps:
    """Questions that could not be answered (staff)."""
    found = state.gaps.open(limit, offset)
    return WireGaps(
        gaps=[WireGap.model_validate(one, from_attributes=True) for one in found],
        total=state.gaps.count(),
        offset=offset,
        limit=limit,
    )


@router.post("/gaps/{gap}/close", responses=responses(404))
def close_gap(gap: GapId, state: StateDep, _caller: StaffDep) -> WireGap:
    """Mark a gap as seen to, with all that ask the same (staff)."""
    return WireGap.model_validate(state.gaps.close(gap), from_attributes=True)
