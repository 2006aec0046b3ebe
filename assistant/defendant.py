"""Whether lawsuits are those against one government or those of all the organs of its place."""

from __future__ import annotations

import re

from assistant.domain import Frame
from assistant.text import fold

# Asked of a place's government by the place's name, which is blanked out of the question.
_ASKED = re.compile(r"(?<![省市州盟县区旗乡镇级])政府(?:被|当|为|作为|是)?被?告(?![诉知])")
_STATED = re.compile(r"政府[^,，。;；]{0,6}(?:被告|被诉|被申请人)")

_ALONE = re.compile(r"政府(?:自己|本身|单独)")
_WITH_OTHERS = re.compile(r"政府(?:及|和|与|、)[^,，。;；]*(?:部门|街道|乡镇|单位|办事处|机关)")


def defendants_agree(asked: str, frame: Frame) -> bool:
    """以临河县政府为被告的案件 asked are only those said to be against a government.

    What a government and its offices had together is not what it had itself (政府自己应诉).
    """
    whose = fold(frame.local if "政府" in frame.local else f"{frame.sentence} {frame.head}")
    if _ALONE.search(fold(asked)) and _WITH_OTHERS.search(whose):
        return False
    if not _ASKED.search(fold(asked)):
        return True
    return _STATED.search(fold(f"{frame.local} {frame.head}")) is not None
