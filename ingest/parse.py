"""One source to a document's text, description and cuts: all that needs no store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.domain import Document, Indicator, Passage
from ingest.sources import SourceRef
from ingest.split import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """A source read and understood. ``document`` has its id; its slug is settled later."""

    document: Document
    text: str
    spans: tuple[Span, ...]
    pages: tuple[int, ...] = ()


class Parser(Protocol):
    """From arguments to parsed sources. Errors of one source are its own: ``SourceError``."""

    def expand(self, arguments: Sequence[str]) -> Sequence[SourceRef]:
        """What the arguments name, each source once."""

    def parse(self, ref: SourceRef, overrides: Mapping[str, str]) -> Parsed:
        """Read one. Raises ``SourceError`` or ``MetadataError``."""

    def extract(
        self, text: str, passages: Sequence[Passage], document: Document
    ) -> Sequence[Indicator]:
        """The figures that the text states."""
