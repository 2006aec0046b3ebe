"""Replies kept by the sender's own key, so that a repeated request is answered once.

Kept in memory and not in the database: they hold questions and answers unmasked. A restart forgets
them; the same question on the same index is then answered the same way again.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
SECONDS = 24 * 3600.0
MOST = 10_000


@dataclass(frozen=True, kw_only=True)
class _Kept(Generic[T]):
    digest: str
    since: float
    reply: Future[T]


class OtherRequest(Exception):
    """The key has been used for another request."""


class Replies(Generic[T]):
    """Replies by (sender, key); those over ``seconds`` old and the oldest over ``most`` go."""

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        most: int = MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[tuple[str, str], _Kept[T]] = OrderedDict()
        self._turn = threading.Lock()

    def claim(self, sender: str, key: str, digest: str) -> tuple[Future[T], bool]:
        """The reply of that key, and whether it is the claimer's to make.

        ``digest`` stands for the request. Raises ``OtherRequest``.
        """
        with self._turn:
            self._drop_old()
            known = self._kept.get((sender, key))
            if known is None:
                made: Future[T] = Future()
                self._kept[sender, key] = _Kept(digest=digest, since=self._clock(), reply=made)
                return made, True
            if known.digest != digest:
                raise OtherRequest
            return known.reply, False

    def keep(self, reply: Future[T], value: T) -> None:
        """Give the reply to all who wait for it."""
        reply.set_result(value)

    def fail(self, sender: str, key: str, error: BaseException) -> None:
        """Forget the key; those who wait for its reply get the error."""
        with self._turn:
            known = self._kept.pop((sender, key), None)
        if known is not None:
            known.reply.set_exception(error)

    def _drop_old(self) -> None:
        now = self._clock()
        while self._kept:
            oldest = next(iter(self._kept.values()))
            if len(self._kept) < self._most and now - oldest.since < self._seconds:
                return
            self._kept.popitem(last=False)
