"""How often somebody may ask: token buckets in memory, for keys, addresses and wrong keys."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from ui.api.problems import Problem

MOST = 20_000  # names that are remembered; the one that was quiet longest is forgotten first


class Buckets:
    """For each name as many tokens a minute, and at most that many at once."""

    def __init__(
        self, per_minute: float, clock: Callable[[], float] = time.monotonic, most: int = MOST
    ) -> None:
        self._capacity = float(per_minute)
        self._clock = clock
        self._most = most
        self._turn = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> float:
        """Take a token. Gives 0, or the seconds to wait where there is none."""
        with self._turn:
            left = self._left(name)
            if left < 1:
                return (1 - left) * 60 / self._capacity
            self._keep(name, left - 1)
            return 0.0

    def _left(self, name: str) -> float:
        left, then = self._kept.get(name, (self._capacity, self._clock()))
        return min(self._capacity, left + (self._clock() - then) * self._capacity / 60)

    def _keep(self, name: str, left: float) -> None:
        self._kept[name] = (left, self._clock())
        self._kept.move_to_end(name)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


def refused(seconds: float, what: str) -> Problem:
    """The problem of somebody who has to wait."""
    wait = max(1, math.ceil(seconds))
    return Problem(
        429,
        f"{what} Try again in {wait} s.",
        hint="Ask less often, or ask whoever runs the service for a higher limit.",
        headers={"Retry-After": str(wait)},
    )


def wait_of(problem: Problem) -> int:
    """The seconds that ``refused`` tells to wait."""
    return int((problem.headers or {}).get("Retry-After", 1))
