"""Passages for a query, with the places in them that speak of it: search without an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Document, Filters, Passage, Place
from assistant.interpret import clean, itself
from assistant.library import Library
from assistant.places import Gazetteer
from assistant.retrieve import PassageFinder, relevance
from assistant.scope import seen
from assistant.terms import terms_of
from assistant.text import fold
from assistant.tokens import cut


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A passage found. ``spans`` are parts of its version's text that speak of the query."""

    document: Document
    version: int
    passage: Passage
    score: float
    spans: tuple[tuple[int, int], ...]


def search(
    query: str,
    filters: Filters,
    k: int,
    *,
    library: Library,
    finder: PassageFinder,
    gazetteer: Gazetteer,
    longest: int,
) -> list[Hit]:
    """Up to ``k`` hits, best first, among the documents that the filters let through.

    Raises ``QuestionError`` for a query that is empty or over ``longest`` characters.
    """
    text = clean(query, longest)
    documents = [d for d in library.documents.values() if _wanted(d, filters, library)]
    if filters.places:
        places = _places(filters, library, gazetteer)
        documents = [d for d in documents if d.place in places]
    words = _words(text)
    return [
        Hit(
            document=one.document,
            version=library.version(one.document.id).number,
            passage=one.passage,
            score=relevance(one),
            spans=_spans(one.passage, words),
        )
        for one in finder.find(text, documents, k)
    ]


def _wanted(document: Document, filters: Filters, library: Library) -> bool:
    newer = library.documents.get(document.superseded_by or "")
    # A newer edition that the searcher may not see doesn't hide the older one.
    in_force = newer is None or not seen(newer, Filters(audience=filters.audience))
    in_force = in_force or bool(filters.documents)
    in_years = not filters.years or document.year in filters.years
    return in_force and in_years and seen(document, filters)


def _places(filters: Filters, library: Library, gazetteer: Gazetteer) -> set[Place]:
    """The known places of these names; a name that means none adds none."""
    known = library.places(filters.audience)
    found: set[Place] = set()
    for name in filters.places:
        found |= {p for m in gazetteer.mentions(name, known) for p in itself(m)}
        found |= {p for p in known if name in (p.name, p.path)}
    return found


def _words(query: str) -> Sequence[str]:
    """What is looked for in a passage's text, long words first."""
    words = {word for term in terms_of(query) for word in term.words} | set(cut(query))
    return sorted((w for w in words if len(w) > 1), key=lambda w: (-len(w), w))


def _spans(passage: Passage, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    plain = fold(passage.text)
    if not words or len(plain) != len(passage.text):  # folding moved the letters
        return ()
    pattern = re.compile("|".join(map(re.escape, words)))
    return tuple(
        (passage.start + found.start(), passage.start + found.end())
        for found in pattern.finditer(plain)
    )
