"""Whether a figure counts another thing than the one asked, though words around it are alike."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.concepts import load_concepts, names_in
from assistant.content import has_noun
from assistant.counted import NOUN_TAGS
from assistant.domain import Frame, Indicator
from assistant.hole import hole_pattern
from assistant.moments import based_on
from assistant.only_some import is_bare_object
from assistant.overlap import FIRM
from assistant.slots import Binding
from assistant.target import Target
from assistant.tokens import tagged
from assistant.wording import object_worth, share_found

_IS = re.compile(r"[\s一总共有了是各]*$")
_POWERS = re.compile(r"权力|职权|权责|事项")
_DEEDS = frozenset({"查处", "查办", "查获", "整治", "处置", "纠治"})


def changes_another(target: Target, frame: Frame) -> bool:
    """Whether a change whose own phrase says what changed says nothing of what is asked."""
    if not target.change or not target.words or not has_noun(frame.local):
        return False
    near = f"{frame.local} {frame.head}"
    named = {c.name for c in target.about} & names_in(near)
    words = [w for w in target.words if len(w) > 1]
    return bool(words) and not named and not any(share_found(w, near) for w in words)


def changes_over_more(target: Target, indicator: Indicator) -> bool:
    """Whether a change is against an earlier year than the last (2021年:较2019年末增加46名), and
    that was not asked."""
    year = indicator.period.year
    if not target.change or target.base is not None or year is None:
        return False
    return any(base < year - 1 for base in based_on(indicator.frame))


def is_other_kind(target: Target, frame: Frame) -> bool:
    """Whether a word that tells a kind (医疗|服务投诉) stands nowhere and another does (消费)."""
    held = " ".join((frame.local, frame.head, frame.tail, frame.lead, frame.item, *frame.path))
    missing = [w for w in target.words if len(w) > 1 and not share_found(w, held)]
    return any(
        target.text.startswith(other, target.text.find(word) + len(word))
        for word in missing
        for other in target.words
        if len(other) > 1 and other in frame.local and other != word
    )


def names_another(target: Target, frame: Frame) -> bool:
    """Whether no word of what is asked stands near a figure that is counted in other units.

    查处超限车辆160台次,查处非法采砂9起: 9 are no 车辆, though the word stands before.
    """
    near = f"{frame.local} {frame.head} {frame.tail}"
    words = [w for w in target.words if len(w) > 1]
    things = [w for w in words if tagged(w)[0][1][0] in NOUN_TAGS]
    return bool(things) and not any(share_found(w, near) for w in words if w not in _DEEDS)


def has_another_head(target: Target, frame: Frame) -> bool:
    """Whether the noun right before the hole (文化长廊几处) stands nowhere near a figure whose own
    phrase ends in another (文化阵地)."""
    hole = hole_pattern().search(target.text)
    before = _IS.sub("", target.text[: hole.start()]) if hole else ""
    words = [w for w in target.words if len(w) > 1 and before.endswith(w)]
    if not words or tagged(words[0])[-1][1][0] != "n":
        return False
    near = f"{frame.local} {frame.head} {frame.tail}"
    last = tagged(frame.local.strip())[-1:]
    other = any(tag[0] == "n" and len(w) > 1 and w not in target.text for w, tag in last)
    return other and not share_found(words[0], near)


def counts_powers(target: Target, indicator: Indicator) -> bool:
    """Whether cases are asked for where a figure counts kinds of power: 行政处罚345项."""
    if target.dimension != "cases" or indicator.quantity.unit != "项":
        return False
    frame = indicator.frame
    near = f"{frame.local} {frame.governs} {frame.head} {frame.sentence}"
    return _POWERS.search(near) is not None


def is_from_afar(target: Target, frame: Frame, binding: Binding) -> bool:
    """Whether a thing asked for stands only far before a figure whose own words name another.

    全镇执法人员持证率100%。组织培训6场,参训人员120人次: 120 are no 执法人员.
    """
    if not is_bare_object(target) or (target.named and not _names_firmly(target)):
        return False
    if not target.named and (binding.stage is not None or binding.levels):
        return False
    near = replace(frame, lead="", path=(), item="")
    if any(object_worth(c, near) for c in target.about):
        return False
    return has_noun(" ".join((frame.local, frame.governs, frame.head)))


def is_of_another(target: Target, frame: Frame) -> bool:
    """Whether a rate asked of what a question named before is another thing's.

    取消了几项证明事项,满意率: not that of what the next sentence tells of (政务服务满意率).
    """
    if target.alone is None or target.dimension != "percent":
        return False
    firm = [c for c in target.about if c.weight >= FIRM]
    near = replace(frame, lead="", path=(), item="")
    if not firm or any(object_worth(c, near) for c in firm):
        return False
    concepts = load_concepts().by_name
    stated = names_in(frame.local)
    if any(c.name in stated for c in target.about):
        return False
    return any(concepts[n].kind == "object" for n in stated)


def _names_firmly(target: Target) -> bool:
    return any(c.weight >= FIRM for c in target.about)
