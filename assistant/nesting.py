"""Bodies that lie within others: a county in its province, each in the country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assistant.domain import NATION, Place


def holding(bodies: Iterable[Place | None], others: Iterable[Place | None]) -> frozenset[Place]:
    """The bodies that one of the others, which isn't itself, lies within."""
    inner = {p for p in others if p is not None}
    names = Counter(name for p in inner for name in set(p.names))
    found = {p: len(inner) if p.name == NATION else names[p.name] for p in bodies if p is not None}
    return frozenset(p for p, within in found.items() if within > (p in inner))
