"""What a figure's phrase leans on to its left: where it is thin, a share, a change, or bare."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clause import Clause
from assistant.concepts import is_more_than, load_concepts, names_in
from assistant.inner_bodies import is_bare, without_bodies
from assistant.segments import content_length
from assistant.units import load_units

_SHARE = re.compile(r"约?占.{1,14}(?:总数|总量|比例|比重)")
_POINTS = "个百分点"
# 从方式看,常规审批90件;按来源分,…: how a whole is told apart, as often as that is done.
_TOLD_APART = re.compile(
    r"(?:从[^\s]{1,8}?(?:来看|上看|看|来说)|按照?[^\s]{1,8}?(?:分类?|划分|统计|来看)|分[^\s]{0,6}看)$"
)
# A phrase of at most this many content characters leans on what stands to its left.
_THIN = 4


def leans_left(local: str, separator: str) -> bool:
    """Whether a phrase needs its left neighbour: a share, a change, a part, or a thin one."""
    if is_relative(local) or separator in ("(", ":") or "涉案金额" in names_in(local):
        return True
    return content_length(local) <= _THIN and separator != ";"


def told_apart(phrase: str) -> str:
    """By what a phrase says, at its end, that the figures after it tell a whole apart; or ""."""
    found = _TOLD_APART.search(phrase)
    return found[0] if found else ""


def support_of(done: Sequence[Clause], unit: str) -> str:
    """The phrase that one of ``unit`` leans on: the nearest to the left, no share and no change.

    增加555件,同比增长99.5% both stand on 收到申请1113件; 占比31% on 行政处罚类349件. What changes
    by points (提升3个百分点) is a rate, the one before. Of 办复率100% no count is a part.
    """
    counts = load_units().dimension(unit) != "percent"
    for clause in reversed(done):
        local = clause.frame.local
        rate = clause.quantity.unit == "%"
        if unit == _POINTS and rate and content_length(local):
            return local
        thing = what_changed(local)
        if thing and (
            counts and not clause.leans or unit == "%" and clause.quantity.unit == _POINTS
        ):
            return thing  # 满意率较上年提高2个百分点,达98%
        if content_length(local) == 0 or (counts and rate and local.endswith("率")):
            continue
        if is_relative(local) and (clause.leans or counts and rate):
            continue
        # 调解纠纷60件,成功57件,涉及金额…: a phrase that names nothing stands on its own support.
        bare = clause.leans and not load_concepts().find(local)
        return f"{clause.frame.governs} {local}".strip() if bare else local
    last = done[-1].frame
    return "" if counts and is_relative(last.local) else last.head or last.local


def lendable(done: Sequence[Clause], unit: str) -> str | None:
    """The phrase that a figure of another year counts the same by: the nearest of its kind of unit.

    受理50件,同比增长25%(上年为40件): 40件 are received, as the 50 are, no growth.
    """
    if not done:
        return None
    dimension = load_units().dimension(unit)
    alike = (c for c in reversed(done) if load_units().dimension(c.quantity.unit) == dimension)
    last = next(alike, done[-1]) if is_relative(done[-1].frame.local) else done[-1]
    return what_changed(last.frame.local) or last.frame.local


def whole_of_bare(unit: str, local: str, done: Sequence[Clause]) -> str:
    """What a figure that only says whose it is is a part of: 办案90件,罚款5万元,其中东镇30件.

    The nearest to the left in the same unit, of those that do the same where it says what it does.
    """
    wholes = [
        c
        for c in done
        if c.quantity.unit == unit and not is_bare(c.frame.local) and not is_relative(c.frame.local)
    ]
    own = names_in(local)
    alike = [c for c in wholes if own & names_in(c.frame.local)] or wholes
    if not alike:
        return ""
    frame = alike[-1].frame
    named = frame.local if content_length(frame.local) else frame.head
    objects = any(m.concept.kind == "object" for m in load_concepts().find(named))
    return f"{'' if objects else frame.governs} {without_bodies(named)}".strip()


def what_changed(phrase: str) -> str:
    """What a phrase says has changed: 热线受理量同比增长5%,达到300件 are 热线受理量."""
    found = load_concepts().find(phrase)
    change = next((m for m in found if m.concept.kind == "change"), None)
    return phrase[: change.start].strip() if change else ""


def is_relative(local: str) -> bool:
    """Whether a phrase names a share or a change."""
    named = any(m.concept.kind in ("rate", "change") for m in load_concepts().find(local))
    return named or _SHARE.match(local) is not None or is_more_than(local)
