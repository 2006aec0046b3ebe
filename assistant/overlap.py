"""How much of what is asked a figure's words hold, and how much they say beyond it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from assistant.concepts import BODY, Concept, load_concepts, names_in
from assistant.content import content_words
from assistant.domain import Frame, Indicator
from assistant.lexicon import without_raisers
from assistant.reporters import body_asked, is_reporter
from assistant.synonyms import synonyms_of
from assistant.target import Target
from assistant.text import REMEMBERED
from assistant.wording import object_worth, share_found, word_weight, word_worth

_HOTLINE = re.compile(r"(?<!\d)123(?:45|48)(?!\d)")  # 12345受理多少件 asks of the hotline
# 3名执法人员全部取得执法证: what is said of all of them.
_OF_ALL = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:已|现已)?(?:全部|均)已?[\u4e00-\u9fff].*$")
_SAID_OF_ALL = re.compile(r"均|都|皆|全部")
_AREAS = frozenset({"面积", "总面积"})
FIRM = 0.8  # an asked object of at least this weight must be found
LEAST_WORD_WEIGHT = 0.5  # other words that weigh less need not be found
_ANYBODY = frozenset({"人员", "人数", "人士"})  # say no more than 多少人 does
_LEAST_WORDS = 0.34  # least share of the other words' weight that must be found
_HEADED = 4  # characters from which a word has a head (事项) and what tells it from others
_REPORTS = 0.8  # what a department is worth that is the report's own
_ITS_OWN = 0.7  # what it is worth that a figure is of the body asked for, where that is all
_SYSTEM = "系统"
_SCENE = 0.3  # weight of an action that only sets the scene
_NAMED = 0.5  # weight from which an object is a thing of its own
_STRANGE_OBJECT = 0.3  # what an object found above is worth where the phrase has one of its own


def share(target: Target, frame: Frame) -> float | None:
    """Share of all that is asked which the frame holds; ``None`` where an object is nowhere."""
    covered = total = float(len(target.own))
    own = _object_names(frame.local)
    strange = any(not any(is_kind(n, c) for c in target.about) for n in own)
    for concept in (*target.about, *target.context):
        worth = 1.0 if any(is_kind(n, concept) for n in own) else object_worth(concept, frame)
        firm = concept.weight >= FIRM and concept not in target.context
        if _goes_without_saying(concept, target, frame):
            worth = _REPORTS
        if worth == 0.0 and (firm or concept.weight == BODY):
            return None
        if firm and worth < 1.0 and (strange or _of_another(concept, frame)):
            worth *= _STRANGE_OBJECT
        weight = _SCENE if concept in target.context else concept.weight
        total += weight
        covered += worth * weight
    words = _without_reporter(target, frame)
    weight = sum(map(word_weight, words))
    said = unsaid_areas(target)  # 拆除1.8万平方米: the unit says that it is an area
    found = sum((1.0 if w in said else word_worth(w, frame)) * word_weight(w) for w in words)
    if weight >= LEAST_WORD_WEIGHT and found / weight < _LEAST_WORDS:
        return None
    total += weight
    if not total:
        return _ITS_OWN if target.named and target.unit else None  # 东湖镇办了多少案件
    return (covered + found) / total


def unsaid_areas(target: Target) -> frozenset[str]:
    """Words of a question that a figure's unit says as well as any word: 面积多大."""
    return _AREAS if target.dimension == "area" else frozenset()


def locality_of(target: Target, frame: Frame) -> float:
    """Share of the asked concepts and words that the figure's own phrase holds."""
    names = names_in(frame.local)
    if _SAID_OF_ALL.search(frame.tail):  # 2425项政务服务事项，全部进驻大厅
        names |= names_in(frame.tail)
    asked = (*target.own, *target.about)
    asked = tuple(c for c in asked if not _goes_without_saying(c, target, frame))
    firm = [c for c in asked if c.weight >= 0.5] or asked
    total = len(firm) + len(target.words)
    if not total:
        return 0.0
    rates = any(load_concepts().by_name[n].kind == "rate" for n in names)
    accepted = (
        bool(names & ({c.name} | c.accepts))
        or (c.kind == "rate" and rates)
        or any(is_kind(n, c) for n in names)
        or c.spread(frame.local)
        or (bool(c.of) and c.of <= names)
        for c in firm
    )
    return (sum(accepted) + sum(share_found(w, frame.local) for w in target.words)) / total


def _goes_without_saying(concept: Concept, target: Target, frame: Frame) -> bool:
    """Whether a department asked for is the one whose report it is, wherever else it is named."""
    if not frame.path:
        return False
    if concept.weight != BODY:
        title = frame.path[0]
        there = (w for w in concept.words if w in title)
        return concept.kind == "object" and any(_heads(word, title) for word in there)
    asked = body_asked(target.text)
    named = any(word in asked for word in concept.words)
    words = (asked, *concept.words) if named else concept.words
    reports = any(is_reporter(word, frame.path[0]) for word in words)
    return reports and (named or object_worth(concept, frame) == 0.0)


@lru_cache(maxsize=20_000)
def _heads(word: str, title: str) -> bool:
    """Whether a word ends the name of the office whose report it is (…政务服务中心2023年度…)."""
    head = rf"[\u4e00-\u9fff]{{0,12}}{re.escape(word)}(?=\d|关于|工作|年度)"
    return re.match(head, title) is not None


def _of_another(concept: Concept, frame: Frame) -> bool:
    """Whether a phrase is of the like of what was asked: 政务服务事项 beside 公共服务事项."""
    heads = {word[-2:] for word in concept.words if len(word) > _HEADED}
    return any(
        m.concept.kind == "object"
        and m.concept.name != concept.name
        and frame.local[m.end : m.end + 2] in heads
        for m in load_concepts().find(frame.local)
    )


def _without_reporter(target: Target, frame: Frame) -> tuple[str, ...]:
    """The words asked for without those of the reporting body's own name: 文旅广电局."""
    body = body_asked(target.text) or _system_asked(target)
    if not body or not frame.path:
        return target.words
    own = body.removesuffix(_SYSTEM)
    if not (own in frame.path[0] if own != body else is_reporter(body, frame.path[0])):
        return target.words
    return tuple(w for w in target.words if w not in body)


def _system_asked(target: Target) -> str:
    """教育系统, where a question is of all the offices and schools of one kind; or ""."""
    return next((f"{w}{_SYSTEM}" for w in target.words if f"{w}{_SYSTEM}" in target.text), "")


def asks_hotline(target: Target) -> bool:
    """Whether a question names the hotline by its number alone."""
    return _HOTLINE.search(target.text) is not None


def is_kind(name: str, asked: Concept) -> bool:
    """Whether a stated object is the one asked for or a kind of it by its name: 行政诉讼 (诉讼)."""
    if name == asked.name:
        return True
    kind = load_concepts().by_name[name]
    return bool(asked.topic) and kind.topic == asked.topic and name.endswith(asked.name)


@lru_cache(maxsize=20_000)
def extra_of(target: Target, local: str) -> float:
    """Share of the figure's own phrase that the question does not speak of."""
    words = content_words(said_of_some(without_raisers(local)))
    if target.dimension == "people":
        words = tuple(w for w in words if w not in _ANYBODY)
    total = sum(map(len, words))
    if not total:
        return 0.0
    known = tuple(_known(target)) if target.own else (*_known(target), *_stage_words())
    strange = (w for w in words if w not in target.text and not any(_same(w, k) for k in known))
    return sum(_beyond(w, target) for w in strange) / total


def said_of_some(local: str) -> str:
    """A phrase without what it says of all that it counts: 3名执法人员|全部取得执法证."""
    return _OF_ALL.sub("", local)


def _beyond(word: str, target: Target) -> int:
    """Characters of a word that the question does not say: 建议 of 意见建议 where 意见 is asked."""
    said = max((len(w) for w in target.words if len(w) > 1 and w in word), default=0)
    return len(word) - said


def objects_beyond(target: Target, frame: Frame) -> set[str]:
    """Objects that the figure's own phrase names and the question does not."""
    concepts = load_concepts().by_name
    stated = {n for n in names_in(frame.local) if concepts[n].kind == "object"}
    known = {c.name for c in (*target.own, *target.about, *target.context)}
    if asks_hotline(target):
        known.add("热线")
    return {n for n in stated - known if concepts[n].weight >= _NAMED}


def likeness(target: Target, indicator: Indicator) -> float:
    """How near a figure is to what was asked though it does not fill the hole: shared objects."""
    context = names_in(
        " ".join((indicator.frame.local, indicator.frame.head, indicator.frame.lead))
    )
    objects = [c for c in target.about if c.weight >= 1 and c.name in context]
    if not objects:
        return 0.0
    return len(objects) + 0.1 * sum(word_worth(w, indicator.frame) for w in target.words)


@lru_cache(maxsize=REMEMBERED)
def _object_names(text: str) -> frozenset[str]:
    concepts = load_concepts().by_name
    return frozenset(
        n for n in names_in(text) if concepts[n].kind == "object" and concepts[n].weight >= 1
    )


def _known(target: Target) -> Iterable[str]:
    if asks_hotline(target):
        yield from load_concepts().by_name["热线"].words
        yield from ("12345", "政务", "服务", "便民")
    for concept in (*target.own, *target.about, *target.context):
        yield from concept.words
        for name in concept.accepts:
            yield from load_concepts().by_name[name].words
    for word in target.words:
        yield from synonyms_of(word)


@cache
def _stage_words() -> tuple[str, ...]:
    """Words of stages: where none was asked for, they say nothing beyond the question."""
    stages = (c for c in load_concepts().by_name.values() if c.kind == "stage")
    return tuple(word for concept in stages for word in concept.words)


def _same(word: str, known: str) -> bool:
    return word in known or known in word
