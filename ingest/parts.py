"""Which figures of a sentence are told as parts: under 其中, …中, or in a parenthesis."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.audit_checks import same_kind
from assistant.clause import Clause
from assistant.concepts import load_concepts
from assistant.frame import is_framed
from assistant.measuring import MANNER
from assistant.text import fold

_OPENED = re.compile(
    r"其中|^[^\d,;。、]{0,12}(?:(?<!其)中[,:]?(?![\u4e00-\u9fff]{0,2}心)|里[,:])"
    r"|^[^\d,;。、]{2,12}[,:][^\d,;。、]{1,8}的(?:有|为|是|共)$"  # 90件案件,维持的有…
    r"|^;[^\d,;。、]{2,10}(?:案件|申请|事项|文件|人员|案卷)(?:当)?中[,:]"  # ;纠错的案件中,…
    r"|按[^\d,;。、]{1,8}分[,:]"  # 按审级划分,一审…
    r"|^(?:[,:][^\d,;。、:]{0,8})?:|^[^\d,;。、]{0,10}[,]?(?:分别为|包括)"
)
_AMONG = re.compile(r"其中|(?:案件|申请|事项|文件|人员|案卷)中[,:]?")  # without a figure before
_ENDED = re.compile(
    r"[;]|,完成|同比|[比较](?:上年|去年|年初|(?:19|20)\d{2}年)|同时|此外|另外?|还|全年|累计|共计|合计"
)
_LIST = re.compile(r"其中[,:]")
_NEXT_ITEM = re.compile(r"^;[^\d,;。、]{1,6}$")
_NEXT_PART = re.compile(r"^、[\u4e00-\u9fff]{2,8}$")
_FRAMED_ON = re.compile(r"^[^;。]*;(?:另有|还有)?[^\d,;。]{0,12}$")
_OTHER_TIME = re.compile(r"(?:19|20)\d{2}年|上年|去年|同期|同比|环比")
_THING = 0.9  # weight of what figures are of
_RATES = ("%", "‰", "个百分点", "倍", "成")


def part_flags(text: str, span: tuple[int, int], bound: Sequence[Clause]) -> list[bool]:
    """For each clause of the sentence ``text[span]`` whether its figure is a part of a whole.

    A part is counted in its whole's unit: of 审结51件,其中纠错11件,纠错率21.6% the rate is none.
    """
    flags: list[bool] = []
    inside: str | None = None
    listed = False  # whether a ; goes on with the list
    framed = is_framed(text[span[0] : span[1]])
    outer: list[str | None] = []
    left = span[0]
    for k, clause in enumerate(bound):
        gap = fold(text[left : clause.quantity.start])
        left = clause.quantity.end
        unit = clause.quantity.unit
        for _ in range(min(gap.count(")"), len(outer))):
            inside = outer.pop()
        if gap.count("(") > gap.count(")"):
            outer.append(inside)
            whole = bound[k - 1].quantity.unit if k else ""
            parts = same_kind(unit, whole) and not _OTHER_TIME.search(gap)
            inside = unit if parts else None
        elif (opened := _opened(gap)) and (k or _AMONG.search(gap)):
            listed = opened[0][-1] in (":", "为", "括")
            alike = not listed or not k or same_kind(unit, bound[k - 1].quantity.unit)
            inside = None if unit in _RATES or not alike else unit
            listed = bool(_LIST.search(gap))
        elif unit == inside and listed and _NEXT_ITEM.match(gap) and not _names_thing(clause):
            pass  # 其中,废止9件;修改3件;继续有效90件: its items are set apart so
        elif unit == inside and framed and _FRAMED_ON.match(gap) and not _is_stage(clause):
            pass  # 在审结的51件案件中,维持20件;驳回9件;另有5件撤回: all are of the 51
        elif inside is not None and flags[-1] and _goes_on(gap, bound[k - 1]):
            pass  # 其中直接答复9件、转派办理3件: a list of parts, whatever is done to the next
        elif inside is not None and (_ENDED.search(gap) or _is_stage(clause)):
            inside = None
        flags.append(inside is not None and same_kind(unit, inside))
    return flags


def _opened(gap: str) -> re.Match[str] | None:
    """What begins a list of parts, unless a ; ends what it is of: 9个所中最多的;全县调处30件."""
    found = _OPENED.search(gap)
    return None if found and ";" in gap[found.end() :] else found


def _goes_on(gap: str, before: Clause) -> bool:
    """Whether 、 joins a part to one that is no step itself, with a word or two and no figure."""
    return bool(_NEXT_PART.match(gap)) and not _is_stage(before)


def _names_thing(clause: Clause) -> bool:
    """Whether a phrase names a thing of its own, which a part needn't."""
    found = load_concepts().find(clause.frame.local)
    return any(m.concept.kind == "object" and m.concept.weight >= _THING for m in found)


def _is_stage(clause: Clause) -> bool:
    """Whether a phrase tells of another step (审结) rather than of a part."""
    local = MANNER.sub("", clause.frame.local)
    return any(m.concept.kind == "stage" for m in load_concepts().find(local))
