"""Clauses and frames of one sentence, by the words of their figures."""

from __future__ import annotations

from assistant.clause import Clause
from assistant.domain import Frame
from assistant.frame import clauses
from assistant.quantity import quantities


def bound(text: str) -> dict[str, Clause]:
    """The clauses of one sentence by the words of their figures."""
    found = quantities(text)
    return {c.quantity.words: c for c in clauses(text, (0, len(text)), found)}


def frames(text: str) -> dict[str, Frame]:
    return {words: clause.frame for words, clause in bound(text).items()}
