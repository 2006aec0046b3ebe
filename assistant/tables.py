"""The catalogue's tables, in SQLAlchemy's own types only: the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData()


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment. Kept in UTC, since SQLite drops the zone; comes back with its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """In: any zone; a moment without one is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value!r}")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Out: UTC."""
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def _document_id(*, index: bool = True) -> Column[str]:
    key = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document_id", String(32), key, nullable=False, index=index)


def _version_id() -> Column[str]:
    key = ForeignKey("versions.id", ondelete="CASCADE")
    return Column("version_id", String(32), key, nullable=False, index=True)


# A row here without a current version is a document whose first version is still pending.
documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("slug", String(200), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("issuer", Text),
    Column("place", JSON(none_as_null=True)),
    Column("year", Integer),
    Column("published", Date),
    Column("signed", Date),
    Column("adopted", Date),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("note", Text),
    Column("audience", String(20), nullable=False),
    Column("superseded_by", String(32)),
)

versions = Table(
    "versions",
    metadata,
    Column("id", String(32), primary_key=True),
    _document_id(index=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("content_hash", String(64), nullable=False, index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("ingested_at", UtcDateTime, nullable=False),
    Column("pages", JSON, nullable=False),
    UniqueConstraint("document_id", "number"),
)

# Passages and indicators belong to pending and current versions; superseded ones keep text only.
passages = Table(
    "passages",
    metadata,
    Column("id", String(40), primary_key=True),
    _document_id(),
    _version_id(),
    Column("ordinal", Integer, nullable=False),
    Column("path", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text, nullable=False),
)

# What is searched for stands in columns; ``body`` is the whole indicator.
indicators = Table(
    "indicators",
    metadata,
    Column("id", String(40), primary_key=True),
    _document_id(),
    _version_id(),
    Column("ordinal", Integer, nullable=False),
    Column("measure", String(200), index=True),
    Column("year", Integer, index=True),
    Column("unit", String(50), nullable=False),
    Column("value", String(100), nullable=False),  # a decimal's own digits: no float between
    Column("body", JSON, nullable=False),
)

# The index version with which a document's text or figures last changed.
changes = Table(
    "changes",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("index_version", Integer, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(50), primary_key=True),
    Column("value", Text, nullable=False),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trace_id", String(64), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("question", Text, nullable=False),
    Column("reason", String(40), nullable=False),
    Column("message", Text, nullable=False),
    Column("closed", Boolean, nullable=False, default=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trace_id", String(64), nullable=False, index=True),
    Column("given_at", UtcDateTime, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("comment", Text),
)

# Answers that staff have pinned to questions.
curated = Table(
    "curated",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("quotes", JSON, nullable=False),
    Column("asked_on", Date, nullable=False),  # 去年 is the year before this day, whenever asked
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String(16)),
)

# Answers whose bad marks staff have seen to.
feedback_closed = Table(
    "feedback_closed",
    metadata,
    Column("trace_id", String(64), primary_key=True),
    Column("closed_at", UtcDateTime, nullable=False),
)

Index("ix_versions_document_state", versions.c.document_id, versions.c.state)
