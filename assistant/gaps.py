"""Gaps: questions that were abstained from, for staff to look at. Alike questions are one gap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select, update

from assistant import statements
from assistant import tables as t
from assistant.domain import Abstention
from assistant.engine import Database
from assistant.errors import NotFound
from assistant.journal import storable

# What nobody could have answered is no gap in the documents.
NO_GAP = frozenset({"refused", "out_of_scope"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """An open question: asked ``times``, last at ``asked_at`` under ``trace_id``. Masked."""

    id: int
    trace_id: str
    asked_at: dt.datetime
    question: str
    reason: str
    message: str
    times: int


class Gaps:
    """The gaps in the catalogue's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, missed: Sequence[tuple[Abstention, dt.datetime]]) -> None:
        """Open a gap for each abstention that is one."""
        rows = [
            {
                "trace_id": one.trace_id,
                "asked_at": moment,
                "question": storable(one.question),
                "reason": one.reason,
                "message": storable(one.message),
            }
            for one, moment in missed
            if one.reason not in NO_GAP
        ]
        if rows:
            with self._database.writing() as connection:
                statements.insert_rows(connection, t.gaps, rows)

    def open(self, limit: int = 100, offset: int = 0) -> list[Gap]:
        """Gaps that nobody has closed: those most asked first, then the newest."""
        groups = (
            select(func.max(t.gaps.c.id).label("id"), func.count().label("times"))
            .where(t.gaps.c.closed.is_(False))
            .group_by(t.gaps.c.question, t.gaps.c.reason)
            .subquery()
        )
        query = (
            select(t.gaps, groups.c.times)
            .join(groups, groups.c.id == t.gaps.c.id)
            .order_by(groups.c.times.desc(), t.gaps.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        with self._database.reading() as connection:
            return [_gap(row) for row in connection.execute(query)]

    def count(self) -> int:
        """How many different gaps are open."""
        open_ones = select(t.gaps.c.question, t.gaps.c.reason).where(t.gaps.c.closed.is_(False))
        query = select(func.count()).select_from(open_ones.distinct().subquery())
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def get(self, gap_id: int) -> Gap:
        """One gap, open or closed. Raises ``NotFound``."""
        with self._database.reading() as connection:
            row = connection.execute(select(t.gaps).where(t.gaps.c.id == gap_id)).first()
            if row is None:
                raise NotFound(f"There is no gap {gap_id}.")
            alike = (t.gaps.c.question == row.question) & (t.gaps.c.reason == row.reason)
            times = connection.execute(select(func.count()).where(alike)).scalar_one()
        return _gap(row, times)

    def close(self, gap_id: int) -> Gap:
        """Mark a gap, and all that ask the same, as seen to. Raises ``NotFound``."""
        gap = self.get(gap_id)
        with self._database.writing() as connection:
            alike = (t.gaps.c.question == gap.question) & (t.gaps.c.reason == gap.reason)
            connection.execute(update(t.gaps).where(alike).values(closed=True))
        return gap


def _gap(row: Row[Any], times: int | None = None) -> Gap:
    names = ("id", "trace_id", "asked_at", "question", "reason", "message")
    found = {name: getattr(row, name) for name in names}
    return Gap(**found, times=row.times if times is None else times)
