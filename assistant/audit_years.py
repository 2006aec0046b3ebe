"""What last year's report says of a figure of this year's."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.audit_checks import Sure, is_change
from assistant.audit_repeats import restriction
from assistant.domain import Indicator
from assistant.lexicon import load_lexicon

_HANDLED = "办理"


def last_years(now: Indicator, earlier: Sequence[Indicator]) -> tuple[Indicator, Sure] | None:
    """The same measure in last year's report, where that states one value of it.

    Whether its figures are told as parts or as standing doesn't matter, nor, with less certainty,
    that cases are said to be handled.
    """
    if now.measure is None or now.period.year is None:
        return None
    narrowed = restriction(now)
    alike = [
        i
        for i in earlier
        if i.quantity.unit == now.quantity.unit
        and i.period.year == now.period.year - 1
        and (i.period.scope == "cumulative") == (now.period.scope == "cumulative")
        and i.place == now.place
        and restriction(i) == narrowed
        and not is_change(i)
    ]
    same = [i for i in alike if i.measure == now.measure]
    found = same or [i for i in alike if _same_cases(i, now)]
    if len({i.quantity.value for i in found}) != 1:
        return None
    return found[0], "likely" if same else "possible"


def _same_cases(one: Indicator, other: Indicator) -> bool:
    """Whether two measures differ only in that their cases are said to be handled."""
    measures = load_lexicon().measures
    needs = [measures[i.measure].needs - {_HANDLED} for i in (one, other) if i.measure]
    return len(needs) == len((one, other)) and needs[0] == needs[1]
