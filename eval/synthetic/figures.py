"""One figure as a report writes it: digits, widths, 万, Chinese numerals, words that blur it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal

_WAN = Decimal(10_000)
_YI = Decimal(100_000_000)
_BEFORE = ("近", "约", "超", "逾", "不足", "不低于")
_AFTER = ("以上", "左右")
_INSIDE = ("余", "多")
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_HAN = "零一二三四五六七八九"
_MOST_HAN = 99


@dataclass(frozen=True, kw_only=True)
class Hand:
    """How one report writes its figures."""

    commas: bool = False
    blank: bool = False
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Written:
    """A figure as written. ``value`` is what the words say: 31.5万 says 315000 of 315321."""

    words: str
    value: Decimal
    qualifier: str | None


def write_figure(value: Decimal, unit: str, options: Set[str], hand: Hand) -> Written:
    """``value`` in base units, written with ``unit`` (``bare``: without it)."""
    qualifier = next((o for o in (*_BEFORE, *_AFTER, *_INSIDE) if o in options), None)
    if qualifier:
        value = _blurred(value, qualifier)
    if "han" in options and value == value.to_integral() and 1 < value <= _MOST_HAN:
        return Written(words=f"{_han(int(value))}{unit}", value=value, qualifier=None)
    digits, scale, value = _digits(value, unit, options, hand)
    tail = "" if "bare" in options else unit
    blank = " " if hand.blank and tail and unit != "%" else ""
    if qualifier in _INSIDE:
        # 16万余条, 350余项, 120余万元
        within = (f"{qualifier}{scale}" if unit == "元" else f"{scale}{qualifier}") + tail
        words = f"{digits}{within}"
    elif qualifier in _BEFORE:
        words = f"{qualifier}{digits}{blank if not scale else ''}{scale}{tail}"
    else:
        after = qualifier or ""
        words = f"{digits}{blank if not scale else ''}{scale}{tail}{after}"
    return Written(
        words=words.translate(_WIDE) if hand.wide else words, value=value, qualifier=qualifier
    )


def _blurred(value: Decimal, qualifier: str) -> Decimal:
    """The round figure that a report names: below the value for 余, above it for 近."""
    if value != value.to_integral() or value < 10:
        return value
    step = Decimal(10) ** max(len(str(int(value))) - 2, 1)
    down = value // step * step
    return down + step if qualifier in ("近", "不足") else down


def _digits(value: Decimal, unit: str, options: Set[str], hand: Hand) -> tuple[str, str, Decimal]:
    if unit == "元" or ("wan" in options and value >= _WAN):
        group, scale = ("亿", _YI) if value >= _YI else ("万", _WAN)
        number = (value / scale).quantize(Decimal("0.01")).normalize() + 0
        return f"{number:f}", group, number * scale
    number = value.normalize() + 0
    whole = number == number.to_integral()
    text = f"{int(number):,}" if hand.commas and whole else f"{number:f}"
    return text, "", value


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return "两" if number == 2 else _HAN[number]
    return f"{'' if tens == 1 else _HAN[tens]}十{_HAN[ones] if ones else ''}"
