"""The real parser: reads, loads, describes, outlines, cuts and finds the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from assistant.domain import Document, Indicator, Passage
from assistant.places import Gazetteer
from assistant.settings import Settings
from ingest import identity, indicators
from ingest.load import load
from ingest.metadata import Description, describe
from ingest.outline import outline
from ingest.parse import Parsed
from ingest.sources import Source, SourceRef, expand, read
from ingest.split import split


class SourceParser:
    """See ``ingest.parse.Parser``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def expand(self, arguments: Sequence[str]) -> Sequence[SourceRef]:
        """What the arguments name."""
        return expand(arguments)

    def parse(self, ref: SourceRef, overrides: Mapping[str, str]) -> Parsed:
        """Read one source."""
        source = read(ref, self._settings)
        loaded = load(source, self._settings)
        description = describe(loaded, source, overrides, self._gazetteer)
        document = _document(source, description)
        sections = outline(loaded.text, document.kind, loaded.headings)
        return Parsed(
            document=document,
            text=loaded.text,
            spans=tuple(split(loaded.text, sections, document.kind)),
            pages=loaded.pages,
        )

    def extract(
        self, text: str, passages: Sequence[Passage], document: Document
    ) -> Sequence[Indicator]:
        """The figures that the text states."""
        return indicators.extract(text, passages, document)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer()


def _document(source: Source, known: Description) -> Document:
    identifier = source.document or identity.document_id(source.key)
    return Document(
        id=identifier,
        slug="",
        title=known.title or source.name,
        kind=known.kind or "other",
        issuer=known.issuer,
        place=known.place,
        year=known.year,
        published=known.published,
        signed=known.signed,
        adopted=known.adopted,
        source=known.source or source.name,
        url=known.url,
        note=known.note,
        audience=known.audience or "public",
    )
