"""Phrases that say only that money was spent: on what stands right before them."""

from __future__ import annotations

import re

from assistant.domain import Frame
from assistant.target import Target
from assistant.text import fold

_SPENT = re.compile(r"(?:共|共计|总)?(?:投入|投资|花费|耗资)(?:资金|经费)?(?:共|达|约)?")


def spends_on_it(target: Target, frame: Frame) -> bool | None:
    """Whether a phrase says only that money was spent on what was asked: 建公园1个,投入9万元.

    ``False`` where it stands behind something else, or behind more; ``None`` of any other phrase.
    """
    if target.dimension != "money" or target.own or not _SPENT.fullmatch(fold(frame.local).strip()):
        return None
    things = [c.words for c in target.about]
    things += [(w,) for w in target.words if len(w) > 1 and not _SPENT.fullmatch(w)]
    sentence = fold(frame.sentence).removesuffix(fold(frame.local)).rstrip(" ,，")
    before = re.split("[,，;；]", sentence)[-1]
    if not things or not before.strip():
        return None
    all_told = all(any(w in before for w in words) for words in things)
    items = [item.strip() for item in before.split("、")]
    each_asked = len(items) == 1 or all(item[-2:] in target.text for item in items)
    return all_told and each_asked
