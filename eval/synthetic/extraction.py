"""What ingest extracts of generated reports against what they state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Indicator, Place
from eval.statistics import Rate, rate
from eval.synthetic.align import Placed
from eval.synthetic.truth import UNCHECKED, Report, Stated


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One report as ingested: its figures in place, and the indicators found."""

    report: Report
    document_id: str
    placed: tuple[Placed, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, kw_only=True)
class Extraction:
    """``precision`` is of indicators, ``recall`` of stated figures: right in value, unit,
    qualifier, year, scope and, where the lexicon has it, measure. ``right`` tells each apart, of
    the figures found. ``faults`` names each kind of fault with its pattern, most frequent first.
    """

    stated: int
    indicators: int
    lost: int
    precision: Rate
    recall: Rate
    found: Rate
    real: Rate
    right: tuple[tuple[str, Rate], ...]
    faults: tuple[tuple[str, int], ...]


def score(readings: Iterable[Reading]) -> Extraction:
    """Everything stated against everything extracted."""
    pairs: list[tuple[Placed, Indicator | None, str]] = []
    extra: list[tuple[Indicator, Reading]] = []
    for reading in readings:
        pairs += _pairs(reading)
        taken = {i.id for _, i, _ in _pairs(reading) if i}
        extra += [(i, reading) for i in reading.indicators if i.id not in taken]
    held = [(p, i, w) for p, i, w in pairs if p.span is not None]
    met = [(p.figure, i) for p, i, _ in held if i is not None]
    good = sum(_wholly(f, i) for f, i in met)
    return Extraction(
        stated=len(held),
        indicators=len(met) + len(extra),
        lost=len(pairs) - len(held),
        precision=Rate(hits=good, n=len(met) + len(extra)),
        recall=Rate(hits=good, n=len(held)),
        found=Rate(hits=len(met), n=len(held)),
        real=Rate(hits=len(met), n=len(met) + len(extra)),
        right=tuple(
            (name, rate(check(f, i) for f, i in met if name != "measure" or f.measure != UNCHECKED))
            for name, check in CHECKS.items()
        ),
        faults=_faults(held, extra),
    )


def meets(placed: Placed, indicator: Indicator) -> bool:
    """Whether an indicator stands where a figure does."""
    quantity = indicator.quantity
    span = placed.span
    return span is not None and quantity.start < span[1] and span[0] < quantity.end


def _pairs(reading: Reading) -> list[tuple[Placed, Indicator | None, str]]:
    return [
        (
            one,
            next((i for i in reading.indicators if meets(one, i)), None),
            reading.report.pieces[one.piece].pattern,
        )
        for one in reading.placed
    ]


def _value(stated: Stated, found: Indicator) -> bool:
    return found.quantity.value == stated.value and found.quantity.high == stated.high


def _unit(stated: Stated, found: Indicator) -> bool:
    return found.quantity.unit == stated.unit


def _qualifier(stated: Stated, found: Indicator) -> bool:
    return (found.quantity.qualifier or "") == (stated.qualifier or "")


def _year(stated: Stated, found: Indicator) -> bool:
    return stated.any_year or found.period.year == stated.year


def _scope(stated: Stated, found: Indicator) -> bool:
    return stated.scope in (None, found.period.scope)


def _place(stated: Stated, found: Indicator) -> bool:
    """A township's figure may be told as of any body within the county: its police station, say."""
    if stated.place is not None and len(stated.place.names) > _COUNTY:
        above = stated.place.names[:_COUNTY]
        return found.place is not None and found.place != Place(names=above)
    return found.place == stated.place


def _measure(stated: Stated, found: Indicator) -> bool:
    return stated.measure in (UNCHECKED, found.measure)


Check = Callable[[Stated, Indicator], bool]
CHECKS: Mapping[str, Check] = {
    "value": _value,
    "unit": _unit,
    "qualifier": _qualifier,
    "year": _year,
    "measure": _measure,
    "scope": _scope,
    "place": _place,
}
_COUNTY = 3  # names of a county's path: province, city, county
_WHOLE = ("value", "unit", "qualifier", "year", "scope", "measure")


def _wholly(stated: Stated, found: Indicator) -> bool:
    return all(CHECKS[name](stated, found) for name in _WHOLE)


def _faults(
    held: Sequence[tuple[Placed, Indicator | None, str]],
    extra: Sequence[tuple[Indicator, Reading]],
) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for one, found, pattern in held:
        label = one.figure.fact or one.figure.words
        if found is None:
            counts[f"missed: {label}{one.figure.aspect} of {pattern}"] += 1
            continue
        for name, check in CHECKS.items():
            if not check(one.figure, found):
                told = {
                    "measure": f"{one.figure.measure} → {found.measure}",
                    "scope": f"{one.figure.scope} → {found.period.scope}",
                    "year": f"{one.figure.year} → {found.period.year}",
                    "place": found.place.name if found.place else None,
                    "unit": f"{one.figure.unit} → {found.quantity.unit}",
                }.get(name, "")
                if name == "year":
                    told = ""
                counts[f"{name}: {label}{one.figure.aspect} of {pattern} ({told})"] += 1
    for found, _ in extra:
        counts[f"none stated: {found.quantity.unit} in {found.surface[:12]!r}"] += 1
    return tuple(counts.most_common())
