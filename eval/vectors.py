"""Vectors of many texts, kept on disk by content so that a second run is quick.

Texts are embedded in blocks; a finished block is a file named by a hash of the model's name and
of the block's texts. An interrupted run goes on after its last finished block.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embedding import Embedder

BLOCK = 2048
Step = Callable[[int, int], None]
"""Called with how many texts are done and how many there are."""


def cached_vectors(
    texts: Sequence[str], embedder: Embedder, folder: Path, step: Step | None = None
) -> NDArray[np.float32]:
    """Unit vectors of ``texts`` in their order, shape (n, dimension), made or read from ``folder``.

    Equal texts are embedded once. Blocks are stored in half precision: rankings hold (errors
    under 1e-3 of a cosine) at half the size.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unique = sorted(set(texts), key=lambda text: (len(text), text))
    blocks: list[NDArray[np.float32]] = []
    for start in range(0, len(unique), BLOCK):
        blocks.append(_block(unique[start : start + BLOCK], embedder, folder))
        if step is not None:
            step(min(start + BLOCK, len(unique)), len(unique))
    if not blocks:
        return np.empty((0, embedder.dimension), np.float32)
    row = {text: index for index, text in enumerate(unique)}
    gathered: NDArray[np.float32] = np.concatenate(blocks)[[row[text] for text in texts]]
    return gathered


def _block(texts: Sequence[str], embedder: Embedder, folder: Path) -> NDArray[np.float32]:
    path = folder / f"{_digest(texts, embedder.name)}.npy"
    if not path.exists():
        _save(path, embedder.passages(texts).astype(np.float16))
    vectors: NDArray[np.float32] = np.load(path).astype(np.float32)
    return vectors


def _save(path: Path, vectors: NDArray[np.float16]) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        np.save(file, vectors)
    part.replace(path)


def _digest(texts: Sequence[str], model: str) -> str:
    digest = hashlib.sha256(model.encode("utf-8"))
    for text in texts:
        digest.update(b"\0" + text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
