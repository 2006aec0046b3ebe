"""Cases that police or an office handles itself: 受理行政案件80起 there are no lawsuits."""

from __future__ import annotations

import re

from assistant.domain import Frame
from assistant.text import fold

SUITS = "诉讼"  # the kind of matter that lawsuits are
_CASES = "行政案件"
_ENFORCED = re.compile(r"公安|治安|立案|破案|破获|查处|拘留|林业|刑事案件")
_IN_COURT = re.compile(r"诉讼|应诉|法院|被告|败诉|[一二]审|审结|出庭|审判")


def is_enforcement(frame: Frame) -> bool:
    """Whether a figure counts 行政案件 that no court had.

    立刑事案件30起;受理行政案件80起,办结70起 are of the police.
    """
    near = f"{frame.governs} {frame.head} {frame.local}"
    if _CASES not in near:
        return False
    told = fold(f"{frame.sentence} {near} {frame.tail}")
    return bool(_ENFORCED.search(told)) and not _IN_COURT.search(told)
