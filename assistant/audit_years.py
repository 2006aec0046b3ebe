"""What last year's report says of a figure of this year's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.audit_checks import Sure, is_change
from assistant.domain import Indicator
from assistant.lexicon import load_lexicon
from assistant.restriction import ITS_WORK, follows_another, restriction

_HANDLED = "办理"
_ALL_OF = re.compile(r"[全各][省市县区州旗]")


def last_years(now: Indicator, earlier: Sequence[Indicator]) -> tuple[Indicator, Sure] | None:
    """The same measure in last year's report, where that states one value of it.

    Whether its figures are told as parts or as standing doesn't matter, nor, with less certainty,
    that cases are said to be handled.
    """
    if now.measure is None or now.period.year is None:
        return None
    whole = any(_ALL_OF.search(i.frame.local) for i in (now, *earlier) if i.measure == now.measure)
    narrower = _narrowed(now, whole)
    alike = [
        i
        for i in earlier
        if i.quantity.unit == now.quantity.unit
        and i.period.year == now.period.year - 1
        and (i.period.scope == "cumulative") == (now.period.scope == "cumulative")
        and i.place == now.place
        and _narrowed(i, whole) == narrower
        and not is_change(i)
    ]
    same = [i for i in alike if i.measure == now.measure]
    found = same or [i for i in alike if _same_cases(i, now)]
    if len({i.quantity.value for i in found}) != 1:
        return None
    if follows_another(now) or follows_another(found[0]):
        return None
    return found[0], "likely" if same else "possible"


def _narrowed(figure: Indicator, whole: bool) -> frozenset[str]:
    """What singles a figure out of its measure; an office whose work it all is does not.

    ``whole``: one of the figures is told of all of the place, so that an office's are its own.
    """
    beyond = restriction(figure)
    measure = load_lexicon().measures.get(figure.measure or "")
    needs = measure.needs if measure else frozenset()
    its = {office for office in beyond & ITS_WORK.keys() if needs & ITS_WORK[office]}
    return beyond if whole else beyond - its


def _same_cases(one: Indicator, other: Indicator) -> bool:
    """Whether two measures differ only in that their cases are said to be handled."""
    measures = load_lexicon().measures
    needs = [measures[i.measure].needs - {_HANDLED} for i in (one, other) if i.measure]
    return len(needs) == len((one, other)) and needs[0] == needs[1]
