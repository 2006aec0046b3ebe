"""Slots of a question that a figure must agree with, or it is not meant.

Thing counted, ordinals, months, limits (本级, 日均), kind of matter, compounds, denials, bodies."""

from __future__ import annotations

import re

from assistant.concepts import has_noun, load_concepts, names_in
from assistant.domain import Frame
from assistant.lexicon import frame_topics
from assistant.target import Target
from assistant.text import fold
from assistant.wording import MOSTLY, share_found

_HOTLINE = re.compile(r"(?<!\d)12[0-9]{3}(?!\d)")
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})月?\s?[-—–~至到]\s?(\d{1,2})\s?月")


def agrees(target: Target, frame: Frame) -> bool:
    """Whether the thing counted, ordinals and limits are the same."""
    return (
        _heads_agree(target, frame)
        and _ordinals_agree(target, frame)
        and _limits_agree(target, frame)
        and _topics_agree(target, frame)
        and _compounds_agree(target, frame)
        and _scene_is_set(target, frame)
        and _months_agree(target, frame)
        and all(name in f"{frame.local} {frame.head} {frame.lead}" for name in target.named)
    )


def _months_agree(target: Target, frame: Frame) -> bool:
    """What some months brought (1—6月) is not the year's figure."""
    spans = _MONTHS.finditer(fold(" ".join(limiting(frame))))
    return all((m[1], m[2]) == ("1", "12") or m[0] in target.text for m in spans)


def _compounds_agree(target: Target, frame: Frame) -> bool:
    """消防演练 asked is not all 演练; 未通过 asked is not all that took part."""
    near = fold(" ".join((frame.local, frame.head, frame.tail)))
    denied = all(re.search(rf"[未没不]有?{re.escape(verb)}", near) for verb in target.denied)
    return denied and all(share_found(word, near) >= MOSTLY for word in target.near)


def _scene_is_set(target: Target, frame: Frame) -> bool:
    """An action that sets the scene (取消…措施减负) stands somewhere before the figure."""
    if not target.context:
        return True
    before = names_in(" ".join((frame.local, frame.head, frame.lead, frame.item, *frame.path)))
    return all(({c.name} | c.accepts) & before for c in target.context)


def _topics_agree(target: Target, frame: Frame) -> bool:
    """Whether the figure is of the kind of matter that was asked for (复议, not 诉讼)."""
    asked = {c.topic for c in target.about if c.topic}
    stated = frame_topics(frame)
    return not asked or not stated or bool(asked & stated)


def _limits_agree(target: Target, frame: Frame) -> bool:
    """本级, 上半年 or 日均 asked must govern the figure, and none that was not asked may."""
    concepts = load_concepts().by_name
    stated = {n for part in limiting(frame) for n in names_in(part)}
    limits = {n for n in stated if concepts[n].kind == "limit"}
    return limits == {c.name for c in target.limits}


def limiting(frame: Frame) -> tuple[str, ...]:
    """What may narrow a figure: 全年 ends the narrowing of the one before (下半年33件,全年90件)."""
    return (frame.local,) if "全年" in frame.local else (frame.local, frame.head)


def _heads_agree(target: Target, frame: Frame) -> bool:
    """Whether the thing counted (多少个问题) is named in the figure's own phrase or beside it."""
    if not target.counted:
        return True
    near = " ".join((frame.local, frame.head, frame.tail))
    own = frame.local if has_noun(frame.local) else near
    return any(share_found(word, own) >= 0.5 for word in target.counted)


def _ordinals_agree(target: Target, frame: Frame) -> bool:
    """第二批 asked must be 第二批 stated, and 12345's cases are not those of all channels."""
    near = fold(" ".join((frame.local, frame.head, *frame.path)))
    asked = set(_HOTLINE.findall(" ".join(target.ordinals)))
    own = set(_HOTLINE.findall(fold(frame.local)))
    if own and asked and not own & asked:
        return False
    if not all(number in near for number in asked):
        return False
    return all(o in f"{near} {fold(frame.lead)}" for o in target.ordinals)
