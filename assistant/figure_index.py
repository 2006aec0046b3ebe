"""Where some documents' figures are found: by year, body, unit, measure and the words around them.

A set of figures is an int, its k-th bit for the k-th figure, document by document in reading order.
By words the index finds never less than what fills a hole (``assistant.unify``): it only spares
those that can't.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import TypeVar

from assistant.bases import FORMER
from assistant.carried import attended, spelt_out
from assistant.concepts import load_concepts, longest_of, names_in
from assistant.domain import Document, Frame, Indicator
from assistant.lexicon import binding_names
from assistant.moments import is_of_part
from assistant.needs import Condition, Needs
from assistant.rate_words import SUCCESS, succeeds
from assistant.text import fold

K = TypeVar("K", bound=Hashable)


class FigureIndex:
    """The figures of a few documents.

    ``every`` is the set of them all, ``own`` of each document by its id, ``planned`` of plans,
    ``current`` of those that are of their own report's year, ``former`` of what another figure has
    taken the place of, ``inner`` of those of a body within their report's place (a town),
    ``partial`` of those whose whole text is of a month, quarter or half.
    """

    def __init__(self, stated: Sequence[tuple[Document, Sequence[Indicator]]]) -> None:
        self.figures = tuple(i for _, figures in stated for i in figures)
        self.every = (1 << len(self.figures)) - 1
        self._spans = dict(_spans(stated))
        self.own = {one: _set(*span) for one, span in self._spans.items()}
        self.planned = _sets(i.period.scope == "planned" for i in self.figures).get(True, 0)
        self.current = _sets(i.period.year == d.year for d, found in stated for i in found).get(
            True, 0
        )
        self.former = _sets(i.period.words == FORMER for i in self.figures).get(True, 0)
        self.inner = _sets(_is_inner(i, d) for d, found in stated for i in found).get(True, 0)
        self.partial = _sets(is_of_part(i.frame) for i in self.figures).get(True, 0)
        self.years = _sets(i.period.year for i in self.figures)
        self.places = _sets(i.place for i in self.figures)
        self.measures = _sets(i.measure for i in self.figures)
        self._units: Mapping[str, int] = _sets(i.quantity.unit for i in self.figures)

    def of_document(self, document_id: str) -> Sequence[Indicator]:
        """One document's figures in reading order."""
        return self.figures[slice(*self._spans[document_id])]

    def prepare(self) -> None:
        """Look at all words now, not at the first question that needs them."""
        _ = self._bound, self._things, self._text, self._texts

    def pick(self, wanted: int) -> Iterator[Indicator]:
        """The figures of a set, in reading order."""
        return (self.figures[k] for k in _bits(wanted))

    def of(self, among: Mapping[K, int], keys: Iterable[K]) -> int:
        """The figures that have one of the keys: ``of(index.years, (2022, 2023))``."""
        return _union(among, keys)

    def meeting(self, needs: Needs, among: int) -> int:
        """Those of a set that may meet the needs; what is cheapest to see is looked at first."""
        for condition in needs.named:
            among &= _union(self._bound, condition.bound) | _union(self._things, condition.things)
            if not among:
                return 0
        fits, fitting = needs.units, 0
        for unit, counted in self._units.items():
            if fits[unit]:
                fitting |= counted
        among &= fitting
        for condition in needs.told:
            if not among:
                return 0
            among &= self._under(condition, among)
        return among

    def naming(self, things: Iterable[str]) -> int:
        """The figures with a word of one of these objects in what governs them."""
        return _union(self._things, things)

    def naming_some(self, things: Iterable[str], count: int) -> int:
        """The figures with words of at least so many of these objects."""
        levels = [self.every] + [0] * count
        for thing in things:
            named = self.naming((thing,))
            for k in range(count, 0, -1):
                levels[k] |= levels[k - 1] & named
        return levels[count]

    def _under(self, condition: Condition, among: int) -> int:
        found = self.naming(condition.things)
        rest = among & ~found
        for one, own in self.own.items():
            here = rest & own
            pieces = [p for p in condition.pieces if p in self._text[one]] if here else ()
            if pieces:
                found |= self._saying(pieces, here)
        return found

    def _saying(self, pieces: Sequence[str], among: int) -> int:
        """Those of a set whose texts have one of the pieces."""
        found, texts = 0, self._texts
        for k in _bits(among):
            text = texts[k]
            for piece in pieces:
                if piece in text:
                    found |= 1 << k
                    break
        return found

    @cached_property
    def _bound(self) -> Mapping[str, int]:
        """By the binding concepts of a figure's phrase, what governs it and what follows it."""
        return _multiple(map(_bound_by, (i.frame for i in self.figures)))

    @cached_property
    def _things(self) -> Mapping[str, int]:
        return _multiple(map(_things_of, (i.frame for i in self.figures)))

    @cached_property
    def _text(self) -> Mapping[str, str]:
        """All that the frames of a document's figures say, each part once."""
        return {one: _said(self.of_document(one)) for one in self._spans}

    @cached_property
    def _texts(self) -> Sequence[str]:
        return [_said((i,)) for i in self.figures]


def _is_inner(figure: Indicator, document: Document) -> bool:
    own, of = document.place, figure.place
    return own is not None and of is not None and of != own and of.within(own)


def _spans(
    stated: Iterable[tuple[Document, Sequence[Indicator]]],
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where each document's figures stand among them all."""
    end = 0
    for document, figures in stated:
        start, end = end, end + len(figures)
        yield document.id, (start, end)


def _set(start: int, end: int) -> int:
    return (1 << end) - (1 << start)


def _said(figures: Iterable[Indicator]) -> str:
    """What the frames of figures say, each part once."""
    parts = chain.from_iterable(_parts(i.frame) for i in figures)
    return fold("\n".join(dict.fromkeys(parts)))


def _sets(keys: Iterable[K]) -> Mapping[K, int]:
    return _multiple((key,) for key in keys)


def _multiple(keys: Iterable[Iterable[K]]) -> Mapping[K, int]:
    found: defaultdict[K, int] = defaultdict(int)
    for k, several in enumerate(keys):
        for key in several:
            found[key] |= 1 << k
    return dict(found)


def _union(sets: Mapping[K, int], keys: Iterable[K]) -> int:
    found = 0
    for key in keys:
        found |= sets.get(key, 0)
    return found


def _bits(wanted: int) -> Iterator[int]:
    while wanted:
        last = wanted & -wanted
        yield last.bit_length() - 1
        wanted ^= last


def _parts(frame: Frame) -> tuple[str, ...]:
    return (frame.local, frame.head, frame.tail, frame.lead, frame.item, *frame.path)


def _bound_by(frame: Frame) -> frozenset[str]:
    found = binding_names(frame.local) | binding_names(frame.governs) | binding_names(frame.tail)
    found |= attended(frame)
    return found | {SUCCESS} if succeeds(frame) else found


def _things_of(frame: Frame) -> frozenset[str]:
    """The objects that may be found there by ``object_worth``, in the parts that it looks at."""
    kind = spelt_out(frame.local, frame.governs)
    near = map(_things_in, (frame.local, frame.head, frame.tail, frame.lead, kind))
    return _things_along(frame.path).union(*near)


@lru_cache(maxsize=5_000)
def _things_along(path: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*map(_things_in, path))


@lru_cache(maxsize=20_000)
def _things_in(text: str) -> frozenset[str]:
    """Objects with a word anywhere in a text, be it inside a longer one, or spread over it."""
    pattern, names = _objects()
    found = {m[1] for m in pattern.finditer(fold(text))}
    spread = (c.name for c in load_concepts().by_name.values() if c.parts and c.spread(text))
    named = names_in(text)
    together = (c.name for c in load_concepts().compounds if c.of <= named)
    return frozenset((*spread, *together)).union(*(names[word] for word in found))


@cache
def _objects() -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    """What finds at each place the longest word of an object; the objects of each word.

    Those of the words that it begins with are among them: they stand there as well.
    """
    words: defaultdict[str, set[str]] = defaultdict(set)
    for concept in load_concepts().by_name.values():
        if concept.kind == "object":
            for word in map(fold, concept.words):
                words[word].add(concept.name)
    names = {
        word: frozenset(n for size in range(len(word)) for n in words.get(word[: size + 1], ()))
        for word in words
    }
    return re.compile(f"(?=({longest_of(words).pattern}))"), names
