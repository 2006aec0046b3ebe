"""A stated figure as a value of an answer."""

from __future__ import annotations

from assistant.domain import Indicator, Value
from assistant.naming import label
from assistant.quantity import plain_decimal


def stands_in(indicator: Indicator, start: int, end: int) -> bool:
    """Whether a figure stands within a span of its text, as in that of a quote."""
    return start <= indicator.quantity.start and indicator.quantity.end <= end


def stated_value(indicator: Indicator, citation: int, *, primary: bool) -> Value:
    """The value that a figure gives; ``citation`` is the number of the quote that states it."""
    quantity = indicator.quantity
    return Value(
        measure=label(indicator, "zh"),
        value=plain_decimal(quantity.value),
        high=plain_decimal(quantity.high) if quantity.high is not None else None,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        year=indicator.period.year,
        jurisdiction=indicator.place.name if indicator.place else None,
        citation=citation,
        primary=primary,
        scope=indicator.period.scope,
    )
