"""A process that ingests and is killed (SIGKILL, by itself) at a point that is named.

    python -m tests.dying_ingest FOLDER POINT FILE...

Points: ``read:N`` (before source N), ``embed`` (before any vector), ``vectors`` and ``lexical``
(after adding to that index), ``publish`` (after publishing, before clearing older versions),
``remove`` (after the first older version left the vector index), ``delete`` (a document, half
deleted), ``reindex`` (half rebuilt), ``retitle`` (before what has a new title is embedded again),
``none``.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue import Catalogue
from assistant.consistency import reindex
from assistant.domain import Document, Passage
from assistant.embedding import HashingEmbedder
from assistant.lexical_index import LexicalIndex
from assistant.stores import Stores
from assistant.vector_index import VectorIndex
from ingest.pipeline import Pipeline
from tests.small import SmallParser, settings_in

point = "none"


def die_at(*points: str) -> None:
    if point in points:
        os.kill(os.getpid(), signal.SIGKILL)


class _Embedder(HashingEmbedder):
    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        die_at("embed", "retitle")
        return super().passages(texts)


class _Vectors(VectorIndex):
    def add(self, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        super().add(passages, vectors)
        die_at("vectors", "reindex")

    def delete_version(self, version_id: str) -> None:
        super().delete_version(version_id)
        die_at("remove", "delete")


class _Lexical(LexicalIndex):
    def add(self, passages: Sequence[Passage]) -> None:
        super().add(passages)
        die_at("lexical")


class _Catalogue(Catalogue):
    def publish(self, pairs: Sequence[tuple[Document, str]]) -> list[str]:
        older = super().publish(pairs)
        die_at("publish")
        return older


class _Stores(Stores):
    @cached_property
    def catalogue(self) -> Catalogue:
        return _Catalogue(self.settings.catalogue_url)

    @cached_property
    def vectors(self) -> VectorIndex:
        return _Vectors(self.settings.home / "chroma", self.embedder.name)

    @cached_property
    def lexical(self) -> LexicalIndex:
        return _Lexical(self.settings.home / "lexical")


def main(folder: Path, arguments: Sequence[str]) -> None:
    with _Stores(settings_in(folder), _Embedder()) as stores:
        pipeline = Pipeline(stores, SmallParser())
        print("started", flush=True)
        if point == "delete":
            pipeline.delete(Path(arguments[0]).stem)
        elif point == "reindex":
            reindex(stores)
        else:
            pipeline.ingest(
                arguments,
                {"title": "新题"} if point == "retitle" else None,
                advance=lambda stage, done, _total: die_at(f"{stage}:{done}"),
            )


if __name__ == "__main__":
    point = sys.argv[2]
    main(Path(sys.argv[1]), sys.argv[3:])
