"""The places that the corpus is about, by every name that a question may call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from assistant.divisions import COUNTRY, divisions, pinyins, short_forms
from assistant.domain import Place


class KnownPlaces:
    """Known places, each with its parents, and those parents, by full and short names and pinyin.

    ``expanded`` leads from a place as the corpus has it to the same with the parents that the
    table of divisions gives it.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.expanded: Mapping[Place, Place] = {place: _expanded(place) for place in places}
        index: dict[str, list[Place]] = defaultdict(list)
        for place in _with_parents(self.expanded.values()):
            for name in names_of(place):
                index[name].append(place)
        self.by_name: Mapping[str, tuple[Place, ...]] = {k: tuple(v) for k, v in index.items()}
        self.longest = max(map(len, index), default=0)

    @cached_property
    def by_pinyin(self) -> Mapping[str, tuple[Place, ...]]:
        """Made when Latin letters first come, for it takes a while with thousands of places."""
        index: dict[str, dict[Place, None]] = defaultdict(dict)
        for name, places in self.by_name.items():
            for written in {name, _stem(name)}:
                for key in filter(lambda k: len(k) > 2, pinyins(written)):
                    index[key].update(dict.fromkeys(places))
        return {key: tuple(places) for key, places in index.items()}


def names_of(place: Place) -> set[str]:
    """Full name, short form, and of an autonomous one the short form with its kind: 恩施州.

    So with what it is called otherwise (巴州).
    """
    called = divisions().called.get(place.name, ())
    return {place.name, *short_forms(place.name), *_zone_names(place.name), *called}


# What a development zone is called for short: 滨河经济技术开发区 is 滨河经开区.
_ZONES = (
    ("高新技术产业开发区", ("高新区", "高新技术开发区", "高新开发区")),
    ("经济技术开发区", ("经开区", "开发区", "经济开发区", "经济技术区")),
    ("经济开发区", ("经开区", "开发区")),
    ("旅游度假区", ("度假区",)),
    ("综合保税区", ("综保区", "保税区")),
)


def _zone_names(name: str) -> Iterable[str]:
    for kind, shorter in _ZONES:
        stem = name.removesuffix(kind)
        if stem != name:
            return [stem + short for short in shorter] if stem else []
    return []


def _stem(name: str) -> str:
    """A town's name without its kind, which English puts behind it: Ligu Town."""
    for kind in ("街道", "镇", "乡"):
        if name.endswith(kind) and len(name) > len(kind) + 1:
            return name.removesuffix(kind)
    return name


@lru_cache(maxsize=4)
def known_places(places: tuple[Place, ...]) -> KnownPlaces:
    """The index over ``places``, kept while the corpus stays as it is."""
    return KnownPlaces(places)


def same(a: Place, b: Place) -> bool:
    """Whether two places may be one: the same name, and no parent that speaks against it."""
    if a.name != b.name:
        return False
    above, other = set(a.names[:-1]), set(b.names[:-1])
    return above <= other or other <= above


def inside(inner: Place, outer: Place) -> bool:
    """Whether ``inner`` lies within ``outer`` and is not it, as far as their names tell."""
    if outer == COUNTRY:
        return inner != COUNTRY
    if outer.name not in inner.names[:-1]:
        return False
    above = set(inner.names[: inner.names.index(outer.name)])
    return set(outer.names[:-1]) <= above or above <= set(outer.names[:-1])


def _with_parents(places: Iterable[Place]) -> Iterable[Place]:
    paths = (p.names[:depth] for p in places for depth in range(1, len(p.names) + 1))
    return (Place(names=path) for path in dict.fromkeys(paths) if path != COUNTRY.names)


def _expanded(place: Place) -> Place:
    fits = [p for p in divisions().by_name.get(place.name, ()) if same(p, place)]
    return fits[0] if len(fits) == 1 and len(fits[0].names) > len(place.names) else place
