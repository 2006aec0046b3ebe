"""Rates that no document states, worked out from the two figures that define them.

Only where the rules (``data/rates.yaml``, ``reckoned``) know the rate, and numerator and
denominator are of one document, body, period and span, each with one value. What is open stays
open: several ways that differ, a part larger than its whole, a range, a running total, and a whole
that another rate of the document is not of, as it should be (纠错率12.83% of 2.73万 in 29.3万).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product

from assistant.agreement import agrees
from assistant.audit_rates import fits
from assistant.concepts import load_concepts
from assistant.domain import Indicator, Place
from assistant.figures import in_period
from assistant.formula import divided, is_exact, rounded
from assistant.interpret import Interpretation
from assistant.lexicon import load_lexicon
from assistant.library import Library, in_order
from assistant.precision import exact
from assistant.quantity import plain_decimal
from assistant.rate_rules import RateRule, load_rules
from assistant.scope import Scope
from assistant.select import choose
from assistant.target import Target
from assistant.targets import targets

_OBJECT = 0.5  # objects that weigh less (案件, 群众) make no other rate
ABOUT = "约"
_SPANS = ("year", "part", "as_of")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reckoned:
    """A rate in percent with its formula; ``operands`` in the formula's order."""

    names: tuple[str, str]
    value: Decimal
    formula: str
    operands: tuple[Indicator, ...]
    is_rounded: bool
    qualifier: str | None = None

    @property
    def shown(self) -> str:
        """The value as text."""
        return plain_decimal(self.value)


def reckoned_rate(
    target: Target,
    read: Interpretation,
    scope: Scope,
    library: Library,
    known: Collection[tuple[Place | None, int | None]] = (),
) -> list[Reckoned]:
    """The rate asked for of every body and year that doesn't state it but its two figures."""
    name = rate_asked(target)
    if name is None:
        return []
    rule = load_rules().reckoned[name]
    measures = {m for way in rule.parts for m in way} | set(rule.wholes) | rule.barred
    measures |= {m for rate, part in _siblings(rule) for m in (rate, part)}
    reports = sorted(scope.reports, key=lambda d: d.note is not None)  # digests last
    named: list[Indicator] = []
    for index, own in library.figures(reports):
        named.extend(index.pick(own & index.of(index.measures, measures) & in_period(index, read)))
    moments: dict[tuple[Place | None, int | None], list[Indicator]] = {}
    for indicator in in_order(named, reports):
        if _in_scope(indicator, scope):
            moments.setdefault((indicator.place, indicator.period.year), []).append(indicator)
    found = (
        _of_moment(name, rule, figures)
        for moment, figures in moments.items()
        if moment not in known
    )
    return [one for one in found if one is not None]


def rate_asked(target: Target) -> str | None:
    """The rate of the rules that a target asks for, where it asks for nothing more."""
    if target.dimension != "percent" or target.change:
        return None
    narrowed = (target.words, target.limits, target.ordinals, target.named, target.denied)
    if any(narrowed) or target.near or target.context:
        return None
    asked = frozenset(
        c.name
        for c in (*target.own, *target.about)
        if c.kind != "object" or (c.weight >= _OBJECT and not c.stage)
    )
    rules = load_rules()
    names = [n for n, rule in rules.reckoned.items() if _needs(n, rule) == asked]
    if len(names) != 1 or any(w in target.text and w not in names[0] for w in rules.open):
        return None
    return names[0]


def _needs(name: str, rule: RateRule) -> frozenset[str]:
    concepts = load_concepts().by_name
    needs = rule.needs or load_lexicon().measures[name].needs
    return frozenset(
        n for n in needs if concepts[n].kind != "object" or concepts[n].weight >= _OBJECT
    )


def _in_scope(indicator: Indicator, scope: Scope) -> bool:
    if indicator.period.scope not in _SPANS or indicator.quantity.high is not None:
        return False
    return not scope.places or indicator.place in scope.places


def _of_moment(name: str, rule: RateRule, figures: Sequence[Indicator]) -> Reckoned | None:
    """The rate of one body and year: the best document whose every way gives one value."""
    if any(f.measure in rule.barred for f in figures):
        return None
    documents = dict.fromkeys(f.document_id for f in figures)
    ways = [
        way
        for document in documents
        for way in _ways(rule, [f for f in figures if f.document_id == document])
        if _is_usual(way[1], rule, [f for f in figures if f.document_id == document])
    ]
    shares = {_share(parts, whole) for parts, whole in ways}
    if len(shares) != 1:
        return None
    parts, whole = ways[0]
    return _made(name, rule, parts, whole, shares.pop())


def _ways(
    rule: RateRule, figures: Sequence[Indicator]
) -> Iterator[tuple[tuple[Indicator, ...], Indicator]]:
    for way, name in product(rule.parts, rule.wholes):
        whole = _single(name, figures)
        parts = [_single(part, figures) for part in way]
        if whole is None or whole.quantity.value <= 0 or any(p is None for p in parts):
            continue
        found = tuple(p for p in parts if p is not None)
        alike = all(_same_span(p, whole) and _same_unit(p, whole) for p in found)
        if alike and sum(p.quantity.value for p in found) <= whole.quantity.value:
            yield found, whole


def _siblings(rule: RateRule) -> list[tuple[str, str]]:
    """Rates of the same whole, each with the measure that it is the share of."""
    return [
        (name, way[0])
        for name, other in load_rules().rates.items()
        if other.wholes[0] in rule.wholes
        for way in other.parts
        if len(way) == 1
    ]


def _is_usual(whole: Indicator, rule: RateRule, figures: Sequence[Indicator]) -> bool:
    """Whether no stated rate shows that a document's rates are of another whole."""
    for name, part in _siblings(rule):
        rates = [f for f in figures if f.measure == name]
        parts = [f for f in figures if f.measure == part]
        if len(rates) == 1 == len(parts) and not fits(rates[0], parts, whole):
            return False
    return True


def _single(name: str, figures: Sequence[Indicator]) -> Indicator | None:
    """The one figure of a measure. Of several values the one that a plain question would get."""
    asked = _asked_for(name)
    stated = [f for f in figures if f.measure == name and agrees(asked, f.frame)]
    if len({f.quantity.value for f in stated}) <= 1:
        return stated[0] if stated else None
    chosen = choose(asked, stated)
    values = {m.indicator.quantity.value for m in chosen}
    return chosen[0].indicator if len(values) == 1 else None


@cache
def _asked_for(measure: str) -> Target:
    return targets(f"{measure}是多少")[0]


def _same_span(part: Indicator, whole: Indicator) -> bool:
    """Whether both are of the year (其中 names a part of it), or both as of one day."""
    if "as_of" not in (part.period.scope, whole.period.scope):
        return True
    return part.period == whole.period


def _same_unit(one: Indicator, other: Indicator) -> bool:
    return one.quantity.unit == other.quantity.unit


def _share(parts: Sequence[Indicator], whole: Indicator) -> Fraction:
    top = sum((Fraction(p.quantity.value) for p in parts), Fraction(0))
    return 100 * top / Fraction(whole.quantity.value)


def _made(
    name: str,
    rule: RateRule,
    parts: tuple[Indicator, ...],
    whole: Indicator,
    share: Fraction,
) -> Reckoned:
    value = rounded(share)
    measure = load_lexicon().measures.get(name)
    firm = all(exact(i.quantity) for i in (*parts, whole))
    return Reckoned(
        names=(name, measure.english if measure else rule.english),
        value=value,
        formula=divided([p.quantity.value for p in parts], whole.quantity.value),
        operands=(*parts, whole),
        is_rounded=not is_exact(share, value),
        qualifier=None if firm else ABOUT,
    )
