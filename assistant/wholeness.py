"""The whole that a figure is of: all of the year and of the place, or what its words narrow it to.

Stretches of a year, limits (本级, 日均), parts (个别), kinds of a list, kinds of matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.concepts import load_concepts, names_in
from assistant.content import has_noun
from assistant.domain import Frame, Place
from assistant.lexicon import frame_topics
from assistant.moments import is_of_part, limiting, months_of, only_stands, stretches_of
from assistant.target import Target
from assistant.text import REMEMBERED, fold

# Limits that name a stretch of a year are compared as such: 一季度 is not 二季度.
_FIRM = 0.8  # weight of an object from which a kind of it is of nothing else
_FILED = frozenset({"立案"})  # what is filed are cases, whether their noun is said or not
_STRETCHES = frozenset({"上半年", "下半年", "季度"})
_AVERAGES = frozenset({"日均", "月均", "年均", "人均"})
_OWN_LEVEL = "本级"
# All that lie within a city, without the city's own: 各县（市、区）收到…; not 全市各县（市、区）.
_EACH = re.compile(
    r"(?<!全[市省州盟])各(?:县\(市、区\)|县市区|县区|区县|市县|市州|市\(州\))(?!委|政府)"
)
_EACH_ASKED = re.compile(r"[各县区]")
_TIERS = re.compile(r"(?:国家|省|市|县|区)级及?以[上下]")  # of several tiers together
_ALL_OF = re.compile(r"全[国省市州盟县区旗]")
_OWN_LEVELS = re.compile(f"[省市州盟区县旗]?{_OWN_LEVEL}")
_COUNTYS = re.compile(f"([县区旗])(?:人民)?(?:政府)?{_OWN_LEVEL}")
_KIND = re.compile(r"(?:类|(?<![典模原])型)\s*$")
# 本级政务服务中心 is a place, and no limit of what is done there.
_CENTRE = re.compile(r"(?<![省市州])本级(?=政务(?:服务)?(?:中心|大厅))")
# 部分县区力量薄弱,持证率仅83%: what opens a sentence is said of its rates.
_SOME_OPEN = re.compile(
    r"^\s*(?:[一二三四五六]是)?(部分|个别|少数(?!民族))(?=[县市区乡镇单部地村])"
)
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
# 759名调解员每月分析纠纷: what they do, not what they are counted by.
_TO_DATE = re.compile(r"年初(?:以来|至今|到现在)")
_ROUTINE = re.compile(r"(?<=[\u4e00-\u9fff]{2})每[月日天周年](?=[\u4e00-\u9fff]{4})")
_SOME = re.compile(r"部分(?=[县市区乡镇单部地]|村)|个别|少数(?!民族)|有的")


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowing:
    """What makes a figure one of less than the whole place's whole year, whatever is asked.

    ``months`` are spans of them (1—6月), ``stretches`` halves, quarters and single months,
    ``limits`` all others (本级, 日均), ``topics`` kinds of matter. ``some`` is the word for a part
    (个别), if there is one; ``kind`` tells that it is one of a list of kinds, of these ``things``,
    by what name, and ``whole`` what its sentence names besides;
    ``loose`` that it answers as well where no stretch is asked for. ``levels`` are the 县, 区 or 旗
    of a 县本级, ``tiers`` words for several tiers together (市级以上); ``each`` tells that it is of
    all that lie within a city, without the city's own.
    """

    months: tuple[str, ...]
    stretches: frozenset[tuple[str, int]]
    loose: bool
    limits: frozenset[str]
    levels: frozenset[str]
    topics: frozenset[str]
    some: str
    kind: bool
    kind_name: str
    whole: frozenset[str]
    things: frozenset[str]
    tiers: frozenset[str]
    each: bool


@lru_cache(maxsize=REMEMBERED)
def narrowing_of(frame: Frame) -> Narrowing:
    """What narrows a figure."""
    some = _SOME.search(frame.local)
    if some is None and _is_rate(frame.local):
        some = _SOME_OPEN.search(frame.part)
    return Narrowing(
        months=months_of(frame),
        stretches=stretches_of(frame),
        loose=only_stands(frame) or is_of_part(frame),
        limits=_limits_of(frame),
        levels=frozenset(_COUNTYS.findall(_leveling(frame))),
        topics=frame_topics(frame),
        some=some[some.lastindex or 0] if some else "",
        kind=_KIND.search(fold(frame.local)) is not None,
        kind_name=_KIND.sub("", fold(frame.local)).removeprefix("其中").strip(" ,:"),
        whole=names_in(frame.sentence) - names_in(frame.local),
        things=_things_of(frame.local),
        tiers=_tiers_of(" ".join((frame.local, frame.governs, frame.head))),
        each=_EACH.search(fold(f"{frame.governs} {frame.local}")) is not None,
    )


def _is_rate(local: str) -> bool:
    """Whether a phrase names a rate, which is of whom its sentence begins with."""
    concepts = load_concepts().by_name
    return any(concepts[name].kind == "rate" for name in names_in(local))


def is_at_home(narrowing: Narrowing, place: Place | None) -> bool:
    """Whether a figure's 本级 is a county's, which is the county: below it are only towns."""
    return place is not None and place.name[-1] in narrowing.levels


def _leveling(frame: Frame) -> str:
    """What may say of which level a figure is: 市本级办理300件，全市办理9000件 is of all."""
    return frame.local if _ALL_OF.search(frame.local) else " ".join(limiting(frame))


def own_level_of(frame: Frame, place: Place | None) -> str:
    """The word that limits a figure to its body's own level (市本级); empty where none does.

    A county's own level is the county.
    """
    said = _OWN_LEVELS.search(_leveling(frame))
    return "" if said is None or is_at_home(narrowing_of(frame), place) else said[0]


def narrows(narrowing: Narrowing, target: Target, *, at_home: bool) -> bool:
    """Whether it makes a figure one of less, or of another matter, than what was asked for.

    What some months brought (1—6月), or is said of some only (部分县市), is not the year's or the
    whole's. ``at_home``: see ``is_at_home``.
    """
    return not (
        _stretches_agree(target, narrowing)
        and narrowing.some in target.text
        and all(span in target.text for span in narrowing.months)
        and _limits_agree(target, narrowing, at_home)
        and _topics_agree(target, narrowing)
        and _kinds_agree(target, narrowing)
        and _tiers_of(target.text) <= narrowing.tiers
        and (not narrowing.each or _EACH_ASKED.search(target.text) is not None)
    )


def _stretches_agree(target: Target, narrowing: Narrowing) -> bool:
    """A month, quarter or half asked must be the figure's own, and none else may narrow it.

    Where none is asked, what a text is of as a whole (…第一季度运行情况) may, and how many there
    are of what only stands (上半年…人民调解员达到500人).
    """
    if target.stretches == narrowing.stretches:
        return True
    return not target.stretches and narrowing.loose


def _limits_agree(target: Target, narrowing: Narrowing, at_home: bool) -> bool:
    """本级 or 日均 asked must govern the figure, and none that was not asked may."""
    asked = frozenset(c.name for c in target.limits) - _STRETCHES
    if at_home:
        return asked - {_OWN_LEVEL} == narrowing.limits - {_OWN_LEVEL}
    return asked == narrowing.limits


def _topics_agree(target: Target, narrowing: Narrowing) -> bool:
    """Whether the figure is of the kind of matter that was asked for (复议, not 诉讼)."""
    asked = {c.topic for c in target.about if c.topic}
    return not asked or not narrowing.topics or bool(asked & narrowing.topics)


def _kinds_agree(target: Target, narrowing: Narrowing) -> bool:
    """行政处罚类349件 are a kind of something else (复议案件), which is no 行政处罚案件.

    审查的合同 are what is told as 合同协议类 of all that was reviewed.
    """
    if not narrowing.kind or "类" in target.text or any(c.topic for c in target.about):
        return True
    firm = {c.name for c in target.about if c.weight >= _FIRM}
    if narrowing.kind_name and narrowing.kind_name in target.text and firm & narrowing.whole:
        return True  # 调解纠纷300件,其中邻里类120件: they are 邻里纠纷
    cases = not (target.own or narrowing.topics) and narrowing.whole & _FILED
    if cases and narrowing.kind_name and f"{narrowing.kind_name}案" in target.text:
        return True  # 立案90件,其中占道经营类40件: they are 占道经营案件
    return bool(target.own) and any(c.name in narrowing.things for c in target.about)


@lru_cache(maxsize=REMEMBERED)
def _tiers_of(text: str) -> frozenset[str]:
    return frozenset(m[0].replace("及", "") for m in _TIERS.finditer(text))


def _things_of(phrase: str) -> frozenset[str]:
    """The objects that a phrase of a kind (合同协议类) names; none of any other phrase."""
    if _KIND.search(fold(phrase)) is None:
        return frozenset()
    concepts = load_concepts().by_name
    return frozenset(n for n in names_in(phrase) if concepts[n].kind == "object")


def _limits_of(frame: Frame) -> frozenset[str]:
    """The limits that govern a figure, stretches of a year apart."""
    concepts = load_concepts().by_name
    parts = (
        _TO_DATE.sub("", _ROUTINE.sub("", _CENTRE.sub("", _QUOTED.sub("", part))))
        for part in limiting(frame)
    )
    stated = {n for part in parts for n in names_in(part)}
    if _OWN_LEVEL not in _leveling(frame):
        stated -= {_OWN_LEVEL}
    if has_noun(frame.local):
        stated -= _AVERAGES - names_in(frame.local)
    return frozenset(n for n in stated if concepts[n].kind == "limit") - _STRETCHES
