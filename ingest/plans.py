"""What a report only means to do: which of its headings are of plans, and for which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text import fold

_PLAN = re.compile(
    r"年(?:度)?(?:计划|打算|安排|思路)|下一步|下一年|打算|工作计划|工作安排|工作思路|今后|展望|下步|明年"
)
_WANTING = re.compile(r"问题|不足|短板|困难|差距|薄弱")  # 存在的问题及下一步打算 tells of both
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s?年)")


# 存在的不足及打算: 专业人员占比仅23.5% is how things stand
_STANDS = re.compile(r"仅|只有|仍有|尚有|不到|占比|尚未")
_MEANT = re.compile(r"将|力争|计划|打算|确保|目标|提[高升]|达到|新增|下一步|明年")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """``year`` is ``None`` where the headings leave open which year is planned for."""

    year: int | None


def plan_of(headings: Sequence[str], year: int | None, sentence: str = "") -> Plan | None:
    """The plan that stands under these headings, outermost first; ``None`` for none.

    A report of ``year`` plans for the year that a heading names, else for the one after its own.
    Under one that tells of shortcomings as well, a ``sentence`` of how things stand plans nothing.
    """
    naming = [fold(heading) for heading in headings if _PLAN.search(heading)]
    if not naming:
        return None
    stands = _STANDS.search(sentence) and not _MEANT.search(sentence)
    if stands and _WANTING.search(naming[-1]):
        return None
    named = [int(y) for heading in naming for y in _YEAR.findall(heading)]
    if named:
        return Plan(year=named[-1])
    if year is None or _WANTING.search(naming[-1]):
        return Plan(year=None)
    return Plan(year=year + 1)
