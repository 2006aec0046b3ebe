"""One comparison of an audit: which stated figures, what they come to, whether that agrees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Literal

import yaml

from assistant.concepts import is_change as tells_change
from assistant.domain import Indicator, Language, Quantity
from assistant.naming import label
from assistant.precision import Bounds, bounds, step
from assistant.quantity import plain_decimal

Kind = Literal["sum", "rate", "share", "change", "repeat"]
Sure = Literal["certain", "likely", "possible"]

SURENESS: tuple[Sure, ...] = ("certain", "likely", "possible")
_KINDS = (frozenset("件起宗例桩案"), frozenset("人名位员"))
_HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """``stated`` is compared with what ``against`` come to; ``formula`` is that in figures.

    ``code`` names the sentence of ``data/audit.yaml`` that tells it. ``sure`` is how sure it is
    that the figures belong together: ``certain`` where one sentence binds them in so many words,
    ``likely`` where the lexicon or the next sentence does, ``possible`` where it is inferred.
    """

    kind: Kind
    code: str
    agrees: bool
    sure: Sure
    formula: str
    stated: Indicator
    against: tuple[Indicator, ...]

    @property
    def figures(self) -> tuple[Indicator, ...]:
        """All that are compared, the stated one first."""
        return (self.stated, *self.against)

    def message(self, language: Language = "zh") -> str:
        """The comparison in words."""
        template = _templates()[self.code]["en" if language == "en" else "zh"]
        return template.format(
            label=label(self.stated, language),
            other=label(self.against[0], language),
            stated=self.stated.quantity.words,
            formula=self.formula,
        )


@cache
def _templates() -> dict[str, dict[str, str]]:
    file = resources.files("assistant").joinpath("data/audit.yaml")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def same_kind(one: str, other: str) -> bool:
    """Whether two units count the same: equal, or 件 and 起, 名 and 人."""
    return one == other or any(one in kind and other in kind for kind in _KINDS)


def is_count(indicator: Indicator) -> bool:
    """Whether a figure counts something: no share, change of a share, or ratio."""
    return indicator.quantity.unit not in ("%", "‰", "个百分点", "倍", "成")


def is_change(indicator: Indicator) -> bool:
    """Whether a figure says by how much another has changed."""
    return indicator.quantity.unit == "个百分点" or tells_change(indicator.frame.local)


def same_moment(one: Indicator, other: Indicator) -> bool:
    """Whether two figures are of one body and year.

    Those of different sentences must also both or neither be a running total.
    """
    if one.place != other.place or one.period.year != other.period.year:
        return False
    running = [i.period.scope == "cumulative" for i in (one, other)]
    return one.sentence_start == other.sentence_start or running[0] == running[1]


def sum_of(parts: Iterable[Indicator]) -> Bounds:
    """What the parts may come to."""
    each = [bounds(part.quantity) for part in parts]
    return Bounds(low=sum_up(b.low for b in each), high=sum_up(b.high for b in each))


def sum_up(values: Iterable[Decimal]) -> Decimal:
    """The sum."""
    return sum(values, Decimal(0))


def percent_of(part: Bounds, whole: Bounds) -> Bounds | None:
    """What share of a whole a part may be, in percent; ``None`` of nothing."""
    if whole.low <= 0:
        return None
    return Bounds(low=_HUNDRED * part.low / whole.high, high=_HUNDRED * part.high / whole.low)


def fits_rate(stated: Quantity, true: Bounds) -> bool:
    """Whether a share stated is the true one rounded, or cut off at its last digit."""
    allowed = bounds(stated)
    if stated.qualifier:
        return allowed.meets(true)
    cut = stated.value + step(stated)
    return true.high >= allowed.low and (true.low <= allowed.high or true.low < cut)


def plain(indicator: Indicator) -> str:
    """A figure's value as a formula writes it."""
    return plain_decimal(indicator.quantity.value)


def joined(parts: Sequence[Indicator], sign: str = " + ") -> str:
    """``14 + 11 + 4``."""
    return sign.join(map(plain, parts))


def percent(value: Decimal) -> str:
    """``21.57%``: two decimals, enough to tell a rounding; fewer where that is all."""
    rounded = value.quantize(Decimal("0.01"))
    return f"{plain_decimal(rounded) if rounded == value else rounded}%"
