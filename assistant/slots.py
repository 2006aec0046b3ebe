"""What a question names that binds a figure: actions, rates, levels and stages, each met or not.

An asked action, rate or level must stand in the figure's own phrase or in what governs it; one that
the figure has and the question lacks rules it out. See the design's section 5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.asides import asides
from assistant.carried import attended
from assistant.concepts import Concept, load_concepts, names_in
from assistant.content import has_noun
from assistant.domain import Frame
from assistant.lexicon import (
    binding_names,
    frame_actions,
    kinds_of,
)
from assistant.rate_words import SUCCESS, rates_of, says_in_two, says_rate, states_rate, succeeds
from assistant.target import Target
from assistant.text import fold

_BOTH = re.compile(r"(?:、[\u4e00-\u9fff]{2})?(?:并|并且|且)(?:予以|及时|全部|依法)?")
_TWO_RATES = re.compile(r"[、和与及]")
_AND = re.compile(r"(?:、|并|及|和|与|以及|并且)?(?:行政|依法|及时|指派)?")
_PASSING = "通过"  # 多少人通过 asks for those who passed
_OF_WHOLE = re.compile(
    r"占[\u4e00-\u9fff]{1,14}(?:总数|总量|总收案数|比例|比重)的?"
)  # 占受理案件总数的38%
_SHARE = re.compile(r"\s*占")
_A_LIST = "、其"
_KEPT, _STANDS = "保留", "事项"
_TRAINING, _TRAINED = "培训", re.compile("参训|受训|参培")
_MADE = re.compile("制定|出台|印发|起草")
# 比2023年高6个百分点, 较上年低3个百分点
_AGAINST = re.compile(r"[比较](?:上一?年|去年|前一年|\d{4}年)(?:同期)?([高多低少])\s*$")
_ALL_OF = re.compile(r"均|都|皆|分别|全部")
_STAGE_COST = {"受理": 0.0, "收到": 0.01, "办理": 0.01, "审结": 0.03}
_FROM_ABOVE = 0.1  # an asked action that only what governs the figure names
_BY_ANOTHER = 0.04  # an asked concept met by another that answers for it
_PAID = "兑现"
_INHERITED_COST = 0.12  # an action that the figure takes over and the question does not name


@dataclass(frozen=True, kw_only=True, slots=True)
class Binding:
    """What the question left open and the figure fixes."""

    levels: frozenset[str]
    stage: str | None
    cost: float
    named: bool


Left = Literal["all", "sentence", "none"]


def looks_left(target: Target) -> Left:
    """What of the words that lead to a figure may name what is asked for: a level or a rate may
    stand anywhere there, what a change or a share is of in its own sentence."""
    if {c.kind for c in target.own} & {"level", "rate"}:
        return "all"
    return "sentence" if target.dimension == "percent" or target.change else "none"


def near_of(frame: Frame, left: Left) -> Frame:
    """What ``bind`` looks at: a figure's phrase, what governs and follows it, and what a target
    ``looks_left`` for; of the rest no more than that it opens a list."""
    lead = frame.lead if left == "all" else frame.sentence
    if left == "none":
        lead = _A_LIST if _is_listed(frame) else ""
    return Frame(
        local=frame.local, governs=frame.governs, head=frame.head, tail=frame.tail, lead=lead
    )


def bind(target: Target, frame: Frame) -> Binding | None:
    """How a figure's words meet what is asked of it, or ``None`` where a slot disagrees."""
    own, governed = binding_names(_OF_WHOLE.sub("占比", frame.local)), frame_actions(frame)
    own -= asides(target, frame)
    above = governed | binding_names(frame.governs)
    if _is_listed(frame):
        above, governed = (own | _without_levels(names) for names in (above, governed))
    present = own | above | _of_all(frame)
    if not all(_bound(concept, present, target, frame) for concept in target.own):
        return None
    if not _same_level(target, own):
        return None
    concepts = load_concepts().by_name
    asked = [c for c in target.own if c.kind != "level"]
    levels: set[str] = set()
    stage: str | None = None
    inherited = 0.0
    every = bool(_ALL_OF.search(frame.local))
    for name in (own or governed) - _accepted(target) - _kept(asked, frame):
        kind = concepts[name].kind
        # Without a word of its own a figure is of the action above: 联合抽查21个任务、46户.
        if not own and kind == "action" and (asked or frame.local.strip()):
            if _MADE.search(target.text) and not _MADE.search(f"{frame.local} {frame.governs}"):
                return None  # 审核合同47份、规范性文件2件: 2 were not 制定
            inherited = _INHERITED_COST
        elif kind == "level":
            levels.add(name)
        elif kind == "stage" and not asked:
            stage = name
        elif name == _PAID and target.dimension == "money":
            continue  # 兑现补贴28万元: what was paid out is how much there was
        elif kind == "rate" and (_is_share(name, target, frame) or _says_all(target, frame)):
            continue
        elif not _harmless(concepts[name], asked, own or governed, every) and not _at_once(
            concepts[name], target, frame
        ):
            return None
    if asked and has_noun(frame.local) and _all_above(asked, own):
        inherited += _FROM_ABOVE
    inherited += _BY_ANOTHER * sum(c.name not in present for c in target.own if c.accepts)
    cost = inherited + 0.02 * len(levels) + (_STAGE_COST.get(stage, 0.0) if stage else 0.0)
    named = bool(own & _accepted(target)) or bool(target.limits) or not has_noun(frame.local)
    return Binding(levels=frozenset(levels), stage=stage, cost=cost, named=named)


def _all_above(asked: Sequence[Concept], own: frozenset[str]) -> bool:
    """Whether actions asked for stand only above a figure: 学法培训6次、会前学法12次."""
    actions = [c for c in asked if c.kind == "action"]
    return bool(actions) and not any(({c.name} | c.accepts) & own for c in actions)


def _kept(asked: Sequence[Concept], frame: Frame) -> frozenset[str]:
    """保留, where it only says that things still stand (区级保留政务服务事项515项)."""
    stands = not asked and _STANDS in names_in(frame.local)
    return frozenset({_KEPT}) if stands else frozenset()


def _is_share(name: str, target: Target, frame: Frame) -> bool:
    """Whether 占…总数的38% answers a question that asks what share something has."""
    if name != "率" or target.dimension != "percent":
        return False
    asked = any(c.kind in ("rate", "change") for c in target.own)
    return not asked or _SHARE.match(frame.local) is not None  # 百分之多少能网办: …占比达95%


def _says_all(target: Target, frame: Frame) -> bool:
    return bool(_ALL_OF.search(frame.local)) and says_rate(target, frame)


def _accepted(target: Target) -> set[str]:
    named = (*target.own, *target.context)
    passed = {"合格"} if _PASSING in target.text else set()
    return {c.name for c in named} | {a for c in target.own for a in c.accepts} | passed


def _bound(concept: Concept, present: frozenset[str], target: Target, frame: Frame) -> bool:
    """Whether an asked concept stands in what binds the figure."""
    if ({concept.name} | concept.accepts) & present:
        return True
    if concept.vague:  # 办理行政许可 asked: 实施行政许可7件
        near = binding_names(frame.local) if len(target.own) > 1 else present
        done = (n for n in near or present if _is_deed(load_concepts().by_name[n]))
        return {c.name for c in target.own} >= set(done)
    if concept.kind == "level" and (_is_listed(frame) or not _levels(frame.local + frame.head)):
        return concept.name in names_in(_outside_list(frame.lead))
    if concept.name == _TRAINING and _TRAINED.search(frame.local):
        return True  # 举办培训班4期,参训干部530人
    if concept.kind == "rate" and says_in_two(concept, frame):
        return True
    if concept.kind == "action" and concept.name in attended(frame):
        return True
    if concept.name == SUCCESS and succeeds(frame):
        return True
    against = _AGAINST.search(frame.local) if target.change else None
    if against and concept.kind == "change":
        return concept.name in ("同比", "增加" if against[1] in "高多" else "下降")
    if concept.name == "同比":
        return any(load_concepts().by_name[n].kind == "change" for n in present)
    if target.dimension == "percent" or target.change:
        named = says_rate(target, frame) or any(
            rate.name in present or states_rate(rate, present, target.text, frame.local)
            for rate in rates_of(target)
        )
        if _SHARE.match(frame.local) and concept.name in names_in(frame.head):
            return True  # 网络转办18724件,占诉求总量的40.13%
        if concept.kind in ("action", "stage") and named:
            # 参加考试,合格率100%; 主动公开信息28条,电子化率100%
            return concept.name in names_in(f"{frame.head} {frame.sentence}")
        return states_rate(concept, present, target.text, frame.local)
    return concept.kind in ("level", "object") and any(
        w in fold(frame.local) for w in concept.words
    )


def _is_deed(concept: Concept) -> bool:
    return concept.kind in ("stage", "action")


def _is_listed(frame: Frame) -> bool:
    """Whether a figure is a later item of a list, whose items each have a level of their own."""
    return "、" in re.split("[,，;；。]", frame.lead.rstrip("、 "))[-1]


def _without_levels(names: frozenset[str]) -> frozenset[str]:
    concepts = load_concepts().by_name
    return frozenset(n for n in names if concepts[n].kind != "level")


def _outside_list(lead: str) -> str:
    """What leads to a figure without lists: of 2个省级、2个市级 each has its own level."""
    return " ".join(part for part in re.split("[,，;；。]", lead) if "、" not in part)


def _same_level(target: Target, own: frozenset[str]) -> bool:
    """Whether a level that the figure's own phrase names is the one asked for, if any is."""
    concepts = load_concepts().by_name
    stated = {n for n in own if concepts[n].kind == "level"}
    asked = {c.name for c in target.own if c.kind == "level"}
    return not stated or not asked or bool(stated & asked)


def _levels(text: str) -> list[str]:
    concepts = load_concepts().by_name
    return [n for n in names_in(text) if concepts[n].kind == "level"]


def _of_all(frame: Frame) -> frozenset[str]:
    """What is said of all that was counted: 受理153件,均已按时办结."""
    return binding_names(frame.tail) if _ALL_OF.search(frame.tail) else frozenset()


def _at_once(concept: Concept, target: Target, frame: Frame) -> bool:
    """Whether what was not asked was done to the very same (受理并办结100件): each answers."""
    mentions = load_concepts().find(frame.local)
    asked = [m for m in mentions if m.concept in target.own]
    others = [m for m in mentions if m.concept.name == concept.name]
    pairs = [(a, b) for m in asked for o in others for a, b in ((m, o), (o, m)) if a.end <= b.start]
    # 收到和办理12件 went through both; 警告和罚款12件 are a sum, 督察和检查4家 had both.
    if concept.kind == "rate":  # 回复率、满意率均为100%
        return any(_TWO_RATES.fullmatch(frame.local[a.end : b.start]) for a, b in pairs)
    stages = concept.kind == "stage" and all(m.concept.kind == "stage" for m in asked)
    joint = _AND if stages or target.dimension in ("entities", "people") else _BOTH
    return any(joint.fullmatch(frame.local[a.end : b.start].strip()) for a, b in pairs)


def _harmless(concept: Concept, asked: list[Concept], own: frozenset[str], every: bool) -> bool:
    """Whether a binding concept of the figure that was not asked leaves the meaning as it is."""
    if concept.kind == "rate" and (concept.name == "率" or every):
        return any(c.kind == "rate" for c in asked)
    if concept.kind == "rate":
        return any(concept.name.startswith(c.name) or _ends(concept, c) for c in asked)
    if concept.standing:
        return True
    if concept.kind == "change":
        return any(c.kind == "change" for c in asked)
    if concept.kind == "stage":
        # 以调解方式结案: the outcome asked for is named, the stage says nothing more.
        if any(c.kind == "action" and c.name in own for c in asked):
            return True
        return bool(asked) and all(c.kind in ("rate", "change") for c in asked)
    if any(concept.name in kinds_of(c.name) and c.name in own for c in asked):
        return True  # 以撤销、变更等方式纠错
    # 化解率 asked, 在镇村化解95% stated
    names = {concept.name, *concept.words}
    return any(
        c.kind == "rate" and (c.name.startswith(concept.name) or c.name.removesuffix("率") in names)
        for c in asked
    )


def _ends(concept: Concept, asked: Concept) -> bool:
    """调解成功率 answers for 成功率."""
    return asked.kind == "rate" and concept.name.endswith(asked.name)
