"""Vectors by a sentence-transformers model, for questions and for passages at the same time."""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

Model = Any  # a SentenceTransformer: ``assistant.embedding`` alone knows the library

LONGEST = 8192  # characters; far more than any model's window, so that tokenising stays bounded
AT_ONCE = 8  # passages between two looks whether a question is waiting
GIVE_WAY = 0.25  # seconds that passages wait for a question at most
QUIET = 5.0  # seconds without a question after which passages take all processors


class ModelEmbedder:
    """A sentence-transformers model. Several threads may call it.

    Questions don't wait for passages: these go through a second copy of the model that shares its
    weights but has a tokenizer of its own, a few at a time, and pause while a question is embedded.

    A question is embedded on one processor, always by the same thread: a text so short gains little
    from more, and where they are busy its parts wait for each other (7 times as long, measured).
    Passages take all processors, but leave some to those who have asked a moment ago.
    """

    def __init__(self, model: Model, name: str, batch: int = 32) -> None:
        self._model = model
        self._batch = batch
        # A fast tokenizer used by two threads at once fails with "Already borrowed".
        self._asking = threading.Lock()
        self._asked = -QUIET
        self._asker = ThreadPoolExecutor(1, "fazhi-embed", initializer=lambda: _use(1))
        self._taking_in = threading.Lock()
        self._processors = _processors()
        self._second: Model | None = None
        self.name = name
        self.dimension = int(model.get_embedding_dimension() or 0)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``. Batches are made of texts of like length, so little is padding."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        plain = [embeddable(text) for text in texts]
        order = sorted(range(len(plain)), key=lambda n: -len(plain[n]))
        found = np.empty((len(plain), self.dimension), np.float32)
        size = min(self._batch, AT_ONCE)
        with self._taking_in:
            model = self._second = self._second or _sharing(self._model)
            for start in range(0, len(order), size):
                self._give_way()
                _use(self._processors if self._quiet() else max(1, self._processors // 2))
                part = order[start : start + size]
                found[part] = model.encode_document(
                    [plain[n] for n in part],
                    batch_size=size,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                )
        return _unit(found)

    def phrases(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``. They wait for no passages, and no other question for all of them."""
        plain = [embeddable(text) for text in texts]
        found = np.empty((len(plain), self.dimension), np.float32)
        for start in range(0, len(plain), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            with self._asking:
                found[part] = self._asker.submit(
                    self._model.encode_document,
                    plain[part],
                    batch_size=AT_ONCE,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                ).result()
                self._asked = time.monotonic()
        return _unit(found)

    def query(self, text: str) -> NDArray[np.float32]:
        """See ``Embedder``."""
        with self._asking:
            found = self._asker.submit(
                self._model.encode_query,
                embeddable(text),
                show_progress_bar=False,
                convert_to_numpy=True,
            ).result()
            self._asked = time.monotonic()
        return _unit(np.asarray(found, np.float32))

    def _quiet(self) -> bool:
        return time.monotonic() - self._asked > QUIET

    def _give_way(self) -> None:
        """Wait for a question that is being embedded, but not for ever."""
        if self._asking.acquire(timeout=GIVE_WAY):
            self._asking.release()


def _sharing(model: Model) -> Model:
    """A copy whose weights are the same memory and whose tokenizer is its own."""
    shared: dict[int, Any] = {id(one): one for one in (*model.parameters(), *model.buffers())}
    return copy.deepcopy(model, shared)


def _processors() -> int:
    """How many processors the model's arithmetic may use at once."""
    import torch

    return torch.get_num_threads()


def _use(processors: int) -> None:
    """Let arithmetic that this thread begins take so many processors."""
    import torch

    torch.set_num_threads(processors)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of length 1 in fp32; a model in bf16 gives 1 ± 0.004."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit


def embeddable(text: str) -> str:
    """Text that any tokenizer takes: no NUL, no lone surrogate, of bounded length."""
    short = text[:LONGEST].replace("\0", " ")
    return short.encode("utf-8", "replace").decode("utf-8")
