"""Measures of the field: which named quantity a figure's words state (``data/measures.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from assistant.concepts import content_words, known_in, load_concepts, names_in
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

    A phrase that names a thing of its own may be of a measure that has no action: it needn't take
    over the one that governs it (办结641件,受援人4288人), nor count at its receipt (收到好差评);
    and what is told to be reviewed is reviewed for its legality (审核合同51份).
    """
    local = known_in(frame.local)
    if not local and content_words(frame.local):
        return None
    for actions, strict in _readings(frame):
        for fits in (_same_unit, _same_kind):
            fitting = [m for m in _by_actions().get(actions, ()) if fits(m.unit, quantity.unit)]
            if strict:
                fitting = [m for m in fitting if _objects(names_in(frame.local)) <= m.needs]
            if best := _best(fitting, frame, local):
                return best.name
    return None


def _readings(frame: Frame) -> Iterator[tuple[frozenset[str], bool]]:
    """Sets of actions that a figure may be of, likeliest first; whether its phrase must name all
    the things that it names of the measure's."""
    own, said = frame_actions(frame), binding_names(frame.local)
    yield own, False
    if _VAGUE in own:
        yield own - {_VAGUE}, False
    if _SHARE in own:
        yield own - {_SHARE}, False
    if last := _last_action(frame.local):
        yield frozenset({last}), True
    if _REVIEWED in own:
        yield own - {_REVIEWED} | {_FOR_LEGALITY}, True
    if _objects(names_in(frame.local)):
        if _RECEIVED in said:
            yield said - {_RECEIVED}, True
        elif own and not said:
            yield frozenset(), True


def _last_action(phrase: str) -> str | None:
    """What is done, where what else a phrase names only tells to whom: 申领执法证人员培训."""
    concepts = load_concepts()
    found = [m for m in concepts.find(phrase) if m.concept.kind in BINDING]
    if len(found) < _TWO or not _WHOSE.search(phrase[found[-2].end : found[-1].start]):
        return None
    return found[-1].concept.name


def _best(measures: Sequence[Measure], frame: Frame, local: frozenset[str]) -> Measure | None:
    """The measure that takes least from afar, most from near, and names most of the phrase."""
    tiers = [known_in(part) for part in (frame.local, frame.head, _SENTENCES.split(frame.lead)[-1])]
    tiers += [known_in(frame.lead), known_in(" ".join(frame.path))]
    things = _objects(local)
    close = {n for tier in tiers[:3] for n in _objects(tier) if _is_own_thing(n)}
    topics = frame_topics(frame)
    ranked: list[tuple[tuple[float, ...], Measure]] = []
    for measure in measures:
        objects = _objects(measure.needs)
        worths = [_worth(name, tiers) for name in objects]
        if topics and not _topics(measure) <= topics:
            continue
        if not all(worths) or (things and objects and not things & objects):
            continue
        afar = sum(worth < _NEAR for worth in worths)
        if objects and afar == len(objects) and close:
            continue
        near = sum(worths) - len(things - objects)
        weight = sum(load_concepts().by_name[name].weight for name in objects)
        last = _last_named(objects, frame.local)
        ranked.append(((-afar, near, len(measure.needs), weight, last), measure))
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _is_own_thing(name: str) -> bool:
    """Whether a concept is a thing that figures are of, and no department or circumstance."""
    return load_concepts().by_name[name].weight >= _OWN


def _last_named(objects: frozenset[str], phrase: str) -> int:
    """Where the last of the objects ends in a phrase: 常务会议会前学法 is 学法."""
    ends = [m.end for m in load_concepts().find(phrase) if m.concept.name in objects]
    return max(ends, default=0)


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
_SHARE = "率"  # 占比, of a rate that is named beside it
_WHOSE = re.compile(r"人员|对象|人群|企业|干部|队伍")
_TWO = 2
_RECEIVED = "收到"
_REVIEWED, _FOR_LEGALITY = "审核", "合法性审核"
_OWN = 0.9  # weight from which a thing named in the sentence keeps those of others out
_THING = 0.4  # weight from which an object is a thing of its own; 群众 or 案件 are none
_WORTHS = (1.0, 0.6, 0.3, 0.25, 0.2)
_NEAR = (
    0.3  # what an object of the figure's own sentence is worth; less: of the one before, or above
)
_SENTENCES = re.compile(r"[。！？!?]")
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
