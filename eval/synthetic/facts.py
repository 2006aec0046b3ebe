"""What generated reports tell: the facts of a body over the years (``data/facts.yaml``)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[1] / "data"

World = Mapping[int, Mapping[str, Decimal]]  # year → fact → value in base units

_STEADY = (0.98, 1.08)
_LIVELY = (0.8, 1.3)
_MONEY_STEP = 100  # 元: whole hundreds are exact in 万元 with two decimals


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact. ``draw`` holds how it is drawn: ``range``, ``of``, ``rest``, ``sum`` …"""

    name: str
    topic: str
    measure: str | None
    unit: str
    as_of: bool
    draw: Mapping[str, Any]

    @property
    def parts(self) -> tuple[str, ...]:
        """Facts that together make this one, if it is told as their total."""
        return tuple(self.draw.get("sum", ()))


@cache
def load_facts() -> Mapping[str, Fact]:
    """All facts by name, in the file's order."""
    raw: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
        (DATA / "facts.yaml").read_text(encoding="utf-8")
    )
    return {
        name: Fact(
            name=name,
            topic=topic,
            measure=entry.get("measure"),
            unit=entry["unit"],
            as_of=entry.get("as_of", False),
            draw=entry,
        )
        for topic, facts in raw.items()
        for name, entry in facts.items()
    }


@cache
def totals() -> Mapping[str, tuple[frozenset[str], ...]]:
    """For each fact that is a total, the sets of parts that make it up exactly."""
    found: dict[str, list[frozenset[str]]] = {}
    for fact in load_facts().values():
        if fact.parts:
            found.setdefault(fact.name, []).append(frozenset(fact.parts))
        if "rest" in fact.draw:
            parts = frozenset({fact.name, *fact.draw["less"]})
            found.setdefault(fact.draw["rest"], []).append(parts)
    return {whole: tuple(parts) for whole, parts in found.items()}


def draw_world(random: Random, years: Sequence[int]) -> World:
    """The facts of one body for ``years`` in order, consistent with one another in each."""
    decimals = random.choice((1, 2))
    world: dict[int, dict[str, Decimal]] = {}
    before: dict[str, Decimal] = {}
    for year in years:
        values: dict[str, Decimal] = {}
        for fact in load_facts().values():
            _draw(fact, random, values, before, decimals)
        world[year] = before = values
    return world


def _draw(
    fact: Fact,
    random: Random,
    values: dict[str, Decimal],
    before: Mapping[str, Decimal],
    decimals: int,
) -> None:
    if fact.name in values:
        return
    draw, known = fact.draw, load_facts()
    named = [draw.get("of"), draw.get("rest"), *draw.get("less", ()), *draw.get("sum", ())]
    for name in filter(None, [*named, *draw.get("rate", ())]):
        if name not in values:
            _draw(known[name], random, values, before, decimals)
    values[fact.name] = _value(fact, random, values, before, decimals)


def _value(
    fact: Fact,
    random: Random,
    values: Mapping[str, Decimal],
    before: Mapping[str, Decimal],
    decimals: int,
) -> Decimal:
    draw = fact.draw
    if "percent" in draw:
        low, high = draw["percent"]
        return Decimal(str(round(random.uniform(low, high), decimals)))
    if "rate" in draw:
        part, whole = (values[name] for name in draw["rate"])
        step = Decimal(1).scaleb(-decimals)
        return (part * 100 / whole).quantize(step).normalize() + 0
    if "sum" in draw:
        return sum((values[name] for name in draw["sum"]), Decimal(0))
    if "rest" in draw:
        return values[draw["rest"]] - sum((values[name] for name in draw["less"]), Decimal(0))
    if "of" in draw:
        share = Decimal(str(random.uniform(*draw["share"])))
        return max(Decimal(1), (values[draw["of"]] * share).quantize(Decimal(1)))
    low, high = draw["range"]
    if fact.name in before:
        drift = random.uniform(*(_STEADY if draw.get("steady") else _LIVELY))
        number = float(before[fact.name]) * drift
    else:
        number = math.exp(random.uniform(math.log(low), math.log(high)))
    unit = _MONEY_STEP if draw.get("money") else 1
    return Decimal(max(1, round(number / unit)) * unit)
