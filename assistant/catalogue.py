"""The catalogue: documents, versions, passages and indicators. The source of truth.

A version is ``pending`` until its passages are in both indexes, then ``current``, and
``superseded`` once a newer one is current. Reads know current versions only, unless a version
is asked for by its id. ``index_version`` goes up with every change that a reader can see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from assistant import journal, keys, statements
from assistant import tables as t
from assistant.domain import Document, Indicator, Passage, Version
from assistant.engine import Database
from assistant.errors import NotFound, StoreError
from assistant.rows import (
    document_of,
    document_row,
    indicator_of,
    indicator_rows,
    passage_of,
    passage_row,
    version_of,
    version_row,
)

UNSETTLED = "unsettled"  # in meta while the indexes may disagree with the catalogue
SCHEMA = "schema"
SCHEMA_VERSION = "1"
KEPT_BESIDE = (keys.keys, journal.journal)  # tables of other stores, made with ours

_CURRENT = t.versions.c.state == "current"


class Catalogue:
    """Reads and writes, each in one transaction. Raises ``StoreError`` and its kin."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL, making the tables if there are none."""
        self.database = Database(url)
        with self.database.writing() as connection:
            t.metadata.create_all(connection)
            found = statements.read_meta(connection, SCHEMA)
            if found is None:
                statements.write_meta(connection, SCHEMA, SCHEMA_VERSION)
                statements.write_meta(connection, statements.INDEX_VERSION, "0")
        if found not in {None, SCHEMA_VERSION}:
            raise StoreError(
                f"The catalogue {self.database.shown!r} has tables of version {found!r}; "
                f"this program knows {SCHEMA_VERSION!r}.",
                hint="Use the program version that made it, or another FAZHI_HOME.",
            )

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    # Reading

    def documents(self) -> list[Document]:
        """Every document that has a current version, by slug."""
        query = (
            select(t.documents)
            .join(t.versions, t.versions.c.document_id == t.documents.c.id)
            .where(_CURRENT)
            .order_by(t.documents.c.slug)
        )
        return [document_of(row) for row in self._rows(query)]

    def document(self, name: str) -> Document:
        """The document of this id or slug. Raises ``NotFound``."""
        for column in (t.documents.c.id, t.documents.c.slug):
            query = (
                select(t.documents)
                .join(t.versions, t.versions.c.document_id == t.documents.c.id)
                .where(_CURRENT, column == name)
            )
            for row in self._rows(query):
                return document_of(row)
        raise NotFound(
            f"There is no document {name!r}.", hint="'fazhi list' shows what there is, with ids."
        )

    def version(self, version_id: str) -> Version:
        """A version by id, of whatever state but deleted. Raises ``NotFound``."""
        query = select(t.versions).where(
            t.versions.c.id == version_id, t.versions.c.state != "deleted"
        )
        for row in self._rows(query):
            return version_of(row)
        raise NotFound(f"There is no version {version_id!r}.")

    def current_version(self, document_id: str) -> Version:
        """The version of a document that is in force. Raises ``NotFound``."""
        query = select(t.versions).where(t.versions.c.document_id == document_id, _CURRENT)
        for row in self._rows(query):
            return version_of(row)
        raise NotFound(f"Document {document_id!r} has no current version.")

    def current_versions(self, documents: Set[str]) -> list[Version]:
        """The versions of these documents that are in force."""
        query = select(t.versions).where(_CURRENT)
        return [
            version_of(row)
            for chunk in statements.chunks(sorted(documents))
            for row in self._rows(query.where(t.versions.c.document_id.in_(chunk)))
        ]

    def versions(self, document_id: str) -> list[Version]:
        """All versions of a document but pending and deleted ones, oldest first."""
        query = (
            select(t.versions)
            .where(
                t.versions.c.document_id == document_id,
                t.versions.c.state.in_(("current", "superseded")),
            )
            .order_by(t.versions.c.number)
        )
        return [version_of(row) for row in self._rows(query)]

    def passages(self, version_id: str) -> list[Passage]:
        """Passages of a pending or current version, in reading order."""
        query = (
            select(t.passages)
            .where(t.passages.c.version_id == version_id)
            .order_by(t.passages.c.ordinal)
        )
        return [passage_of(row) for row in self._rows(query)]

    def passages_by_ids(self, ids: Sequence[str]) -> list[Passage]:
        """Passages in the order of ``ids``. Those of no current version are left out."""
        found = {}
        for chunk in statements.chunks(list(dict.fromkeys(ids))):
            query = (
                select(t.passages)
                .join(t.versions, t.versions.c.id == t.passages.c.version_id)
                .where(_CURRENT, t.passages.c.id.in_(chunk))
            )
            found.update({row.id: passage_of(row) for row in self._rows(query)})
        return [found[one] for one in ids if one in found]

    def passage_ids(self) -> set[str]:
        """Ids of every passage of every current version: what both indexes should hold."""
        query = (
            select(t.passages.c.id)
            .join(t.versions, t.versions.c.id == t.passages.c.version_id)
            .where(_CURRENT)
        )
        return {row.id for row in self._rows(query)}

    def indicators(
        self,
        documents: Set[str] | None = None,
        *,
        measures: Set[str] | None = None,
        years: Set[int] | None = None,
    ) -> list[Indicator]:
        """Indicators of current versions. ``None`` is "any"; an empty set matches nothing."""
        query = (
            select(t.indicators.c.body)
            .join(t.versions, t.versions.c.id == t.indicators.c.version_id)
            .where(_CURRENT)
            .order_by(t.indicators.c.document_id, t.indicators.c.ordinal)
        )
        if measures is not None:
            query = query.where(t.indicators.c.measure.in_(sorted(measures)))
        if years is not None:
            query = query.where(t.indicators.c.year.in_(sorted(years)))
        if documents is None:
            return [indicator_of(row) for row in self._rows(query)]
        return [
            indicator_of(row)
            for chunk in statements.chunks(sorted(documents))
            for row in self._rows(query.where(t.indicators.c.document_id.in_(chunk)))
        ]

    def index_version(self) -> int:
        """Counts the changes that a reader can see."""
        return int(self.meta(statements.INDEX_VERSION) or 0)

    def changed_after(self, version: int) -> set[str]:
        """Ids of documents whose text or figures changed after that version of the index."""
        query = select(t.changes.c.document_id).where(t.changes.c.index_version > version)
        return {row.document_id for row in self._rows(query)}

    def meta(self, key: str) -> str | None:
        """A remembered word about the whole."""
        with self.database.reading() as connection:
            return statements.read_meta(connection, key)

    def in_state(self, state: str) -> list[tuple[str, str]]:
        """Version and document id of every version in that state."""
        query = select(t.versions.c.id, t.versions.c.document_id).where(t.versions.c.state == state)
        return [(row.id, row.document_id) for row in self._rows(query)]

    def same_content(self, content_hash: str) -> Document | None:
        """A document whose current or pending version has that content."""
        query = (
            select(t.documents)
            .join(t.versions, t.versions.c.document_id == t.documents.c.id)
            .where(
                t.versions.c.content_hash == content_hash,
                t.versions.c.state.in_(("current", "pending")),
            )
            .order_by(t.documents.c.slug)
            .limit(1)
        )
        return next((document_of(row) for row in self._rows(query)), None)

    def slugs(self) -> dict[str, str]:
        """Document id for every slug taken, pending ones included."""
        query = select(t.documents.c.slug, t.documents.c.id)
        return {row.slug: row.id for row in self._rows(query)}

    def next_number(self, document_id: str) -> int:
        """The number that a document's next version gets."""
        query = select(func.max(t.versions.c.number).label("last")).where(
            t.versions.c.document_id == document_id
        )
        return max((row.last or 0 for row in self._rows(query)), default=0) + 1

    # A version's life

    def begin(
        self,
        document: Document,
        version: Version,
        passages: Sequence[Passage],
        indicators: Sequence[Indicator],
    ) -> None:
        """Write a pending version with all that is cut from it. Readers see nothing of it."""
        with self.database.writing() as connection:
            statements.write_meta(connection, UNSETTLED, "1")
            there = select(t.documents.c.id).where(t.documents.c.id == document.id)
            if connection.execute(there).first() is None:
                connection.execute(insert(t.documents), [document_row(document)])
            connection.execute(insert(t.versions), [version_row(version)])
            statements.insert_rows(connection, t.passages, map(passage_row, passages))
            statements.insert_rows(connection, t.indicators, indicator_rows(indicators))

    def publish(self, pairs: Sequence[tuple[Document, str]]) -> list[str]:
        """Make pending versions (document, version id) current, all at once.

        The older versions become superseded and keep their text only. Gives their ids: their
        vectors and postings are to be removed.
        """
        with self.database.writing() as connection:
            statements.count_up(connection)
            older = [
                row.id
                for document, _ in pairs
                for row in connection.execute(
                    select(t.versions.c.id).where(t.versions.c.document_id == document.id, _CURRENT)
                )
            ]
            for one in older:
                statements.drop_contents(connection, one)
                statements.set_state(connection, one, "superseded")
            for document, version_id in pairs:
                statements.update_document(connection, document)
                statements.set_state(connection, version_id, "current")
            statements.note_changes(connection, [document.id for document, _ in pairs])
            statements.mark_superseded(connection)
            return older

    def undo(self, version_id: str) -> None:
        """Forget a pending version, and its document if that has no other."""
        with self.database.writing() as connection:
            statements.drop_contents(connection, version_id)
            pending = (t.versions.c.id == version_id) & (t.versions.c.state == "pending")
            connection.execute(delete(t.versions).where(pending))
            statements.drop_empty_documents(connection)

    def refresh(self, document: Document, version_id: str, indicators: Sequence[Indicator]) -> None:
        """Replace what is known about a document and its figures; the text is the same."""
        with self.database.writing() as connection:
            statements.count_up(connection)
            statements.update_document(connection, document)
            mine = t.passages.c.version_id == version_id
            connection.execute(update(t.passages).where(mine).values(title=document.title))
            connection.execute(delete(t.indicators).where(t.indicators.c.version_id == version_id))
            statements.insert_rows(connection, t.indicators, indicator_rows(indicators))
            statements.note_changes(connection, [document.id])
            statements.mark_superseded(connection)

    def mark_deleted(self, document_id: str) -> list[str]:
        """Take a document and its texts away from readers. Gives the ids of its versions."""
        with self.database.writing() as connection:
            statements.count_up(connection)
            mine = t.versions.c.document_id == document_id
            ids = [row.id for row in connection.execute(select(t.versions.c.id).where(mine))]
            for table in (t.passages, t.indicators):
                connection.execute(delete(table).where(table.c.document_id == document_id))
            connection.execute(
                update(t.versions).where(mine).values(state="deleted", text="", pages=[])
            )
            statements.mark_superseded(connection)
            statements.write_meta(connection, UNSETTLED, "1")
            return ids

    def forget_deleted(self) -> None:
        """Drop the rows of what is deleted, once both indexes are rid of it."""
        with self.database.writing() as connection:
            connection.execute(delete(t.versions).where(t.versions.c.state == "deleted"))
            statements.drop_empty_documents(connection)

    def set_superseded(self, newer: Mapping[str, str | None]) -> None:
        """Say for each document id which document has taken its place, ``None`` for none."""
        with self.database.writing() as connection:
            statements.count_up(connection)
            for document_id, by in newer.items():
                mine = t.documents.c.id == document_id
                connection.execute(update(t.documents).where(mine).values(superseded_by=by))

    def set_meta(self, key: str, value: str | None) -> None:
        """Remember a word about the whole; ``None`` forgets it."""
        with self.database.writing() as connection:
            statements.write_meta(connection, key, value)

    def _rows(self, query: Select[Any]) -> list[Row[Any]]:
        with self.database.reading() as connection:
            return list(connection.execute(query))
