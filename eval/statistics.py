"""Shares with their uncertainty, and quantiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

Z = 1.959964  # of the normal distribution, for 95 %


@dataclass(frozen=True, kw_only=True)
class Rate:
    """``hits`` of ``n``. ``share`` and ``interval`` are ``None`` where n is 0."""

    hits: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.n:
            raise ValueError(f"hits must be between 0 and n, got {self.hits!r} of {self.n!r}")

    @property
    def share(self) -> float | None:
        """Hits by n, 0 to 1."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval by Wilson's score (1927), which holds near 0 and 1 and for small n."""
        if not self.n:
            return None
        share, z2 = self.hits / self.n, Z * Z
        middle = (share + z2 / (2 * self.n)) / (1 + z2 / self.n)
        spread = sqrt(share * (1 - share) / self.n + z2 / (4 * self.n * self.n))
        half = spread * Z / (1 + z2 / self.n)
        return max(0.0, middle - half), min(1.0, middle + half)


def rate(outcomes: Iterable[bool]) -> Rate:
    """How many are true."""
    values = list(outcomes)
    return Rate(hits=sum(values), n=len(values))


def quantile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that ``share`` (0 to 1) of all do not exceed; ``None`` for no values."""
    if not values:
        return None
    return sorted(values)[max(ceil(share * len(values)) - 1, 0)]
