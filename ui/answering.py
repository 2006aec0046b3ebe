"""Asking on somebody's behalf: every front asks through here, so that every answer is recorded."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.domain import Abstention, Outcome, Question
from assistant.events import Done, Event, told
from assistant.gaps import Gaps
from assistant.journal import Asker, Journal
from assistant.settings import Settings
from assistant.thread import Understanding
from ui.background import Background
from ui.cache import AnswerCache
from ui.metrics import Metrics
from ui.service import Service, told_as_asked

State = tuple[int, dt.date]  # version of the index, day
EARLIER = 20  # earlier questions of a dialogue that are looked at
GATHERING = 0.1  # seconds that what was given out waits for more, to be written in one go

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Given:
    """What was given out, to whom and when; ``gap``: the documents should fill it."""

    outcome: Outcome
    asker: Asker
    moment: dt.datetime
    gap: bool


class Answering:
    """Answers and records: journal and gaps. Recording doesn't hold the answer up."""

    def __init__(
        self,
        service: Service,
        journal: Journal,
        gaps: Gaps,
        background: Background,
        now: Callable[[], dt.datetime],
        metrics: Metrics,
        settings: Settings,
    ) -> None:
        self._service = service
        self._journal = journal
        self._gaps = gaps
        self._background = background
        self._now = now
        self._metrics = metrics
        self._cache = AnswerCache(settings.answer_cache)
        self._kept_for = dt.timedelta(days=settings.journal_days)
        self._pruned: dt.date | None = None
        self._left = Background("fazhi-left")
        self._turn = threading.Lock()
        self._given: list[_Given] = []

    def ask(self, question: Question, asker: Asker, earlier: Sequence[str] = ()) -> Outcome:
        """The outcome of a question, after ``earlier`` ones of a dialogue that a front remembers.

        The oldest stands first; nothing of them is kept. Raises ``QuestionError``.
        """
        understanding = self._understood(question, earlier)
        outcome = self.look_up(understanding.question)
        self.record(outcome, asker)
        return told_as_asked(outcome, question, understanding)

    def look_up(self, question: Question) -> Outcome:
        """The outcome of a question, not recorded: whoever gives it out does that."""
        begun = time.perf_counter()
        state, kept = self._kept(question)
        if kept is not None:
            return _again(kept, begun)
        with self._metrics.asking():
            outcome = self._service.ask(question)
        self._cache.put(question, state, outcome)
        return outcome

    def events(
        self, question: Question, asker: Asker, earlier: Sequence[str] = ()
    ) -> Iterator[Event]:
        """What happens while it is answered. Raises ``QuestionError`` before the first event."""
        understanding = self._understood(question, earlier)
        events = self._looked_up(understanding.question)
        try:
            for event in events:
                if isinstance(event, Done):
                    self.record(event.outcome, asker)
                    event = Done(outcome=told_as_asked(event.outcome, question, understanding))
                yield event
        except GeneratorExit:  # whoever asked has gone: what they were being told is still kept
            self._left.do(lambda: self._finish(events, asker))
            raise

    def _finish(self, events: Iterator[Event], asker: Asker) -> None:
        for event in events:
            if isinstance(event, Done):
                self.record(event.outcome, asker)

    def _looked_up(self, question: Question) -> Iterator[Event]:
        """The events of a question; those of a kept outcome where there is one."""
        begun = time.perf_counter()
        state, kept = self._kept(question)
        if kept is not None:
            yield self._service.understood(question)
            yield from told(_again(kept, begun))
            return
        with self._metrics.asking():
            for event in self._service.events(question):
                if isinstance(event, Done):
                    self._cache.put(question, state, event.outcome)
                yield event

    def _kept(self, question: Question) -> tuple[State, Outcome | None]:
        """What answers depend on, as it is now, and the outcome that is kept of that state."""
        state = (self._service.catalogue.index_version(), dt.datetime.now().astimezone().date())
        kept = self._cache.get(question, state)
        self._metrics.cache(kept is not None)
        return state, kept

    def close(self) -> None:
        """Finish what those who left were being told; nothing may be asked afterwards."""
        self._left.close()

    def _understood(self, question: Question, earlier: Sequence[str]) -> Understanding:
        if not earlier:
            return Understanding(question=question, thread=None)
        return self._service.understand_after(question, earlier[-EARLIER:])

    def record(self, outcome: Outcome, asker: Asker, *, gap: bool = True) -> None:
        """Keep what was given out; ``gap``: an abstention is one that the documents should fill."""
        moment = self._now()
        self._metrics.outcome(outcome, asker.channel)
        line: dict[str, Any] = {
            "trace_id": outcome.trace_id,
            "status": outcome.status,
            "channel": asker.channel,
        }
        line["milliseconds"] = outcome.timings_ms.get("total")
        if isinstance(outcome, Abstention):
            line["reason"] = outcome.reason
        _LOG.info("asked", extra=line)

        with self._turn:
            first = not self._given
            self._given.append(_Given(outcome=outcome, asker=asker, moment=moment, gap=gap))
        if first:
            self._background.do(self._write)

    def _write(self) -> None:
        """Write down all that was given out since the last time, at once.

        Each write is a sync, and one that runs while the next question is answered delays it.
        """
        self._background.linger(GATHERING)
        with self._turn:
            given, self._given = self._given, []
        version = self._service.catalogue.index_version()
        self._journal.keep(
            [self._journal.entry(one.outcome, one.asker, one.moment, version) for one in given]
        )
        self._gaps.keep(
            [
                (one.outcome, one.moment)
                for one in given
                if one.gap and isinstance(one.outcome, Abstention)
            ]
        )
        last = given[-1].moment
        if self._pruned != last.date():
            self._journal.forget(last - self._kept_for)
            self._pruned = last.date()


def _again(outcome: Outcome, begun: float) -> Outcome:
    """An outcome given out once more, under a trace of its own."""
    spent = round((time.perf_counter() - begun) * 1000, 2)
    return replace(outcome, trace_id=secrets.token_hex(8), timings_ms={"total": spent})
