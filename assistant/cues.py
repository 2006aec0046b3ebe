"""The cues of a follow-up (``data/dialogue.yaml``): what leans on the turn before, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from assistant.language import simplify

Ask = Literal["", "again", "more", "why", "percent", "change", "which", "total"]

_ASKS: tuple[Ask, ...] = ("again", "more", "why", "percent", "change", "which", "total")
_ENDS = " \t\n?？。.!！,，;；~～…"
_LEADS = 3  # openings taken off one after another: 好吧，那就看…


@dataclass(frozen=True, kw_only=True, slots=True)
class Cues:
    """A follow-up without its cues.

    ``text`` is what is left; ``marked`` tells that a cue was there, ``pointing`` that it pointed
    back. ``shift`` is how many years on from the turn before, ``both`` means the two places spoken
    of before. ``ask`` is what is asked of what was told; ``against`` a place that it is compared
    with, ``by`` the words of the difference.
    """

    text: str
    marked: bool = False
    pointing: bool = False
    shift: int | None = None
    both: bool = False
    ask: Ask = ""
    against: str = ""
    by: str = ""


@cache
def _data() -> dict[str, Any]:
    file = resources.files("assistant").joinpath("data/dialogue.yaml")
    loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The cues of one name as an expression."""
    raw = _data()[name]
    return re.compile("|".join(raw) if isinstance(raw, list) else raw, re.IGNORECASE)


def phrase(name: str, language: str) -> str:
    """A word that a completed question is put together with."""
    texts: dict[str, str] = _data()["phrases"][name]
    return texts["en" if language == "en" else "zh"]


@cache
def _leaning() -> tuple[tuple[int, re.Pattern[str]], ...]:
    raw: dict[int, list[str]] = _data()["leaning"]
    return tuple((on, re.compile("|".join(parts), re.IGNORECASE)) for on, parts in raw.items())


def cues_of(question: str) -> Cues:
    """What a question says as a follow-up, and that it is one."""
    plain = simplify(question).strip(_ENDS)
    marked = bool(pattern("marks").search(plain))
    kept = pattern("denied").sub(" ", plain).strip(_ENDS)
    denied = kept != plain and bool(kept)
    text = _bare(kept if denied else plain)
    shift, text = _shifted(text)
    both = bool(pattern("both").search(text))
    text = pattern("both").sub(" ", text)
    pointed = pattern("pronouns").sub(" ", text)
    text, ask = pointed.strip(_ENDS), _ask(pointed.strip(_ENDS))
    against, by = _against(text)
    pointing = both or pointed.strip() != text or pattern("pronouns").search(plain) is not None
    leans = marked or denied or shift is not None or pointing or bool(ask) or bool(against)
    return Cues(
        text="" if ask else text,
        marked=leans,
        pointing=pointing,
        shift=shift,
        both=both,
        ask=ask,
        against=against,
        by=by,
    )


def _bare(text: str) -> str:
    """The text without what opens and closes a follow-up."""
    for _ in range(_LEADS):
        shorter = pattern("lead").sub("", text, count=1).strip(_ENDS)
        if shorter == text or not shorter:
            break
        text = shorter
    return pattern("tail").sub("", text).strip(_ENDS)


def _shifted(text: str) -> tuple[int | None, str]:
    for on, leaning in _leaning():
        if leaning.search(text):
            return on, leaning.sub(" ", text, count=1).strip(_ENDS)
    return None, text


def _ask(text: str) -> Ask:
    return next((name for name in _ASKS if pattern(name).search(text)), "")


def _against(text: str) -> tuple[str, str]:
    """The place that is compared with, and the words of the difference if they are asked for."""
    if match := pattern("fewer").search(text):
        return match["with"], match["by"]
    if match := pattern("against").search(text):
        named = match.groupdict()
        return next((v for v in named.values() if v), ""), ""
    return "", ""
