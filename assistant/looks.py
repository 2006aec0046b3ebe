"""What a figure's own words say of it, whatever is asked: seen once, then at hand.

Reports repeat themselves: a hundred thousand figures have a few hundred looks. What depends on a
figure's look alone is decided once for all the figures that share it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache

from assistant.concepts import load_concepts
from assistant.domain import Indicator
from assistant.narrowing import beyond
from assistant.restriction import restriction
from assistant.wholeness import Narrowing, is_at_home, narrowing_of

KEPT = 150_000  # figures whose looks are at hand: 0.2 kilobytes each
_KINDS = 20_000  # looks that are shared
_RUNNING = ("cumulative", "planned")


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """``whole``: its phrase says no more than its measure does by one of its names; ``plain``:
    nor does what governs it. ``local`` is that phrase, ``at_home`` tells of its narrowing."""

    unit: str
    local: str
    whole: bool
    plain: bool
    narrowing: Narrowing
    at_home: bool


class Looks:
    """Looks by figure: by the very object, as comparing figures would take longer than looking."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._turn = threading.Lock()
        # With each look the figure that it is of, so that its number stays its own.
        self._kept: dict[int, tuple[Indicator, Look]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, figure: Indicator) -> Look:
        """The look of a figure."""
        kept = self._kept.get(id(figure))
        if kept is not None:
            return kept[1]
        look = _shared(_look(figure))
        with self._turn:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            self._kept[id(figure)] = figure, look
        return look


_LOOKS = Looks()


def look_of(figure: Indicator) -> Look:
    """The look of a figure of a measure; the same object for figures that look alike."""
    return _LOOKS.of(figure)


@lru_cache(maxsize=_KINDS)
def _shared(look: Look) -> Look:
    return look


def _look(figure: Indicator) -> Look:
    whole = figure.measure is not None and _is_whole(figure)
    narrowing = narrowing_of(figure.frame)
    return Look(
        unit=figure.quantity.unit,
        local=figure.frame.local,
        whole=whole,
        plain=whole and not restriction(figure),
        narrowing=narrowing,
        at_home=is_at_home(narrowing, figure.place),
    )


def _is_whole(figure: Indicator) -> bool:
    """Whether a figure's own phrase says no more than the measure does by one of its names."""
    if figure.period.scope in _RUNNING or beyond(figure):
        return False
    found = load_concepts().find(f"{figure.frame.local} {figure.frame.head}")
    return not any(m.concept.kind == "limit" for m in found)
