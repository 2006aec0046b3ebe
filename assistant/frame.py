"""What a figure counts: the words around it in its clause, nearest first.

The segment that a figure stands in is its own phrase (``local``). What governs it directly to its
left is its ``head``: plain segments since the figure before; the whole that it is a part of (其中…,
or in parentheses); the verb that opens its list; and, where its own phrase is thin (审结51件) or a
share or change (占比31%), the phrase that it leans on. See the design's section 5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.bases import FORMER, based
from assistant.clause import Clause, CutSentence
from assistant.content import has_noun
from assistant.domain import Frame, Quantity
from assistant.inner_bodies import is_bare
from assistant.joined_nouns import ends_in_and
from assistant.leaning import leans_left, lendable, support_of, told_apart, whole_of_bare
from assistant.list_items import (
    cause,
    done_behind,
    governor,
    leveled,
    shared_alike,
    shared_out_phrase,
    summed,
)
from assistant.respective import respective
from assistant.segments import own_phrases, owners, segments_of, shared_out, words
from assistant.text import fold

_FRAMED = re.compile(r"^[^,;。、\d]{0,12}\d[\d,]*[^,;。、\d]{1,14}(?<!其)中[,:]")
_TABLE_ROW = re.compile(r"^\| .* \|$")
# 收案中,公安领域…件: those behind it are of these.
_OF_THESE = re.compile(
    r"(?:^|\s)(\S{0,12}(?:案|案件|申请|事项|诉求|纠纷|工单|合同|文件))(?:当)?中$"
)
_IS = frozenset({"为", "是", "达", "达到", "有", "共"})
_TOTAL = re.compile(
    r"^(?:[二两三四五六七八九十]|以上)?[项类者]?(?:总共|一共|共计|合计|总计|共|总数|总量|总和)(?:为|达到?|是|有)?$"
)


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
    told_apart = respective(text, segments, found, owner)
    sentence = CutSentence(
        text=text,
        span=span,
        found=found,
        segments=segments,
        owner=owner,
        phrases=own_phrases(text, segments, found, owner, told_apart),
        shared=shared_out(told_apart),
        before=before,
        item=item,
    )
    done: list[Clause] = []
    near: list[Clause] = []  # those that a figure may lean on: none of a closed parenthesis
    outer: list[tuple[str, int]] = []
    whole = ""
    for index in range(len(found)):
        depth = sentence.depth(index)
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


def _clause(
    sentence: CutSentence, index: int, done: Sequence[Clause], whole: str, path: tuple[str, ...]
) -> Clause:
    if (alike := shared_alike(sentence, index, done)) is not None:
        return alike
    local, base_year = _own_words(sentence, index, done)
    lent = local != sentence.phrases[index]
    total = bool(done) and bool(_TOTAL.match(local))
    opener = "" if sentence.goes_on(index) else sentence.opener(index)  # 培训9期300人次
    leans = bool(done) and (base_year is not None or leans_left(local, opener))
    leans = leans and not (_begins_anew(sentence, index) or _is_beside(sentence, index))
    listed = bool(done) and sentence.opener(index) == "、"
    above = [whole]
    if lent and base_year is None and done[-1].base_year is not None:
        above.append(done[-1].frame.head)  # 推行不动产登记,由5日缩短至3日: 3 are of it as well
    former = base_year == FORMER and not local  # …清单,将原有的80项压减到60项
    if (not done and sentence.opener(index) == ":") or local in _IS or former:
        above.append(sentence.plain_before(index))  # 调处量:2022年50件; 东湖镇办案最多,为60件
    if behind := done_behind(sentence, index):
        above.append(behind)
    if total:
        above.append(summed(done))
    elif listed:
        above += [governor(done), cause(done)]
    shared = shared_out_phrase(sentence, index, done) if leans else ""
    if is_bare(local) and (among := whole_of_bare(sentence.found[index].unit, local, done)):
        above = [among]
    elif shared:
        above = [whole, shared]
    elif leans and not total:
        unit = sentence.found[index].unit
        above += [done[-1].frame.governs if listed else "", support_of(done, unit)]
    governs = " ".join(dict.fromkeys(filter(None, above)))
    plain = sentence.plain_before(index)
    return Clause(
        quantity=sentence.found[index],
        frame=Frame(
            local=local,
            governs=governs,
            head=governs if plain in governs else f"{governs} {plain}".strip(),
            tail=sentence.tail(index),
            lead=sentence.lead(index),
            item=sentence.item,
            path=path,
        ),
        segment=sentence.segments[sentence.owner[index]],
        leans=leans,
        base_year=base_year,
        lent=lent,
    )


def _begins_anew(sentence: CutSentence, index: int) -> bool:
    """Whether words behind a semicolon say what a figure is of: …9起;水务局巡查河道,立案4起.

    So does a noun behind it, where an 和 joins the two: 12名干部和9个部门.
    """
    left, right = sentence.found[index - 1].end, sentence.found[index].start
    if index and sentence.phrases[index] and ends_in_and(sentence.text[left:right]):
        return True
    first = sentence.owner[index - 1] + 1
    plain = sentence.segments[first : sentence.owner[index]]
    opening = [words(sentence.text, s.start, s.end) for s in plain if s.before == ";"]
    return any(has_noun(phrase) or told_apart(phrase) for phrase in opening)


def _is_beside(sentence: CutSentence, index: int) -> bool:
    """Whether a figure is of a kind beside that of the one before: 处罚类90件,许可类20件."""
    if told_apart(sentence.plain_before(index)):
        return True
    return all(sentence.phrases[k].endswith("类") for k in (index - 1, index))


def _own_words(sentence: CutSentence, index: int, done: Sequence[Clause]) -> tuple[str, str | None]:
    """A figure's own phrase, or the one that it is lent, and the year that one is compared with."""
    quantity, segment = sentence.found[index], sentence.segments[sentence.owner[index]]
    left = max([segment.start, *(c.quantity.end for c in done)])
    read = based(
        sentence.text[sentence.span[0] : left],
        sentence.text[left : quantity.start],
        sentence.text[quantity.end : sentence.span[1]],
        lent=lendable(done, quantity.unit),
        after_base=bool(done) and done[-1].base_year is not None,
    )
    listed = bool(done) and sentence.opener(index) == "、"
    own = sentence.phrases[index]
    return read or (leveled(own, done[-1].frame.local) if listed else own, None)


def _whole(sentence: CutSentence, index: int, done: Sequence[Clause], whole: str) -> str:
    """The phrase of which this figure and those after it are parts, if any."""
    opener, local = sentence.opener(index), sentence.phrases[index]
    if done and opener == ";" and is_framed(sentence.text[slice(*sentence.span)]):
        return done[0].frame.local  # 在审结的51件案件中,维持20件;驳回9件
    if of_these := _OF_THESE.search(sentence.plain_before(index)):
        return of_these[1]
    if done and (way := told_apart(sentence.plain_before(index))):
        base = whole.removesuffix(told_apart(whole))
        if not base and not told_apart(sentence.plain_before(0)):
            base = support_of(done, sentence.found[index].unit)
        return f"{base.strip()} {way}".strip()
    if not done or (opener in (";", ")") and not sentence.goes_on(index)):
        return ""
    if local.startswith("其中") or opener in ("(", ":"):
        base = support_of(done, sentence.found[index].unit)
        return " ".join(dict.fromkeys(filter(None, (whole, base))))[-80:]
    return whole


def is_framed(sentence: str) -> bool:
    """Whether a sentence opens with the whole that all in it is of: 在审结的51件案件中,…;…."""
    return bool(_FRAMED.match(fold(sentence)))


def is_table_row(line: str) -> bool:
    """Whether a line of canonical text is a table's row (``| head: cell | … |``)."""
    return bool(_TABLE_ROW.match(line))
