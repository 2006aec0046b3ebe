"""Figures whose nouns stand behind them, joined by 和 or 的: 6个镇的12名干部和9个部门的27名员工."""

from __future__ import annotations

import re

from assistant.content import has_noun
from assistant.text import fold
from assistant.tokens import tagged

_JOINT = re.compile(r"(?:(?<![总之])和|与|及|以及)\s*$")
_OF = re.compile(r"的\s*$")


def ends_in_and(between: str) -> bool:
    """Whether a noun of the figure before and an 和 are all that stands between two figures."""
    joint = _JOINT.search(fold(between))
    return joint is not None and _is_noun(between[: joint.start()])


def goes_on(between: str) -> bool:
    """Whether what is told behind the second of two figures is told of the first as well."""
    of = _OF.search(fold(between))
    return ends_in_and(between) or (of is not None and _is_noun(between[: of.start()]))


def _is_noun(phrase: str) -> bool:
    """Whether a phrase opens with a noun at once and has no verb: neither 涉及金额 nor 受理审结."""
    verbs = any(tag == "v" for _, tag in tagged(phrase))
    return bool(phrase.strip()) and not verbs and has_noun(phrase)
