"""A question as an indicator with a hole: what must stand in a figure's words to fill it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.concepts import (
    BODY,
    Concept,
    Mention,
    content_words,
    load_concepts,
    without_concepts,
)
from assistant.coordination import each_of
from assistant.counted import compounds, counted_nouns, counts_things
from assistant.hole import PERCENT, SUPERLATIVE, asked_unit, closed, has_hole, hole_pattern
from assistant.measure_names import Named, asked_by_name
from assistant.quantity import quantities
from assistant.subyear import stretches
from assistant.text import fold, is_piece_of_name
from assistant.tokens import is_known_word
from assistant.units import load_units
from assistant.wording import is_opposing

_JOINT = re.compile(r"和|(?<![参给赋])与|(?<![涉普波触危])及|、|跟|还有|以及")
_SPLIT = re.compile(
    r"[,;。?!？！，；]|、(?=多少|几)|(?<=多少[场次期件人])(?=多少)|(?<=多少[人场批户]次)(?=多少)|(?<=[少几率件人次项个家场])\s*(?:和|与|以及|还有)"
)
MORE_THAN = re.compile(
    r"(?:超过|多于|高于|不到|少于|不足|至少)?\s*(?<![\d.])\d[\d,.]+\s+(?=[\u4e00-\u9fff])"
)
_REACHED = re.compile(
    r"(?:提高|提升|上升|增加|增长|下降|降低|减少|压减|压缩|精简|缩短|缩减|调整)(?=[至到为达])"
)
_MEANING_TO = re.compile(
    r"打算|目标值?(?=[是为]?多少)"
)  # that it is a plan is no word of what is planned
_GENERIC = frozenset({"率", "同比", "增加", "下降", "满意度"})
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十\d]+(?:批|届|次|轮|期|季度|名)|(?<!\d)12[0-9]{3}(?!\d)"
    r"|(?<!\d)\d{1,2}月|[一二三四五六七八九十]{1,2}月(?!均)"  # one month's figure is not the year's
)
# 前三名, 有几个地方: the bodies are counted, not what the measure counts.
_PLACES_COUNTED = re.compile(
    r"(?:前|后|倒数|排名?第?)\s*(?:多少|几|[一二两三四五六七八九十\d]{1,3})\s*(?:名|位|个|家)?"
    r"|(?:有|是)?哪?(?:几|多少|[一二两三四五六七八九十\d]{1,3})个?(?:地方|地区|县市区|县区|区县|县|区|市)|哪几[个家]"
)
# 和通州区相比谁多 sets bodies against each other, not years.
_BETWEEN = re.compile(r"^(?!.*[增减升降涨]|.*变化|.*上年|.*去年).*相比.*(?:谁|哪|还是)")
# What comes of an action: its figure is not the action's own.
_FOLLOWS = re.compile(
    r"(?:提出?|提供|覆盖|惠及|涉及|发放|出动|投入|吸引|参与|受益|服务|形成|发现|反馈|查出)(?:了|的)?(?=[^,。]*(?:多少|几|金额))"
)
_JOINED_IN = re.compile(r"(?:参加|参与|出席)(?:了|过)?(?:的)?")  # 多少家单位参加了庭审观摩
_RATE_ALONE = re.compile(
    r"(?!.*(?:增长|下降)率)[\u4e00-\u9fff]{0,8}(?:率|占比|比例|满意度)(?:呢|是)?\??"
)
_LINE = re.compile(r"12[0-9]{3}")  # a hotline
_EACH = re.compile(r"各|分别|多少[^,。]*多少|几[^,。]*几")
_STRAIGHT = re.compile(r"(?:了|过)?(?:共|一共|总共)?")
_DENIED = re.compile(r"(?:没有|没|未|不)([\u4e00-\u9fff]{2})(?!面)")
# 不合格案件 are no 合格案件; 是不是合格 asks for those that are.
_DENYING = re.compile(r"(?<![是能会要可对差])(?:不|未|非)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One figure that is asked for.

    ``own`` must stand in the figure's own phrase, ``about`` anywhere that governs it, ``words`` are
    the other content words with what each weighs; ``dimension`` ``""`` is any but a percentage.
    ``measures`` are those of the lexicon that it names in so many words, by their names. ``base``
    is the year that a change is against, where it is not the one before. ``alone`` is what a later
    part of a question says without what it takes over of the first; ``at_once`` asks for all that
    its question joins (审查和备案) as done to the very same.
    """

    text: str
    own: tuple[Concept, ...] = ()
    about: tuple[Concept, ...] = ()
    words: tuple[str, ...] = ()
    unit: str = ""
    dimension: str = ""
    change: bool = False
    context: tuple[Concept, ...] = ()
    counted: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    limits: tuple[Concept, ...] = ()
    named: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    stretches: frozenset[tuple[str, int]] = frozenset()
    fallback: Target | None = None
    alone: Target | None = None
    measures: frozenset[str] = frozenset()
    base: int | None = None
    at_once: Target | None = None

    @property
    def bare(self) -> bool:
        """Whether it names no thing at all (占比是多少): anything would fill it."""
        told = any(c.name not in _GENERIC for c in self.own)
        told = told or any(map(_LINE.fullmatch, self.ordinals))
        return self.dimension != "rank" and not (
            told or self.words or sum(c.weight for c in self.about) >= 0.5
        )


def targets(text: str) -> tuple[Target, ...]:
    """The figures that a question asks for; years and places are already blanked out of ``text``.

    受理和审结各多少件 is two; a later part takes over the objects that it does not name.
    """
    if named := asked_by_name(text):
        return (_of_measure(named, _open(_PLACES_COUNTED.sub(" ", fold(text)))),)
    plain = closed(_open(fold(text)))
    parts = [p for part in _SPLIT.split(plain) if part for p in _enumerated(part) if p.strip()]
    holes = [p for k, p in enumerate(parts) if has_hole(p) or (k and _names_rate(p, parts[:k]))]
    if len(holes) > 1:
        first = _expand(_up_to(plain, holes[0]))
        return (*first, *(t for p in holes[1:] for t in _later(p, first[0])))
    if holes:
        plain = _up_to(plain, holes[0])
    return _expand(plain)


def _names_rate(part: str, before: Sequence[str]) -> bool:
    """Whether a part behind a question asks for a rate as well: 调解多少件，成功率."""
    return _RATE_ALONE.fullmatch(part.strip()) is not None and has_hole(before[-1])


def _of_measure(named: Named, plain: str) -> Target:
    """The figure of a measure named in so many words: the name says all, the rest only asks."""
    asked, _ = _read(plain)
    found = _expand(f"{named.name} 多少")
    core = found[0] if len(found) == 1 else _read(f"{named.name} 多少")[0]
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
        return tuple(t for one in each for t in _expand(one))
    base, mentions = _read(plain)
    scene = tuple(c for c in base.context if c not in base.own)
    if scene:
        base = replace(base, own=(*base.own, *scene), context=(), fallback=base)
    elif fallback := _as_scene(base):
        base = replace(base, fallback=fallback)
    for kinds in (("stage", "action"), ("rate",), ("level",), ("object",)):
        named = [m for m in mentions if m.concept.kind in kinds]
        group = _coordinated(plain, named)
        if len(group) > 1:
            names = {c.name for c in group}
            at_once = base if _at_once(plain, named, names) else None
            return tuple(replace(_alone(base, c, names), at_once=at_once) for c in group)
    return (base,)


def _at_once(plain: str, mentions: Sequence[Mention], group: set[str]) -> bool:
    """Whether actions may have been done to the very same: 审查和备案的文件有多少件."""
    places = [m for m in mentions if m.concept.name in group and m.concept.kind == "action"]
    gaps = [plain[one.end : other.start] for one, other in pairwise(places)]
    close = bool(gaps) and all(_JOINT.fullmatch(gap) for gap in gaps)
    return close and not _EACH.search(plain)


def _as_scene(base: Target) -> Target | None:
    """What is asked with its one action as the scene: 审查提了多少条意见, 培训覆盖多少人."""
    actions = [c for c in base.own if c.kind == "action"]
    if len(actions) != 1 or len(base.own) != 1 or not base.words:
        return None
    verb = _FOLLOWS.search(base.text)
    before = verb and any(w in base.text[: verb.start()] for w in actions[0].words)
    words, text = actions[0].words, base.text
    joined = any(text.startswith(words, m.end()) for m in _JOINED_IN.finditer(text))
    return replace(base, own=(), context=tuple(actions)) if before or joined else None


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


def _coordinated(plain: str, mentions: Sequence[Mention]) -> list[Concept]:
    """Concepts of one kind joined by 和, 、 and their like."""
    group: list[Concept] = []
    for left, right in zip(mentions, mentions[1:], strict=False):
        between = plain[left.end : right.start]
        if len(between) <= 8 and _JOINT.search(between) and left.concept != right.concept:
            group.extend(c for c in (left.concept, right.concept) if c not in group)
    return group


def _later(part: str, first: Target) -> tuple[Target, ...]:
    """The figures that a later part of a question asks for: 受理多少件, 审结多少件.

    One that names nothing (比上年多多少) is of the very figure that the first asks for.
    """
    found = _expand(part)
    if len(found) != 1 or not _is_of_same(found[0], first):
        return tuple(replace(_inherit(t, first), alone=t) for t in found)
    text = PERCENT.sub(" ", hole_pattern().sub(" ", first.text))
    (again, *more) = _expand(f"{text} {part.strip()}")
    if more:
        return tuple(replace(_inherit(t, first), alone=t) for t in found)
    if not again.dimension:
        again = replace(again, unit=first.unit, dimension=first.dimension)
    return (replace(again, text=part, alone=found[0]),)


def _is_of_same(later: Target, first: Target) -> bool:
    """Whether a later part asks for the same figure at another time, or for its change."""
    told = later.about or any(len(w) > 1 for w in later.words) or later.counted
    if told or any(c.kind != "change" for c in later.own):
        return False
    return later.change or later.dimension in ("", first.dimension)


def _inherit(target: Target, first: Target) -> Target:
    """A later part takes over the objects it lacks, and the scene if it has nothing of its own."""
    if first.stretches and not target.stretches:
        target = replace(target, stretches=first.stretches)
    if bodies := tuple(c for c in first.about if c.weight == BODY):
        named = any(c.weight == BODY for c in target.about)
        target = target if named else replace(target, about=(*bodies, *target.about))
    if any(c.weight >= 1 for c in target.about):
        return target
    if {c.name for c in target.own} == {"率"} and not (target.about or target.words):
        # 不予公开多少件,占多少: the share is of what was asked before.
        target = replace(target, words=first.words, context=first.own)
    target = replace(target, about=_unique((*first.about, *target.about)))
    if target.own or any(c.weight >= 1 for c in first.about):
        return target
    return replace(target, context=first.own, words=(*first.words, *target.words))


def _read(plain: str) -> tuple[Target, Sequence[Mention]]:
    concepts = load_concepts()
    unit, dimension = asked_unit(plain)
    hole = hole_pattern().search(plain)
    rest = plain
    for asking in (_MEANING_TO, PERCENT, hole_pattern(), _REACHED, SUPERLATIVE):
        rest = asking.sub(" ", rest)
    mentions = [m for m in concepts.find(rest) if not is_piece_of_name(rest, m.start, m.end)]
    own, context = _own(rest, mentions, hole.start() if hole else len(plain))
    about = _unique(m.concept for m in _objects(mentions))
    words = content_words(without_concepts(rest, mentions))
    if _BETWEEN.search(plain):
        own = tuple(c for c in own if c.kind != "change")
        mentions = [m for m in mentions if m.concept.kind != "change"]
    change = any(m.concept.kind == "change" for m in mentions)
    if any(c.kind == "rate" for c in own) and not unit and not change:
        dimension = "count" if counts_things(plain, hole) else "percent"
    return (
        Target(
            text=plain,
            own=own,
            about=about,
            words=words,
            counted=counted_nouns(plain, hole),
            near=(*compounds(rest, mentions), *filter(is_opposing, words)),
            denied=_denied(rest, mentions),
            ordinals=tuple(m[0] for m in _ORDINAL.finditer(plain)),
            stretches=stretches(plain, asked=True),
            limits=_unique(m.concept for m in mentions if m.concept.kind == "limit"),
            unit=unit,
            dimension=dimension,
            change=change,
            context=context,
        ),
        mentions,
    )


def _denied(rest: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Words that the question denies: 未通过, 不合格."""
    stop = load_concepts().stop
    plain = (m[1] for m in _DENIED.finditer(without_concepts(rest, mentions)))
    named = (m.word for m in mentions if _DENYING.search(rest[: m.start]))
    return (*(w for w in plain if is_known_word(w) and w not in stop), *named)


def _objects(mentions: Sequence[Mention]) -> list[Mention]:
    """The objects named, less a body that only does what it is there for (公证处办理公证)."""
    objects = [m for m in mentions if m.concept.kind == "object"]
    return [
        m
        for m in objects
        if not any(
            m.end <= other.start and m.word != other.word and m.word.startswith(other.word)
            for other in objects
        )
    ]


def _own(
    text: str, mentions: Sequence[Mention], hole: int
) -> tuple[tuple[Concept, ...], tuple[Concept, ...]]:
    """Binding concepts asked for, and actions that only set the scene (审结的案件里撤回多少).

    Of several actions that are not coordinated the one nearest to the hole is asked for.
    """
    binding = [m for m in mentions if m.concept.kind in ("stage", "action")]
    others = [m.concept for m in mentions if m.concept.kind in ("rate", "level", "change")]
    if len(binding) < 2:
        return _unique([*(m.concept for m in binding), *others]), ()
    if joined := _coordinated(text, binding):
        scene = _unique(m.concept for m in binding if m.concept not in joined)
        return _unique([*joined, *others]), scene
    binding = sorted(binding, key=lambda m: _distance(m, hole))
    straight = any(
        m.concept.kind == "stage" and _STRAIGHT.fullmatch(text[m.end : hole]) for m in binding
    )
    if not straight:  # 入驻的机构受理了多少件; else an action before a stage: 受理的撤回多少
        binding.sort(key=lambda m: m.concept.kind != "action")
    chosen = binding[0].concept
    scene = _unique(m.concept for m in binding[1:] if m.concept != chosen)
    return _unique([chosen, *others]), scene


def _distance(mention: Mention, hole: int) -> int:
    """How far a mention is from the hole: nothing, where it spans it (发现|多少个|问题)."""
    return 0 if mention.start < hole < mention.end else abs(mention.end - hole)


def _unique(concepts: object) -> tuple[Concept, ...]:
    seen: dict[str, Concept] = {}
    for concept in concepts:  # type: ignore[attr-defined]
        seen.setdefault(concept.name, concept)
    return tuple(seen.values())
