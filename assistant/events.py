"""What happens while a question is answered, in order: understood, found, said, cited, done.

A front that streams shows each as it comes. ``Said`` pieces, run together, are the outcome's answer
(or an abstention's message); a piece is given out only once what it says has been verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Answer, Citation, Intent, Language, Outcome

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """What the question was taken to ask; ``question`` stands alone, follow-ups completed.

    ``asked`` are the figures asked for, in words.
    """

    question: str
    language: Language
    intent: Intent
    years: tuple[int, ...]
    places: tuple[str, ...]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The evidence that the answer rests on: the titles of its documents and how many quotes."""

    titles: tuple[str, ...]
    quotes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A verified piece of the answer's text."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """The citations of the answer, in the order of their numbers."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """The whole outcome, once."""

    outcome: Outcome


Event = Understood | Found | Said | Cited | Done


def told(outcome: Outcome) -> Iterator[Event]:
    """The events that give out a finished outcome: found, said line by line, cited, done."""
    if not isinstance(outcome, Answer):
        yield Said(text=outcome.message)
        yield Done(outcome=outcome)
        return
    yield found(outcome)
    for piece in _LINES.findall(outcome.answer):
        yield Said(text=piece)
    yield Cited(citations=outcome.citations)
    yield Done(outcome=outcome)


def found(answer: Answer) -> Found:
    """The evidence that an answer rests on."""
    titles = tuple(dict.fromkeys(c.title for c in answer.citations))
    return Found(titles=titles, quotes=len(answer.citations))
