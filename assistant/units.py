"""Measure words: their base unit and dimension, from ``data/units.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

_MONEY = {"万元": 10_000, "亿元": 100_000_000, "千元": 1_000, "百元": 100}
# 人(次) and its like are one unit written in several ways.
_SPELLINGS = str.maketrans("", "", "()（）/·")


@dataclass(frozen=True, kw_only=True)
class Units:
    """``words`` longest first; ``dimensions`` maps a base unit to its dimension's name."""

    words: tuple[str, ...]
    dimensions: dict[str, str]
    bases: dict[str, tuple[str, int]]
    before: tuple[str, ...]
    inside: tuple[str, ...]
    after: tuple[str, ...]
    plain_before: frozenset[str]
    after_han: tuple[str, ...]
    not_after_han: tuple[str, ...]

    def base(self, word: str) -> tuple[str, int]:
        """Base unit and scale of a unit as written; ``("", 1)`` for none."""
        return self.bases.get(word, (word, 1))

    def dimension(self, unit: str) -> str:
        """``percent``, ``money``, ``people`` …; ``""`` for an unknown unit."""
        return self.dimensions.get(unit, "")


@cache
def load_units() -> Units:
    """The shipped table."""
    raw: dict[str, Any] = yaml.safe_load(
        resources.files("assistant").joinpath("data/units.yaml").read_text(encoding="utf-8")
    )
    lists = {
        key: tuple(raw.pop(key))
        for key in ("before", "inside", "after", "plain_before", "after_han_numeral")
    }
    not_after = tuple(raw.pop("not_after_han"))
    dimensions: dict[str, str] = {}
    bases: dict[str, tuple[str, int]] = {}
    for dimension, units in raw.items():
        groups = units if isinstance(units, dict) else {None: units}
        for base, words in groups.items():
            for word in words:
                plain = word.translate(_SPELLINGS)
                unit = _base_name(dimension, base, plain)
                bases[word] = (unit, 1)
                dimensions[unit] = dimension
    bases |= {word: ("元", scale) for word, scale in _MONEY.items()}
    return Units(
        words=tuple(sorted(bases, key=len, reverse=True)),
        dimensions=dimensions,
        bases=bases,
        before=tuple(sorted(lists["before"], key=len, reverse=True)),
        inside=lists["inside"],
        after=lists["after"],
        plain_before=frozenset(lists["plain_before"]),
        after_han=tuple(sorted(lists["after_han_numeral"], key=len, reverse=True)),
        not_after_han=not_after,
    )


def _base_name(dimension: str, base: str | None, word: str) -> str:
    """Money has one base unit; every other word is its own, 百分点 and the odd spelling apart."""
    if dimension == "money":
        return "元"
    if word in ("百分点", "个百分点"):
        return "个百分点"
    return word
