"""What the items of a list of figures share: its verb, its cause, its level, its noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.clause import Clause, CutSentence
from assistant.concepts import Mention, load_concepts, names_in, without_concepts
from assistant.joined_nouns import goes_on
from assistant.leaning import is_relative
from assistant.segments import content_length, noun_phrase, words
from assistant.text import fold

_CAUSE = re.compile(r"因[^,，。]{2,20}?(?:引起|引发|产生|提起|导致|被申请)的?")
# Between changes that are shared out, and between the figures that they are of.
_AND_ANOTHER = re.compile(r"\s*(?:、|和|与|以?及)[^,;。、\d]{0,4}")
_LISTED = re.compile(r"\s*(?:[,、]|和|与|以?及)[^;。]*$")
_DONE_TO = re.compile(r"[\u4e00-\u9fff]{0,4}(?:对|为|向|给)(?=\s|[\u4e00-\u9fff])")
_DONE_FOR = re.compile(r"[\u4e00-\u9fff]{0,4}(?:为|给|向|帮助|协助|替)(?=\s)")
_BARE_LEVEL = re.compile(r"(?:国家|[省市县区])级$")
_LEVEL = re.compile(r"[省市县区镇](?!级)(?=[\u4e00-\u9fff]{2})")


def governor(done: Sequence[Clause]) -> str:
    """What opens a list governs its later items: 办理公证…件、鉴定…例、诉讼…件 are all 办理."""
    local = _first_of_list(done).frame.local
    return " ".join(
        m.word
        for m in load_concepts().find(local)
        if m.concept.kind in ("stage", "action") and _opens_list(local, m)
    )


def cause(done: Sequence[Clause]) -> str:
    """What the first item of a list says for all: 因信息公开引起的复议22件、诉讼1件."""
    match = _CAUSE.search(_first_of_list(done).frame.local)
    return match[0] if match else ""


def _first_of_list(done: Sequence[Clause]) -> Clause:
    """The first item of the 、-list that the figure before the present one stands in."""
    first = len(done) - 1
    while first and done[first].segment.before == "、":
        first -= 1
    return done[first]


def _opens_list(local: str, verb: Mention) -> bool:
    """Whether a verb stands first, or has the thing that it is done to behind it (顾问审查合同)."""
    behind = content_length(local[verb.end :]) > 0
    # 行政许可19项、行政处罚345项 are kinds of power: the first does not govern the second.
    return behind or (verb.concept.kind == "stage" and content_length(local[: verb.start]) == 0)


def done_behind(sentence: CutSentence, index: int) -> str:
    """What was done to all of a list, told behind its last: 对9个部门、6个街道开展督察; or to those
    of one figure, with another of what it came to: 为80家企业减免房租90万元."""
    local = sentence.phrases[index]
    last = sentence.last_listed(index)
    if joined := _joined_on(sentence, index):
        phrase = sentence.phrases[joined]
        return _beyond_noun(phrase)
    if last == index:
        return _done_for(sentence, index) if _DONE_FOR.match(local) else ""
    if not _DONE_TO.match(local) or noun_phrase(local) != local:
        return ""
    return _beyond_noun(sentence.phrases[last])


def _beyond_noun(phrase: str) -> str:
    """What a phrase says behind its noun: 参加述法 of 负责人参加述法."""
    return phrase[len(noun_phrase(phrase)) :].strip()


def _joined_on(sentence: CutSentence, index: int) -> int:
    """The last of the figures whose nouns are joined by 和 or 的 to this one's; 0: none."""
    found, owner, last = sentence.found, sentence.owner, index
    while (
        last + 1 < len(found)
        and owner[last + 1] == owner[index]
        and goes_on(sentence.text[found[last].end : found[last + 1].start])
    ):
        last += 1
    return last if last > index else 0


def _done_for(sentence: CutSentence, index: int) -> str:
    """What stands between a figure's noun and the next figure of its segment."""
    owner = sentence.owner
    if index + 1 >= len(owner) or owner[index + 1] != owner[index]:
        return ""
    found = sentence.found
    return _beyond_noun(words(sentence.text, found[index].end, found[index + 1].start))


def leveled(local: str, before: str) -> str:
    """The level that the last of a list has, as the others have it: 2个省级、4个县普法基地."""
    level = _LEVEL.match(local) if _BARE_LEVEL.search(before) else None
    return f"{level[0]}级{local[level.end() :]}" if level else local


def summed(done: Sequence[Clause]) -> str:
    """What the figures of a list have in common that a total closes: 一审14件、二审11件,合计25件.

    The first of them has their noun; what tells it from the others is left out.
    """
    first = len(done) - 1
    while first and done[first].segment.before in ("、", ",") and done[first].leans:
        first -= 1
    kinds = ("level", "stage", "action")
    opening = done[first].frame
    own = [m for m in load_concepts().find(opening.local) if m.concept.kind in kinds]
    shared = [names_in(f"{c.frame.governs} {c.frame.local}") for c in done[first + 1 :]]
    telling = [
        m
        for m in own
        if m.concept.kind == "level" or not all(m.concept.name in names for names in shared)
    ]
    return f"{opening.governs} {without_concepts(opening.local, telling)}".strip()


def shared_alike(sentence: CutSentence, index: int, done: Sequence[Clause]) -> Clause | None:
    """A later figure of A类、B类分别为x、y: all that is said of the first but its name holds."""
    first = sentence.shared.get(index)
    told = (c for c in done if first is not None and c.quantity is sentence.found[first])
    clause = next(told, None)
    if clause is None:
        return None
    frame = replace(
        clause.frame,
        local=sentence.phrases[index],
        tail=sentence.tail(index),
        lead=sentence.lead(index),
    )
    return replace(clause, quantity=sentence.found[index], frame=frame)


def shared_out_phrase(sentence: CutSentence, index: int, done: Sequence[Clause]) -> str:
    """The phrase of the figure that a shared-out change is of.

    一审20件、二审9件,同比分别增长5%、3%: each is of the figure in its place of the list before.
    """
    gaps = [fold(sentence.text[left.end : right.start]) for left, right in pairwise(sentence.found)]
    first = index
    while first and _AND_ANOTHER.fullmatch(gaps[first - 1]):
        first -= 1
    if not first or "分别" not in gaps[first - 1] or not is_relative(gaps[first - 1]):
        return ""
    last = index
    while last < len(gaps) and _AND_ANOTHER.fullmatch(gaps[last]):
        last += 1
    listed = first - (last - first + 1)
    joined = all(_LISTED.match(gap) for gap in gaps[listed : first - 1]) if listed >= 0 else False
    if last == first or not joined or len(done) != index:
        return ""
    frame = done[listed + index - first].frame
    named = load_concepts().find(frame.local)
    return frame.local if named else f"{frame.governs} {frame.local}".strip()
