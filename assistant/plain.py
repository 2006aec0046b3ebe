"""The figure whose change or multiple is asked for: the target without the words of change."""

from __future__ import annotations

from dataclasses import replace

from assistant.lexicon import load_lexicon
from assistant.target import Target
from assistant.units import load_units


def plain_of(target: Target) -> Target:
    """The figure whose change is asked for, without the words of change."""
    dimension = "" if target.dimension in ("percent", "multiple") else target.dimension
    units = {load_lexicon().measures[name].unit for name in target.measures}
    if not dimension and len(units) == 1:
        dimension = load_units().dimension(units.pop())
    return replace(
        target,
        own=tuple(c for c in target.own if c.kind != "change"),
        change=False,
        unit="" if not dimension else target.unit,
        dimension=dimension,
        fallback=None,
    )
