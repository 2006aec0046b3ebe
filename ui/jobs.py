"""Jobs: what takes longer than a request, done one after another, with progress to be asked for."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.consistency import Advance
from assistant.errors import Busy

JobState = Literal["waiting", "running", "done", "failed"]
Work = Callable[[Advance], Any]
KEPT = 500  # finished jobs that can still be asked for
MOST_WAITING = 50
RANK = 5  # of jobs behind answers, as ``nice`` counts


@dataclass(kw_only=True)
class Job:
    """One piece of work: ``done`` of ``total`` in its ``stage``, and what came of it."""

    id: str
    kind: str
    submitted_at: dt.datetime
    state: JobState = "waiting"
    stage: str = ""
    done: int = 0
    total: int = 0
    finished_at: dt.datetime | None = None
    result: Any = None
    error: Exception | None = None
    future: Future[None] = field(default_factory=Future)

    def wait(self, seconds: float) -> bool:
        """Whether it is over within that time."""
        try:
            self.future.exception(seconds)
        except NotYet:
            return False
        return True


class Jobs:
    """A queue with one worker: what writes takes turns anyway."""

    def __init__(
        self, now: Callable[[], dt.datetime], ended: Callable[[Job], None] = lambda _job: None
    ) -> None:
        """``ended`` is told of every job that is over."""
        self._now = now
        self._ended = ended
        self._turn = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._worker = ThreadPoolExecutor(
            1, thread_name_prefix="fazhi-job", initializer=_stand_back
        )

    def submit(self, kind: str, work: Work) -> Job:
        """Have ``work`` done; it is given a function to tell its progress to. Raises ``Busy``."""
        job = Job(id=secrets.token_hex(8), kind=kind, submitted_at=self._now())
        with self._turn:
            if sum(one.state == "waiting" for one in self._jobs.values()) >= MOST_WAITING:
                raise Busy(f"{MOST_WAITING} jobs are waiting already.", hint="Try again later.")
            self._jobs[job.id] = job
            self._drop_old()
        job.future = self._worker.submit(self._run, job, work)
        return job

    def find(self, identity: str) -> Job | None:
        """The job of that id, if it is still known."""
        return self._jobs.get(identity)

    def all(self) -> list[Job]:
        """Every job that is still known, newest first."""
        with self._turn:
            return list(reversed(self._jobs.values()))

    def close(self) -> None:
        """Finish the job that runs, forget those that wait."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, work: Work) -> None:
        job.state = "running"

        def advance(stage: str, done: int, total: int) -> None:
            job.stage, job.done, job.total = stage, done, total

        try:
            job.result = work(advance)
            job.state = "done"
        except Exception as error:  # noqa: BLE001 — told to whoever asks for the job
            job.error, job.state = error, "failed"
        finally:
            job.finished_at = self._now()
            self._ended(job)

    def _drop_old(self) -> None:
        over = [one.id for one in self._jobs.values() if one.finished_at is not None]
        for identity in over[: max(0, len(over) - KEPT)]:
            del self._jobs[identity]


def _stand_back() -> None:
    """Let threads that answer go first where the system gives each thread a rank of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), RANK)
