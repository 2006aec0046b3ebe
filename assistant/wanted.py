"""Which figures a name of a measure, or words of one, picks out of many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Indicator
from assistant.errors import UnknownMeasure
from assistant.measure_names import measures_named, nearest
from assistant.naming import surface
from assistant.text import fold

_MOST_SURFACES = 2000  # phrases of figures looked through for one that is near


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """One name asked for: ``measures`` by canonical name, or ``words`` where the lexicon has none.

    A figure outside the lexicon is meant when its own words hold all of ``words``.
    """

    name: str
    measures: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def has(self, indicator: Indicator) -> bool:
        """Whether the figure is meant."""
        if self.measures:
            return indicator.measure in self.measures
        own = indicator.measure or surface(indicator)
        text = fold(f"{own} {indicator.frame.local}")
        return all(word in text for word in self.words)


def wanted(names: Iterable[str]) -> tuple[Wanted, ...]:
    """What each name asks for, in their order. Raises ``UnknownMeasure`` for an empty one."""
    return tuple(map(_one, dict.fromkeys(names)))


def refuse_unknown(
    asked: Sequence[Wanted],
    chosen: Sequence[Indicator],
    everything: Callable[[], Sequence[Indicator]],
) -> None:
    """Raise ``UnknownMeasure`` for words that no figure of ``everything`` holds, naming near ones.

    A measure that is known but not stated is no error. ``everything`` is only called in doubt.
    """
    doubtful = [w for w in asked if w.words and not any(map(w.has, chosen))]
    if not doubtful:
        return
    figures = everything()
    for one in doubtful:
        if not any(map(one.has, figures)):
            raise _unknown(one.name, figures)


def _one(name: str) -> Wanted:
    measures = frozenset(m.name for m in measures_named(name))
    words = tuple(fold(name).split())
    if not words:
        raise UnknownMeasure(
            "The name of a measure is empty.",
            hint="For example: 行政复议受理量",
            code="bad_measure",
        )
    return Wanted(name=name, measures=measures, words=() if measures else words)


def _unknown(name: str, figures: Sequence[Indicator]) -> UnknownMeasure:
    phrases = dict.fromkeys(surface(i) for i in figures if i.measure is None)
    near = nearest(name, list(phrases)[:_MOST_SURFACES])
    return UnknownMeasure(
        f"There is no measure {name!r}, and no figure's words hold it.",
        hint=f"Nearest: {'; '.join(near)}." if near else "Try fewer words, or leave --measure out.",
    )
