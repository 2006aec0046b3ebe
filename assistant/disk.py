"""A full disk, however the library that met it words it."""

from __future__ import annotations

import errno

_WORDS = (
    "no space left on device",
    "database or disk is full",
    "disk quota exceeded",
    "os error 28",
    "disk full",
)


def is_full(error: BaseException | None) -> bool:
    """Whether ``error``, or what caused it, is the lack of space."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        words = str(error).lower()
        if any(word in words for word in _WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False
