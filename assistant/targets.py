"""The figures that a question asks for: its parts, and what later ones take over of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.concepts import BODY, Concept, Mention
from assistant.coordination import each_of
from assistant.hole import PERCENT, asked_unit, closed, has_hole, hole_pattern
from assistant.measure_names import Named, asked_by_name
from assistant.part_years import Time, asks_again, times_of, unmarked
from assistant.quantity import quantities
from assistant.target import JOINT, Target, coordinated, reading, unique
from assistant.text import fold
from assistant.tokens import tagged
from assistant.units import load_units

_NAMES_JOINED = re.compile(r"、|以及|还有|和(?!解)|与|及")
_FIGURES_NAME = re.compile(r"[\s\u4e00-\u9fff“”0-9]{2,16}(?:率|量|数|金额|占比|满意度)")
_SPLIT = re.compile(
    r"[,;。?!？！，；]|、(?=多少|几)|(?<=多少[场次期件人])(?=多少)|(?<=多少[人场批户]次)(?=多少)|(?<=[少几率件人次项个家场])\s*(?:和|与|以及|还有)"
)
# 投诉多少件(不算举报): what is left out is no part of what is asked.
_LEFT_OUT = re.compile(r"[(（](?:不算|不含|不包括|不包含|不计|除)[^()（）]*[)）]")
MORE_THAN = re.compile(
    r"(?:超过|多于|高于|不到|少于|不足|至少)?\s*(?<![\d.])\d[\d,.]+\s+(?=[\u4e00-\u9fff])"
)
# 前三名, 有几个地方: the bodies are counted, not what the measure counts.
_PLACES_COUNTED = re.compile(
    r"(?:前|后|倒数|排名?第?)\s*(?:多少|几|[一二两三四五六七八九十\d]{1,3})\s*(?:名|位|个|家)?"
    r"|(?:有|是)?哪?(?:几|多少|[一二两三四五六七八九十\d]{1,3})个?(?:地方|地区|县市区|县区|区县|县|区|市)|哪几[个家]"
)
# What comes of an action: its figure is not the action's own.
_FOLLOWS = re.compile(
    r"(?:提出?|提供|覆盖|惠及|涉及|发放|出动|投入|吸引|参与|受益|服务|形成|发现|反馈|查出)(?:了|的)?(?=[^,。]*(?:多少|几|金额))"
)
_DURING = ("中", "里", "时", "期间", "过程中", "工作中", "活动中")  # 在干部培训中讲课多少场
_JOINED_IN = re.compile(r"(?:参加|参与|出席)(?:了|过)?(?:的)?")  # 多少家单位参加了庭审观摩
_TWICE = 2
_EACH = re.compile(r"各|分别|多少[^,。]*多少|几[^,。]*几")
_IN_ALL = re.compile(r"总量|存量|总数|实有")
_RATE_ALONE = re.compile(
    r"(?!.*(?:增长|下降)率)[\u4e00-\u9fff]{0,8}(?:率|占比|比例|满意度)(?:呢|是)?\??"
)


def targets(text: str) -> tuple[Target, ...]:
    """The figures that a question asks for; years and places are already blanked out of ``text``.

    受理和审结各多少件 is two; a later part takes over the objects that it does not name. Marks may
    stand for the years: see ``part_years``.
    """
    text = _LEFT_OUT.sub(" ", text)
    once = len(hole_pattern().findall(text)) < _TWICE  # 原来多少项,现在多少项 asks for two
    if once and (named := asked_by_name(unmarked(text))):
        asked = _of_measure(named, _open(_PLACES_COUNTED.sub(" ", fold(unmarked(text)))))
        return (replace(asked, time=times_of([fold(text)])[0]),)
    plain = closed(_open(_asked_by_names(fold(text))))
    parts = [p for part in _SPLIT.split(plain) if part for p in _enumerated(part) if p.strip()]
    holes = [p for k, p in enumerate(parts) if has_hole(p) or (k and _goes_on(p, parts[:k]))]
    if not holes:
        return _expand(unmarked(plain))
    opening = _up_to(plain, holes[0])
    times = times_of(_stretches(plain, holes))
    first = _expand(unmarked(opening))
    later = [_later(unmarked(p), first[0], anew=_asked_anew(plain, p)) for p in holes[1:]]
    timed = zip((first, *later), times, strict=True)
    return tuple(replace(t, time=_own_time(t, time)) for found, time in timed for t in found)


def _stretches(plain: str, holes: Sequence[str]) -> list[str]:
    """What of a question leads to each of its holes, one part after the other."""
    ends = [0]
    for part in holes:
        ends.append(plain.find(part, ends[-1]) + len(part))
    return [plain[start:end] for start, end in pairwise(ends)]


def _own_time(target: Target, time: Time | None) -> Time | None:
    """A part's time; 现在 tells another than the first part's only where it asks for the same."""
    if time is None or time.moment != "now" or target.alone is None:
        return time
    return time if _tells_nothing(target.alone) else None


def _goes_on(part: str, before: Sequence[str]) -> bool:
    """Whether a part behind a question asks as well: 调解多少件，成功率; 多少件，上一年呢."""
    return _names_rate(part, before) or (has_hole(before[-1]) and asks_again(part))


def _names_rate(part: str, before: Sequence[str]) -> bool:
    """Whether a part behind a question asks for a rate as well: 调解多少件，成功率."""
    return _RATE_ALONE.fullmatch(part.strip()) is not None and has_hole(before[-1])


def _of_measure(named: Named, plain: str) -> Target:
    """The figure of a measure named in so many words: the name says all, the rest only asks."""
    asked, _ = reading(plain)
    found = _expand(f"{named.name} 多少")
    core = found[0] if len(found) == 1 else reading(f"{named.name} 多少")[0]
    changes = tuple(c for c in asked.own if c.kind == "change")
    unit, dimension = asked_unit(plain)
    if not dimension and not asked.change:
        # 访问量 is counted in 人次 and in 次 alike.
        units = {load_units().dimension(m.unit) for m in named.measures if m.unit != "人次"}
        dimension = units.pop() if len(units) == 1 else core.dimension
    return replace(
        core,
        text=plain,
        own=(*core.own, *(c for c in changes if c not in core.own)),
        change=asked.change,
        unit=unit,
        dimension=dimension,
        measures=frozenset(m.name for m in named.measures),
    )


def _enumerated(part: str) -> list[str]:
    """受理多少件、调解成功多少: pieces between 、 where each asks; else the part as it is."""
    pieces = part.split("、")
    return pieces if len(pieces) > 1 and all(map(has_hole, pieces)) else [part]


def _asked_by_names(plain: str) -> str:
    """Names of figures beside each other and nothing else (案件数、罚没金额), as a question."""
    names = [n.strip(" ?？。") for n in _NAMES_JOINED.split(plain)]
    if has_hole(plain) or len(names) < 2 or not all(map(_FIGURES_NAME.fullmatch, names)):
        return plain
    return ",".join(f"{name}是多少" for name in names)


def _up_to(plain: str, part: str) -> str:
    """The question up to the end of one of its parts."""
    return plain[: plain.find(part) + len(part)]


def _open(plain: str) -> str:
    """A question that names a figure (超过100件了吗) with a hole in its place."""
    if has_hole(plain):
        return plain
    plain = MORE_THAN.sub(" 多少 ", plain)
    if has_hole(plain) or not (found := quantities(plain)):
        return plain
    first = found[0]
    unit = "" if first.unit == "%" else first.unit
    hole = "百分之多少" if first.unit == "%" else f"多少{unit}"
    return f"{plain[: first.start]}{hole}{plain[first.end :]}"


def _expand(plain: str) -> tuple[Target, ...]:
    if each := each_of(plain):
        first, *others = each
        rest = (replace(t, alone=reading(o.alone)[0]) for o in others for t in _expand(o.question))
        return (*_expand(first.question), *rest)
    base, mentions = reading(plain)
    scene = tuple(c for c in base.context if c not in base.own)
    if scene:
        base = replace(base, own=(*base.own, *scene), context=(), fallback=base)
    elif fallback := _as_scene(base):
        base = replace(base, fallback=fallback)
    for kinds in (("stage", "action"), ("rate",), ("level",), ("object",)):
        named = [m for m in mentions if m.concept.kind in kinds]
        group = coordinated(plain, named)
        if len(group) > 1:
            names = {c.name for c in group}
            at_once = base if _at_once(plain, named, names) else None
            return tuple(replace(_alone(base, c, names), at_once=at_once) for c in group)
    return (base,)


def _at_once(plain: str, mentions: Sequence[Mention], group: set[str]) -> bool:
    """Whether actions may have been done to the very same: 审查和备案的文件有多少件."""
    places = [m for m in mentions if m.concept.name in group and m.concept.kind == "action"]
    gaps = [plain[one.end : other.start] for one, other in pairwise(places)]
    close = bool(gaps) and all(JOINT.fullmatch(gap) for gap in gaps)
    return close and not _EACH.search(plain)


def _as_scene(base: Target) -> Target | None:
    """What is asked with its one action as the scene: 审查提了多少条意见, 培训覆盖多少人."""
    actions = [c for c in base.own if c.kind == "action"]
    if len(actions) != 1 or len(base.own) != 1 or not base.words:
        return None
    words, text = actions[0].words, base.text
    verb = _FOLLOWS.search(text)
    before = verb and any(w in text[: verb.start()] for w in words)
    before = before or any(f"{w}{end}" in text for w in words for end in _DURING)
    did = _did_more(base, words)
    joined = any(text.startswith(words, m.end()) for m in _JOINED_IN.finditer(text))
    if not (before or joined or did):
        return None
    return replace(base, own=(), context=tuple(actions), near=(*base.near, *did))


def _did_more(base: Target, words: Sequence[str]) -> tuple[str, ...]:
    """Another verb between an action and its hole, that must be told as well: 审核否决了几件."""
    hole = hole_pattern().search(base.text)
    before = base.text[: hole.start()] if hole else ""
    ends = [before.rfind(w) + len(w) for w in words if w in before]
    last = tagged(before[max(ends) :].removesuffix("了"))[-1:] if ends else ()
    return tuple(w for w, tag in last if tag == "v" and len(w) > 1 and w in base.words)


def _alone(base: Target, concept: Concept, group: set[str]) -> Target:
    """The target with one concept of a coordinated group, without the others."""
    scene = base.fallback
    return replace(
        base,
        own=tuple(c for c in base.own if c.name == concept.name or c.name not in group),
        about=tuple(c for c in base.about if c.name == concept.name or c.name not in group),
        context=tuple(c for c in base.context if c.name not in group),
        fallback=_alone(scene, concept, group) if scene and scene.context else None,
    )


def _asked_anew(plain: str, part: str) -> bool:
    """Whether a part of a question is one of its own: 司法所有多少个？上门服务多少场次？"""
    return plain[: plain.find(part)].rstrip().endswith(("?", "。"))


def _later(part: str, first: Target, *, anew: bool = False) -> tuple[Target, ...]:
    """The figures that a later part of a question asks for: 受理多少件, 审结多少件.

    One that names nothing (比上年多多少) is of the very figure that the first asks for; one asked
    ``anew`` that names a thing is of what was named before only where that is told of.
    """
    found = _expand(part)
    if len(found) != 1 or not _is_of_same(found[0], first):
        return tuple(_taking_over(t, first, anew=anew) for t in found)
    text = PERCENT.sub(" ", hole_pattern().sub(" ", first.text))
    (again, *more) = _expand(f"{text} {part.strip()}")
    if more:
        return tuple(replace(_inherit(t, first), alone=t) for t in found)
    if not again.dimension:
        again = replace(again, unit=first.unit, dimension=first.dimension)
    return (replace(again, text=part, alone=found[0]),)


def _taking_over(target: Target, first: Target, *, anew: bool) -> Target:
    """A later part with what it takes over; without that where it stands on its own as well."""
    whole = replace(_inherit(target, first), alone=target)
    firm = any(c.weight > BODY for c in target.about)
    if not (anew and firm and whole.fallback is None):
        return whole
    bodies = tuple(c for c in first.about if c.weight == BODY)
    plain = replace(_inherit(target, replace(first, about=bodies, own=(), words=())), alone=target)
    return replace(whole, fallback=plain) if plain.about != whole.about else whole


def _is_of_same(later: Target, first: Target) -> bool:
    """Whether a later part asks for the same figure at another time, or for its change."""
    return _tells_nothing(later) and (later.change or later.dimension in ("", first.dimension))


def _names_no_thing(later: Target) -> bool:
    return not any(c.weight >= BODY for c in later.about) and not later.counted


def _tells_nothing(later: Target) -> bool:
    """Whether a part names no thing, nor what is done."""
    told = later.about or any(len(w) > 1 for w in later.words) or later.counted
    if told or _IN_ALL.search(later.text):
        return False
    return all(c.kind == "change" for c in later.own)


def _inherit(target: Target, first: Target) -> Target:
    """A later part takes over the objects it lacks, and the scene if it has nothing of its own."""
    if first.stretches and not target.stretches:
        target = replace(target, stretches=first.stretches)
    levels = tuple(c for c in first.own if c.kind == "level")
    if levels and not any(c.kind == "level" for c in target.own) and _names_no_thing(target):
        # 一审审结多少件,败诉多少件: both are of the first instance
        target = replace(target, own=(*target.own, *levels))
    if _IN_ALL.search(target.text) and not target.dimension:
        target = replace(target, unit=first.unit, dimension=first.dimension)
    if bodies := tuple(c for c in first.about if c.weight == BODY):
        named = any(c.weight == BODY for c in target.about)
        target = target if named else replace(target, about=(*bodies, *target.about))
    if any(c.weight >= 1 for c in target.about):
        return target
    if {c.name for c in target.own} == {"率"} and not (target.about or target.words):
        # 不予公开多少件,占多少: the share is of what was asked before.
        target = replace(target, words=first.words, context=first.own)
    target = replace(target, about=unique((*first.about, *target.about)))
    if target.own or any(c.weight >= 1 for c in first.about):
        return target
    return replace(target, context=first.own, words=(*first.words, *target.words))
