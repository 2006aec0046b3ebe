"""Texts as unit vectors: the embedder's interface, the real one, and a fake for tests.

``load_embedder`` gives the bundled model unless ``FAZHI_EMBEDDING_MODEL`` names another.
Nothing heavy is imported before it is called.
"""

from __future__ import annotations

import os
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant import bundled_model
from assistant.bundled_model import Progress
from assistant.errors import ModelError
from assistant.model_embedder import ModelEmbedder, embeddable
from assistant.settings import Settings
from assistant.text import fold

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SLICE = 512  # texts between two reports of progress
E5_PROMPTS = {"query": "query: ", "document": "passage: "}


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their likeness.

    ``name`` and ``dimension`` are recorded in the index, which refuses to mix two models.
    """

    @property
    def name(self) -> str:
        """What the index records."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of texts to be found, in the order given: shape (n, dimension)."""

    def phrases(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same vectors of short texts, while a question waits for them."""

    def query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question: shape (dimension,)."""


class HashingEmbedder:
    """Counts of character 1- to 3-grams hashed into a vector: likeness of wording, no model.

    Deterministic and instant. It stands in for a model in tests, and is no match for one.
    """

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.name = f"hashing-{dimension}"

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return np.stack([self.query(text) for text in texts])

    def phrases(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``."""
        return self.passages(texts)

    def query(self, text: str) -> NDArray[np.float32]:
        """See ``Embedder``. A text without characters gets the first axis."""
        vector = np.zeros(self.dimension, np.float32)
        plain = embeddable(fold(text))
        for size in (1, 2, 3):
            for start in range(len(plain) - size + 1):
                code = zlib.crc32(plain[start : start + size].encode("utf-8"))
                vector[code % self.dimension] += 1.0 if code & 0x10000 else -1.0
        length = float(np.linalg.norm(vector))
        if length == 0.0:
            vector[0] = length = 1.0
        return vector / np.float32(length)


class LazyEmbedder:
    """The embedder that the settings name, loaded when the first vector is asked for."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self._settings = settings
        self._progress = progress
        self._turn = threading.Lock()
        self._loaded: Embedder | None = None
        self.name = model_name(settings)

    def load(self) -> Embedder:
        """Load it now. Raises ``ModelError``."""
        with self._turn:
            if self._loaded is None:
                self._loaded = load_embedder(self._settings, self._progress)
            return self._loaded

    @property
    def dimension(self) -> int:
        """See ``Embedder``."""
        return self.load().dimension

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``."""
        return self.load().passages(texts)

    def phrases(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``."""
        return self.load().phrases(texts)

    def query(self, text: str) -> NDArray[np.float32]:
        """See ``Embedder``."""
        return self.load().query(text)


def embed_by_length(
    embedder: Embedder, texts: Sequence[str], count: Callable[[int], None] | None = None
) -> NDArray[np.float32]:
    """Vectors of many texts in the order given, embedded longest first in slices.

    Texts of like length share a slice, so that little is padding; ``count`` is told how many are
    done, and between two slices the work can be interrupted.
    """
    order = sorted(range(len(texts)), key=lambda n: -len(texts[n]))
    vectors = np.empty((len(texts), embedder.dimension), np.float32)
    for start in range(0, len(order), SLICE):
        part = order[start : start + SLICE]
        vectors[part] = embedder.passages([texts[n] for n in part])
        if count:
            count(start + len(part))
    return vectors


def load_embedder(settings: Settings, progress: Progress | None = None) -> Embedder:
    """The embedder that the settings name. Raises ``ModelError`` where it can't be had.

    The bundled one is converted on first use, which ``progress`` is told of.
    """
    if settings.embedding_model is None:
        return _load_bundled(settings, progress)
    return _load_named(settings.embedding_model, settings.embedding_batch)


def model_name(settings: Settings) -> str:
    """The name that ``load_embedder`` would give its embedder; loads nothing."""
    return settings.embedding_model or bundled_model.NAME


def _load_bundled(settings: Settings, progress: Progress | None) -> Embedder:
    folder = bundled_model.ensure(settings.cache, progress)
    with _offline():
        try:
            model = _open(str(folder), device="cpu", dtype=_cpu_precision(), local_files_only=True)
        except Exception as error:
            raise ModelError(
                f"The converted embedding model in {str(folder)!r} doesn't load: {error}.",
                hint="Delete that folder; it will be made again.",
            ) from error
    return ModelEmbedder(model, bundled_model.NAME, settings.embedding_batch)


def _load_named(name: str, batch: int) -> Embedder:
    local = Path(name)
    if (local.is_absolute() or name.startswith((".", "~"))) and not local.expanduser().is_dir():
        raise ModelError(
            f"There is no embedding model in the folder {name!r}.",
            hint="Correct FAZHI_EMBEDDING_MODEL, or unset it for the bundled model.",
        )
    try:
        model = _open_named(name)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"The embedding model {name!r} can't be loaded: {reason.rstrip('.')}.",
            hint="Correct FAZHI_EMBEDDING_MODEL (a hub id or a folder), "
            "or unset it for the bundled model.",
        ) from error
    if "e5" in name.lower() and not any(model.prompts.values()):
        # The E5 family is trained with these words, but its folders don't say so.
        model.prompts.update(E5_PROMPTS)
    return ModelEmbedder(model, name, batch)


def _open_named(name: str) -> SentenceTransformer:
    """From its folder or the hub's cache on this machine; only then is the hub itself asked."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _open(str(folder), local_files_only=True)
    try:
        return _open(name, local_files_only=True)
    except (OSError, ValueError):
        return _open(name)


def _open(name: str, *, dtype: Any = None, **options: Any) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    bars = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        kwargs = {} if dtype is None else {"dtype": dtype}
        return SentenceTransformer(name, model_kwargs=kwargs, **options)
    finally:
        if bars:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _cpu_precision() -> Any:
    """bf16 where the CPU multiplies it natively (twice as fast, cosine 0.9999), else fp32."""
    import torch

    able = torch.cpu.get_capabilities()
    native = any(able.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))
    return torch.bfloat16 if native else torch.float32


@contextmanager
def _offline() -> Iterator[None]:
    """No hub is asked for anything while a local folder loads."""
    before = os.environ.get("HF_HUB_OFFLINE")
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["HF_HUB_OFFLINE"]
        else:
            os.environ["HF_HUB_OFFLINE"] = before
