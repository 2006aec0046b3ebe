"""What was answered, what could not be, and what people said about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter
from sqlalchemy import Table, insert, select, update

from assistant import tables as t
from assistant.domain import Abstention, Outcome
from assistant.engine import Database
from assistant.errors import NotFound

Verdict = Literal["right", "wrong", "incomplete"]
_OUTCOME: TypeAdapter[Any] = TypeAdapter(Outcome)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """A question that was abstained from, kept for staff to look at."""

    id: int
    trace_id: str
    asked_at: dt.datetime
    question: str
    reason: str
    message: str


class Records:
    """The audit trail in the catalogue's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, outcome: Outcome, asked_at: dt.datetime, index_version: int) -> None:
        """Record an outcome; an abstention opens a gap as well."""
        missed = outcome if isinstance(outcome, Abstention) else None
        row = {
            "trace_id": outcome.trace_id,
            "asked_at": asked_at,
            "question": outcome.question,
            "status": outcome.status,
            "reason": missed.reason if missed else None,
            "index_version": index_version,
            "body": _OUTCOME.dump_python(outcome, mode="json"),
        }
        with self._database.writing() as connection:
            connection.execute(insert(t.answers), [row])
            if missed:
                gap = {key: row[key] for key in ("trace_id", "asked_at", "question", "reason")}
                connection.execute(insert(t.gaps), [gap | {"message": missed.message}])

    def outcome(self, trace_id: str) -> Outcome:
        """What was said under that trace id. Raises ``NotFound``."""
        query = select(t.answers.c.body).where(t.answers.c.trace_id == trace_id)
        with self._database.reading() as connection:
            body = connection.execute(query.order_by(t.answers.c.id.desc())).scalar()
        if body is None:
            raise NotFound(f"No answer has the trace id {trace_id!r}.")
        outcome: Outcome = _OUTCOME.validate_python(body)
        return outcome

    def count(self) -> int:
        """How many outcomes are recorded."""
        return self._count(t.answers)

    def open_gaps(self, most: int = 100) -> list[Gap]:
        """Gaps that nobody has closed, newest first."""
        query = select(t.gaps).where(t.gaps.c.closed.is_(False)).order_by(t.gaps.c.id.desc())
        names = Gap.__dataclass_fields__
        with self._database.reading() as connection:
            rows = list(connection.execute(query.limit(most)))
        return [Gap(**{name: getattr(row, name) for name in names}) for row in rows]

    def close_gap(self, gap_id: int) -> None:
        """Mark a gap as seen to."""
        with self._database.writing() as connection:
            connection.execute(update(t.gaps).where(t.gaps.c.id == gap_id).values(closed=True))

    def judge(
        self, trace_id: str, verdict: Verdict, given_at: dt.datetime, comment: str | None = None
    ) -> None:
        """Record what somebody thought of an answer."""
        row = {"trace_id": trace_id, "verdict": verdict, "given_at": given_at, "comment": comment}
        with self._database.writing() as connection:
            connection.execute(insert(t.feedback), [row])

    def _count(self, table: Table) -> int:
        with self._database.reading() as connection:
            return len(list(connection.execute(select(table.c.id))))
