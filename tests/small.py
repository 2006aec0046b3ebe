"""A small parser, small texts and stores on a temporary folder, for tests of stores and ingest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from assistant.domain import Document, Frame, Indicator, Passage, Period, Place, Quantity
from assistant.embedding import Embedder, HashingEmbedder
from assistant.errors import SourceError
from assistant.settings import Settings
from assistant.stores import Stores
from ingest.identity import document_id
from ingest.parse import Parsed
from ingest.sources import SourceRef
from ingest.split import Span

FIGURE = re.compile(r"(\d+(?:\.\d+)?)(件|人|%)")


class SmallParser:
    """Each line is a passage, each number before 件, 人 or % a figure; nothing else is read.

    Overrides understood: title, kind and place.
    """

    def expand(self, arguments: Sequence[str]) -> list[SourceRef]:
        return [SourceRef(key=one, name=Path(one).name, path=Path(one)) for one in arguments]

    def parse(self, ref: SourceRef, overrides: Mapping[str, str]) -> Parsed:
        path = Path(ref.key)
        if not path.exists():
            raise SourceError(f"There is no file {ref.name!r}.")
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        if text.startswith("BUG"):
            raise ZeroDivisionError("a parser's own fault")
        spans = [
            Span(start=found.start(), end=found.end(), path=(f"第{n}节",))
            for n, found in enumerate(re.finditer(r"\S[^\n]*", text), 1)
        ]
        document = Document(
            id=document_id(ref.key),
            slug="",
            title=overrides.get("title", path.stem),
            kind="statute" if overrides.get("kind") == "statute" else "report",
            place=Place(names=("河南省", overrides["place"])) if "place" in overrides else None,
            source=ref.name,
        )
        return Parsed(document=document, text=text, spans=tuple(spans))

    def extract(
        self, text: str, passages: Sequence[Passage], document: Document
    ) -> list[Indicator]:
        return [
            _indicator(found, passage, document)
            for passage in passages
            for found in FIGURE.finditer(text, passage.start, passage.end)
        ]


def _indicator(found: re.Match[str], passage: Passage, document: Document) -> Indicator:
    key = f"{passage.version_id}/{found.start()}"
    return Indicator(
        id=hashlib.sha256(key.encode()).hexdigest()[:20],
        document_id=document.id,
        version_id=passage.version_id,
        quantity=Quantity(
            value=Decimal(found[1]),
            unit=found[2],
            start=found.start(),
            end=found.end(),
            words=found[0],
        ),
        frame=Frame(local="受理", path=passage.path),
        period=Period(year=2023),
        place=document.place,
        sentence_start=passage.start,
        sentence_end=passage.end,
        path=passage.path,
        measure="行政复议受理量" if found[2] == "件" else None,
    )


def settings_in(folder: Path, **more: object) -> Settings:
    """Settings whose data lie in ``folder``."""
    return Settings.model_validate({"home": folder / "home", "cache": folder / "cache", **more})


def stores_in(folder: Path, embedder: Embedder | None = None, **more: object) -> Stores:
    """Stores in ``folder``, with the hashing embedder."""
    return Stores(settings_in(folder, **more), embedder or HashingEmbedder())


def write(folder: Path, name: str, *lines: str) -> str:
    """A text file of these lines; gives its path as an argument."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)
