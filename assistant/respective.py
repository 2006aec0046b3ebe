"""Figures shared out among names: A、B、C分别为x、y、z, each told its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.concepts import is_change
from assistant.domain import Quantity
from assistant.segments import Segment, ToldApart, noun_phrase, own_phrase, words

_RESPECTIVELY = re.compile(r"^(?P<names>.*?)分别(?:为|是|达到?|有|占)?(?P<verb>.{0,4})$")
_SHARED_NOUN = re.compile(
    r"(?:部门|领域|方面|类|案件|事项|工单|诉求|数量|总数|[^、]{2}率|[^、]{0,2}量|数)+$"
)
_WHOLE_NAMES = ("率", "量", "数")
_AND = re.compile(r"、|和(?!解)|与(?!会)|以?及(?!时|格)")
_AND_SO = re.compile(
    r"(?:、|和|与|以?及)(?P<verb>(?:上升|下降|增长|增加|减少|提高|降低|上涨|下滑|[多少])?)"
)
_CHANGED = re.compile(r"(?:上升|下降|增长|增加|减少|提高|降低|上涨|下滑|[多少增降])[了至到]?$")
_COMPARING = re.compile(
    r"(?:均?[较比与](?:(?:19|20)\d{2}|[上去前]一?)年度?(?:同期|末)?(?:相比)?|同比|环比)$"
)


def respective(
    text: str, segments: Sequence[Segment], found: Sequence[Quantity], owner: Sequence[int]
) -> list[ToldApart]:
    """A、B、C…分别为x、y、z: the first figure's index and the phrase of each."""
    result: list[ToldApart] = []
    for first, quantity in enumerate(found):
        opening = words(text, segments[owner[first]].start, quantity.start)
        match = _RESPECTIVELY.match(opening)
        joint = _AND_SO if is_change(opening) else _AND
        run = _run_length(text, found, first, joint)
        if match is None or run < 2:
            continue
        compared = _COMPARING.search(match["names"])
        listed = match["names"][: compared.start()] if compared else match["names"]
        names = [n.strip() for n in _AND.split(listed) if n.strip()]
        common = f"{compared[0] if compared else ''}{match['verb']}"
        if len(names) == run:
            tail = _common_tail(names)
            phrases = [n.removesuffix(tail) + tail + common for n in names]
        else:
            names = _told_before(result, first, run)
            names = names or _names_before(text, segments, found, owner, (first, run), result)
            phrases = [f"{n} {listed}{common}" for n in names]
        if len(phrases) == run:
            phrases = _each_with_its_own(text, found, first, phrases)
            result.append((first, phrases))
        elif is_change(match[0]):
            phrases = _each_with_its_own(text, found, first, [opening] * run)
            result.append((first, phrases))  # 较上年分别提高0.2、1.6个百分点
    return result


def _told_before(told: Sequence[ToldApart], first: int, run: int) -> list[str]:
    """The things whose changes were just shared out: 公证、鉴定量分别增长5%、6%,分别为7件、8件."""
    before = [names for at, names in told if at + len(names) == first and len(names) == run]
    changed = before[-1] if before else []
    if not all(map(is_change, changed)):
        return []
    cut = [_COMPARING.split(_CHANGED.sub("", name))[0].strip() for name in changed]
    return cut if all(cut) and len(set(cut)) == len(cut) else []


def _names_before(
    text: str,
    segments: Sequence[Segment],
    found: Sequence[Quantity],
    owner: Sequence[int],
    figures: tuple[int, int],
    told: Sequence[ToldApart],
) -> list[str]:
    """The names that 分别 shares its figures among where they stand before its own segment."""
    first, run = figures
    if owner[first] == 0:
        return []
    before = segments[owner[first] - 1]
    if not any(before.start <= q.start < before.end for q in found):
        names = [n.strip() for n in _AND.split(words(text, before.start, before.end)) if n.strip()]
        return [*names[:-1], noun_phrase(names[-1])] if len(names) == run else []
    named = {at + k: name for at, names in told for k, name in enumerate(names)}
    for last in range(first - 1, run - 2, -1):
        listed = range(last - run + 1, last + 1)
        if all(segments[owner[k]].before == "、" for k in listed[1:]):
            own = [own_phrase(text, segments[owner[k]], found, k, owner) for k in listed]
            return [named.get(k, phrase) for k, phrase in zip(listed, own, strict=True)]
    return []


def _run_length(
    text: str, found: Sequence[Quantity], first: int, joint: re.Pattern[str] = _AND
) -> int:
    """How many figures follow one another with nothing but 、 or 和 (or 、下降) between."""
    last = first
    while last + 1 < len(found) and joint.fullmatch(_gap(text, found, last + 1)):
        last += 1
    return last - first + 1


def _gap(text: str, found: Sequence[Quantity], index: int) -> str:
    """The words between a figure and the one before it."""
    return text[found[index - 1].end : found[index].start].strip()


def _each_with_its_own(
    text: str, found: Sequence[Quantity], first: int, phrases: Sequence[str]
) -> list[str]:
    """Phrases of changes that are shared out, each with the verb beside it: 分别增长5%、下降3%."""
    told = [phrases[0]]
    for k, phrase in enumerate(phrases[1:], start=1):
        own = _AND_SO.fullmatch(_gap(text, found, first + k))
        verb = own["verb"] if own else ""
        told.append(_CHANGED.sub(verb, phrase) if verb else phrase)
        if not verb and told[-2] and (last := _CHANGED.search(told[-2])):
            told[-1] = _CHANGED.sub(last[0], phrase)
    return told


def _common_tail(names: Sequence[str]) -> str:
    """What the last name says for all: 工商、食药、质监部门 → 部门; 抽检、快检合格率 → 合格率."""
    match = _SHARED_NOUN.search(names[-1])
    if match is None or any(n.endswith((match[0], *_WHOLE_NAMES)) for n in names[:-1]):
        return ""  # 办结率、满意率 are whole names
    return match[0]
