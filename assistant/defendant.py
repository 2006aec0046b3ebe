"""Whether lawsuits are those against one government or those of all the organs of its place."""

from __future__ import annotations

import re

from assistant.domain import Frame
from assistant.text import fold

# Asked of a place's government by the place's name, which is blanked out of the question.
_ASKED = re.compile(r"(?<![省市州盟县区旗乡镇级])政府(?:被|当|为|作为|是)?被?告(?![诉知])")
_STATED = re.compile(r"政府[^,，。;；]{0,6}(?:被告|被诉|被申请人)")


def defendants_agree(asked: str, frame: Frame) -> bool:
    """以临河县政府为被告的案件 asked are only those said to be against a government."""
    if not _ASKED.search(fold(asked)):
        return True
    return _STATED.search(fold(f"{frame.local} {frame.head}")) is not None
