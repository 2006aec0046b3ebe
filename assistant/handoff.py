"""When a person must take over from the program, and why (``data/handoff.yaml``).

An emergency, a wish to speak to a person, somebody's own data and a complaint are told from the
question's words; an abstention from the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

import yaml

from assistant.domain import Abstention, Language, Outcome
from assistant.language import detect, simplify
from assistant.messages import say
from assistant.text import fold

AskedReason = Literal["emergency", "person_requested", "personal_data", "complaint"]
HandoffReason = Literal[AskedReason, "abstained", "deadline"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Handoff:
    """That a person must take over. ``message`` is for the caller, in the caller's language."""

    reason: HandoffReason
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rule:
    when: re.Pattern[str]
    unless: re.Pattern[str]

    def holds(self, text: str) -> bool:
        return bool(self.when.search(text)) and not self.unless.search(text)


@cache
def _rules() -> Mapping[AskedReason, _Rule]:
    file = resources.files("assistant").joinpath("data/handoff.yaml")
    raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {
        reason: _Rule(
            when=re.compile("|".join(raw[reason]["when"]), re.IGNORECASE),
            unless=re.compile("|".join(raw[reason]["unless"]), re.IGNORECASE),
        )
        for reason in get_args(AskedReason)
    }


def asked_handoff(question: str) -> Handoff | None:
    """The handoff that the question itself calls for, whatever could be answered."""
    text = fold(simplify(question))
    for reason, rule in _rules().items():
        if rule.holds(text):
            return handoff(reason, detect(question))
    return None


def outcome_handoff(outcome: Outcome) -> Handoff | None:
    """The handoff of an abstention. A greeting is answered by its message."""
    if not isinstance(outcome, Abstention) or outcome.intent == "small_talk":
        return None
    return handoff("abstained", outcome.language)


def handoff(reason: HandoffReason, language: Language) -> Handoff:
    """The handoff of a reason, with what the caller is told."""
    return Handoff(reason=reason, message=say("handoff_" + reason, language))
