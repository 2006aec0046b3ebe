"""The three stores together, each opened when it is first needed."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType

from assistant import lexical_index, vector_index
from assistant.catalogue import Catalogue
from assistant.embedding import Embedder, LazyEmbedder
from assistant.errors import StoreError
from assistant.lexical_index import LexicalIndex
from assistant.settings import Settings
from assistant.vector_index import VectorIndex


class Stores:
    """Catalogue, vector index, lexical index and the embedder that goes with them.

    Whoever writes holds the ``OwnerLock`` of ``settings.home``.
    """

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        self.settings = settings
        self.embedder = embedder or LazyEmbedder(settings)
        self._turn = threading.RLock()  # two threads must not open one store twice
        self._catalogue: Catalogue | None = None
        self._vectors: VectorIndex | None = None
        self._lexical: LexicalIndex | None = None

    def __enter__(self) -> Stores:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def catalogue(self) -> Catalogue:
        """The source of truth."""
        with self._turn:
            self._catalogue = self._catalogue or Catalogue(self.settings.catalogue_url)
            return self._catalogue

    @property
    def vectors(self) -> VectorIndex:
        """Raises ``ModelMismatch`` if it was built with another model than the embedder."""
        with self._turn:
            self._vectors = self._vectors or VectorIndex(self._vectors_at, self.embedder.name)
            return self._vectors

    @property
    def lexical(self) -> LexicalIndex:
        """Words of passages."""
        with self._turn:
            self._lexical = self._lexical or LexicalIndex(self._lexical_at)
            return self._lexical

    def remove_version(self, version_id: str) -> None:
        """Take a version out of both indexes."""
        self.vectors.delete_version(version_id)
        self.lexical.delete_version(version_id)

    def empty_indexes(self) -> None:
        """Make both indexes anew with nothing in them, whatever was there or was broken."""
        self._close_indexes()
        lexical_index.destroy(self._lexical_at)
        try:
            VectorIndex(self._vectors_at, self.embedder.name, fresh=True).close()
        except StoreError:
            if not isinstance(self._vectors_at, Path):
                raise
            vector_index.destroy(self._vectors_at)

    def close(self) -> None:
        """Let go of everything that is open."""
        self._close_indexes()
        with self._turn:
            if self._catalogue is not None:
                self._catalogue.close()
            self._catalogue = None

    def _close_indexes(self) -> None:
        with self._turn:
            if self._vectors is not None:
                self._vectors.close()
            self._vectors = self._lexical = None

    @property
    def _vectors_at(self) -> Path | str:
        return self.settings.chroma_url or self.settings.home / "chroma"

    @property
    def _lexical_at(self) -> Path:
        return self.settings.home / "lexical"
