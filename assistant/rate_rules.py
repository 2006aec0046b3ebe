"""What each rate of the lexicon is a share of (``data/rates.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, kw_only=True, slots=True)
class RateRule:
    """``parts``: measures that together are the numerator, each way of it; ``wholes``: of what.

    ``needs`` and ``english`` are set for a rate that the lexicon lacks; a figure of one of
    ``barred`` of the same body and year leaves open what the whole is.
    """

    parts: tuple[tuple[str, ...], ...]
    wholes: tuple[str, ...]
    needs: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    english: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """``rates`` by measure, ``reckoned`` those worked out for an asker.

    ``exclusive``: concepts of which a case has but one. ``within``: measures that never come to
    more than the one they are parts of.
    """

    rates: Mapping[str, RateRule]
    exclusive: tuple[frozenset[str], ...]
    within: Mapping[str, tuple[str, ...]]
    open: frozenset[str]
    reckoned: Mapping[str, RateRule]


@cache
def load_rules() -> Rules:
    """The shipped rules."""
    file = resources.files("assistant").joinpath("data/rates.yaml")
    raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Rules(
        rates={name: _rule(entry) for name, entry in raw["rates"].items()},
        within={whole: tuple(parts) for whole, parts in raw["within"].items()},
        exclusive=tuple(frozenset(group) for group in raw["exclusive"]),
        open=frozenset(raw["open"]),
        reckoned={name: _rule(entry) for name, entry in raw["reckoned"].items()},
    )


def _rule(entry: Mapping[str, Any]) -> RateRule:
    return RateRule(
        parts=tuple((p,) if isinstance(p, str) else tuple(p) for p in entry["of"]),
        wholes=tuple(entry["in"]),
        needs=frozenset(entry.get("needs", ())),
        barred=frozenset(entry.get("not", ())),
        english=entry.get("en", ""),
    )
