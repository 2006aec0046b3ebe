"""Formulas of computed figures as text (``51 ÷ 60``): written, read back, worked out exactly.

``evaluate`` shares nothing with what writes formulas, so that a check of one by the other tells
something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistant.quantity import plain_decimal

MINUS = "−"
_TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|[-+−×*÷/()])")
_PLACES = 2  # decimals that a result is rounded to
_MOST_PLACES = 6


def summed(values: Sequence[Decimal]) -> str:
    """``14 + 11 + 4``."""
    return " + ".join(map(plain_decimal, values))


def averaged(values: Sequence[Decimal]) -> str:
    """``(60 + 1033) ÷ 2``."""
    return f"({summed(values)}) ÷ {len(values)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """A sum or an average as it is shown, with its formula."""

    value: Decimal
    text: str
    is_rounded: bool


def total(values: Sequence[Decimal], *, averages: bool) -> Total:
    """The values added up, or their average."""
    true = sum(map(Fraction, values), Fraction(0)) / (len(values) if averages else 1)
    value = rounded(true)
    text = averaged(values) if averages else summed(values)
    return Total(value=value, text=text, is_rounded=not is_exact(true, value))


def subtracted(one: Decimal, other: Decimal) -> str:
    """``1033 − 60``."""
    return f"{plain_decimal(one)} {MINUS} {plain_decimal(other)}"


def divided(parts: Sequence[Decimal], whole: Decimal) -> str:
    """``51 ÷ 60``; ``(2 + 14) ÷ 51``."""
    top = summed(parts) if len(parts) == 1 else f"({summed(parts)})"
    return f"{top} ÷ {plain_decimal(whole)}"


def grown(now: Decimal, then: Decimal) -> str:
    """``(1113 − 558) ÷ 558``."""
    return f"({subtracted(now, then)}) ÷ {plain_decimal(then)}"


def rounded(value: Fraction) -> Decimal:
    """The value to two decimals, half up; more where that would leave nothing of it."""
    places = _PLACES
    while places < _MOST_PLACES and value and abs(value) * 10**places < 10:
        places += 1
    return _at(value, places)


def is_exact(value: Fraction, shown: Decimal) -> bool:
    """Whether nothing was rounded away."""
    return value == Fraction(shown)


def agrees(value: Fraction, shown: Decimal) -> bool:
    """Whether ``shown`` is the value rounded to as many decimals as it has, two at least."""
    exponent = shown.as_tuple().exponent
    places = max(-exponent if isinstance(exponent, int) else 0, _PLACES)
    return _at(value, places) == shown


def numbers(formula: str) -> list[Decimal]:
    """The numbers of a formula, in order."""
    return [Decimal(token) for token in _tokens(formula) if token[0].isdigit()]


def evaluate(formula: str) -> Fraction:
    """What a formula comes to. Raises ``ValueError`` for text that is none, or divides by 0."""
    tokens = _tokens(formula)
    value, end = _sum(tokens, 0)
    if end != len(tokens):
        raise ValueError(f"{formula!r} is no formula")
    return value


def _at(value: Fraction, places: int) -> Decimal:
    scaled = abs(value) * 10**places
    half_up = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    shown = Decimal(half_up if value >= 0 else -half_up).scaleb(-places)
    return Decimal(plain_decimal(shown))


def _tokens(formula: str) -> list[str]:
    tokens, position = [], 0
    plain = formula.strip()
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None:
            raise ValueError(f"{formula!r} is no formula")
        tokens.append(match[1])
        position = match.end()
    return tokens


def _sum(tokens: Sequence[str], at: int) -> tuple[Fraction, int]:
    value, at = _product(tokens, at)
    while at < len(tokens) and tokens[at] in ("+", "-", MINUS):
        other, after = _product(tokens, at + 1)
        value = value + other if tokens[at] == "+" else value - other
        at = after
    return value, at


def _product(tokens: Sequence[str], at: int) -> tuple[Fraction, int]:
    value, at = _atom(tokens, at)
    while at < len(tokens) and tokens[at] in ("×", "*", "÷", "/"):
        other, after = _atom(tokens, at + 1)
        if tokens[at] in ("÷", "/") and not other:
            raise ValueError("a formula divides by 0")
        value = value * other if tokens[at] in ("×", "*") else value / other
        at = after
    return value, at


def _atom(tokens: Sequence[str], at: int) -> tuple[Fraction, int]:
    if at < len(tokens) and tokens[at][0].isdigit():
        return Fraction(tokens[at]), at + 1
    if at < len(tokens) and tokens[at] == "(":
        value, end = _sum(tokens, at + 1)
        if end < len(tokens) and tokens[end] == ")":
            return value, end + 1
    raise ValueError("a formula breaks off")
