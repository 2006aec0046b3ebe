"""What all requests share: the service, the settings, whether it is ready."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from assistant.conversations import Conversations
from assistant.feedback import Feedback
from assistant.gaps import Gaps
from assistant.journal import Journal
from assistant.keys import Keys
from assistant.settings import Settings
from ui.answering import Answering
from ui.api.limits import Buckets
from ui.api.proxies import networks
from ui.api.sessions import Sessions
from ui.background import Background
from ui.conversing import Conversing, bounds_of
from ui.holdings import WireIngest
from ui.hotline import Hotline
from ui.jobs import Job, Jobs
from ui.metrics import Metrics
from ui.service import Service
from ui.uploads import clear


@dataclass(kw_only=True)
class State:
    """``loopback``: only this machine can reach the service. ``token``: this machine's own key."""

    service: Service
    settings: Settings
    loopback: bool = False
    token: str | None = None
    ready: threading.Event = field(default_factory=threading.Event)
    trouble: str | None = None
    sessions: Sessions = field(default_factory=Sessions)
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)

    def __post_init__(self) -> None:
        """Open the stores of the API on the catalogue's database."""
        database = self.service.catalogue.database
        self.background = Background("fazhi-records")
        self.uploads = self.settings.home / "uploads"
        clear(self.uploads)  # what a crash left; the data folder is ours alone
        self.keys = Keys(database)
        self.journal = Journal(database)
        self.gaps = Gaps(database)
        self.feedback = Feedback(database)
        self.metrics = Metrics(
            self.gaps.count,
            lambda: len(self.service.documents()),
            self.service.usage.snapshot,
        )
        self.jobs = Jobs(lambda: self.now(), self._ended)
        self.per_key = Buckets(self.settings.rate_key)
        self.per_address = Buckets(self.settings.rate_address)
        self.guesses = Buckets(self.settings.rate_guesses)
        self.proxies = networks(self.settings.trusted_proxies, "FAZHI_TRUSTED_PROXIES")
        self.answering = Answering(
            self.service,
            self.journal,
            self.gaps,
            self.background,
            lambda: self.now(),
            self.metrics,
            self.settings,
        )
        self.conversing = Conversing(
            self.answering,
            self.service,
            Conversations(database, bounds_of(self.settings)),
            lambda: self.now(),
        )
        self.hotline = Hotline(self.answering, self.settings.max_question)

    def _ended(self, job: Job) -> None:
        if isinstance(job.result, WireIngest):
            statuses = (one.status for one in job.result.results)
            self.metrics.ingested(statuses, job.result.embedded)

    def close(self) -> None:
        """Finish the running job, write what is still to be recorded."""
        self.hotline.close()
        self.jobs.close()
        self.answering.close()
        self.background.close()


def state_of(connection: HTTPConnection) -> State:
    """The state of the application that answers this request."""
    return cast(State, connection.app.state.fazhi)


async def _state(connection: HTTPConnection) -> State:
    """The same as a dependency; one that is no coroutine would cost a request a thread's turn."""
    return state_of(connection)


StateDep = Annotated[State, Depends(_state)]
