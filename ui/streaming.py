"""The wire form of the events of an answer, each with its name."""

from __future__ import annotations

from dataclasses import asdict

from assistant.domain import Intent, Language
from assistant.events import Cited, Done, Event, Found, Said, Understood
from ui.schemas import Wire, WireCitation, wire_outcome


class WireInterpretation(Wire):
    """What the question was taken to ask."""

    question: str
    language: Language
    intent: Intent
    years: list[int]
    places: list[str]
    asked: list[str]


class WireEvidence(Wire):
    """What the answer rests on."""

    titles: list[str]
    quotes: int


class WireText(Wire):
    """A verified piece of the answer; the pieces run together are the whole."""

    text: str


class WireCitations(Wire):
    """The quotes, in the order of their numbers."""

    citations: list[WireCitation]


def wire_event(event: Event) -> tuple[str, Wire]:
    """An event's name and data: interpretation, evidence, text, citations, done."""
    match event:
        case Understood():
            return "interpretation", WireInterpretation.model_validate(asdict(event))
        case Found():
            return "evidence", WireEvidence.model_validate(asdict(event))
        case Said():
            return "text", WireText(text=event.text)
        case Cited():
            cited = [WireCitation.model_validate(asdict(one)) for one in event.citations]
            return "citations", WireCitations(citations=cited)
        case Done():
            return "done", wire_outcome(event.outcome)
