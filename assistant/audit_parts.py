"""Which figures of a sentence are said to be parts of which.

In parentheses (29件(一审14件、二审11件、再审4件)), after a colon or 分别为, after 其中, or before a
total (…,共计29件). ``complete`` lists name all parts; after 其中 there may be others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, takewhile

from assistant.audit_checks import is_change, is_count, same_kind, sum_of
from assistant.audit_lines import Line
from assistant.concepts import load_concepts, names_in
from assistant.domain import Indicator
from assistant.frame import is_framed
from assistant.lexicon import load_lexicon
from assistant.measuring import MANNER
from assistant.precision import bounds

_SOME = re.compile(r"其中|包括|包含|(?:^|[,(])含(?!义)|主要|[如有]:?$")
_ALL = re.compile(
    r"^[^,;。、:]{0,8}(?:[,:]?\s?(?:分别|具体为|具体是|即为|即是)|(?:,[^,;。、:]{2,8})?:)"
)
_SHARED_OUT = re.compile(r"分别|具体为|具体是|即")
_END = re.compile(r"[。!?]|共计|合计|总计|同比|比上年|较上年|同时|分别")
_LIST = re.compile(r"其中[,:]")
_NEXT_ITEM = re.compile(r"^;[^\d,;。、:]{1,6}$")  # 其中,废止9件;修改3件;继续有效90件
_MORE = re.compile(r"另|此外|还有")  # goes on with other parts, or with another thing
_OF = re.compile(
    r"^(?P<new>;)?(?P<of>[^\d,;。、:]{0,12})(?:(?<!其)中[,:]?(?!心|[\u4e00-\u9fff]{0,2}心)|里[,:])"
    r"|^[^\d,;。、:]{2,12}[,:][^\d,;。、:]{1,8}的(?:有|为|是|共)$"  # 90件案件,维持的有…
)  # 51件案件中,维持…
_BY = re.compile(r"(?:^|[,;])按[^\d,;。、:]{1,10}(?:划?分|统计|区分)[,:]")  # 按审级分,一审…
_NESTED = re.compile(r"其中|包括|:")
_JOINED = re.compile(r"^\s?(?:、|和|与|及|以及)")
# 三项共计, 三类纠错案件合计
_TOTAL = re.compile(
    r"^[,、:;]?\s?(?:[两三四五六以]?上?[项类者方][\u4e00-\u9fff]{0,6}?)?(?:总共|一共|共计|合计|总计|共|总数[为达]?)[^,、;。]{0,4}$"
)
_LEFT_OVER = re.compile(r"^[,;]\s?(?:其余|剩余|余下|其他|其它)的?[^\d,;。、]{0,6}$")
_AND_OTHERS = re.compile(r"^[^,;。)]{0,6}等(?![级候于])")

# (维持72件、驳回16件、终止审理的不计): what the list leaves without a figure is no part of it.
_WORDS_OF_MORE = re.compile(r"^\s?[、,][^()。;\d]{2,}\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """``parts`` surely belong to the list, ``maybe`` may (they follow after a mere comma).

    ``wholes``: the likeliest whole first, then others that could be meant. ``closed``: it is said
    that the list comes to the whole (共计, 分别为), so that nothing of it can be left untold.
    ``apart``: that it is divided by something (按结果分), so that nothing is in two of the parts.
    """

    wholes: tuple[Indicator, ...]
    parts: tuple[Indicator, ...]
    maybe: tuple[Indicator, ...] = ()
    complete: bool = False
    exact: bool = True
    closed: bool = False
    apart: bool = False


def groups(line: Line) -> Iterator[Group]:
    """Every list of parts of a sentence that names its whole."""
    if line.is_row:
        return
    yield from _bracketed(line)
    for bracket in dict.fromkeys(line.brackets):
        yield from _announced(line, line.level(bracket))
        yield from _totalled(line, line.level(bracket))
        yield from _rest(line, line.level(bracket))


def _bracketed(line: Line) -> Iterator[Group]:
    for bracket in sorted(set(line.brackets) - {-1}):
        inside = line.level(bracket)
        opens = line.start + bracket
        before = [f for f in line.figures[: inside[0]] if f.quantity.end <= opens]
        if not before or not is_count(before[-1]):
            continue
        whole = before[-1]
        if is_change(whole):
            continue
        if re.search(r"[,;。、(]", line.text[whole.quantity.end - line.start : bracket]):
            continue
        opening = line.text[bracket + 1 : line.figures[inside[0]].quantity.start - line.start]
        yield _complete(line, inside, whole, sure=not _SOME.search(opening))


def _announced(line: Line, level: Sequence[int]) -> Iterator[Group]:
    for place, k in enumerate(level):
        left = level[place - 1] if place else None
        if left is None and line.brackets[k] != -1:
            continue  # what stands before its parenthesis is the whole
        gap = line.between(left, k)
        whole = line.figures[left] if left is not None else None
        if whole is not None and _ALL.search(gap) and not _SOME.search(gap):
            if is_count(whole) and same_kind(whole.quantity.unit, line.figures[k].quantity.unit):
                group = _complete(line, level[place:], whole, sure=True)
                yield replace(group, closed=bool(_SHARED_OUT.search(gap)))
        elif _BY.search(gap):
            yield from _divided(line, level, place)
        elif "其中" in gap or "包括" in gap or (whole is not None and _OF.search(gap)):
            wholes = _wholes(line, level[:place], line.figures[k])
            if (of := _OF.search(gap)) and of["new"]:
                wholes = tuple(f for f in wholes if _is_named(f, of["of"]))
            if wholes:
                sure, maybe = _some(line, level[place:], wholes[0], framed=is_framed(line.text))
                yield Group(wholes=wholes, parts=tuple(sure), maybe=tuple(maybe), exact=bool(place))


def _divided(line: Line, level: Sequence[int], place: int) -> Iterator[Group]:
    """The parts that a whole is divided into: 收到90件。按渠道分,窗口50件、网上40件;按结果分,….

    What stands before the first division is the whole; in the sentence before, only one whose
    parts these are to the lexicon.
    """
    gaps = [line.between(level[at - 1] if at else None, k) for at, k in enumerate(level)]
    first = next(at for at, gap in enumerate(gaps) if _BY.search(gap))
    figures = [line.figures[k] for k in level]
    joined = takewhile(lambda at: at == place or _JOINED.match(gaps[at]), range(place, len(level)))
    parts = tuple(figures[at] for at in joined)
    wholes = _wholes(line, level[:first], parts[0])
    if not first:
        wholes = tuple(w for w in wholes if are_parts(parts, w))
    if wholes and all(_counts_alike(p, wholes[0]) for p in parts):
        yield Group(wholes=wholes, parts=parts, exact=bool(first), apart=True)


def are_parts(parts: Sequence[Indicator], whole: Indicator) -> bool:
    """Whether the lexicon says that the parts are parts of this whole."""
    measures = load_lexicon().measures
    return all(p.measure and measures[p.measure].parent == whole.measure for p in parts)


def _is_named(figure: Indicator, words: str) -> bool:
    """Whether a figure is what words behind a ; name again: 纠错90件;纠错的案件中,撤销40件."""
    concepts = load_concepts().by_name
    named = {n for n in names_in(words) if concepts[n].kind in ("stage", "action")}
    return bool(named) and named <= names_in(figure.frame.local)


def _wholes(line: Line, before: Sequence[int], part: Indicator) -> tuple[Indicator, ...]:
    """What 其中 may lean on: figures of that kind to its left, else of the sentence before."""
    figures = [line.figures[k] for k in before]
    if not figures and line.previous is not None:
        previous = line.previous
        figures = [previous.figures[k] for k in previous.level(-1)]
    unit = part.quantity.unit
    return tuple(
        f
        for f in reversed(figures)
        if is_count(f) and not is_change(f) and same_kind(f.quantity.unit, unit)
    )


def _complete(line: Line, level: Sequence[int], whole: Indicator, *, sure: bool) -> Group:
    """A list of all parts, up to where another begins.

    Parts of parts are passed over; what comes after a ; is a part only where that joins them all.
    """
    found: list[Indicator] = []
    nested = commas = False
    for left, k in pairwise((None, *level)):
        assert k is not None  # only the first of a pair may be
        figure = line.figures[k]
        gap = line.between(left, k) if left is not None else ""
        nested = bool(_NESTED.search(gap)) or (nested and ";" not in gap)
        if nested or not _counts_alike(figure, whole):
            continue
        if _END.search(gap) or (";" in gap and commas):
            break
        if _MORE.search(gap):
            sure = False
            break
        commas = commas or (bool(found) and ";" not in gap)
        found.append(figure)
    last = line.after(level[-1])
    others = _AND_OTHERS.search(last) or _WORDS_OF_MORE.search(last)
    return Group(wholes=(whole,), parts=tuple(found), complete=sure and not others)


def _some(
    line: Line, level: Sequence[int], whole: Indicator, *, framed: bool = False
) -> tuple[list[Indicator], list[Indicator]]:
    """The parts after 其中: those that 、 joins, and those after a mere comma.

    ``framed``: the whole opens the sentence (在审结的51件案件中,…), so that a ; ends no list.
    """
    sure: list[Indicator] = []
    maybe: list[Indicator] = []
    first = level[0]
    listed = bool(_LIST.search(line.between(first - 1 if first else None, first)))
    for place, k in enumerate(level):
        figure = line.figures[k]
        gap = line.between(level[place - 1], k) if place else ""
        apart = listed and _NEXT_ITEM.match(gap) and not _new_stage(figure)
        ended = r":|其中|此外" if framed else r"[;:]|其中|另|此外|还有"
        if place and not apart and re.search(ended, gap):
            break
        if not _counts_alike(figure, whole):
            continue
        if place and (_END.search(gap) or _new_stage(figure)):
            break
        if not place or (not maybe and (_JOINED.search(gap) or apart)):
            sure.append(figure)
        else:
            maybe.append(figure)
    return sure, maybe


def _counts_alike(figure: Indicator, whole: Indicator) -> bool:
    """Whether a figure may be a part: a count of the same kind that is no change."""
    same = same_kind(figure.quantity.unit, whole.quantity.unit)
    return same and is_count(figure) and not is_change(figure)


def _new_stage(figure: Indicator) -> bool:
    """Whether a phrase tells of another step (受理, 审结) rather than of a part."""
    local = MANNER.sub("", figure.frame.local)
    return any(m.concept.kind == "stage" for m in load_concepts().find(local))


def _rest(line: Line, level: Sequence[int]) -> Iterator[Group]:
    """What is left of a whole once its parts are told: 清理90件,废止9件、修改3件,其余78件继续有效.

    Of steps (受理60件,审结50件,其余…) it may be that of others, those carried over, say.
    """
    for place, k in enumerate(level[2:], start=2):
        figure = line.figures[k]
        if not _LEFT_OVER.search(line.between(level[place - 1], k)) or not is_count(figure):
            continue
        before = reversed(_before(line, level[:place]))
        alike = list(takewhile(partial(_counts_alike, whole=figure), before))
        if len(alike) > 1:
            *parts, whole = alike
            sure = not any(map(_new_stage, parts))
            yield Group(wholes=(whole,), parts=(*parts[::-1], figure), complete=sure, closed=sure)


def _totalled(line: Line, level: Sequence[int]) -> Iterator[Group]:
    """A list whose total comes last: 一审14件、二审11件、再审4件,共计29件.

    The list reaches as far left as makes the total; where nothing does, it is one that 、 joins
    throughout, with nothing like it before.
    """
    for place, k in enumerate(level[2:], start=2):
        total = line.figures[k]
        if not is_count(total) or not _TOTAL.search(line.between(level[place - 1], k)):
            continue
        before = _before(line, level[:place])
        wanted = bounds(total.quantity)
        for count in range(2, len(before) + 1):
            if all(_counts_alike(f, total) for f in before[-count:]) and sum_of(
                before[-count:]
            ).meets(wanted):
                yield Group(
                    wholes=(total,), parts=tuple(before[-count:]), complete=True, closed=True
                )
                break
        else:
            gaps = [line.between(left, right) for left, right in pairwise(level[:place])]
            joined = all(map(_JOINED.search, gaps)) and len(before) == place
            if joined and all(_counts_alike(f, total) for f in before):
                yield Group(wholes=(total,), parts=tuple(before), complete=True, closed=True)


def _before(line: Line, level: Sequence[int]) -> list[Indicator]:
    """The figures of a clause that stand before its total, back to a ; or 其中."""
    found = [line.figures[level[-1]]]
    for left, right in reversed(list(pairwise(level))):
        if re.search(r"[;:]|其中", line.between(left, right)):
            break
        found.insert(0, line.figures[left])
    return found
