"""Computed values worked out anew: from their formula as text, against the figures cited beside it.

Exact fractions; a result may only differ by its rounding. Nothing here is shared with the modules
that compute: a formula of figures that aren't cited, of the wrong measures, bodies or years, or
that doesn't come to its value, is a fault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from assistant.domain import Answer, Value
from assistant.formula import agrees, evaluate, numbers
from assistant.rate_rules import load_rules

_AVERAGE = re.compile(r"^\(([^()−]*)\) ÷ (\d+)$")  # (2 − 2) ÷ 2 is a growth
_POINTS = "个百分点"


def computed_faults(answer: Answer) -> list[str]:
    """What is wrong with the computed values of an answer, in words."""
    computed = [value for value in answer.values if value.computed]
    if not computed:
        return []
    by_number: defaultdict[Decimal, list[Value]] = defaultdict(list)
    for value in answer.values:
        by_number[Decimal(value.value)].append(value)
    return [
        f"computed {value.value}{value.unit}: {fault}"
        for value in computed
        for fault in _faults(value, by_number)
    ]


def _faults(value: Value, by_number: Mapping[Decimal, Sequence[Value]]) -> Iterator[str]:
    if not value.formula:
        yield "without a formula"
        return
    try:
        result = evaluate(value.formula)
        operands = list(_operands(value, by_number))
    except ValueError as error:
        yield str(error)
        return
    if not operands or None in operands:
        yield f"{value.formula!r} has figures that are not cited"
        return
    cited = [o for o in operands if o is not None]
    if not agrees(_scaled(result, value, cited), Decimal(value.value)):
        yield f"{value.formula!r} does not come to it"
    if not _units_fit(value, cited):
        yield f"{value.formula!r} mixes units"
    yield from _strange_parts(value, cited)


def _operands(value: Value, by_number: Mapping[Decimal, Sequence[Value]]) -> Iterator[Value | None]:
    """The value that each number of the formula is, stated ones and nearest body and year first.

    The count that an average is divided by is none. Of equal ones each is meant once: in 40 ÷ 40
    the part is not its own whole.
    """
    formula = value.formula or ""
    wanted = _averaged(formula) or numbers(formula)
    used: set[int] = set()
    for number in wanted:
        alike = by_number.get(number, ())
        fitting = [v for v in alike if v is not value and v.formula != value.formula]
        fitting.sort(
            key=lambda v: (
                v.formula is not None,
                v.jurisdiction != value.jurisdiction,
                v.year != value.year,
                id(v) in used,
            )
        )
        used.update(map(id, fitting[:1]))
        yield fitting[0] if fitting else None


def _averaged(formula: str) -> list[Decimal]:
    """The terms of an average, which is a sum divided by how many there are; else none."""
    match = _AVERAGE.match(formula)
    terms = numbers(match[1]) if match else []
    return terms if match and len(terms) > 1 and len(terms) == int(match[2]) else []


def _scaled(result: Fraction, value: Value, operands: Sequence[Value]) -> Fraction:
    """A share of counts in percent is a hundred times the quotient."""
    counts = all(o.unit not in ("%", _POINTS) for o in operands)
    return result * 100 if value.unit == "%" and counts else result


def _units_fit(value: Value, operands: Sequence[Value]) -> bool:
    units = {o.unit for o in operands}
    if len(units) > 1 and not any(units <= kind for kind in (set("件起宗"), set("人名位"))):
        return False
    if "÷" in (value.formula or "") and not _averaged(value.formula or ""):
        return value.unit in ("%", "倍")
    if units == {"%"}:
        return value.unit in ("%", _POINTS)
    return value.unit in units


def _strange_parts(value: Value, operands: Sequence[Value]) -> Iterator[str]:
    """Figures of a rate that are of other measures than its rule has, or another body or year."""
    rule = load_rules().reckoned.get(value.measure)
    if rule is None or value.unit != "%" or _averaged(value.formula or ""):
        return
    *parts, whole = (o.measure for o in operands)
    if whole not in rule.wholes or tuple(parts) not in rule.parts:
        yield f"{value.measure} is no share of {whole}"
    if any((o.jurisdiction, o.year) != (value.jurisdiction, value.year) for o in operands):
        yield "its figures are of another body or year"
