"""Contradictions that can be put into a report: what figures of it bind one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from eval.synthetic.compose import Setting, value_of
from eval.synthetic.facts import load_facts, totals
from eval.synthetic.patterns import Pattern
from eval.synthetic.truth import Plant, PlantKind

_ONCE = ("件", "%")  # units of what a report has one figure of


@dataclass(frozen=True, kw_only=True)
class Planting:
    """A figure that may be changed, and what it would say then."""

    plant: Plant
    value: Decimal


def plantings(
    random: Random,
    patterns: Sequence[Pattern],
    repeated: int | None,
    setting: Setting,
    earlier: Set[str],
) -> list[Planting]:
    """Every contradiction that can be planted. ``repeated`` is the piece that tells things again;
    ``earlier`` are the facts that last year's report states exactly."""
    found: list[Planting] = []
    for piece, pattern in enumerate(patterns):
        if pattern.is_table:
            continue
        kinds: list[tuple[PlantKind, int]]
        if piece == repeated:
            kinds = [("repeat", k) for k in _repeats(pattern)]
        else:
            kinds = [*_sums(pattern), *_rates(pattern), *_changes(pattern, earlier)]
        for kind, figure in kinds:
            value = _wrong(random, pattern, figure, setting)
            plant = Plant(kind=kind, piece=piece, figure=figure)
            found.append(Planting(plant=plant, value=value))
    return found


def _slots(pattern: Pattern, aspect: str = "") -> dict[str, int]:
    """Exact figures of one aspect by fact."""
    return {
        s.fact: k for k, s in enumerate(pattern.slots) if s.fact and s.aspect == aspect and s.exact
    }


def _repeats(pattern: Pattern) -> list[int]:
    facts = load_facts()
    return [k for fact, k in _slots(pattern).items() if facts[fact].unit in _ONCE]


def _sums(pattern: Pattern) -> Iterator[tuple[PlantKind, int]]:
    """A part of a whole that names all of its parts as such."""
    here = _slots(pattern)
    for whole, groups in totals().items():
        for parts in groups:
            told = whole in here and parts <= here.keys()
            if told and all(pattern.slots[here[p]].options & {"part", "sum"} for p in parts):
                yield "sum", here[min(parts)]


def _rates(pattern: Pattern) -> Iterator[tuple[PlantKind, int]]:
    here = _slots(pattern)
    for name, k in here.items():
        rate = load_facts()[name].draw.get("rate")
        if rate and set(rate) <= here.keys():
            yield "rate", k


def _changes(pattern: Pattern, earlier: Set[str]) -> Iterator[tuple[PlantKind, int]]:
    now, then = _slots(pattern), _slots(pattern, "去")
    shares, amounts = _slots(pattern, "增率"), _slots(pattern, "增量")
    for fact in now.keys() & (shares.keys() | amounts.keys()):
        k = shares.get(fact, amounts.get(fact, 0))
        if fact in then or (fact in shares and fact in amounts):
            yield "change", k
        elif fact in earlier:
            yield "last_year", k


def _wrong(random: Random, pattern: Pattern, figure: int, setting: Setting) -> Decimal:
    """Another value, too far off for rounding to explain."""
    slot = pattern.slots[figure]
    true = value_of(slot, setting)
    fact = load_facts()[slot.fact or ""]
    if slot.aspect == "增率":
        return true + random.randint(7, 15)
    if fact.unit == "%":
        step = Decimal(random.randint(3, 9))
        return true - step if true > 50 else true + step
    return true + max(Decimal(3), (true * Decimal("0.3")).to_integral_value())
