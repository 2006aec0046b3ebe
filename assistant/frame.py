"""What a figure counts: the words around it in its clause, nearest first.

The segment that a figure stands in is its own phrase (``local``). What governs it directly to its
left is its ``head``: plain segments since the figure before; the whole that it is a part of (其中…,
or in parentheses); the verb that opens its list; and, where its own phrase is thin (审结51件) or a
share or change (占比31%), the phrase that it leans on. See the design's section 5.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.bases import based
from assistant.concepts import Mention, has_noun, is_more_than, load_concepts, names_in
from assistant.domain import Frame, Quantity
from assistant.inner_bodies import is_bare, without_bodies
from assistant.segments import (
    Segment,
    content_length,
    noun_phrase,
    own_phrases,
    owners,
    segments_of,
    shared_out,
    words,
)
from assistant.text import fold
from assistant.units import load_units

_CAUSE = re.compile(r"因[^,，。]{2,20}?(?:引起|引发|产生|提起|导致|被申请)的?")
_SHARE = re.compile(r"约?占.{1,14}(?:总数|总量|比例|比重)")
_FRAMED = re.compile(r"^[^,;。、\d]{0,12}\d[\d,]*[^,;。、\d]{1,14}(?<!其)中[,:]")
_POINTS = "个百分点"
_TABLE_ROW = re.compile(r"^\| .* \|$")
# A phrase of at most this many content characters leans on what stands to its left.
_THIN = 4
# Between changes that are shared out, and between the figures that they are of.
_AND_ANOTHER = re.compile(r"\s*(?:、|和|与|以?及)[^,;。、\d]{0,4}")
_LISTED = re.compile(r"\s*(?:[,、]|和|与|以?及)[^;。]*$")
_DONE_TO = re.compile(r"[\u4e00-\u9fff]{0,4}(?:对|为|向|给)(?=\s|[\u4e00-\u9fff])")
_BARE_LEVEL = re.compile(r"(?:国家|[省市县区])级$")
_LEVEL = re.compile(r"[省市县区镇](?!级)(?=[\u4e00-\u9fff]{2})")
# 收案中,公安领域…件: those behind it are of these.
_OF_THESE = re.compile(
    r"(?:^|\s)(\S{0,12}(?:案|案件|申请|事项|诉求|纠纷|工单|合同|文件))(?:当)?中$"
)
_IS = frozenset({"为", "是", "达", "达到", "有", "共"})
_TOTAL = re.compile(
    r"^(?:[二两三四五六七八九十]|以上)?[项类者]?(?:总共|一共|共计|合计|总计|共|总数|总量|总和)(?:为|达到?|是|有)?$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A figure with its frame and the segment it stands in (offsets into the text).

    ``base_year`` is set for a figure that another is compared with: ``2021``, ``上`` as written, or
    ``原`` where only what it was before is told. ``row`` is what labels the row of a table.
    ``lent``: its own phrase is the one of the figure before it (由40件增加到50件, 上年为40件).
    """

    quantity: Quantity
    frame: Frame
    segment: Segment
    leans: bool
    base_year: str | None = None
    row: str = ""
    lent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentence:
    text: str
    span: tuple[int, int]
    found: Sequence[Quantity]
    segments: Sequence[Segment]
    owner: Sequence[int]
    phrases: Sequence[str]
    shared: Mapping[int, int]
    before: str
    item: str

    def opener(self, index: int) -> str:
        return self.segments[self.owner[index]].before


def clauses(
    text: str,
    span: tuple[int, int],
    found: Sequence[Quantity],
    *,
    before: str = "",
    item: str = "",
    path: tuple[str, ...] = (),
) -> list[Clause]:
    """Frames of the quantities ``found`` in the sentence ``text[span]``.

    ``before`` is the previous sentence of the same paragraph, ``item`` all before it of the same
    item, ``path`` the title and headings.
    """
    segments = segments_of(text, span, found)
    owner = owners(segments, found)
    sentence = _Sentence(
        text=text,
        span=span,
        found=found,
        segments=segments,
        owner=owner,
        phrases=own_phrases(text, segments, found, owner),
        shared=shared_out(text, segments, found, owner),
        before=before,
        item=item,
    )
    done: list[Clause] = []
    near: list[Clause] = []  # those that a figure may lean on: none of a closed parenthesis
    outer: list[tuple[str, int]] = []
    whole = ""
    for index in range(len(found)):
        depth = _depth(sentence, index)
        for _ in range(min(-depth, len(outer))):
            whole, kept = outer.pop()
            del near[kept:]
        if depth > 0:
            outer.append((whole, len(near)))
        whole = _whole(sentence, index, near, whole)
        clause = _clause(sentence, index, near, whole, path)
        near.append(clause)
        done.append(clause)
    return done


def _depth(sentence: _Sentence, index: int) -> int:
    """How many parentheses are opened (or, below 0, closed) since the figure before."""
    left = sentence.found[index - 1].end if index else sentence.span[0]
    between = fold(sentence.text[left : sentence.found[index].start])
    return between.count("(") - between.count(")")


def _clause(
    sentence: _Sentence, index: int, done: Sequence[Clause], whole: str, path: tuple[str, ...]
) -> Clause:
    if (alike := _shares_alike(sentence, index, done)) is not None:
        return alike
    local, base_year = _own_words(sentence, index, done)
    lent = local != sentence.phrases[index]
    total = bool(done) and bool(_TOTAL.match(local))
    leans = bool(done) and (base_year is not None or _leans(local, sentence.opener(index)))
    leans = leans and not _begins_anew(sentence, index)
    listed = bool(done) and sentence.opener(index) == "、"
    above = [whole]
    if (not done and sentence.opener(index) == ":") or local in _IS:
        above.append(_plain_before(sentence, index))  # 调处量:2022年50件; 东湖镇办案最多,为60件
    if behind := _done_behind(sentence, index):
        above.append(behind)
    if total:
        above.append(_summed(done))
    elif listed:
        above += [_governor(done), _cause(done)]
    shared = _shared_out(sentence, index, done) if leans else ""
    if is_bare(local) and (among := _among(sentence.found[index].unit, local, done)):
        above = [among]
    elif shared:
        above = [whole, shared]
    elif leans and not total:
        unit = sentence.found[index].unit
        above += [done[-1].frame.governs if listed else "", _support(done, unit)]
    governs = " ".join(dict.fromkeys(filter(None, above)))
    return Clause(
        quantity=sentence.found[index],
        frame=Frame(
            local=local,
            governs=governs,
            head=" ".join(filter(None, (governs, _plain_before(sentence, index)))),
            tail=_tail(sentence, index),
            lead=_lead(sentence, index),
            item=sentence.item,
            path=path,
        ),
        segment=sentence.segments[sentence.owner[index]],
        leans=leans,
        base_year=base_year,
        lent=lent,
    )


def _shares_alike(sentence: _Sentence, index: int, done: Sequence[Clause]) -> Clause | None:
    """A later figure of A类、B类分别为x、y: all that is said of the first but its name holds."""
    first = sentence.shared.get(index)
    told = (c for c in done if first is not None and c.quantity is sentence.found[first])
    clause = next(told, None)
    if clause is None:
        return None
    frame = replace(
        clause.frame,
        local=sentence.phrases[index],
        tail=_tail(sentence, index),
        lead=_lead(sentence, index),
    )
    return replace(clause, quantity=sentence.found[index], frame=frame)


def _done_behind(sentence: _Sentence, index: int) -> str:
    """What was done to all of a list, told behind its last: 对9个部门、6个街道开展督察."""
    local = sentence.phrases[index]
    last = index
    while last + 1 < len(sentence.found) and sentence.opener(last + 1) == "、":
        last += 1
    if last == index or not _DONE_TO.match(local) or noun_phrase(local) != local:
        return ""
    phrase = sentence.phrases[last]
    return phrase[len(noun_phrase(phrase)) :].strip()


def _leveled(local: str, before: str) -> str:
    """The level that the last of a list has, as the others have it: 2个省级、4个县普法基地."""
    level = _LEVEL.match(local) if _BARE_LEVEL.search(before) else None
    return f"{level[0]}级{local[level.end() :]}" if level else local


def _begins_anew(sentence: _Sentence, index: int) -> bool:
    """Whether words behind a semicolon say what a figure is of: …9起;水务局巡查河道,立案4起."""
    first = sentence.owner[index - 1] + 1
    plain = sentence.segments[first : sentence.owner[index]]
    return any(s.before == ";" and has_noun(words(sentence.text, s.start, s.end)) for s in plain)


def _own_words(sentence: _Sentence, index: int, done: Sequence[Clause]) -> tuple[str, str | None]:
    """A figure's own phrase, or the one that it is lent, and the year that one is compared with."""
    quantity, segment = sentence.found[index], sentence.segments[sentence.owner[index]]
    left = max([segment.start, *(c.quantity.end for c in done)])
    read = based(
        sentence.text[sentence.span[0] : left],
        sentence.text[left : quantity.start],
        sentence.text[quantity.end : sentence.span[1]],
        lent=_lendable(done, quantity.unit),
        after_base=bool(done) and done[-1].base_year is not None,
    )
    listed = bool(done) and sentence.opener(index) == "、"
    own = sentence.phrases[index]
    return read or (_leveled(own, done[-1].frame.local) if listed else own, None)


def _lendable(done: Sequence[Clause], unit: str) -> str | None:
    """The phrase that a figure of another year counts the same by: the nearest of its kind of unit.

    受理50件,同比增长25%(上年为40件): 40件 are received, as the 50 are, no growth.
    """
    if not done:
        return None
    dimension = load_units().dimension(unit)
    alike = (c for c in reversed(done) if load_units().dimension(c.quantity.unit) == dimension)
    last = next(alike, done[-1]) if _relative(done[-1].frame.local) else done[-1]
    return _unchanged(last.frame.local) or last.frame.local


def _summed(done: Sequence[Clause]) -> str:
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
    chars = list(opening.local)
    for mention in own:
        if mention.concept.kind == "level" or not all(mention.concept.name in s for s in shared):
            chars[mention.start : mention.end] = " " * (mention.end - mention.start)
    return f"{opening.governs} {''.join(chars)}".strip()


def _whole(sentence: _Sentence, index: int, done: Sequence[Clause], whole: str) -> str:
    """The phrase of which this figure and those after it are parts, if any."""
    opener, local = sentence.opener(index), sentence.phrases[index]
    if done and opener == ";" and is_framed(sentence.text[slice(*sentence.span)]):
        return done[0].frame.local  # 在审结的51件案件中,维持20件;驳回9件
    if of_these := _OF_THESE.search(_plain_before(sentence, index)):
        return of_these[1]
    if not done or opener in (";", ")"):
        return ""
    if local.startswith("其中") or opener in ("(", ":"):
        base = _support(done, sentence.found[index].unit)
        return " ".join(dict.fromkeys(filter(None, (whole, base))))[-80:]
    return whole


def _among(unit: str, local: str, done: Sequence[Clause]) -> str:
    """What a figure that only says whose it is is a part of: 办案90件,罚款5万元,其中东镇30件.

    The nearest to the left in the same unit, of those that do the same where it says what it does.
    """
    wholes = [
        c
        for c in done
        if c.quantity.unit == unit and not is_bare(c.frame.local) and not _relative(c.frame.local)
    ]
    own = names_in(local)
    alike = [c for c in wholes if own & names_in(c.frame.local)] or wholes
    if not alike:
        return ""
    frame = alike[-1].frame
    named = frame.local if content_length(frame.local) else frame.head
    objects = any(m.concept.kind == "object" for m in load_concepts().find(named))
    return f"{'' if objects else frame.governs} {without_bodies(named)}".strip()


def _plain_before(sentence: _Sentence, index: int) -> str:
    """The segments without a figure between this figure's and the one before; none of what a
    semicolon has ended."""
    first, own = sentence.owner[index - 1] + 1 if index else 0, sentence.owner[index]
    ended = (k for k in range(own, first - 1, -1) if sentence.segments[k].before in (";", "；"))
    plain = sentence.segments[next(ended, first) : own]
    return " ".join(words(sentence.text, s.start, s.end) for s in plain)


def _support(done: Sequence[Clause], unit: str) -> str:
    """The phrase that one of ``unit`` leans on: the nearest to the left, no share and no change.

    增加555件,同比增长99.5% both stand on 收到申请1113件; 占比31% on 行政处罚类349件. What changes
    by points (提升3个百分点) is a rate, the one before. Of 办复率100% no count is a part.
    """
    counts = load_units().dimension(unit) != "percent"
    for clause in reversed(done):
        local = clause.frame.local
        rate = clause.quantity.unit == "%"
        if unit == _POINTS and rate and content_length(local):
            return local
        thing = _unchanged(local)
        if thing and (
            counts and not clause.leans or unit == "%" and clause.quantity.unit == _POINTS
        ):
            return thing  # 满意率较上年提高2个百分点,达98%
        if content_length(local) == 0 or (counts and rate and local.endswith("率")):
            continue
        if _relative(local) and (clause.leans or counts and rate):
            continue
        # 调解纠纷60件,成功57件,涉及金额…: a phrase that names nothing stands on its own support.
        bare = clause.leans and not load_concepts().find(local)
        return f"{clause.frame.governs} {local}".strip() if bare else local
    last = done[-1].frame
    return "" if counts and _relative(last.local) else last.head or last.local


def _shared_out(sentence: _Sentence, index: int, done: Sequence[Clause]) -> str:
    """The phrase of the figure that a shared-out change is of.

    一审20件、二审9件,同比分别增长5%、3%: each is of the figure in its place of the list before.
    """
    gaps = [fold(sentence.text[left.end : right.start]) for left, right in pairwise(sentence.found)]
    first = index
    while first and _AND_ANOTHER.fullmatch(gaps[first - 1]):
        first -= 1
    if not first or "分别" not in gaps[first - 1] or not _relative(gaps[first - 1]):
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


def _unchanged(phrase: str) -> str:
    """What a phrase says has changed: 热线受理量同比增长5%,达到300件 are 热线受理量."""
    found = load_concepts().find(phrase)
    change = next((m for m in found if m.concept.kind == "change"), None)
    return phrase[: change.start].strip() if change else ""


def _relative(local: str) -> bool:
    """Whether a phrase names a share or a change."""
    named = any(m.concept.kind in ("rate", "change") for m in load_concepts().find(local))
    return named or _SHARE.match(local) is not None or is_more_than(local)


def _governor(done: Sequence[Clause]) -> str:
    """What opens a list governs its later items: 办理公证…件、鉴定…例、诉讼…件 are all 办理."""
    first = len(done) - 1
    while first and done[first].segment.before == "、":
        first -= 1
    opening = load_concepts().find(done[first].frame.local)
    return " ".join(
        m.word
        for m in opening
        if m.concept.kind in ("stage", "action") and _opens_list(done[first].frame.local, m)
    )


def _cause(done: Sequence[Clause]) -> str:
    """What the first item of a list says for all: 因信息公开引起的复议22件、诉讼1件."""
    first = len(done) - 1
    while first and done[first].segment.before == "、":
        first -= 1
    match = _CAUSE.search(done[first].frame.local)
    return match[0] if match else ""


def _opens_list(local: str, verb: Mention) -> bool:
    """Whether a verb stands first, or has the thing that it is done to behind it (顾问审查合同)."""
    behind = content_length(local[verb.end :]) > 0
    # 行政许可19项、行政处罚345项 are kinds of power: the first does not govern the second.
    return behind or (verb.concept.kind == "stage" and content_length(local[: verb.start]) == 0)


def _leans(local: str, separator: str) -> bool:
    """Whether a phrase needs its left neighbour: a share, a change, a part, or a thin one."""
    if _relative(local) or separator in ("(", ":") or "涉案金额" in names_in(local):
        return True
    return content_length(local) <= _THIN and separator != ";"


def _tail(sentence: _Sentence, index: int) -> str:
    """The plain segments after the figure's own up to the next figure; after a 、-list for all."""
    last = index
    while last + 1 < len(sentence.found) and sentence.opener(last + 1) == "、":
        last += 1
    following = sentence.owner[last + 1] if last + 1 < len(sentence.owner) else None
    plain = sentence.segments[sentence.owner[last] + 1 : following]
    shared = [sentence.segments[sentence.owner[last]]] if last > index else []
    text = sentence.text
    rest = [words(text, sentence.found[last].end, s.end) for s in shared]
    return " ".join(filter(None, [*rest, *(words(text, s.start, s.end) for s in plain[:3])]))


def _lead(sentence: _Sentence, index: int) -> str:
    """What stands before the figure in its sentence, numbers left out, after the one before."""
    pieces = [sentence.before]
    left = sentence.span[0]
    for other in sentence.found[:index]:
        pieces.append(sentence.text[left : other.start])
        left = other.end
    pieces.append(sentence.text[left : sentence.found[index].start])
    return " ".join(p.strip() for p in pieces if p.strip())


def is_framed(sentence: str) -> bool:
    """Whether a sentence opens with the whole that all in it is of: 在审结的51件案件中,…;…."""
    return bool(_FRAMED.match(fold(sentence)))


def is_table_row(line: str) -> bool:
    """Whether a line of canonical text is a table's row (``| head: cell | … |``)."""
    return bool(_TABLE_ROW.match(line))
