"""Extracted figures against labels made by reading: found or not, and right in which respects.

A label and an indicator are the same figure if their spans in the canonical text overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Indicator
from assistant.text import fold
from eval.cases import Labelled, Labels, NoFigure
from eval.figures import base
from eval.statistics import Rate, rate

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A label with the indicator found at its place, if one was."""

    label: Labelled
    span: Span
    indicator: Indicator | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How the indicators of a document meet its labels.

    ``precision`` is of the indicators, ``recall`` and ``right`` of the labels that have a place in
    the canonical text (``right`` of those found; its ``measure`` of those in the lexicon).
    ``faults`` names every one that is amiss.
    """

    name: str
    labels: int
    unplaced: tuple[str, ...]
    indicators: int
    precision: Rate
    recall: Rate
    right: tuple[tuple[str, Rate], ...]
    faults: tuple[str, ...]


def compare(labels: Labels, indicators: Sequence[Indicator], text: str) -> Comparison:
    """Precision and recall of ``indicators``, all of one document with this canonical text."""
    placed, unplaced = _placed(labels.quantities, text)
    pairs = [_pair(label, span, indicators) for label, span in placed]
    taken = {pair.indicator.id for pair in pairs if pair.indicator}
    extra = [one for one in indicators if one.id not in taken]
    found = [(p, p.indicator) for p in pairs if p.indicator is not None]
    return Comparison(
        name=labels.name,
        labels=len(labels.quantities),
        unplaced=tuple(unplaced),
        indicators=len(indicators),
        precision=rate(one.id in taken for one in indicators),
        recall=rate(pair.indicator is not None for pair in pairs),
        right=(
            *_right({**_CHECKS, "all but scope": _all}, found),
            *_right({"measure": _measure}, [f for f in found if f[0].label.measure is not None]),
            *_right({"no measure": _measure}, [f for f in found if f[0].label.measure is None]),
        ),
        faults=(*_faults(pairs), *_extras(extra, labels.not_quantities, text)),
    )


def locate(label: Labelled | NoFigure, text: str) -> Span | None:
    """Where the label's words stand in ``text``, blanks and character widths apart.

    ``None`` if its context isn't there or stands there more than once.
    """
    plain, offsets = squeezed(text)
    context, inside = squeezed(label.context)
    at = plain.find(context)
    if at < 0 or plain.find(context, at + 1) >= 0:
        return None
    words = squeezed(label.text)[0]
    start = at + context.find(words)
    return offsets[start], offsets[start + len(words) - 1] + 1


Check = Callable[[Labelled, Indicator], bool]


def _right(
    checks: Mapping[str, Check], found: Sequence[tuple[Pair, Indicator]]
) -> Iterator[tuple[str, Rate]]:
    for name, check in checks.items():
        yield name, rate(check(pair.label, one) for pair, one in found)


def _value(label: Labelled, indicator: Indicator) -> bool:
    wanted = base(label.value, label.unit)[0]
    high = None if label.high is None else base(label.high, label.unit)[0]
    scale = base(indicator.quantity.value, indicator.quantity.unit)[0]
    return scale == wanted and indicator.quantity.high == high


def _unit(label: Labelled, indicator: Indicator) -> bool:
    return base(label.value, label.unit)[1] == base(label.value, indicator.quantity.unit)[1]


def _qualifier(label: Labelled, indicator: Indicator) -> bool:
    return (label.qualifier or "") == (indicator.quantity.qualifier or "")


def _period(label: Labelled, indicator: Indicator) -> bool:
    year = indicator.period.year
    return label.period == (None if year is None else str(year))


def _scope(label: Labelled, indicator: Indicator) -> bool:
    return label.scope == indicator.period.scope


def _place(label: Labelled, indicator: Indicator) -> bool:
    return label.place == (indicator.place.name if indicator.place else None)


_CHECKS: Mapping[str, Check] = {
    "value": _value,
    "unit": _unit,
    "qualifier": _qualifier,
    "period": _period,
    "scope": _scope,
    "place": _place,
}


# Readers differ on the scope (a year's figure or the state at its end) most often.
_HARD = tuple(check for name, check in _CHECKS.items() if name != "scope")


def _all(label: Labelled, indicator: Indicator) -> bool:
    return all(check(label, indicator) for check in _HARD)


def _measure(label: Labelled, indicator: Indicator) -> bool:
    return label.measure == indicator.measure


def _placed(labels: Sequence[Labelled], text: str) -> tuple[list[tuple[Labelled, Span]], list[str]]:
    placed, unplaced = [], []
    for label in labels:
        span = locate(label, text)
        if span is None:
            unplaced.append(f"{label.text} in {label.context!r}")
        else:
            placed.append((label, span))
    return placed, unplaced


def _pair(label: Labelled, span: Span, indicators: Sequence[Indicator]) -> Pair:
    near = (one for one in indicators if _overlap(span, (one.quantity.start, one.quantity.end)))
    return Pair(label=label, span=span, indicator=next(near, None))


def _faults(pairs: Sequence[Pair]) -> Iterator[str]:
    for pair in pairs:
        label, indicator = pair.label, pair.indicator
        if indicator is None:
            yield f"missed: {label.text} in {label.context!r}"
            continue
        checks = {**_CHECKS, "measure": _measure}
        wrong = [name for name, check in checks.items() if not check(label, indicator)]
        if wrong:
            yield f"{', '.join(wrong)}: {label.text} in {label.context!r} → {_told(indicator)}"


def _extras(extra: Sequence[Indicator], no_figures: Sequence[NoFigure], text: str) -> Iterator[str]:
    spans = [(one, locate(one, text)) for one in no_figures]
    for indicator in extra:
        here = (indicator.quantity.start, indicator.quantity.end)
        why = next((one.why for one, span in spans if span and _overlap(span, here)), "no label")
        around = text[max(here[0] - 15, 0) : here[1] + 10].replace("\n", " ")
        yield f"no figure ({why}): {_told(indicator)} in {around!r}"


def _told(one: Indicator) -> str:
    quantity, period = one.quantity, one.period
    place = one.place.name if one.place else None
    when = (period.year, period.scope)
    parts = (quantity.value, quantity.unit, quantity.qualifier, *when, place, one.measure)
    return " ".join(str(part) for part in parts)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def squeezed(text: str) -> tuple[str, list[int]]:
    """Folded text without blanks, and the offset that each character had."""
    kept = [(char, at) for at, char in enumerate(fold(text)) if not char.isspace()]
    return "".join(char for char, _ in kept), [at for _, at in kept]
