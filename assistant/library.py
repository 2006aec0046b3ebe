"""What the catalogue holds, as one question needs it; kept in memory until the index changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping

from assistant.catalogue import Catalogue
from assistant.domain import Audience, Document, Indicator, Place, Version


class Library:
    """Documents, their current versions and indicators, as of one state of the index."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the list of documents; texts and indicators are read when first needed."""
        self._catalogue = catalogue
        self._turn = threading.Lock()
        self.index_version = catalogue.index_version()
        self.documents: Mapping[str, Document] = {d.id: d for d in catalogue.documents()}
        self._versions: dict[str, Version] = {}
        self._indicators: dict[str, list[Indicator]] = {}

    def current(self) -> bool:
        """Whether the index is still in the state that was read."""
        return self._catalogue.index_version() == self.index_version

    def places(self, audience: Audience = "public") -> tuple[Place, ...]:
        """The places that documents are about, each once, in order of path.

        The public doesn't learn that there is an internal document about a place.
        """
        seen = (d for d in self.documents.values() if audience in ("internal", d.audience))
        found = {d.place for d in seen if d.place is not None}
        return tuple(sorted(found, key=lambda p: p.path))

    def version(self, document_id: str) -> Version:
        """The current version of a document."""
        with self._turn:
            if document_id not in self._versions:
                self._versions[document_id] = self._catalogue.current_version(document_id)
            return self._versions[document_id]

    def indicators(self, documents: Iterable[Document]) -> list[Indicator]:
        """Indicators of these documents, document by document, in reading order."""
        wanted = [d.id for d in documents]
        with self._turn:
            missing = {one for one in wanted if one not in self._indicators}
            if missing:
                self._indicators.update({one: [] for one in missing})
                for indicator in self._catalogue.indicators(missing):
                    self._indicators[indicator.document_id].append(indicator)
            return [i for one in wanted for i in self._indicators[one]]

    def years_of(self, documents: Iterable[Document]) -> tuple[int, ...]:
        """Reporting years of these documents, newest first."""
        years = {d.year for d in documents if d.year is not None}
        return tuple(sorted(years, reverse=True))
