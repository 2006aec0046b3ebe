"""A question as an indicator with a hole: what must stand in a figure's words to fill it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.concepts import Concept, Mention, content_words, load_concepts
from assistant.measure_names import asked_by_name
from assistant.quantity import quantities
from assistant.subyear import stretches
from assistant.text import fold
from assistant.tokens import is_known_word, tagged
from assistant.units import load_units

_JOINT = re.compile(r"和|与|(?<![涉普波触危])及|、|跟|还有|以及")
_PERCENT = re.compile(r"百分之(?:多少|几)|多少[%％]|几成|几个百分点|多少个百分点")
_MONEY = re.compile(r"多少(?:钱|资金|经费|金额|款|万元|亿元|元)|几(?:万|亿)元|金额|标的额")
_LONG = re.compile(r"多久|多长时间|多少(?:日|天|个?工作日|个?月|年|小时)|几(?:日|天|个月|年|小时)")
_SPLIT = re.compile(
    r"[,;。?!？！，；]|、(?=多少|几)|(?<=多少[场次期件人])(?=多少)|(?<=多少[人场批户]次)(?=多少)|(?<=[少几率件人次项个家场])\s*(?:和|与|以及|还有)"
)
# Dimensions whose measure words may answer for those of another: 多少份文书 / 起草文书19件.
_ANSWERS = {
    "count": ("cases", "entities", "documents", "visits", "people"),
    "cases": ("documents", "visits"),
    "documents": ("cases",),
    "entities": ("documents", "visits"),
    "visits": ("cases", "entities"),
}
_COUNTS = frozenset({*_ANSWERS, "people", "times"})
_MORE_THAN = re.compile(
    r"(?:超过|多于|高于|不到|少于|不足|至少)?\s*(?<![\d.])\d[\d,.]+\s+(?=[\u4e00-\u9fff])"
)
_SUPERLATIVE = re.compile(r"最(?:多(?!跑)|少|大|小|高(?!人民|检察|法)|低|快)(?:$|的|[\s?,。是])")
_REACHED = re.compile(
    r"(?:提高|提升|上升|增加|增长|下降|降低|减少|压减|压缩|精简|缩短|缩减|调整)(?=[至到为达])"
)
_GENERIC = frozenset({"率", "同比", "增加", "下降", "满意度"})
_RATIO = re.compile(r"(?<![效频利汇税功概几])率|占比|比例|比重|满意度")
_METHOD = re.compile(
    r"怎么|如何|怎样|为什么|什么是|是什么|意思|措施|办法|可以|可不可以|能不能|能否|能[^,。]{0,10}吗"
)
_HOW = re.compile(r"(?:如何|怎么|怎样|为什么|为何)(?!样)[^\s?!,。]{2}")  # 如何提高出庭应诉率
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十\d]+(?:批|届|次|轮|期|季度|名)|(?<!\d)12[0-9]{3}(?!\d)"
    r"|(?<!\d)\d{1,2}月|[一二三四五六七八九十]{1,2}月(?!均)"  # one month's figure is not the year's
)
_DULL = frozenset({"案件", "案子", "业务", "事项", "人次", "件数", "信息", "时候", "一共", "参加"})
_UNITS_OF_LAND = frozenset("村镇乡县")
# English words that the glossary lacks: what they narrow or name, no Chinese figure can be of.
_FOREIGN = re.compile(r"[a-z]{3,}")
_FOREIGN_BEFORE = re.compile(r"([a-z]{3,})\s*$")
_DENIED = re.compile(r"(?:没有|没|未|不)([\u4e00-\u9fff]{2})(?!面)")
_NOUN = frozenset("njlisbg")
_PEOPLE = re.compile(r"多少(?:群众|人|干部|职工|村民|居民|学生|市民|企业家|党员)")
_NAMED = re.compile(
    r"(?:率|数|量|数量|总数|总量|金额|总额|占比|比例|比重|人数|人次|件数|次数|场次|满意度|罚没款|罚款|罚没|增幅|降幅|增速|压缩比)"
    r"(?:情况|怎么样|如何|怎样|多高|高不高|是|为|达)?$"
)
_ANY = frozenset({"个", "单", ""})


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One figure that is asked for.

    ``own`` must stand in the figure's own phrase, ``about`` anywhere that governs it, ``words`` are
    the other content words with what each weighs; ``dimension`` ``""`` is any but a percentage.
    ``measures`` are those of the lexicon that it names in so many words, by their names.
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
    measures: frozenset[str] = frozenset()

    @property
    def bare(self) -> bool:
        """Whether it names no thing at all (占比是多少): anything would fill it."""
        told = [c for c in self.own if c.name not in _GENERIC]
        return not (told or self.words or sum(c.weight for c in self.about) >= 0.5)


def names_thing(text: str) -> bool:
    """Whether a question whose targets are bare names some thing all the same (GDP, 有多少村).

    Such a thing is none of the field's: it isn't stated, rather than said unclearly.
    """
    concepts, units = load_concepts(), load_units()
    plain = fold(text)
    rest = _SUPERLATIVE.sub(" ", _PERCENT.sub(" ", _without(plain, concepts.find(plain))))
    if any(m["unit"] in _UNITS_OF_LAND for m in _hole().finditer(rest)):
        return True
    return any(
        tag == "eng" or (tag in ("zg", "ng") or tag[0] in _NOUN)
        for word, tag in tagged(_hole().sub(" ", rest))
        if not concepts.blank(word) and word not in units.words and word not in _DULL
    )


@cache
def _hole() -> re.Pattern[str]:
    units = "|".join(map(re.escape, load_units().words))
    return re.compile(
        rf"(?:多少|几多|(?<!哪)几)\s*(?P<unit>{units})?|(?:是|为|有|达到?)多(?:大|高)"
    )


def hole_pattern() -> re.Pattern[str]:
    """What stands in a question for the figure asked for: 多少件, 几名."""
    return _hole()


def targets(text: str) -> tuple[Target, ...]:
    """The figures that a question asks for; years and places are already blanked out of ``text``.

    受理和审结各多少件 is two; a later part takes over the objects that it does not name.
    """
    named = frozenset(m.name for m in asked_by_name(text))
    if named:
        return tuple(replace(t, measures=named) for t in _expand(_open(fold(text))))
    plain = _open(fold(text))
    parts = [p for part in _SPLIT.split(plain) if part for p in _enumerated(part) if p.strip()]
    holes = [p for p in parts if _asks(p)]
    if len(holes) > 1:
        first = _expand(_up_to(plain, holes[0]))
        rest = [_inherit(t, first[0]) for p in holes[1:] for t in _expand(p)]
        return (*first, *rest)
    if holes:
        plain = _up_to(plain, holes[0])
    return _expand(plain)


def _enumerated(part: str) -> list[str]:
    """受理多少件、调解成功多少: pieces between 、 where each asks; else the part as it is."""
    pieces = part.split("、")
    return pieces if len(pieces) > 1 and all(map(_asks, pieces)) else [part]


def _up_to(plain: str, part: str) -> str:
    """The question up to the end of one of its parts."""
    return plain[: plain.find(part) + len(part)]


def asks_figure(text: str) -> bool:
    """Whether a question (years and places blanked out) asks for a figure.

    It has a hole (多少), or ends in the name of a quantity (出庭应诉率, 办件量, 罚没金额).
    """
    plain = fold(text).strip(" ?？。.!！()呢啊呀吗的是")
    if _asks(plain) or (_NAMED.search(plain) and not _HOW.search(plain)):
        return True
    if asked_by_name(plain):
        return True
    if any(m.concept.kind == "rate" for m in load_concepts().find(plain)):
        return not _METHOD.search(plain)
    if _MORE_THAN.search(plain) or _compares(plain):
        return True
    return bool(quantities(plain)) and bool(re.search(r"吗|是不是|是否|有没有|超过|达到", text))


def _compares(plain: str) -> bool:
    """Whether the most or least of something counted is asked for (哪个县受理最多)."""
    counted = ("stage", "action", "rate", "change")
    return bool(_SUPERLATIVE.search(plain)) and any(
        m.concept.kind in counted for m in load_concepts().find(plain)
    )


def _open(plain: str) -> str:
    """A question that names a figure (超过100件了吗) with a hole in its place."""
    if _asks(plain):
        return plain
    plain = _MORE_THAN.sub(" 多少 ", plain)
    if _asks(plain) or not (found := quantities(plain)):
        return plain
    first = found[0]
    unit = "" if first.unit == "%" else first.unit
    hole = "百分之多少" if first.unit == "%" else f"多少{unit}"
    return f"{plain[: first.start]}{hole}{plain[first.end :]}"


def _asks(part: str) -> bool:
    return bool(_hole().search(part) or _PERCENT.search(part))


def _expand(plain: str) -> tuple[Target, ...]:
    base, mentions = _read(plain)
    scene = tuple(c for c in base.context if c not in base.own)
    if scene:
        base = replace(base, own=(*base.own, *scene), context=(), fallback=base)
    for kinds in (("stage", "action"), ("rate",), ("level",), ("object",)):
        group = _coordinated(plain, [m for m in mentions if m.concept.kind in kinds])
        if len(group) > 1:
            names = {c.name for c in group}
            return tuple(_alone(base, concept, names) for concept in group)
    return (base,)


def _alone(base: Target, concept: Concept, group: set[str]) -> Target:
    """The target with one concept of a coordinated group, without the others."""
    return replace(
        base,
        own=tuple(c for c in base.own if c.name == concept.name or c.name not in group),
        about=tuple(c for c in base.about if c.name == concept.name or c.name not in group),
        context=tuple(c for c in base.context if c.name not in group),
        fallback=None,
    )


def _coordinated(plain: str, mentions: Sequence[Mention]) -> list[Concept]:
    """Concepts of one kind joined by 和, 、 and their like."""
    group: list[Concept] = []
    for left, right in zip(mentions, mentions[1:], strict=False):
        between = plain[left.end : right.start]
        if len(between) <= 8 and _JOINT.search(between) and left.concept != right.concept:
            group.extend(c for c in (left.concept, right.concept) if c not in group)
    return group


def _inherit(target: Target, first: Target) -> Target:
    """A later part takes over the objects it lacks, and the scene if it has nothing of its own."""
    if first.stretches and not target.stretches:
        target = replace(target, stretches=first.stretches)
    if any(c.weight >= 1 for c in target.about):
        return target
    if {c.name for c in target.own} == {"率"} and not (target.about or target.words):
        target = replace(target, words=first.words)
    target = replace(target, about=(*first.about, *target.about))
    if target.own or any(c.weight >= 1 for c in first.about):
        return target
    return replace(target, context=first.own, words=(*first.words, *target.words))


def _read(plain: str) -> tuple[Target, list[Mention]]:
    concepts = load_concepts()
    unit, dimension = _asked_unit(plain)
    hole = _hole().search(plain)
    rest = _SUPERLATIVE.sub(" ", _REACHED.sub(" ", _hole().sub(" ", _PERCENT.sub(" ", plain))))
    mentions = concepts.find(rest)
    own, context = _own(rest, mentions, hole.start() if hole else len(plain))
    about = _unique(m.concept for m in _objects(mentions))
    change = any(m.concept.kind == "change" for m in mentions)
    if any(c.kind == "rate" for c in own) and not unit and not change:
        dimension = "count" if _counts_things(plain, hole) else "percent"
    return (
        Target(
            text=plain,
            own=own,
            about=about,
            words=content_words(_without(rest, mentions)),
            counted=_counted(plain, hole),
            near=_compounds(rest, mentions),
            denied=tuple(
                m[1]
                for m in _DENIED.finditer(_without(rest, mentions))
                if is_known_word(m[1]) and m[1] not in concepts.stop
            ),
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
    joined = _coordinated(text, binding)
    if len(binding) < 2 or joined:
        return _unique([*(m.concept for m in binding), *others]), ()
    if any(m.concept.kind == "action" for m in binding):
        binding = sorted(binding, key=lambda m: (m.concept.kind != "action", abs(m.end - hole)))
    else:
        binding = sorted(binding, key=lambda m: abs(m.end - hole))
    chosen = binding[0].concept
    scene = _unique(m.concept for m in binding[1:] if m.concept != chosen)
    return _unique([chosen, *others]), scene


def _counts_things(plain: str, hole: re.Match[str] | None) -> bool:
    """Whether a noun follows the hole (多少事项能网办), so that no rate is asked for."""
    if hole is None or _RATIO.search(plain) or _PERCENT.search(plain):
        return False
    after = re.match(r"[^,。?;!\s]*", plain[hole.end() :])
    return bool(after and any(tag[0] in _NOUN for _, tag in tagged(after[0])[:1]))


def _compounds(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Words that an object is compounded with (消防演练): they narrow it, so they must be near."""
    starts = {m.start for m in mentions if m.concept.kind == "object" and m.concept.weight >= 0.9}
    found: list[str] = []
    for start in starts:
        if foreign := _FOREIGN_BEFORE.search(text[:start]):
            found.append(foreign[1])
        before = re.search(r"[\u4e00-\u9fff]+$", text[:start])
        words = tagged(before[0]) if before else []
        if words and words[-1][1] in ("n", "nz", "vn", "j") and len(words[-1][0]) > 1:
            word = words[-1][0]
            inside = any(m.start < start and start - len(word) < m.end for m in mentions)
            if not inside and not load_concepts().blank(word):
                found.append(word)
    return tuple(found)


def _counted(plain: str, hole: re.Match[str] | None) -> tuple[str, ...]:
    """Words of the noun that the hole counts: 发现了多少个问题, 单位有多少家."""
    if hole is None:
        return ()
    after = re.split(r"[,。?;!的了、\s]", plain[hole.end() :].lstrip(), maxsplit=1)[0]
    if foreign := _FOREIGN.match(after):
        return (foreign[0],)
    nouns = _first_nouns(after)
    if nouns:
        named = [m.word for m in load_concepts().find(after)]
        return tuple(n for n in nouns if not any(n in word or word in n for word in named))
    before = re.search(r"([^\s,。?;!的]+?)(?:分别|各|目前|一共|总共|共)?有$", plain[: hole.start()])
    if before is None:
        return ()
    if any(m.end == len(before[1]) for m in load_concepts().find(before[1])):
        return ()
    last = tagged(before[1])[-1:]
    return tuple(w for w, tag in last if tag[0] in _NOUN and len(w) > 1 and w not in _DULL)


def _first_nouns(phrase: str) -> tuple[str, ...]:
    """The first run of nouns of a phrase, without those that anything may be (案件, 业务)."""
    run: list[str] = []
    for word, tag in tagged(phrase):
        if tag[0] in _NOUN:
            run.append(word)
        elif run:
            break
    return tuple(w for w in run if (len(w) > 1 or w in _UNITS_OF_LAND) and w not in _DULL)


def _asked_unit(plain: str) -> tuple[str, str]:
    units = load_units()
    if _PERCENT.search(plain):
        return ("个百分点" if "百分点" in plain else "%"), "percent"
    if _MONEY.search(plain):
        return "元", "money"
    if _LONG.search(plain):
        return "", "time"
    if _PEOPLE.search(plain) and not re.search(r"多少人(?:次|\(次\))", plain):
        return "人", "people"
    for match in _hole().finditer(plain):
        unit, _ = units.base(match["unit"] or "")
        if unit and unit not in _ANY:
            return unit, units.dimension(unit)
        if unit:
            return unit, "count"
    return ("", "percent") if _RATIO.search(plain) else ("", "")


def fits(target: Target, unit: str) -> float | None:
    """What a figure's unit costs: 0 as asked … 0.1 another word; ``None`` for another thing."""
    dimension = load_units().dimension(unit)
    percent = dimension in ("percent", "permille")
    if target.dimension == "percent":
        return 0.0 if percent and (not target.unit or target.unit == unit) else None
    if not target.dimension:
        if percent or dimension == "multiple":
            return 0.0 if target.change else None
        return 0.02
    if percent:
        return None
    if not unit:  # a cell whose heads name no unit counts what they name
        return 0.1 if target.dimension in _COUNTS else None
    if target.unit == unit:
        return 0.0
    if unit == "个" and target.dimension == "cases":
        return None
    if dimension == target.dimension:
        return 0.04
    return 0.1 if dimension in _ANSWERS.get(target.dimension, ()) else None


def _without(text: str, mentions: Sequence[Mention]) -> str:
    """The text with concept words blanked out."""
    chars = list(text)
    for mention in mentions:
        chars[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(chars)


def _unique(concepts: object) -> tuple[Concept, ...]:
    seen: dict[str, Concept] = {}
    for concept in concepts:  # type: ignore[attr-defined]
        seen.setdefault(concept.name, concept)
    return tuple(seen.values())
