"""A question as an indicator with a hole: what must stand in a figure's words to fill it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.concepts import Concept, Mention, load_concepts, without_concepts
from assistant.content import content_words
from assistant.counted import compounds, counted_nouns, counts_things
from assistant.hole import PERCENT, SUPERLATIVE, asked_unit, hole_pattern
from assistant.part_years import Time
from assistant.subyear import stretches
from assistant.text import is_piece_of_name
from assistant.tokens import is_known_word, tagged
from assistant.wording import is_opposing

JOINT = re.compile(r"和|(?<![参给赋])与|(?<![涉普波触危])及|、|跟|还有|以及")
_REACHED = re.compile(
    r"(?:提高|提升|上升|增加|增长|下降|降低|减少|压减|压缩|精简|缩短|缩减|调整"
    r"|[增升降减压扩缩涨])(?=[至到为达])"
)
_MEANING_TO = re.compile(
    r"打算|(?<![动作度施年])(?:计划|拟|准备)(?=[培建新开组完举聘招打推])|目标值?(?=[是为]?多少)"
)  # that it is a plan is no word of what is planned
_GENERIC = frozenset({"率", "同比", "增加", "下降", "满意度"})
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十\d]+(?:批|届|次|轮|期|季度|名)|(?<!\d)12[0-9]{3}(?!\d)"
    r"|(?<!\d)\d{1,2}月|[一二三四五六七八九十]{1,2}月(?!均)"  # one month's figure is not the year's
)
# 和通州区相比谁多 sets bodies against each other, not years.
_BETWEEN = re.compile(r"^(?!.*[增减升降涨]|.*变化|.*上年|.*去年).*相比.*(?:谁|哪|还是)")
_LINE = re.compile(r"12[0-9]{3}")  # a hotline
_STRAIGHT = re.compile(r"(?:了|过)?(?:共|一共|总共)?")
_DENIED = re.compile(r"(?:没有|没|未|不)([\u4e00-\u9fff]{2})(?!面)")
# 不合格案件 are no 合格案件; 是不是合格 asks for those that are.
_DENYING = re.compile(
    r"(?<![是能会要可对差])(?:不|未|非)$|(?<!有)没(?:有|能)?(?:予以|得到)?$|(?:未|不)予$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One figure that is asked for.

    ``own`` must stand in the figure's own phrase, ``about`` anywhere that governs it, ``words`` are
    the other content words with what each weighs; ``dimension`` ``""`` is any but a percentage.
    ``measures`` are those of the lexicon that it names in so many words, by their names. ``base``
    is the year that a change is against, where it is not the one before. ``alone`` is what a later
    part of a question says without what it takes over of the first, ``time`` that of its part
    where the parts differ; ``at_once`` asks for all that its question joins (审查和备案) as done to
    the very same.
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
    time: Time | None = None
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


def coordinated(plain: str, mentions: Sequence[Mention]) -> list[Concept]:
    """Concepts of one kind joined by 和, 、 and their like."""
    group: list[Concept] = []
    for left, right in zip(mentions, mentions[1:], strict=False):
        between = plain[left.end : right.start]
        if len(between) <= 8 and JOINT.search(between) and left.concept != right.concept:
            group.extend(c for c in (left.concept, right.concept) if c not in group)
    return group


def reading(plain: str) -> tuple[Target, Sequence[Mention]]:
    """One part of a question as a target, and the concepts that it names."""
    concepts = load_concepts()
    unit, dimension = asked_unit(plain)
    hole = hole_pattern().search(plain)
    rest = plain
    for asking in (_MEANING_TO, PERCENT, hole_pattern(), _REACHED, SUPERLATIVE):
        rest = asking.sub(" ", rest)
    mentions = [m for m in concepts.find(rest) if not is_piece_of_name(rest, m.start, m.end)]
    own, context = _own(rest, mentions, hole.span() if hole else (len(plain), len(plain)))
    about = unique(m.concept for m in _objects(mentions))
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
            limits=unique(m.concept for m in mentions if m.concept.kind == "limit"),
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
    words = (w for w in plain if is_known_word(w) and w not in stop and not _is_noun(f"不{w}"))
    return (*words, *named)


def _is_noun(word: str) -> bool:
    """Whether what seems to deny is a thing's name: 不动产."""
    found = tagged(word)
    return len(found) == 1 and found[0][1][0] in "nl"


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
    text: str, mentions: Sequence[Mention], hole: tuple[int, int]
) -> tuple[tuple[Concept, ...], tuple[Concept, ...]]:
    """Binding concepts asked for, and actions that only set the scene (审结的案件里撤回多少).

    Of several actions that are not coordinated the one nearest to the hole is asked for.
    """
    binding = [m for m in mentions if m.concept.kind in ("stage", "action")]
    others = [m.concept for m in mentions if m.concept.kind in ("rate", "level", "change")]
    if len(binding) < 2:
        return unique([*(m.concept for m in binding), *others]), ()
    if joined := coordinated(text, binding):
        beside = (m for m in binding if m.concept not in joined and not m.concept.vague)
        return unique([*joined, *others]), unique(m.concept for m in beside)
    binding = sorted(binding, key=lambda m: _distance(m, hole, text))
    straight = any(
        m.concept.kind == "stage" and _STRAIGHT.fullmatch(text[m.end : hole[0]]) for m in binding
    )
    if not straight:  # 入驻的机构受理了多少件; else an action before a stage: 受理的撤回多少
        binding.sort(key=lambda m: m.concept.kind != "action")
    chosen = binding[0].concept
    # 办理行政许可多少件: that an act was handled says nothing beside the act.
    rest = [m for m in binding[1:] if not (m.concept.vague and binding[0].concept.kind == "action")]
    scene = unique(m.concept for m in rest if m.concept != chosen)
    return unique([chosen, *others]), scene


def _distance(mention: Mention, hole: tuple[int, int], text: str) -> int:
    """How far a mention is from the hole: nothing, where it spans it (发现|多少个|问题), opens the
    noun behind it (多少份|责令整改|通知书) or stands before it with no more than a 了."""
    start, end = hole
    if mention.start < start < mention.end or text[mention.end : start] in ("了", "过"):
        return 0
    return max(mention.start - end, 0) if mention.start >= start else abs(mention.end - start)


def unique(concepts: object) -> tuple[Concept, ...]:
    """Concepts without repeats, in order."""
    seen: dict[str, Concept] = {}
    for concept in concepts:  # type: ignore[attr-defined]
        seen.setdefault(concept.name, concept)
    return tuple(seen.values())
