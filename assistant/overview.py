"""How it goes: what was asked since a moment, how much was answered, how fast. From the journal."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from assistant.engine import Database
from assistant.journal import journal

MOST = 100_000  # lines looked at, the newest
TOP = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """Counts of the questions looked at; latencies in milliseconds, ``None`` where none is known.

    ``asked_most`` are questions (masked) with how often they were asked.
    """

    asked: int
    answered: int
    reasons: Mapping[str, int]
    median: float | None
    slowest: float | None
    days: Mapping[dt.date, int]
    asked_most: Sequence[tuple[str, int]]

    @property
    def abstention_rate(self) -> float | None:
        """The share of questions that got no answer; ``None`` where nothing was asked."""
        return (self.asked - self.answered) / self.asked if self.asked else None


def overview(database: Database, since: dt.datetime) -> Overview:
    """What the journal tells of the time since then. ``slowest`` is the 95th percentile."""
    columns = journal.c
    query = (
        select(
            columns.asked_at,
            columns.question,
            columns.status,
            columns.reason,
            columns.milliseconds,
        )
        .where(columns.asked_at >= since)
        .order_by(columns.id.desc())
        .limit(MOST)
    )
    with database.reading() as connection:
        rows = list(connection.execute(query))
    times = sorted(row.milliseconds for row in rows if row.milliseconds is not None)
    days = Counter(row.asked_at.date() for row in rows)
    return Overview(
        asked=len(rows),
        answered=sum(row.status == "answered" for row in rows),
        reasons=dict(Counter(row.reason for row in rows if row.reason).most_common()),
        median=_percentile(times, 0.5),
        slowest=_percentile(times, 0.95),
        days=dict(sorted(days.items())),
        asked_most=Counter(row.question for row in rows).most_common(TOP),
    )


def _percentile(times: Sequence[float], share: float) -> float | None:
    return times[max(0, math.ceil(share * len(times)) - 1)] if times else None
