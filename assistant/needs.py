"""What a figure must have to fill a question's hole, as far as an index can tell.

Every condition here is one without which ``unify`` gives nothing, so that what meets none of the
``needs_of`` a target needn't be tried: ``tests/test_figure_index.py`` compares the two. What
``unify`` decides by more than the presence of words (a rate told in two pieces, an action that is
vague) makes no condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.concepts import Concept
from assistant.fit import fits
from assistant.overlap import FIRM, LEAST_WORD_WEIGHT, unsaid_areas
from assistant.synonyms import synonyms_of
from assistant.target import Target
from assistant.text import fold
from assistant.wording import MOSTLY, word_weight


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """One of these must be there: a binding concept, an object's word, a piece of the text."""

    bound: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Needs:
    """A unit that fits, and every condition: those of concepts alone are ``named``, those that a
    piece of text may meet ``told``."""

    named: tuple[Condition, ...]
    told: tuple[Condition, ...]
    units: Units = field(compare=False)


class Units(dict[str, bool]):
    """Whether a unit can answer a target, for each unit met so far."""

    def __init__(self, target: Target) -> None:
        super().__init__()
        self._target = target

    def __missing__(self, unit: str) -> bool:
        self[unit] = fits(self._target, unit) is not None
        return self[unit]


@lru_cache(maxsize=1_000)
def needs_of(target: Target) -> tuple[Needs, ...]:
    """The needs of a target and of those that it falls back on: a figure must meet one of them."""
    every = list(_conditions(target))
    own = Needs(
        units=Units(target),
        named=tuple(c for c in every if not c.pieces),
        told=tuple(c for c in every if c.pieces),
    )
    return (own, *needs_of(target.fallback)) if target.fallback else (own,)


def _conditions(target: Target) -> Iterator[Condition]:
    for concept in target.own:
        if _must_be_named(concept, target):
            yield Condition(bound=frozenset({concept.name}) | concept.accepts)
    things = [c for c in (*target.about, *target.context) if _must_be_there(c, target)]
    for concept in things:
        yield Condition(things=frozenset({concept.name}))
    words = [w for w in target.words if w not in unsaid_areas(target)]
    weight = sum(map(word_weight, words))
    if weight >= LEAST_WORD_WEIGHT:
        yield Condition(pieces=_pieces(words))
    elif not target.own and not things and not target.context:
        about = frozenset(c.name for c in target.about)
        if about or target.words or not target.named:
            yield Condition(things=about, pieces=_pieces(target.words))
    if target.counted:
        yield Condition(pieces=_pieces(target.counted))
    if target.named:
        yield Condition(pieces=tuple(map(fold, target.named)))


def _must_be_named(concept: Concept, target: Target) -> bool:
    """Whether an asked concept can be met only by one that binds the figure."""
    if target.dimension == "percent" or target.change:
        return False
    return concept.kind in ("stage", "action") and not concept.vague


def _must_be_there(concept: Concept, target: Target) -> bool:
    """Whether a figure that none of an asked object's words governs is of another thing."""
    firm = concept.weight >= FIRM and concept not in target.context
    return concept.kind == "object" and firm


def _pieces(words: Iterable[str]) -> tuple[str, ...]:
    """The shortest pieces of words of which one must stand in a text that holds a word at all."""
    every = (said for word in words for said in (word, *synonyms_of(word)))
    return tuple(dict.fromkeys(piece for word in every for piece in _shortest(word)))


def _shortest(word: str) -> Iterator[str]:
    sizes = [s for s in range(2, len(word) + 1) if s / len(word) >= MOSTLY]
    size = min(sizes, default=len(word))
    return (word[k : k + size] for k in range(len(word) - size + 1))
