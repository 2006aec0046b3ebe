"""Measures of the field: which named quantity a figure's words state (``data/measures.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from assistant.concepts import content_words, load_concepts, names_in
from assistant.domain import Frame, Quantity


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A named quantity. ``needs`` are the concepts that its words must hold, all of them.

    ``sums`` are the measures that together make this one; ``english`` is the first of its English
    names, ``also`` the others.
    """

    name: str
    needs: frozenset[str]
    unit: str
    english: str
    synonyms: tuple[str, ...] = ()
    parent: str | None = None
    sums: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """All measures by canonical name."""

    measures: Mapping[str, Measure]


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon."""
    file = resources.files("assistant").joinpath("data/measures.yaml")
    raw: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Lexicon(
        measures={
            name: Measure(
                name=name,
                needs=frozenset(entry["needs"]),
                unit=entry["unit"],
                english=entry["en"][0],
                synonyms=tuple(entry.get("synonyms", ())),
                parent=entry.get("parent"),
                sums=tuple(entry.get("sums", ())),
                also=tuple(entry["en"][1:]),
            )
            for name, entry in raw.items()
        }
    )


def measure_of(frame: Frame, quantity: Quantity) -> str | None:
    """The canonical name of what a figure counts, or ``None`` for one outside the lexicon.

    The measure's actions and rates must stand in the figure's own phrase (or, where that names
    none, in what governs it) and be the only ones there, 办理 apart. Its objects may stand above,
    unless the phrase names a thing of its own: then the measure must be of that thing. The
    measure that takes up most of the phrase wins.
    """
    local = names_in(frame.local)
    if not local and content_words(frame.local):
        return None
    own = frame_actions(frame)
    for actions in (own, own - {_VAGUE}):
        for fits in (_same_unit, _same_kind):
            fitting = [m for m in _by_actions().get(actions, ()) if fits(m.unit, quantity.unit)]
            if best := _best(fitting, frame, local):
                return best.name
    return None


def _best(measures: Sequence[Measure], frame: Frame, local: frozenset[str]) -> Measure | None:
    tiers = [names_in(part) for part in (frame.local, frame.head, frame.lead)]
    tiers.append(names_in(" ".join(frame.path)))
    things = _objects(local)
    topics = frame_topics(frame)
    ranked: list[tuple[tuple[float, int], Measure]] = []
    for measure in measures:
        objects = _objects(measure.needs)
        worths = [_worth(name, tiers) for name in objects]
        if topics and not _topics(measure) <= topics:
            continue
        if not all(worths) or (things and objects and not things & objects):
            continue
        strange = len(things - objects)
        ranked.append(((sum(worths) - strange, len(measure.needs)), measure))
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _topics(measure: Measure) -> frozenset[str]:
    concepts = load_concepts().by_name
    return frozenset(t for n in measure.needs if (t := concepts[n].topic))


def _worth(name: str, tiers: Sequence[frozenset[str]]) -> float:
    """What a concept is worth by where it stands, nearest first; 0: nowhere."""
    return next((w for tier, w in zip(tiers, _WORTHS, strict=True) if name in tier), 0.0)


def _objects(names: frozenset[str]) -> frozenset[str]:
    concepts = load_concepts().by_name
    return frozenset(
        n for n in names if concepts[n].kind == "object" and concepts[n].weight >= _THING
    )


def _same_unit(one: str, other: str) -> bool:
    return one == other


def _same_kind(one: str, other: str) -> bool:
    """件 and 起, 名 and 人 count the same; a time (人次) and a person don't."""
    return any(one in kind and other in kind for kind in _KINDS)


@cache
def _by_actions() -> Mapping[frozenset[str], tuple[Measure, ...]]:
    """Measures by the binding concepts they need."""
    concepts = load_concepts().by_name
    found: dict[frozenset[str], list[Measure]] = {}
    for measure in load_lexicon().measures.values():
        actions = frozenset(n for n in measure.needs if concepts[n].kind in BINDING)
        found.setdefault(actions, []).append(measure)
    return {actions: tuple(measures) for actions, measures in found.items()}


_VAGUE = "办理"
_THING = 0.4  # weight from which an object is a thing of its own; 群众 or 案件 are none
_WORTHS = (1.0, 0.6, 0.3, 0.2)
_KINDS = (frozenset("件起宗例桩案"), frozenset("人名位员"), frozenset({"家", "户", "个"}))
# 新建2个,累计建成7个: a running total is not of what the figure before it did.
_STOCK = re.compile(r"累计|共有|现有|总数|目前")
_EXPLAINED = re.compile(r"[(（](?:其中)?(?:包括|包含|含|即|指|如)[^()（）]*[)）]")
_EXAMPLES = re.compile(r"[^\s]*、[^\s]*等(?!方式|形式|途径|手段|$)")
BINDING = frozenset({"stage", "action", "rate", "change", "level"})


def frame_actions(frame: Frame) -> frozenset[str]:
    """Binding concepts of a figure: its own phrase's, or those that govern it."""
    own = binding_names(frame.local)
    return own if own or _STOCK.search(frame.local) else binding_names(frame.governs)


@lru_cache(maxsize=50_000)
def frame_topics(frame: Frame) -> frozenset[str]:
    """The kinds of matter that the nearest words to a figure name; empty where none do.

    Its own phrase decides, then what governs it, then its sentence together with its heading, then
    the headings above and the title.
    """
    near = [frame.local, frame.governs, frame.head]
    headings = [topics_in(heading) for heading in reversed(frame.path)]
    deepest = next(filter(None, headings), frozenset[str]())
    tiers = [*map(topics_in, near), topics_in(frame.lead) | deepest, *headings]
    return next(filter(None, tiers), frozenset[str]())


def topics_in(text: str) -> frozenset[str]:
    """Kinds of matter that a text names."""
    concepts = load_concepts().by_name
    return frozenset(t for n in names_in(text) if (t := concepts[n].topic))


def binding_names(text: str) -> frozenset[str]:
    """Binding concepts of a text; of 撤销、变更等纠错决定 only what the examples stand for.

    What only explains, 直接纠错(包括撤销、变更), is left out.
    """
    concepts = load_concepts().by_name
    return frozenset(
        n
        for n in names_in(_EXAMPLES.sub("", _EXPLAINED.sub("", text)))
        if concepts[n].kind in BINDING
    )
