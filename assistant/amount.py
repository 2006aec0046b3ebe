"""A figure as Chinese writes it: 近2000件, 2000余件, 3件以上, 10—15日."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.units import load_units


def amount(value: str, unit: str, qualifier: str | None = None, high: str | None = None) -> str:
    """Number, unit and qualifier in the order in which they are read.

    ``value`` and ``high`` are decimals in words, ``high`` the end of a range. A qualifier may run
    several words together (近余), in the order of ``quantity``: before, inside, after.
    """
    units = load_units()
    rest, after = _ending(qualifier or "", units.after)
    before, inside = _ending(rest, units.inside)
    number = value if high is None else f"{value}—{high}"
    return f"{before}{number}{inside}{unit}{after}"


def _ending(text: str, words: Sequence[str]) -> tuple[str, str]:
    """What stands before the longest of ``words`` that ends a text, and that word."""
    found = max((w for w in words if text.endswith(w)), key=len, default="")
    return text.removesuffix(found), found
