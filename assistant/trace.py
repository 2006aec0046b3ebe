"""Identity and stage times of one asking."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Trace:
    """Identity and stage times of one question."""

    id: str
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a stage, in milliseconds."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            spent = (time.perf_counter() - begun) * 1000
            self.timings[name] = round(self.timings.get(name, 0.0) + spent, 2)


def trace_id(text: str) -> str:
    """New for every asking, so that a log line can be found again."""
    seed = f"{time.time_ns()}:{text}"
    return hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:16]
