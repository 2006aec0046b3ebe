"""The same figure stated more than once, and sources that state one thing differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from assistant.content import content_words
from assistant.domain import Document, Indicator
from assistant.naming import surface
from assistant.precision import agree
from assistant.text import fold

_ALIKE = 0.5  # share of the shorter phrase's character pairs that the other must hold
_SPAN = {"cumulative": "cumulative", "planned": "planned"}  # the rest are of the year


def one_source(
    indicators: Sequence[Indicator], documents: Mapping[str, Document]
) -> list[Indicator]:
    """Each figure once, in the order given; of several statements the most immediate one.

    That is the report's rather than a digest's (a document with a note), and that of the figure's
    own year rather than a later report's that looks back.
    """
    groups: defaultdict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        quantity = indicator.quantity
        groups[(*_moment(indicator), quantity.value, quantity.high, quantity.unit)].append(
            indicator
        )
    dropped: set[str] = set()
    for group in groups.values():
        kept: list[Indicator] = []
        for indicator in sorted(group, key=lambda i: _distance(i, documents[i.document_id])):
            if any(_restates(indicator, other) for other in kept):
                dropped.add(indicator.id)
            else:
                kept.append(indicator)
    return [i for i in indicators if i.id not in dropped]


def disputed(indicators: Iterable[Indicator]) -> frozenset[str]:
    """Ids of figures that another document states differently for the same body and year.

    Only where each document has one figure of the measure: a measure that one document has
    several of (培训次数, by kind of training) is too wide to tell.
    """
    groups: defaultdict[tuple[object, ...], defaultdict[str, list[Indicator]]]
    groups = defaultdict(lambda: defaultdict(list))
    for indicator in indicators:
        if indicator.measure is not None:
            key = (*_moment(indicator), indicator.measure, indicator.quantity.unit)
            groups[key][indicator.document_id].append(indicator)
    found: set[str] = set()
    for by_document in groups.values():
        single = [one[0] for one in by_document.values() if _one_value(one)]
        for indicator in single:
            if any(not agree(indicator.quantity, other.quantity) for other in single):
                found.update(i.id for i in by_document[indicator.document_id])
    return frozenset(found)


def alike(one: Indicator, other: Indicator) -> bool:
    """Whether most of the shorter phrase stands in the other."""
    pairs, others = _pairs(surface(one)), _pairs(surface(other))
    least = min(len(pairs), len(others))
    return bool(least) and len(pairs & others) / least >= _ALIKE


def _moment(indicator: Indicator) -> tuple[object, ...]:
    place, period = indicator.place, indicator.period
    return (place.path if place else "", period.year, _SPAN.get(period.scope, ""))


def _restates(indicator: Indicator, other: Indicator) -> bool:
    """Whether two figures of one value, body and year are one figure.

    Within one document only where the words are alike; between two a word in common is enough,
    unless the lexicon tells the figures apart.
    """
    if indicator.document_id == other.document_id:
        return alike(indicator, other)
    if indicator.measure is not None and other.measure is not None:
        return indicator.measure == other.measure or alike(indicator, other)
    words = set(content_words(surface(indicator))) & set(content_words(surface(other)))
    return bool(words) or alike(indicator, other)


def _distance(indicator: Indicator, document: Document) -> tuple[bool, bool]:
    return document.note is not None, document.year != indicator.period.year


def _one_value(indicators: Sequence[Indicator]) -> bool:
    return all(agree(indicators[0].quantity, i.quantity) for i in indicators)


def _pairs(phrase: str) -> frozenset[str]:
    plain = "".join(c for c in fold(phrase) if c.isalnum())
    return frozenset(plain[k : k + 2] for k in range(len(plain) - 1))
