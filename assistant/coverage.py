"""What the catalogue holds, counted by the database: measures, units, years, versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, func, select

from assistant import tables as t
from assistant.engine import Database


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many figures of current versions there are of each measure, unit and year, most first.

    Figures outside the lexicon count under their unit and year alone.
    """

    measures: Mapping[str, int]
    units: Mapping[str, int]
    years: Mapping[int, int]


def coverage(database: Database) -> Coverage:
    """Count all figures, internal ones included: for staff."""
    return Coverage(
        measures=_counts(database, t.indicators.c.measure),
        units=_counts(database, t.indicators.c.unit),
        years=_counts(database, t.indicators.c.year),
    )


def current_numbers(database: Database) -> dict[str, int]:
    """The number of every document's current version, by the document's id."""
    query = select(t.versions.c.document_id, t.versions.c.number).where(
        t.versions.c.state == "current"
    )
    with database.reading() as connection:
        return {document: int(number) for document, number in connection.execute(query).tuples()}


def _counts(database: Database, column: Column[Any]) -> dict[Any, int]:
    times = func.count()
    query = (
        select(column, times)
        .join(t.versions, t.versions.c.id == t.indicators.c.version_id)
        .where(t.versions.c.state == "current", column.is_not(None))
        .group_by(column)
        .order_by(times.desc(), column)
    )
    with database.reading() as connection:
        return {value: int(many) for value, many in connection.execute(query).tuples()}
