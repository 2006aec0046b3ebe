"""How exact a stated amount is: the true values that its words leave possible.

``31.5万`` may be anything that rounds to it, ``5000余`` anything from 5000 up to the next step of
its last digit that is not 0, ``近`` anything a step below. A count without a qualifier is exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain import Quantity
from assistant.text import fold

_NUMBER = re.compile(r"\d[\d,\s]*(?:\.(?P<decimals>\d+))?")
_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_MULTIPLIER = re.compile(r"\s?[余多来几]?(?P<scale>[十百千万亿]+)(?!分)")
_ABOVE = re.compile(r"余|多|来|几|超|逾|以上|至少|不少于|不低于|高于|有余")
_BELOW = re.compile(r"近|不足|不到|以下|以内|之内|最多|不超过|低于|最高|接近|将近")
_ABOUT = re.compile(r"约|左右|上下")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """The least and the greatest true value, both possible."""

    low: Decimal
    high: Decimal

    def meets(self, other: Bounds) -> bool:
        """Whether one true value fits both."""
        return self.low <= other.high and other.low <= self.high

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


def step(quantity: Quantity) -> Decimal:
    """What the last stated digit is worth: 0.1 for 21.6%, 1000 for 31.5万件, 1 for 51件."""
    words = fold(quantity.words)
    match = _NUMBER.search(words)
    if match is None:
        return Decimal(1)
    factor = 1
    if multiplier := _MULTIPLIER.match(words, match.end()):
        for char in multiplier["scale"]:
            factor *= _SCALES[char]
    return factor * Decimal(10) ** -len(match["decimals"] or "")


def bounds(quantity: Quantity) -> Bounds:
    """The true values that the words allow. Percentages and 万 are taken as rounded."""
    low, high = quantity.value, quantity.high or quantity.value
    last = step(quantity)
    words = quantity.qualifier or ""
    if not words:
        slack = last / 2 if last != 1 or quantity.unit in ("%", "个百分点", "‰") else Decimal(0)
        return Bounds(low=low - slack, high=high + slack)
    reach = max(last, _round_step(high))
    return Bounds(
        low=low - reach if _BELOW.search(words) or _ABOUT.search(words) else low,
        high=high + reach if _ABOVE.search(words) or _ABOUT.search(words) else high,
    )


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two statements of one thing can both be true."""
    if one.unit != other.unit:
        return False
    return one.value == other.value or bounds(one).meets(bounds(other))


def exact(quantity: Quantity) -> bool:
    """Whether the words state one value: no range, no 余 or 约, nothing rounded to 万."""
    return quantity.high is None and not quantity.qualifier and step(quantity) <= 1


def _round_step(value: Decimal) -> Decimal:
    """The worth of a number's last digit that is not 0: 1000 for 5000, 10 for 350."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(1)
