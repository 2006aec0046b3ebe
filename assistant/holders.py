"""Lists hold things and are not the things: 政务服务事项清单31个 counts lists, not 事项."""

from __future__ import annotations

import re

from assistant.domain import Indicator
from assistant.text import fold

_HOLDER = re.compile(r"(清单|目录|名录|名单|台账)[共有为达计合]*$")
# Measure words of lists; with another (清单3245项) what they hold is counted.
_OF_LISTS = frozenset({"个", "份", "张", "本", "部", "册", "套", "类"})


def counts_others(indicator: Indicator, asked: str) -> bool:
    """Whether a figure counts lists of a thing where a question ``asked`` for the thing."""
    found = _HOLDER.search(fold(indicator.frame.local).strip())
    return bool(found and indicator.quantity.unit in _OF_LISTS and found[1] not in asked)
