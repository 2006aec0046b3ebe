"""Whether a figure's unit can answer a question's."""

from __future__ import annotations

import re

from assistant.target import Target
from assistant.units import load_units

# Dimensions whose measure words may answer for those of another: 多少份文书 / 起草文书19件.
_ANSWERS = {
    "count": ("cases", "entities", "documents", "visits", "people"),
    "cases": ("documents", "visits"),
    "documents": ("cases",),
    "entities": ("documents", "visits"),
    "visits": ("cases", "entities"),
}
_LAND = frozenset("村镇乡县市省区国")
_PAPER = frozenset("项条份篇册种")
_ANY = frozenset({"", "个"})
_POINTS = "个百分点"
_APART = re.compile(r"[比较高低差]|相差")
# 时间节约多少: of a whole, so a share answers.
_SAVES = re.compile(r"(?:节约|节省|压缩|压减|缩短|缩减|精简)[^,。]{0,10}多少\s*$")
_COUNTS = frozenset({*_ANSWERS, "people", "times"})


def fits(target: Target, unit: str) -> float | None:
    """What a figure's unit costs: 0 as asked … 0.1 another word; ``None`` for another thing."""
    dimension = load_units().dimension(unit)
    percent = dimension in ("percent", "permille")
    if target.dimension == "percent":
        if unit == _POINTS and not (target.unit or target.change or _APART.search(target.text)):
            return None  # 败诉率高于全市平均3.2个百分点 is no 败诉率
        return 0.0 if percent and (not target.unit or target.unit == unit) else None
    if not target.dimension:
        if percent or dimension == "multiple":
            return 0.0 if target.change or (percent and _SAVES.search(target.text)) else None
        return 0.02
    if percent:
        return None
    if not unit:  # a cell whose heads name no unit counts what they name
        return 0.1 if target.dimension in _COUNTS else None
    if target.unit == unit:
        return 0.0
    if unit in _LAND and target.unit not in _ANY:
        return None  # 意见多少条 is not answered by 13县
    if unit in _PAPER and target.dimension == "entities":
        return None  # 多少家企业 is not answered by 涉企事项188项
    if unit == "个" and target.dimension == "cases":
        return None
    # 个 counts things: 有几个中心 is not answered by how often people came (4135人次).
    if target.dimension == "count" and dimension in ("people", "visits") and "次" in unit:
        return None
    if dimension == target.dimension:
        return 0.04
    if target.dimension == "times" and dimension == "cases" and "次" in unit:
        return 0.1  # 出庭多少次 is answered by 出庭38件次
    return 0.1 if dimension in _ANSWERS.get(target.dimension, ()) else None
