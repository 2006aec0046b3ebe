"""Asking on somebody's behalf: every front asks through here, so that every answer is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from assistant.domain import Abstention, Outcome, Question
from assistant.events import Done, Event
from assistant.gaps import Gaps
from assistant.journal import Asker, Journal
from ui.background import Background
from ui.service import Service


class Answering:
    """Answers and records: journal and gaps. Recording doesn't hold the answer up."""

    def __init__(
        self,
        service: Service,
        journal: Journal,
        gaps: Gaps,
        background: Background,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._service = service
        self._journal = journal
        self._gaps = gaps
        self._background = background
        self._now = now

    def ask(self, question: Question, asker: Asker) -> Outcome:
        """The outcome of a question. Raises ``QuestionError``."""
        outcome = self.look_up(question)
        self.record(outcome, asker)
        return outcome

    def look_up(self, question: Question) -> Outcome:
        """The outcome of a question, not recorded: whoever gives it out does that."""
        return self._service.ask(question)

    def events(self, question: Question, asker: Asker) -> Iterator[Event]:
        """What happens while it is answered. Raises ``QuestionError`` before the first event."""
        for event in self._service.events(question):
            if isinstance(event, Done):
                self.record(event.outcome, asker)
            yield event

    def record(self, outcome: Outcome, asker: Asker, *, gap: bool = True) -> None:
        """Keep what was given out; ``gap``: an abstention is one that the documents should fill."""
        moment = self._now()

        def work() -> None:
            version = self._service.catalogue.index_version()
            self._journal.keep([self._journal.entry(outcome, asker, moment, version)])
            if gap and isinstance(outcome, Abstention):
                self._gaps.keep([(outcome, moment)])

        self._background.do(work)
