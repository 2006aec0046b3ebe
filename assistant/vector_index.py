"""The vector index: passages by the likeness of their embeddings, in Chroma.

Derived from the catalogue and rebuilt from it. A local folder must have one owner process
(``assistant.lock``): two writers on it lose vectors without a word. A row's id is document
and passage id in one, so that a hit's document is known without reading its metadata, which
costs more than the search itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.disk import is_full
from assistant.domain import Passage
from assistant.embedding import Embedder
from assistant.errors import DiskFull, FazhiError, ModelMismatch, SettingsError, StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from langchain_chroma import Chroma

COLLECTION = "fazhi-passages"
BATCH = 5_000  # rows of one call; Chroma takes at most 5,461
NAMES = 10_000  # documents of one filter: SQLite inside Chroma takes some 32,000 variables
FEW = 16  # documents that are asked for by name at once; more are first tried by over-fetching
_HNSW: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 200, "ef_search": 200}
_MISMATCH_HINT = (
    "Set FAZHI_EMBEDDING_MODEL to what it was, or run 'fazhi reindex' to embed everything again."
)


class VectorIndex:
    """Passages by their vectors. Adding a passage that is there replaces it."""

    def __init__(self, where: Path | str, model: str, *, fresh: bool = False) -> None:
        """Open the index in a folder, or at a Chroma server's URL, making it if there is none.

        Raises ``ModelMismatch`` if what is there was embedded with another model; ``fresh``
        drops what is there instead.
        """
        self._where = str(where)
        self._model = model
        with self._translated():
            self._client = _client(where)
            if fresh and COLLECTION in {one.name for one in self._client.list_collections()}:
                self._client.delete_collection(COLLECTION)
            self._collection = self._open()
        self._check_model()

    @property
    def dimension(self) -> int | None:
        """Length of the vectors; ``None`` before the first is added."""
        recorded = (self._collection.metadata or {}).get("dimension")
        return None if recorded is None else int(recorded)

    def close(self) -> None:
        """Let go of the client; the index is not to be used any more."""
        self._client.close()

    def add(self, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Add ``passages`` with their ``vectors``, shape (n, dimension), row by row."""
        if vectors.ndim != 2 or len(vectors) != len(passages):
            raise ValueError(f"vectors of shape {vectors.shape} for {len(passages)} passages")
        if not passages:
            return
        self._check_dimension(vectors.shape[1])
        for start in range(0, len(passages), BATCH):
            part = passages[start : start + BATCH]
            with self._translated():
                self._collection.upsert(
                    ids=[_row_id(passage) for passage in part],
                    embeddings=vectors[start : start + BATCH],
                    metadatas=[_metadata(passage) for passage in part],
                    documents=[_plain(passage.text) for passage in part],
                )

    def delete_version(self, version_id: str) -> None:
        """Remove every passage of a version."""
        with self._translated():
            self._collection.delete(where={"version": version_id})

    def delete(self, passage_ids: Set[str]) -> None:
        """Remove single passages."""
        rows = [row for row in self._rows() if _passage_of(row) in passage_ids]
        for start in range(0, len(rows), BATCH):
            with self._translated():
                self._collection.delete(ids=rows[start : start + BATCH])

    def clear(self) -> None:
        """Remove everything."""
        with self._translated():
            self._client.delete_collection(COLLECTION)
            self._collection = self._open()

    def search(
        self, vector: NDArray[np.float32], k: int, documents: frozenset[str] | None = None
    ) -> list[tuple[str, float]]:
        """Up to ``k`` passage ids with their cosines, best first.

        ``documents`` limits the search to these; the empty set finds nothing.
        """
        if k <= 0 or (documents is not None and not documents):
            return []
        if self.dimension is None:
            return []
        self._check_dimension(len(vector))
        with self._translated():
            if documents is None:
                return _passages(self._nearest(vector, k))[:k]
            return self._search_among(vector, k, documents)

    def ids(self) -> set[str]:
        """Ids of all passages that are found."""
        return {_passage_of(row) for row in self._rows()}

    def langchain(self, embedder: Embedder) -> Chroma:
        """The same collection as a LangChain vector store, for chains that want one."""
        from langchain_chroma import Chroma

        from assistant.langchain_embeddings import LangChainEmbeddings

        return Chroma(
            client=self._client,
            collection_name=COLLECTION,
            embedding_function=LangChainEmbeddings(embedder),
            create_collection_if_not_exists=False,
        )

    def _search_among(
        self, vector: NDArray[np.float32], k: int, documents: frozenset[str]
    ) -> list[tuple[str, float]]:
        """Nearest of some documents: by over-fetching if they are many, else by name.

        The filter by name costs time with every row it lets through. What is found either way
        is checked again: a filter must never turn into none.
        """
        if len(documents) > FEW:
            hits = _among(self._nearest(vector, 4 * k + 64), documents)
            if len(hits) >= k:
                return _passages(hits)[:k]
        names = sorted(documents)
        hits = []
        for start in range(0, len(names), NAMES):
            where = {"document": {"$in": names[start : start + NAMES]}}
            hits += _among(self._nearest(vector, k, where), documents)
        return _passages(hits)[:k]

    def _nearest(
        self, vector: NDArray[np.float32], k: int, where: dict[str, Any] | None = None
    ) -> list[tuple[str, float]]:
        """Row ids with cosines."""
        found = self._collection.query(
            query_embeddings=vector,
            n_results=k,
            where=where,
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        return [
            (row, 1.0 - distance)
            for row, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def _rows(self) -> list[str]:
        with self._translated():
            return list(self._collection.get(include=[])["ids"])

    def _open(self) -> Collection:
        return self._client.get_or_create_collection(
            COLLECTION,
            metadata={"model": self._model},
            configuration={"hnsw": _HNSW},
            embedding_function=None,
        )

    def _check_model(self) -> None:
        there = (self._collection.metadata or {}).get("model")
        if there != self._model:
            self.close()
            raise ModelMismatch(
                f"The vector index was built with the model {there!r}, not with {self._model!r}.",
                hint=_MISMATCH_HINT,
            )

    def _check_dimension(self, length: int) -> None:
        """The first vectors settle it; later ones must agree."""
        if self.dimension is None:
            with self._translated():
                self._collection.modify(metadata={"model": self._model, "dimension": length})
        elif length != self.dimension:
            raise ModelMismatch(
                f"The vector index holds vectors of {self.dimension} numbers from the model "
                f"{self._model!r}, not of {length}.",
                hint=_MISMATCH_HINT,
            )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except FazhiError:
            raise
        except Exception as error:
            if is_full(error):
                raise DiskFull(
                    f"No space left for the vector index in {self._where!r}.",
                    hint="Free some space, then repeat; what was begun has been undone.",
                ) from error
            raise StoreError(
                f"The vector index in {self._where!r} failed: {str(error).rstrip('.')}.",
                hint="If it is a server, see that it runs and FAZHI_CHROMA_URL names it; "
                "if the folder is broken, run 'fazhi reindex'.",
            ) from error


def destroy(folder: Path) -> None:
    """Remove a local index from the disk, broken or not. No ``VectorIndex`` may be open on it."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()  # it remembers the folder that failed to open
    if folder.exists():
        shutil.rmtree(folder)


def _client(where: Path | str) -> Client:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if isinstance(where, Path):
        where.mkdir(parents=True, exist_ok=True)
        return _closable(chromadb.PersistentClient(path=str(where), settings=quiet))
    url = urlsplit(where)
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise SettingsError(
            f"FAZHI_CHROMA_URL is {where!r}, which is no address of a Chroma server.",
            hint="Write it as http://host:8000.",
        )
    secure = url.scheme == "https"
    port = url.port or (443 if secure else 8000)
    return _closable(chromadb.HttpClient(host=url.hostname, port=port, ssl=secure, settings=quiet))


def _closable(client: ClientAPI) -> Client:
    """Chroma declares its clients as less than they are."""
    from chromadb.api.client import Client

    if not isinstance(client, Client):
        raise TypeError(f"Chroma gave a {type(client).__name__}")
    return client


def _row_id(passage: Passage) -> str:
    return f"{passage.document_id}/{passage.id}"


def _passage_of(row: str) -> str:
    return row.partition("/")[2]


def _among(hits: list[tuple[str, float]], documents: frozenset[str]) -> list[tuple[str, float]]:
    return [(row, cosine) for row, cosine in hits if row.partition("/")[0] in documents]


def _passages(hits: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Passage ids for row ids; equal cosines in the order of ids, so that runs agree."""
    found = [(_passage_of(row), cosine) for row, cosine in hits]
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))


def _metadata(passage: Passage) -> dict[str, Any]:
    return {
        "document": passage.document_id,
        "version": passage.version_id,
        "path": _plain(" / ".join(passage.path)),
        "start": passage.start,
        "end": passage.end,
    }


def _plain(text: str) -> str:
    """Chroma takes no lone surrogate."""
    return text.encode("utf-8", "replace").decode("utf-8")
