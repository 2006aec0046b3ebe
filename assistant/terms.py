"""What a text should speak of to answer a question: words, each with those that mean it too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.concepts import load_concepts, without_concepts
from assistant.content import content_words
from assistant.text import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One thing asked about; any of ``words`` stands for it. ``weight`` is 1 for most."""

    words: tuple[str, ...]
    weight: float = 1.0

    def within(self, text: str) -> bool:
        """Whether folded text speaks of it."""
        return any(word in text for word in self.words)


def terms_of(question: str) -> tuple[Term, ...]:
    """Terms of a question's Chinese: concepts with all their words, then other content words."""
    plain = fold(question)
    mentions = load_concepts().find(plain)
    found: dict[str, Term] = {}
    for mention in mentions:
        words = (mention.word, *(fold(w) for w in mention.concept.words if len(w) > 1))
        found.setdefault(
            mention.concept.name, Term(words=words, weight=max(mention.concept.weight, 0.3))
        )
    for word in content_words(without_concepts(plain, mentions)):
        if len(word) > 1:
            found.setdefault(word, Term(words=(word,)))
    return tuple(found.values())


class Coverage:
    """How much of the terms a text speaks of, each weighted by how rare it is among ``texts``."""

    def __init__(self, terms: Sequence[Term], texts: Sequence[str]) -> None:
        total = len(texts)
        self._weights = [
            (term, term.weight * math.log(1 + total / (1 + sum(map(term.within, texts)))))
            for term in terms
        ]
        self._total = math.fsum(weight for _, weight in self._weights)

    def of(self, text: str) -> float:
        """Share of the weight that a folded text covers, 0 to 1; 0 where nothing was asked."""
        if not self._total:
            return 0.0
        return math.fsum(w for term, w in self._weights if term.within(text)) / self._total
