"""One run over some sources: read, stage, embed together, publish.

Embedding takes nearly all the time, so passages of several documents are embedded together,
sorted by length; that group is also the unit in which work is made safe.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from assistant.catalogue import UNSETTLED
from assistant.consistency import GROUP, Advance
from assistant.domain import Document, Indicator, Passage, Version
from assistant.embedding import embed_by_length
from assistant.errors import FazhiError, ModelError, NotFound, SourceError, StoreError
from assistant.stores import Stores
from ingest import identity
from ingest.parse import Parsed, Parser
from ingest.report import IngestReport, SourceResult
from ingest.sources import SourceRef

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Staged:
    """A pending version with what is to be indexed. ``place`` is its source's in the batch."""

    place: int
    source: str
    document: Document
    version: Version
    passages: tuple[Passage, ...]
    indicators: tuple[Indicator, ...]


class Batch:
    """One run over some sources."""

    def __init__(
        self, stores: Stores, parser: Parser, now: Callable[[], dt.datetime], advance: Advance
    ) -> None:
        self._stores = stores
        self._catalogue = stores.catalogue
        self._parser = parser
        self._now = now
        self._advance = advance
        self._results: dict[int, SourceResult] = {}
        self._group: list[_Staged] = []
        self._embedded = 0
        self._embedding_seconds = 0.0

    def run(self, refs: Sequence[SourceRef], overrides: Mapping[str, str]) -> IngestReport:
        """Ingest ``refs``; whatever happens to one is in the report."""
        began = time.monotonic()
        trouble: FazhiError | None = None
        for place, ref in enumerate(refs):
            self._advance("read", place, len(refs))
            trouble = trouble or self._take(place, ref, overrides)
            if trouble:
                self._fail(place, ref.name, trouble)
        self._advance("read", len(refs), len(refs))
        trouble = trouble or self._flush()
        if trouble is None:
            self._settle()
        return IngestReport(
            results=tuple(self._results[place] for place in range(len(refs))),
            seconds=time.monotonic() - began,
            embedding_seconds=self._embedding_seconds,
            embedded=self._embedded,
        )

    def _take(self, place: int, ref: SourceRef, overrides: Mapping[str, str]) -> FazhiError | None:
        """Read one source and stage it. Gives the error that ends the batch, if one does."""
        try:
            parsed = self._parser.parse(ref, overrides)
            self._stage(place, ref, parsed)
        except (StoreError, ModelError) as error:
            self._undo_group(error)
            return error
        except FazhiError as error:
            self._fail(place, ref.name, error)
        except Exception as error:  # one strange file must not end the batch
            log.exception("%r could not be parsed", ref.name)
            self._fail(place, ref.name, _surprise(ref.name, error))
        waiting = sum(len(one.passages) for one in self._group)
        return self._flush() if waiting >= GROUP else None

    def _stage(self, place: int, ref: SourceRef, parsed: Parsed) -> None:
        _check(ref, parsed)
        document = parsed.document
        content = identity.content_hash(parsed.text, parsed.spans, parsed.pages)
        before = self._before(document.id)
        if before is None:
            twin = self._catalogue.same_content(content)
            if twin:
                self._results[place] = SourceResult(
                    source=ref.name, status="duplicate", document=twin
                )
                return
            taken = self._catalogue.slugs()
            document = replace(document, slug=identity.slug(ref.key, document.id, taken))
        else:
            known, current = before
            document = replace(document, slug=known.slug, superseded_by=known.superseded_by)
            if current.content_hash == content:
                self._results[place] = self._same_text(ref, document, known, current)
                return
        self._write_pending(place, ref, document, self._version(document, content, parsed), parsed)

    def _before(self, document_id: str) -> tuple[Document, Version] | None:
        try:
            return self._catalogue.document(document_id), self._catalogue.current_version(
                document_id
            )
        except NotFound:
            return None

    def _version(self, document: Document, content: str, parsed: Parsed) -> Version:
        number = self._catalogue.next_number(document.id)
        return Version(
            id=identity.version_id(document.id, number, content),
            document_id=document.id,
            number=number,
            text=parsed.text,
            content_hash=content,
            state="pending",
            ingested_at=self._now(),
            pages=parsed.pages,
        )

    def _write_pending(
        self, place: int, ref: SourceRef, document: Document, version: Version, parsed: Parsed
    ) -> None:
        passages = tuple(
            Passage(
                id=identity.passage_id(document.id, version.content_hash, span.start, span.end),
                document_id=document.id,
                version_id=version.id,
                ordinal=ordinal,
                path=span.path,
                start=span.start,
                end=span.end,
                text=parsed.text[span.start : span.end],
                title=document.title,
            )
            for ordinal, span in enumerate(parsed.spans)
        )
        indicators = self._indicators(parsed.text, passages, document)
        self._catalogue.begin(document, version, passages, indicators)
        self._group.append(
            _Staged(
                place=place,
                source=ref.name,
                document=document,
                version=version,
                passages=passages,
                indicators=indicators,
            )
        )

    def _same_text(
        self, ref: SourceRef, document: Document, known: Document, current: Version
    ) -> SourceResult:
        passages = tuple(
            replace(one, title=document.title) for one in self._catalogue.passages(current.id)
        )
        indicators = self._indicators(current.text, passages, document)
        same = document == known and indicators == tuple(self._catalogue.indicators({known.id}))
        if not same:
            self._refresh(document, known, current, passages, indicators)
        return SourceResult(
            source=ref.name,
            status="unchanged" if same else "refreshed",
            document=document,
            version=current.number,
            passages=len(passages),
            indicators=len(indicators),
        )

    def _refresh(
        self,
        document: Document,
        known: Document,
        current: Version,
        passages: Sequence[Passage],
        indicators: Sequence[Indicator],
    ) -> None:
        """Take over what is newly said. A new title is in what is embedded, so that is redone.

        Each passage is replaced where it stands: at no moment is a part of the document missing.
        A crash before the last step leaves the old title, and the next ingest does all of it again.
        """
        if document.title != known.title:
            self._index(passages)
        self._catalogue.refresh(document, current.id, indicators)

    def _indicators(
        self, text: str, passages: Sequence[Passage], document: Document
    ) -> tuple[Indicator, ...]:
        found = self._parser.extract(text, passages, document)
        return tuple({one.id: one for one in found}.values())

    def _flush(self) -> FazhiError | None:
        """Index and publish what is staged. Gives the error that prevented it, if one did."""
        if not self._group:
            return None
        try:
            self._index([passage for one in self._group for passage in one.passages])
            pairs = [(one.document, one.version.id) for one in self._group]
            older = self._catalogue.publish(pairs)
        except FazhiError as error:
            self._undo_group(error)
            return error
        for one in self._group:
            self._results[one.place] = _published(one)
        self._group = []
        return self._clear(older)

    def _clear(self, older: Sequence[str]) -> StoreError | None:
        """Take overtaken versions out of the indexes; what fails is left to the next start."""
        try:
            for version_id in older:
                self._stores.remove_version(version_id)
        except StoreError as error:
            return error
        return None

    def _index(self, passages: Sequence[Passage]) -> None:
        before, total = self._embedded, self._embedded + len(passages)
        began = time.monotonic()
        vectors = embed_by_length(
            self._stores.embedder,
            [passage.indexed_text for passage in passages],
            lambda here: self._advance("embed", before + here, total),
        )
        self._embedding_seconds += time.monotonic() - began
        self._embedded = total
        self._stores.vectors.add(passages, vectors)
        self._stores.lexical.add(passages)

    def _undo_group(self, error: FazhiError) -> None:
        for one in self._group:
            self._fail(one.place, one.source, error)
            # If undoing fails as well (the disk is full), the next start does it.
            with suppress(StoreError):
                self._stores.remove_version(one.version.id)
                self._catalogue.undo(one.version.id)
        self._group = []

    def _settle(self) -> None:
        self._catalogue.set_meta(UNSETTLED, None)

    def _fail(self, place: int, source: str, error: FazhiError) -> None:
        self._results[place] = SourceResult(source=source, status="failed", error=error)


def _check(ref: SourceRef, parsed: Parsed) -> None:
    if not parsed.spans:
        raise SourceError(f"{ref.name!r} has no text to search.", code="empty_file")
    try:
        storable = "\0" not in parsed.text and bool(parsed.text.encode("utf-8"))
    except UnicodeEncodeError:
        storable = False
    if not storable:
        raise SourceError(
            f"{ref.name!r} holds characters that no database keeps (NUL or half a surrogate pair).",
            hint="Save it again as UTF-8 text.",
        )


def _published(one: _Staged) -> SourceResult:
    return SourceResult(
        source=one.source,
        status="added" if one.version.number == 1 else "updated",
        document=one.document,
        version=one.version.number,
        passages=len(one.passages),
        indicators=len(one.indicators),
    )


def _surprise(name: str, error: Exception) -> SourceError:
    return SourceError(
        f"{name!r} can't be taken in: {type(error).__name__}: {error}.",
        hint="This is a fault of the program; please report it with the file.",
        code="unexpected",
    )
