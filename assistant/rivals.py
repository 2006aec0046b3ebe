"""Of two figures that fill a hole, the one that says itself what the other only takes over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.content import content_words, has_noun
from assistant.domain import Frame, Indicator
from assistant.target import Target
from assistant.text import fold
from assistant.tokens import tagged
from assistant.unify import Match
from assistant.units import load_units

_NEAR = 0.2  # how much worse than the best it may fit
_SAYS_ALL = 0.9  # share of what is asked that its own phrase says
_TAKES_OVER = 0.3  # how much less of it the other's says
_NARROWER = 0.3  # share of a phrase beyond the question that makes it a kind of what is asked
_ALIKE = 0.06  # how much worse than the best one may fit that has more of it in a row
_NAME = 5  # characters in a row that make a name
_LONGER = 2  # how many more of them tell one figure from another
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_DONE = re.compile("其中|已经?|现已|均|全部|都|了")
_EVERY_KIND = re.compile(r"各[类项种]|共计|合计|总计|总共")


def stating_it(target: Target, ranked: Sequence[Match]) -> Sequence[Match]:
    """The matches, best first, without those that give way to another of theirs."""
    ranked = _in_a_row(target, _wholes(target, _of_every_kind(ranked)))
    best = ranked[0]
    near = [m for m in ranked[1:] if best.score - m.score <= _NEAR]
    if parts := [m for m in near if _being_the_part(target, best, m)]:
        return parts[:1]
    for rule in (_in_unit_asked, _saying_all):
        if found := [m for m in near if rule(target, best, m)]:
            chosen = found[0]
            return [chosen, *(m for m in ranked if m is not chosen and m.score <= chosen.score)]
    return ranked


def _in_unit_asked(target: Target, best: Match, other: Match) -> bool:
    """共10类4181项: asked how many 项, 4181 are meant, though 10 stand nearer to the words."""
    one, two = best.indicator, other.indicator
    adjacent = one.quantity.end == two.quantity.start
    unit, _ = load_units().base(target.unit)
    return adjacent and bool(unit) and one.quantity.unit != unit == two.quantity.unit


def _being_the_part(target: Target, best: Match, other: Match) -> bool:
    """任务完成了多少项: of 共有90项,其中60项已经完成 the part is meant, which alone says so."""
    one, two = best.indicator, other.indicator
    whole = _same_sentence(one, two) and one.quantity.start < two.quantity.start
    told = bool(_part_phrase(two)) or not has_noun(two.frame.local)
    part = whole and told and not _part_phrase(one)
    asked = _asks_part(target, two.frame.local)
    return part and asked and _DONE.sub("", two.frame.local).strip() not in one.frame.local


def _saying_all(target: Target, best: Match, other: Match) -> bool:
    """40个集成场景上线,12个场景产生2万件: 12 are 场景 only by what the figure before says."""
    one, two = best.indicator, other.indicator
    if not _same_sentence(one, two) or two.quantity.start > one.quantity.start:
        return False
    if _asks_part(target, one.frame.local):
        return False
    says = other.locality >= _SAYS_ALL and other.locality - best.locality >= _TAKES_OVER
    return says and bool(two.frame.local) and two.frame.local in one.frame.head


def _asks_part(target: Target, local: str) -> bool:
    """Whether what tells a part is what the question says: 共有90项,其中60项已经完成."""
    told = _DONE.sub("", fold(local)).strip(" ,:")
    return len(told) > 1 and told in target.text


def _in_a_row(target: Target, ranked: Sequence[Match]) -> Sequence[Match]:
    """乡镇职责清单涵盖…项: the list whose very name stands in a figure's sentence is meant."""
    near = [m for m in ranked if ranked[0].score - m.score <= _ALIKE]
    if len({m.indicator.sentence_start for m in near}) == 1:
        return ranked
    runs = [_longest_shared(target.text, m.indicator.frame) for m in near]
    longest = max(runs)
    if longest < _NAME:
        return ranked
    others = [m for m, run in zip(near, runs, strict=True) if longest - run >= _LONGER]
    return [m for m in ranked if m not in others]


def _longest_shared(asked: str, frame: Frame) -> int:
    """Characters in a row of a question that stand in a figure's own sentence as well."""
    told = fold(f"{frame.sentence} {frame.tail}")
    runs = _HAN.findall(fold(asked))
    found = 0
    for run in runs:
        for start in range(len(run)):
            while run[start : start + found + 1] in told and start + found < len(run):
                found += 1
    return found


def _wholes(target: Target, ranked: Sequence[Match]) -> Sequence[Match]:
    """诉讼案件62起,其中民事诉讼40起: asked how many 诉讼, all of them are meant."""
    near = [m for m in ranked if ranked[0].score - m.score <= _NEAR]
    parts = [m for m in ranked if _part_phrase(m.indicator)]
    wholes = [m for m in near if not _part_phrase(m.indicator)]
    given = [p for p in parts if any(_is_of(p, whole, target) for whole in wholes)]
    return [m for m in ranked if m not in given]


def _part_phrase(figure: Indicator) -> str:
    """What tells a part from its whole, as 农民工 of 其中农民工62人、75万元; empty for none."""
    frame = figure.frame
    if figure.period.scope != "part" and "其中" not in frame.head:
        return ""
    return frame.local or frame.head.rsplit("其中", 1)[-1]


def _is_of(part: Match, whole: Match, target: Target) -> bool:
    one, two = part.indicator, whole.indicator
    if not (_same_sentence(one, two) and two.quantity.start < one.quantity.start):
        return False
    words = {w for w in content_words(_part_phrase(one)) if len(w) > 1}
    words |= {w for w, tag in tagged(_part_phrase(one)) if tag[0] == "n" and len(w) > 1}
    told = f"{two.frame.lead} {two.frame.local}"
    meant = any(w in target.text and w not in told for w in words)
    return not meant and (part.extra > 0 or any(w not in target.text for w in words))


def _of_every_kind(ranked: Sequence[Match]) -> Sequence[Match]:
    """发放各类许可证459份。取水许可证287份: asked how many 许可证, all kinds are meant."""
    near = [m for m in ranked if ranked[0].score - m.score <= _NEAR]
    wholes = [m for m in near if _EVERY_KIND.search(m.indicator.frame.local)]
    return [m for m in ranked if not any(_is_kind_of(m, whole) for whole in wholes)]


def _is_kind_of(match: Match, whole: Match) -> bool:
    one, two = match.indicator, whole.indicator
    kinds = _EVERY_KIND.search(one.frame.local) is None and match.extra >= _NARROWER
    alike = one.version_id == two.version_id and one.quantity.unit == two.quantity.unit
    same = alike and two.quantity.start < one.quantity.start
    return kinds and same and match.locality <= whole.locality


def _same_sentence(one: Indicator, two: Indicator) -> bool:
    alike = one.version_id == two.version_id and one.quantity.unit == two.quantity.unit
    return alike and one.sentence_start == two.sentence_start
