"""The three stores together, each opened when it is first needed."""

from __future__ import annotations

from functools import cached_property
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

    def __enter__(self) -> Stores:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The source of truth."""
        return Catalogue(self.settings.catalogue_url)

    @cached_property
    def vectors(self) -> VectorIndex:
        """Raises ``ModelMismatch`` if it was built with another model than the embedder."""
        return VectorIndex(self._vectors_at, self.embedder.name)

    @cached_property
    def lexical(self) -> LexicalIndex:
        """Words of passages."""
        return LexicalIndex(self._lexical_at)

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
        if "catalogue" in self.__dict__:
            self.catalogue.close()
            del self.__dict__["catalogue"]

    def _close_indexes(self) -> None:
        if "vectors" in self.__dict__:
            self.vectors.close()
        for name in ("vectors", "lexical"):
            self.__dict__.pop(name, None)

    @property
    def _vectors_at(self) -> Path | str:
        return self.settings.chroma_url or self.settings.home / "chroma"

    @property
    def _lexical_at(self) -> Path:
        return self.settings.home / "lexical"
