"""Reciprocal rank fusion: several rankings of the same things made one.

Cormack, Clarke and Büttcher (SIGIR 2009): a thing's score is the sum over rankings of
``weight / (k + rank)``, ranks from 1. Only ranks count, so scores of different scales may meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import fsum

CONSTANT = 60


def fuse(
    rankings: Sequence[tuple[float, Sequence[str]]], k: int = CONSTANT
) -> list[tuple[str, float]]:
    """Every id of the weighted ``rankings`` with its fused score, best first.

    A ranking holds ids, best first; of an id that it repeats only the first place counts.
    Equal scores are ordered by id, so that the same rankings always give the same list,
    in whatever order they come. Raises ``ValueError`` for a negative weight or ``k`` below 0.
    """
    if k < 0:
        raise ValueError(f"k must not be negative, got {k!r}")
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for weight, ranking in rankings:
        if weight < 0:
            raise ValueError(f"a ranking's weight must not be negative, got {weight!r}")
        for rank, item in enumerate(dict.fromkeys(ranking), start=1):
            shares[item].append(weight / (k + rank))
    scores = ((item, fsum(parts)) for item, parts in shares.items())
    return sorted(scores, key=lambda pair: (-pair[1], pair[0]))
