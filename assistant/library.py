"""What the catalogue holds, as one question needs it; kept in memory until the index changes."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from assistant.catalogue import Catalogue
from assistant.domain import Audience, Document, Indicator, Place, Version
from assistant.figure_index import FigureIndex

T = TypeVar("T")
_REMEMBERED = 500  # things found, each a few kilobytes; of hundreds of bodies, a hundred
_AT_ONCE = 50  # documents whose figures are read together, and found by one index


class Library:
    """Documents, their current versions and figures, as of one state of the index.

    Safe to use from several threads: what two of them read at once is the same.
    """

    def __init__(self, catalogue: Catalogue, before: Library | None = None) -> None:
        """Read the list of documents; texts and figures are read when first needed.

        What has not changed since the library ``before`` is taken over from it.
        """
        self._catalogue = catalogue
        self.index_version = catalogue.index_version()
        self.documents: Mapping[str, Document] = {d.id: d for d in catalogue.documents()}
        self._versions: dict[str, Version] = {}
        self._figures: dict[str, FigureIndex] = {}
        self._turn = threading.Lock()
        self._found: dict[Hashable, Any] = {}
        self._places: dict[Audience, tuple[Place, ...]] = {}
        if before is not None:
            changed = catalogue.changed_after(before.index_version)
            kept = self.documents.keys() - changed
            self._versions.update((k, v) for k, v in before.loaded_versions() if k in kept)
            self._figures.update((k, v) for k, v in before.loaded_figures() if k in kept)
            self._merge()

    def current(self) -> bool:
        """Whether the index is still in the state that was read."""
        return self._catalogue.index_version() == self.index_version

    def loaded_versions(self) -> Sequence[tuple[str, Version]]:
        """The versions read so far, by document id."""
        return list(self._versions.items())

    def loaded_figures(self) -> Sequence[tuple[str, FigureIndex]]:
        """The figures read so far, by document id."""
        return list(self._figures.items())

    def places(self, audience: Audience = "public") -> tuple[Place, ...]:
        """The places that documents are about, each once, in order of path.

        The public doesn't learn that there is an internal document about a place.
        """
        if audience not in self._places:
            seen = (d for d in self.documents.values() if audience in ("internal", d.audience))
            found = {d.place for d in seen if d.place is not None}
            self._places[audience] = tuple(sorted(found, key=lambda p: p.path))
        return self._places[audience]

    def version(self, document_id: str) -> Version:
        """The current version of a document."""
        if document_id not in self._versions:
            self._versions[document_id] = self._catalogue.current_version(document_id)
        return self._versions[document_id]

    def has_read(self, documents: Iterable[Document]) -> bool:
        """Whether the figures of all these documents have been read."""
        return all(d.id in self._figures for d in documents)

    def figures(self, documents: Iterable[Document]) -> list[tuple[FigureIndex, int]]:
        """The indexes that hold the figures of these documents, each with the set of theirs."""
        wanted = [d.id for d in documents]
        missing = [one for one in dict.fromkeys(wanted) if one not in self._figures]
        for start in range(0, len(missing), _AT_ONCE):
            self._read(missing[start : start + _AT_ONCE])
        found: dict[FigureIndex, int] = {}
        for one in wanted:
            index = self._figures[one]
            found[index] = found.get(index, 0) | index.own[one]
        return list(found.items())

    def remembered(self, key: Hashable, found: Callable[[], T]) -> T:
        """What was found for a key in this state of the index, found now if it is new."""
        with self._turn:
            known: T | None = self._found.pop(key, None)
            if known is not None:
                self._found[key] = known  # the last to be dropped
                return known
        made = found()
        with self._turn:
            self._found[key] = made
            if len(self._found) > _REMEMBERED:
                del self._found[next(iter(self._found))]
        return made

    def load(self) -> None:
        """Read all figures and the texts they stand in now, not at the first question."""
        for index, _ in self.figures(self.documents.values()):
            index.prepare()
        stating = {k for k, index in self._figures.items() if index.own[k]} - self._versions.keys()
        for version in self._catalogue.current_versions(stating):
            self._versions.setdefault(version.document_id, version)

    def indicators(self, documents: Iterable[Document]) -> list[Indicator]:
        """Indicators of these documents, document by document, in reading order."""
        meant = list(documents)
        self.figures(meant)
        return [i for d in meant for i in self._figures[d.id].of_document(d.id)]

    def years_of(self, documents: Iterable[Document]) -> tuple[int, ...]:
        """Reporting years of these documents, newest first."""
        years = {d.year for d in documents if d.year is not None}
        return tuple(sorted(years, reverse=True))

    def _read(self, document_ids: Sequence[str]) -> None:
        found: dict[str, list[Indicator]] = {one: [] for one in document_ids}
        for indicator in self._catalogue.indicators(found.keys()):
            found[indicator.document_id].append(indicator)
        index = FigureIndex([(self.documents[one], figures) for one, figures in found.items()])
        for one in found:
            self._figures.setdefault(one, index)

    def _merge(self) -> None:
        """Few large indexes for many small ones: those of documents that came one by one."""
        held = Counter(self._figures.values())
        small = [one for one, index in self._figures.items() if held[index] <= _AT_ONCE // 2]
        if len({self._figures[one] for one in small}) <= _AT_ONCE:
            return
        for start in range(0, len(small), _AT_ONCE):
            some = small[start : start + _AT_ONCE]
            stated = [(self.documents[one], self._figures[one].of_document(one)) for one in some]
            self._figures.update(dict.fromkeys(some, FigureIndex(stated)))


def in_order(figures: Iterable[Indicator], documents: Iterable[Document]) -> list[Indicator]:
    """Figures document by document as those are given; of one document they stay as they are."""
    of: dict[str, list[Indicator]] = {d.id: [] for d in documents}
    for figure in figures:
        of[figure.document_id].append(figure)
    return [figure for found in of.values() for figure in found]
