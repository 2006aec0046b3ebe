"""What people said of an answer: thumbs up or down, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, insert, select

from assistant import tables as t
from assistant.engine import Database
from assistant.journal import journal, storable

Verdict = Literal["up", "down"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Opinion:
    """A verdict on an answer, with its question; comment and question are masked."""

    trace_id: str
    given_at: dt.datetime
    verdict: str
    comment: str | None
    question: str
    said: str


class Feedback:
    """Opinions in the catalogue's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(
        self, trace_id: str, verdict: Verdict, given_at: dt.datetime, comment: str | None = None
    ) -> None:
        """Record what somebody thought of an answer."""
        said = storable(comment) if comment else None
        row = {"trace_id": trace_id, "verdict": verdict, "given_at": given_at, "comment": said}
        with self._database.writing() as connection:
            connection.execute(insert(t.feedback), [row])

    def latest(self, verdict: Verdict | None = None, limit: int = 100) -> list[Opinion]:
        """The newest opinions on answers that the journal still holds."""
        query = (
            select(t.feedback, journal.c.question, journal.c.said)
            .join(journal, journal.c.trace_id == t.feedback.c.trace_id)
            .order_by(t.feedback.c.id.desc())
            .limit(limit)
        )
        if verdict is not None:
            query = query.where(t.feedback.c.verdict == verdict)
        names = Opinion.__dataclass_fields__
        with self._database.reading() as connection:
            return [
                Opinion(**{name: getattr(row, name) for name in names})
                for row in connection.execute(query)
            ]

    def unsettled(self, limit: int = 100) -> list[Opinion]:
        """The newest thumbs down on answers that nobody has seen to."""
        with self._database.reading() as connection:
            closed = {row.trace_id for row in connection.execute(select(t.feedback_closed))}
        return [one for one in self.latest("down", limit * 10) if one.trace_id not in closed][
            :limit
        ]

    def settle(self, trace_id: str, moment: dt.datetime) -> None:
        """Mark the opinions on an answer as seen to."""
        there = select(t.feedback_closed).where(t.feedback_closed.c.trace_id == trace_id)
        with self._database.writing() as connection:
            if connection.execute(there).first() is None:
                row = {"trace_id": trace_id, "closed_at": moment}
                connection.execute(insert(t.feedback_closed), [row])

    def counts(self) -> dict[str, int]:
        """How often each verdict was given."""
        query = select(t.feedback.c.verdict, func.count()).group_by(t.feedback.c.verdict)
        with self._database.reading() as connection:
            return {verdict: int(times) for verdict, times in connection.execute(query).tuples()}
