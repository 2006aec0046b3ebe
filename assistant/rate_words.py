"""Whether a figure's words state the rate, or the success, that is asked for in other words."""

from __future__ import annotations

import re

from assistant.concepts import Concept, load_concepts
from assistant.domain import Frame
from assistant.target import Target
from assistant.text import fold

_PASSED = "合格率"
SUCCESS = "调解成功"
_ONLY_SUCCESS = re.compile(r"(?:其中)?成功(?:的)?")


def rates_of(target: Target) -> list[Concept]:
    """The rates that are asked for by a name of their own."""
    return [c for c in target.own if c.kind == "rate" and c.name != "率"]


def says_rate(target: Target, frame: Frame) -> bool:
    """Whether a figure's own phrase names the very rate asked for that is no concept: 电子化率."""
    name = re.search(r"[\u4e00-\u9fff]{2,4}率", "".join(target.words[-3:]))
    return name is not None and name[0][-4:] in fold(frame.local)


def says_in_two(concept: Concept, frame: Frame) -> bool:
    """调解成功926件,成功率99.25% states 调解成功率: its end here, its beginning in what governs."""
    left = fold(f"{frame.head} {frame.lead}")
    local = fold(frame.local)
    return any(
        word[cut:] in local and word[:cut] in left
        for word in concept.words
        for cut in range(2, len(word) - 1)
    )


def succeeds(frame: Frame) -> bool:
    """调解矛盾纠纷926件,其中成功919件 states 调解成功 in two."""
    return bool(_ONLY_SUCCESS.fullmatch(frame.local.strip())) and "调解" in frame.head


def states_rate(concept: Concept, present: frozenset[str], asked: str, local: str) -> bool:
    """率 asked beside 出庭 is 出庭应诉率; 解读率 asked is 实现100%解读 stated."""
    if concept.name == "率":
        rates = [n for n in present if load_concepts().by_name[n].kind == "rate" and n != "率"]
        return all(n.rstrip("率度") in asked for n in rates)
    if concept.kind == "rate":
        if any(name.endswith(concept.name) for name in present):
            return True
        stem = concept.name.removesuffix("率")
        if concept.name == _PASSED and local.endswith("通过"):
            return True  # 均100%通过
        if len(stem) > 1 and local.endswith(f" {stem}"):
            return True  # 实现100%覆盖
        known = load_concepts().by_word.get(stem)
        done = stem in present or (known is not None and known.name in present)
        return done and len(stem) < len(concept.name)
    return any(name.startswith(concept.name) and name.endswith("率") for name in present)
