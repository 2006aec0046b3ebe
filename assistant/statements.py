"""Statements that several of the catalogue's transactions share."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from assistant import tables as t
from assistant.domain import Document
from assistant.engine import Database
from assistant.rows import document_of, document_row
from assistant.supersession import newer_editions

CHUNK = 5_000  # values of one IN list
INDEX_VERSION = "index_version"
_META = select(t.meta.c.value).where(t.meta.c.key == bindparam("key"))  # read at every question


def read_meta(connection: Connection, key: str) -> str | None:
    """A remembered word about the whole."""
    value: str | None = connection.execute(_META, {"key": key}).scalar()
    return value


def secret(database: Database, key: str) -> bytes:
    """A secret of this catalogue that hashes are keyed with: made once, kept as ``key``."""
    with database.writing() as connection:
        found = read_meta(connection, key)
        if found is None:
            found = secrets.token_hex(32)
            write_meta(connection, key, found)
    return bytes.fromhex(found)


def write_meta(connection: Connection, key: str, value: str | None) -> None:
    """Remember a word; ``None`` forgets it."""
    mine = t.meta.c.key == key
    if value is None:
        connection.execute(delete(t.meta).where(mine))
    elif connection.execute(update(t.meta).where(mine).values(value=value)).rowcount == 0:
        connection.execute(insert(t.meta), [{"key": key, "value": value}])


def count_up(connection: Connection) -> None:
    """Say that readers will see a change. First in its transaction: other writers wait here."""
    mine = t.meta.c.key == INDEX_VERSION
    last = connection.execute(select(t.meta.c.value).where(mine).with_for_update()).scalar()
    write_meta(connection, INDEX_VERSION, str(int(last or 0) + 1))


def note_changes(connection: Connection, document_ids: Sequence[str]) -> None:
    """Say that these documents' texts or figures change with the version counted up to."""
    version = int(read_meta(connection, INDEX_VERSION) or 0)
    for part in chunks(list(dict.fromkeys(document_ids))):
        connection.execute(delete(t.changes).where(t.changes.c.document_id.in_(part)))
        rows = [{"document_id": one, "index_version": version} for one in part]
        connection.execute(insert(t.changes), rows)


def insert_rows(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Insert all rows at once, if there are any."""
    every = list(rows)
    if every:
        connection.execute(insert(table), every)


def set_state(connection: Connection, version_id: str, state: str) -> None:
    """Move a version to another state."""
    connection.execute(update(t.versions).where(t.versions.c.id == version_id).values(state=state))


def update_document(connection: Connection, document: Document) -> None:
    """Overwrite what is known about a document, but for what the other editions say of it."""
    row = document_row(document)
    del row["superseded_by"]
    connection.execute(update(t.documents).where(t.documents.c.id == document.id).values(**row))


def mark_superseded(connection: Connection) -> None:
    """Say of every statute which newer edition has taken its place."""
    current = t.versions.c.state == "current"
    query = select(t.documents).join(t.versions, t.versions.c.document_id == t.documents.c.id)
    documents = [document_of(row) for row in connection.execute(query.where(current))]
    newer = newer_editions(documents)
    for one in documents:
        if one.superseded_by != newer.get(one.id):
            mine = t.documents.c.id == one.id
            by = newer.get(one.id)
            connection.execute(update(t.documents).where(mine).values(superseded_by=by))


def drop_contents(connection: Connection, version_id: str) -> None:
    """Remove a version's passages and indicators."""
    for table in (t.passages, t.indicators):
        connection.execute(delete(table).where(table.c.version_id == version_id))


def drop_empty_documents(connection: Connection) -> None:
    """Remove documents that have no version left."""
    living = select(t.versions.c.document_id)
    connection.execute(delete(t.documents).where(t.documents.c.id.not_in(living)))


def chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """``values`` in parts that fit one IN list."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
