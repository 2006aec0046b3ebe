"""Words that decide whether a drafted sentence says more than its source (``data/claims.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, kw_only=True)
class ClaimWords:
    """``bounds`` maps a qualifier to what it makes of its number, longest first."""

    bounds: Mapping[str, str]
    loaded: re.Pattern[str]
    hinges: tuple[str, ...]
    framing: frozenset[str]
    english: frozenset[str]
    english_loaded: frozenset[str]
    english_units: Mapping[str, frozenset[str]]
    english_bounds: Mapping[str, str]
    english_scales: Mapping[str, int]


@cache
def load_claim_words() -> ClaimWords:
    """The shipped words."""
    raw: dict[str, Any] = yaml.safe_load(
        resources.files("assistant").joinpath("data/claims.yaml").read_text(encoding="utf-8")
    )
    return ClaimWords(
        bounds=_by_word(raw["bounds"]),
        loaded=_any_of(raw["loaded"]),
        hinges=tuple(raw["hinges"]),
        framing=frozenset(raw["framing"]),
        english=frozenset(raw["english"]),
        english_loaded=frozenset(raw["english_loaded"]),
        english_units={unit: frozenset(words) for unit, words in raw["english_units"].items()},
        english_bounds=_by_word(raw["english_bounds"]),
        english_scales=raw["english_scales"],
    )


def bounds_in(words: str, known: Mapping[str, str]) -> frozenset[str]:
    """What qualifiers make of a number: ``least``, ``most``, ``near``; empty: the number itself."""
    kinds = set()
    for word, kind in known.items():
        if word in words:
            kinds.add(kind)
            words = words.replace(word, " ")
    return frozenset(kinds)


def _by_word(kinds: Mapping[str, list[str]]) -> dict[str, str]:
    pairs = [(word, kind) for kind, words in kinds.items() for word in words]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
