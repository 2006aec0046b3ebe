"""From sources to published documents, so that a crash at any point can be mended.

A document is written as a pending version in one transaction; then its passages go into the
vector and the lexical index; then one transaction makes it current; then the older version is
cleared from the indexes. ``assistant.consistency`` undoes or completes what is interrupted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from assistant.catalogue import UNSETTLED
from assistant.consistency import Advance, recover, silent
from assistant.domain import Document
from assistant.stores import Stores
from ingest.batch import Batch
from ingest.parse import Parser
from ingest.report import IngestReport
from ingest.sources import SourceRef


class Pipeline:
    """Ingests and deletes documents. The caller holds the data folder's ``OwnerLock``."""

    def __init__(
        self,
        stores: Stores,
        parser: Parser | None = None,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._stores = stores
        self._parser = parser or _default_parser(stores)
        self._now = now

    def ingest(
        self,
        arguments: Sequence[str],
        overrides: Mapping[str, str] | None = None,
        advance: Advance = silent,
    ) -> IngestReport:
        """Ingest what the arguments name; ``overrides`` are said of every one of them.

        A source at fault is reported and the rest goes on; trouble with the stores or the model
        ends the batch, and what was not done is reported as failed for that reason.
        ``advance`` hears of stages "read" (sources) and "embed" (passages).
        """
        return self.take(self._parser.expand(arguments), overrides, advance)

    def take(
        self,
        refs: Sequence[SourceRef],
        overrides: Mapping[str, str] | None = None,
        advance: Advance = silent,
    ) -> IngestReport:
        """Ingest sources; see ``ingest``."""
        recover(self._stores, advance)
        return Batch(self._stores, self._parser, self._now, advance).run(refs, overrides or {})

    def delete(self, name: str) -> Document:
        """Remove a document (id or slug) from every store. Raises ``NotFound``."""
        stores = self._stores
        recover(stores)
        document = stores.catalogue.document(name)
        for version_id in stores.catalogue.mark_deleted(document.id):
            stores.remove_version(version_id)
        stores.catalogue.forget_deleted()
        stores.catalogue.set_meta(UNSETTLED, None)
        return document


def _default_parser(stores: Stores) -> Parser:
    from ingest.reading import SourceParser

    return SourceParser(stores.settings)
