"""What an ingest did, source by source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from assistant.domain import Document
from assistant.errors import FazhiError

Status = Literal["added", "updated", "refreshed", "unchanged", "duplicate", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceResult:
    """What became of one source.

    ``added``      a new document; ``updated``: a new version of one
    ``refreshed``  same text, but something else was said about it (or more figures were found)
    ``unchanged``  nothing to do
    ``duplicate``  ``document`` has this content already, from another source; nothing is kept
    ``failed``     ``error`` says why; nothing is kept

    ``passages`` and ``indicators`` count what is in force of the document.
    """

    source: str
    status: Status
    document: Document | None = None
    version: int | None = None
    passages: int = 0
    indicators: int = 0
    error: FazhiError | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IngestReport:
    """One result a source, in the order given. ``embedding_seconds`` is part of ``seconds``."""

    results: tuple[SourceResult, ...]
    seconds: float = 0.0
    embedding_seconds: float = 0.0
    embedded: int = 0

    @property
    def counts(self) -> Counter[Status]:
        """How many sources had each fate."""
        return Counter(one.status for one in self.results)

    @property
    def failures(self) -> tuple[SourceResult, ...]:
        """Sources of which nothing was kept, for an error."""
        return tuple(one for one in self.results if one.status == "failed")
