"""Jobs and their progress; staff submit them by sending documents."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Path

from assistant.errors import FazhiError, NotFound
from ui.api.access import StaffDep
from ui.api.problems import WireProblem, problem_of, responses, unexpected
from ui.api.state import StateDep
from ui.holdings import WireIngest
from ui.jobs import Job
from ui.schemas import Wire

router = APIRouter(prefix="/v1/jobs", tags=["documents"], responses=responses(401, 403, 422, 429))


class WireJob(Wire):
    """A job. ``stage`` is what is being done, ``done`` of ``total``; ``result`` its outcome."""

    id: str
    kind: Literal["ingest", "delete"]
    state: Literal["waiting", "running", "done", "failed"]
    stage: str
    done: int
    total: int
    submitted_at: dt.datetime
    finished_at: dt.datetime | None
    result: WireIngest | None
    error: WireProblem | None


class WireJobs(Wire):
    """Jobs, newest first."""

    jobs: list[WireJob]


@router.get("")
def list_jobs(state: StateDep, _caller: StaffDep) -> WireJobs:
    """Every job that is still remembered (staff)."""
    return WireJobs(jobs=[wire_job(job) for job in state.jobs.all()])


@router.get("/{job}", responses=responses(404))
def get_job(
    job: Annotated[str, Path(max_length=64)], state: StateDep, _caller: StaffDep
) -> WireJob:
    """How far a job is, and what came of it (staff)."""
    found = state.jobs.find(job)
    if found is None:
        raise NotFound(f"There is no job {job!r}.", hint="Jobs are forgotten at a restart.")
    return wire_job(found)


def wire_job(job: Job) -> WireJob:
    """The wire form of a job."""
    return WireJob.model_validate(
        {
            "id": job.id,
            "kind": job.kind,
            "state": job.state,
            "stage": job.stage,
            "done": job.done,
            "total": job.total,
            "submitted_at": job.submitted_at,
            "finished_at": job.finished_at,
            "result": job.result if isinstance(job.result, WireIngest) else None,
            "error": _problem(job.error),
        }
    )


def _problem(error: Exception | None) -> WireProblem | None:
    if error is None:
        return None
    return problem_of(error) if isinstance(error, FazhiError) else unexpected(error)
