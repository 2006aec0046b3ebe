"""Conversations: the turns of a dialogue, kept for a while so that follow-ups can be completed.

A conversation belongs to who began it: an id that another shows is as good as none. Turns are
masked like the journal's, and bounded in number and age. What is needed for the next follow-up is
the last turn's thread; the rest is for its owner to read, and to delete.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from assistant import statements
from assistant.domain import Answer, Language, Outcome
from assistant.engine import Database
from assistant.errors import NotFound
from assistant.journal import storable
from assistant.tables import UtcDateTime, metadata
from assistant.thread import Thread, Understanding

SUMMARY = 500  # characters kept of what was answered
_SALT = "conversations_salt"
_SWEEP = dt.timedelta(minutes=10)  # outdated conversations are removed at most that often

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=False, index=True),
)

conversation_turns = Table(
    "conversation_turns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(40), nullable=False, index=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("asked", Text, nullable=False),
    Column("understood", Text, nullable=False),
    Column("kept", JSON, nullable=False),
    Column("thread", JSON),
    Column("status", String(20), nullable=False),
    Column("reason", String(40)),
    Column("said", Text, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("trace_id", String(64), nullable=False),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """How much is kept: turns of a conversation, its age since it was last used, and how many
    conversations of one owner."""

    turns: int
    age: dt.timedelta
    each: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredTurn:
    """One turn, masked. ``said`` begins what was answered; ``sources`` are document and version."""

    asked_at: dt.datetime
    asked: str
    understood: str
    kept: tuple[str, ...]
    status: str
    reason: str | None
    said: str
    sources: tuple[tuple[str, int], ...]
    trace_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """A conversation with its turns, the oldest first."""

    id: str
    begun_at: dt.datetime
    used_at: dt.datetime
    turns: tuple[StoredTurn, ...]


class Conversations:
    """The conversations in the catalogue's database; ``owner`` is a word that tells callers apart.

    Every method that takes an id raises ``NotFound`` for one that is unknown, outdated or not the
    owner's, without telling which.
    """

    def __init__(self, database: Database, bounds: Bounds) -> None:
        with database.writing() as connection:
            metadata.create_all(connection, tables=[conversations, conversation_turns])
        self._database = database
        self._bounds = bounds
        self._salt = statements.secret(database, _SALT)
        self._swept: dt.datetime | None = None

    def begin(self, owner: str, now: dt.datetime) -> str:
        """A new conversation's id. The owner's oldest makes room where there are too many."""
        identity = secrets.token_urlsafe(24)
        mine = self._hash(owner)
        with self._database.writing() as connection:
            self._sweep(connection, now)
            self._make_room(connection, mine)
            row = {"id": identity, "owner": mine, "begun_at": now, "used_at": now}
            connection.execute(insert(conversations), [row])
        return identity

    def thread(self, identity: str, owner: str, now: dt.datetime) -> Thread | None:
        """What the conversation has come to; ``None`` before its first turn."""
        query = (
            select(conversation_turns.c.thread)
            .where(conversation_turns.c.conversation_id == identity)
            .order_by(conversation_turns.c.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            self._own(connection, identity, owner, now)
            stored = connection.execute(query).scalar()
        return _thread(stored) if stored else None

    def add(
        self,
        identity: str,
        owner: str,
        asked: str,
        understood: Understanding,
        outcome: Outcome,
        now: dt.datetime,
    ) -> None:
        """Keep a turn; the oldest turns beyond the bound go."""
        row = _row(identity, asked, understood, outcome, now)
        with self._database.writing() as connection:
            self._own(connection, identity, owner, now)
            connection.execute(insert(conversation_turns), [row])
            mine = conversations.c.id == identity
            connection.execute(update(conversations).where(mine).values(used_at=now))
            self._cut(connection, identity)

    def read(self, identity: str, owner: str, now: dt.datetime) -> Conversation:
        """The whole conversation."""
        query = (
            select(conversation_turns)
            .where(conversation_turns.c.conversation_id == identity)
            .order_by(conversation_turns.c.id)
        )
        with self._database.reading() as connection:
            row = self._own(connection, identity, owner, now)
            turns = tuple(map(_turn, connection.execute(query)))
        return Conversation(id=row.id, begun_at=row.begun_at, used_at=row.used_at, turns=turns)

    def delete(self, identity: str, owner: str, now: dt.datetime) -> None:
        """Remove a conversation and all its turns."""
        with self._database.writing() as connection:
            self._own(connection, identity, owner, now)
            _drop(connection, [identity])

    def forget(self, before: dt.datetime) -> int:
        """Remove conversations not used since. Gives how many."""
        with self._database.writing() as connection:
            return _forget(connection, before)

    def _own(self, connection: Connection, identity: str, owner: str, now: dt.datetime) -> Row[Any]:
        query = select(conversations).where(
            conversations.c.id == identity,
            conversations.c.owner == self._hash(owner),
            conversations.c.used_at >= now - self._bounds.age,
        )
        row = connection.execute(query).first()
        if row is None:
            raise NotFound(
                "There is no such conversation. 没有这个会话，或已过期。",
                hint="Begin a new one with the conversation 'new'.",
            )
        return row

    def _make_room(self, connection: Connection, owner: str) -> None:
        mine = conversations.c.owner == owner
        count = connection.execute(select(func.count()).where(mine)).scalar() or 0
        if count >= self._bounds.each:
            oldest = (
                select(conversations.c.id)
                .where(mine)
                .order_by(conversations.c.used_at, conversations.c.id)
                .limit(count - self._bounds.each + 1)
            )
            _drop(connection, list(connection.execute(oldest).scalars()))

    def _cut(self, connection: Connection, identity: str) -> None:
        mine = conversation_turns.c.conversation_id == identity
        newest = (
            select(conversation_turns.c.id)
            .where(mine)
            .order_by(conversation_turns.c.id.desc())
            .offset(self._bounds.turns - 1)
            .limit(1)
        )
        first = connection.execute(newest).scalar()
        if first is not None:
            connection.execute(
                delete(conversation_turns).where(mine, conversation_turns.c.id < first)
            )

    def _sweep(self, connection: Connection, now: dt.datetime) -> None:
        if self._swept is None or now - self._swept >= _SWEEP:
            _forget(connection, now - self._bounds.age)
            self._swept = now

    def _hash(self, owner: str) -> str:
        return hmac.new(self._salt, owner.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _forget(connection: Connection, before: dt.datetime) -> int:
    old = list(
        connection.execute(
            select(conversations.c.id).where(conversations.c.used_at < before)
        ).scalars()
    )
    _drop(connection, old)
    return len(old)


def _drop(connection: Connection, identities: list[str]) -> None:
    for some in statements.chunks(identities):
        connection.execute(
            delete(conversation_turns).where(conversation_turns.c.conversation_id.in_(some))
        )
        connection.execute(delete(conversations).where(conversations.c.id.in_(some)))


def _row(
    identity: str, asked: str, understood: Understanding, outcome: Outcome, now: dt.datetime
) -> dict[str, Any]:
    thread = understood.thread
    said = outcome.answer if isinstance(outcome, Answer) else outcome.message
    return {
        "conversation_id": identity,
        "asked_at": now,
        "asked": storable(asked),
        "understood": storable(understood.question.text),
        "kept": list(understood.kept),
        "thread": _masked(thread) if thread else None,
        "status": outcome.status,
        "reason": None if isinstance(outcome, Answer) else outcome.reason,
        "said": storable(said)[:SUMMARY],
        "sources": _sources(outcome),
        "trace_id": outcome.trace_id,
    }


def _sources(outcome: Outcome) -> list[list[Any]]:
    cited = outcome.citations if isinstance(outcome, Answer) else ()
    return [list(pair) for pair in dict.fromkeys((c.document_id, c.version) for c in cited)]


def _masked(thread: Thread) -> dict[str, Any]:
    return {
        **asdict(thread),
        "text": storable(thread.text),
        "topic": storable(thread.topic),
        "places": [storable(place) for place in thread.places],
    }


def _thread(stored: dict[str, Any]) -> Thread:
    return Thread(
        text=stored["text"],
        language=cast(Language, stored["language"]),
        topic=stored["topic"],
        places=tuple(stored["places"]),
    )


def _turn(row: Row[Any]) -> StoredTurn:
    return StoredTurn(
        asked_at=row.asked_at,
        asked=row.asked,
        understood=row.understood,
        kept=tuple(row.kept),
        status=row.status,
        reason=row.reason,
        said=row.said,
        sources=tuple((document, version) for document, version in row.sources),
        trace_id=row.trace_id,
    )
