"""Things that hold others are not the others: 政务服务事项清单31个 counts lists, not 事项.

Nor is what a thing has the thing: 服务中心增至6个功能区 counts 功能区.
"""

from __future__ import annotations

import re

from assistant.concepts import names_in
from assistant.counted import DULL, NOUN_TAGS
from assistant.text import fold
from assistant.tokens import tagged

_HOLDER = re.compile(r"(清单|目录|名录|名单|台账)[共有为达计合]*$")
# Measure words of lists; with another (清单3245项) what they hold is counted.
_OF_LISTS = frozenset({"个", "份", "张", "本", "部", "册", "套", "类"})


# Measure words that a noun follows which says what is counted: 6个功能区, 3家企业.
_OF_THINGS = frozenset({"个", "家", "处", "所", "座"})


def counts_others(unit: str, local: str, asked: str) -> bool:
    """Whether a figure counts what holds, or what belongs to, the thing a question asked for.

    ``local`` is its own phrase.
    """
    found = _HOLDER.search(fold(local).strip()) if unit in _OF_LISTS else None
    if found and found[1] not in asked:
        return True
    return unit in _OF_THINGS and _strange(local, asked)


def _strange(local: str, asked: str) -> bool:
    """Whether the noun behind the number is of nothing that was asked for.

    ``local`` has a blank in the number's place.
    """
    before, blank, after = fold(local).rpartition(" ")
    if not blank or not before.strip() or names_in(after) & names_in(asked):
        return False
    nouns = [w for w, tag in tagged(after) if tag[0] in NOUN_TAGS and len(w) > 1 and w not in DULL]
    pairs = {noun[k : k + 2] for noun in nouns for k in range(len(noun) - 1)}
    return bool(nouns) and not any(pair in asked for pair in pairs)
