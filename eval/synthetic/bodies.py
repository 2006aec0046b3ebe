"""The bodies that generated reports are of: real counties and districts, drawn by seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from assistant.divisions import divisions
from assistant.domain import Place

_TOWNS = ("清河", "永安", "太平", "石桥", "双河", "龙泉", "青山", "白塔")
_ENDINGS = ("镇", "乡", "街道")


@dataclass(frozen=True, kw_only=True)
class Body:
    """A county or district with its whole path, and a township in it."""

    place: Place
    town: str

    @property
    def level(self) -> str:
        """县, 区 or 市: what its reports call it."""
        return self.place.name[-1]

    @property
    def city(self) -> str:
        """The name of the city above it."""
        return self.place.names[-2]


def draw_bodies(random: Random, count: int) -> list[Body]:
    """Different bodies, none of which shares its name, or its name without 县/区, with another."""
    counties = [
        p
        for places in divisions().by_name.values()
        for p in places
        if len(p.names) == 3 and p.name[-1] in "县区市" and 3 <= len(p.name) <= 5
    ]
    counties = sorted(set(counties), key=lambda p: p.names)
    stems = Counter(p.name[:-1] for p in counties)
    single = [p for p in counties if stems[p.name[:-1]] == 1 and p.names[1].endswith("市")]
    return [
        Body(place=place, town=random.choice(_TOWNS) + random.choice(_ENDINGS))
        for place in random.sample(single, count)
    ]
