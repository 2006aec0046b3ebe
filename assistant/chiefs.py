"""Whether it is the chief of a body that appears in court, its deputy, or any of its heads.

What the chiefs did themselves (其中主要负责人出庭6件) is not what all heads did, nor the other way
round.
"""

from __future__ import annotations

import re

from assistant.domain import Frame
from assistant.text import fold

_APPEARS = re.compile(r"出庭|应诉")
_CHIEF = re.compile(r"一把手|主要(?:负责|领导)|正职|主官")
_DEPUTY = re.compile(r"副职|分管")
_HEADS = re.compile(r"负责人|负责同志|领导|一把手|[正副]职")


def ranks_agree(asked: str, frame: Frame) -> bool:
    """Whether a figure of appearances in court is of heads of the rank that ``asked`` names.

    A phrase that names no head (全年仅9件) is of those that the words right above it name.
    """
    if not _APPEARS.search(asked):
        return True
    own, above = fold(frame.local), fold(frame.head)
    stated = _ranks(own) if _HEADS.search(own) else _ranks(above)
    wanted = _ranks(asked)
    return stated == wanted or (not wanted and len(stated) > 1)  # 正、副职 are all of them


def _ranks(text: str) -> frozenset[str]:
    kinds = {"chief": _CHIEF, "deputy": _DEPUTY}
    return frozenset(name for name, pattern in kinds.items() if pattern.search(text))
