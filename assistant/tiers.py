"""Which governments a figure is of: a city's, its districts', their departments', the towns'."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.departments import PARTY
from assistant.domain import Frame
from assistant.target import Target
from assistant.text import fold

# Which governments are meant: 区县政府, 市政府部门, 乡镇政府.
_TIER = re.compile(
    r"(?:区县|县区|县市区|县\(市、区\)|乡镇|镇街|省|市|区|县)级?(?:人民)?政府(?:各?(?:工作)?部门|委办局)?"
)
_PART_OF = re.compile(r"^\s*(?:其中|包括|含)+\s*$")
_AND_OTHERS = re.compile(r"政府(?:及|和|与|、)")  # 区政府及各部门应诉97件 are not its own
_EVERY_BODY = re.compile(r"各级|[全本][省市州盟县区旗]")


def tiers_agree(target: Target, frame: Frame) -> bool:
    """What 区县政府 received is not what 市政府 or 区县政府部门 did."""
    asked = _tiers_in(target.text)
    if not asked:
        return True
    near = (frame.local, frame.head)
    stated = next((found for text in near if (found := _tiers_in(text))), None)
    sued = PARTY.search(target.text) is not None
    if stated is None:  # a government that is sued is named where its own cases are told
        return not (sued or any(map(_EVERY_BODY.search, near)))
    if sued and any(map(_AND_OTHERS.search, near)):
        return False
    return bool(asked & stated)


def without_tiers(target: Target, local: str) -> str:
    """A figure's own phrase without the governments asked for: they say whose it is."""
    for tier in _tiers_in(target.text):
        local = local.replace(tier, " ")
    return _PART_OF.sub("", local)


@lru_cache(maxsize=20_000)
def _tiers_in(text: str) -> frozenset[str]:
    plain = fold(text).replace("人民政府", "政府").replace("级政府", "政府")
    return frozenset(m[0] for m in _TIER.finditer(plain))
