"""The journal: who asked what, and what was answered from which versions.

Whatever identifies a person is masked before it is stored; addresses, callers and sessions are
kept as hashes under a secret of this catalogue, so that they can be told apart but not read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Column, Float, Integer, Row, String, Table, Text, delete, select

from assistant import statements
from assistant.domain import Answer, Outcome
from assistant.engine import Database
from assistant.errors import NotFound
from assistant.masking import mask
from assistant.tables import UtcDateTime, metadata

PAGE = 1_000
REMEMBERED = 1_024  # texts, as many as there are answers in the cache
_SALT = "journal_salt"

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trace_id", String(64), nullable=False, index=True),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    Column("channel", String(30), nullable=False),
    Column("key_id", String(16), index=True),
    Column("audience", String(20), nullable=False),
    Column("address", String(32)),
    Column("caller", String(32)),
    Column("session", String(32)),
    Column("question", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("reason", String(40)),
    Column("mode", String(20)),
    Column("said", Text, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("draft", JSON(none_as_null=True)),
    Column("index_version", Integer, nullable=False),
    Column("milliseconds", Float),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asker:
    """Who asks, by what way. ``address``, ``caller`` and ``session`` are stored as hashes."""

    channel: str = "api"
    key_id: str | None = None
    audience: str = "public"
    address: str | None = None
    caller: str | None = None
    session: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the journal, masked. ``said`` is the answer or the abstention's message.

    ``draft``: of an answer that a language model drafted, its name, how many of its sentences were
    shown, those struck out with their faults, and what ended it.
    """

    trace_id: str
    asked_at: dt.datetime
    channel: str
    key_id: str | None
    audience: str
    address: str | None
    caller: str | None
    session: str | None
    question: str
    status: str
    reason: str | None
    mode: str | None
    said: str
    sources: list[dict[str, Any]] = field(default_factory=list)
    draft: dict[str, Any] | None = None
    index_version: int
    milliseconds: float | None


class Journal:
    """The journal in the catalogue's database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._salt = statements.secret(database, _SALT)

    def entry(
        self, outcome: Outcome, asker: Asker, asked_at: dt.datetime, index_version: int
    ) -> Entry:
        """The line for an outcome."""
        return Entry(
            trace_id=outcome.trace_id,
            asked_at=asked_at,
            channel=asker.channel,
            key_id=asker.key_id,
            audience=asker.audience,
            address=self._hash(asker.address),
            caller=self._hash(asker.caller),
            session=self._hash(asker.session),
            question=storable(outcome.question),
            status=outcome.status,
            reason=None if isinstance(outcome, Answer) else outcome.reason,
            mode=outcome.mode if isinstance(outcome, Answer) else None,
            said=storable(outcome.answer if isinstance(outcome, Answer) else outcome.message),
            sources=_sources(outcome) if isinstance(outcome, Answer) else [],
            draft=_draft(outcome) if isinstance(outcome, Answer) else None,
            index_version=index_version,
            milliseconds=outcome.timings_ms.get("total"),
        )

    def keep(self, entries: Sequence[Entry]) -> None:
        """Write lines, all or none."""
        rows = [_row(entry) for entry in entries]
        with self._database.writing() as connection:
            statements.insert_rows(connection, journal, rows)

    def find(self, trace_id: str) -> Entry:
        """The line of that trace id. Raises ``NotFound``."""
        query = select(journal).where(journal.c.trace_id == trace_id).order_by(journal.c.id.desc())
        with self._database.reading() as connection:
            row = connection.execute(query.limit(1)).first()
        if row is None:
            raise NotFound(f"No answer has the trace id {trace_id!r}.")
        return _entry(row)

    def export(
        self, since: dt.datetime | None = None, until: dt.datetime | None = None
    ) -> Iterator[Entry]:
        """Lines from ``since`` to before ``until``, oldest first, read page by page."""
        query = select(journal).order_by(journal.c.id).limit(PAGE)
        if since is not None:
            query = query.where(journal.c.asked_at >= since)
        if until is not None:
            query = query.where(journal.c.asked_at < until)
        last = 0
        while True:
            with self._database.reading() as connection:
                rows = list(connection.execute(query.where(journal.c.id > last)))
            if not rows:
                return
            yield from map(_entry, rows)
            last = rows[-1].id

    def forget(self, before: dt.datetime) -> int:
        """Remove lines older than that. Gives how many."""
        with self._database.writing() as connection:
            return connection.execute(delete(journal).where(journal.c.asked_at < before)).rowcount

    def _hash(self, value: str | None) -> str | None:
        if value is None:
            return None
        keyed = hmac.new(self._salt, value.encode("utf-8", "replace"), hashlib.sha256)
        return keyed.hexdigest()[:16]


@lru_cache(maxsize=REMEMBERED)
def storable(text: str) -> str:
    """Masked, and without what a database doesn't keep.

    The latest are remembered: what is asked again is recorded again, word for word, and looking
    through it once more would hold up the next answer.
    """
    return mask(text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8"))


def _sources(outcome: Answer) -> list[dict[str, Any]]:
    names = ("document_id", "version", "start", "end")
    return [{name: getattr(one, name) for name in names} for one in outcome.citations]


def _draft(outcome: Answer) -> dict[str, Any] | None:
    draft = outcome.draft
    if draft is None:
        return None
    struck = [{"sentence": storable(s.sentence), "faults": list(s.faults)} for s in draft.struck]
    return {
        "model": draft.model,
        "shown": draft.shown,
        "struck": struck,
        "failure": draft.failure,
    }


def _row(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


def _entry(row: Row[Any]) -> Entry:
    return Entry(**{name: getattr(row, name) for name in Entry.__dataclass_fields__})
