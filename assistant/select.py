"""Which of the figures that fill a hole are the answer: the best of each body and year, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.concepts import load_concepts, names_in
from assistant.domain import Indicator
from assistant.fit import fits
from assistant.named import by_measure, changes_it, moment, of_another
from assistant.overlap import FIRM
from assistant.precision import agree
from assistant.rivals import stating_it
from assistant.target import Target
from assistant.text import fold
from assistant.tokens import tagged
from assistant.unify import Match, Unifier, is_running

_ENOUGH = 0.55  # least score of an answer; calibrated on the cases in eval/cases
_TIE = 0.03  # scores this close are a tie
_OPEN = 0.35  # how much worse than the best a whole (受理, 审结) may fit and still be meant
_ALIKE = 0.1  # how much worse than the best its siblings may fit
_STAGES = ("受理", "收到", "立案", "办理", "审结", "")
_IN_ALL = re.compile(r"一共|总共|合计|总计|共有|总数|总量")
_CLOSED = "审结"
_SAYS_IT = 0.9  # share of what is asked from which a phrase says it itself
_CLEAR = 0.3  # how much more a phrase must say itself to win a tie
_ALL_BODIES = re.compile(r"[全本][省市州盟县区旗]|各级")
_ONE_BODY = re.compile(r"(?<![市县区])[省市州盟县区旗](?:人民)?政府(?!各?部门|委办局)")
# 其中县政府败诉3件, not 其中县政府网站公开300条.
_ITS_PART = re.compile(
    r"其中[,，:：]?[省市州盟县区旗](?:人民)?政府(?=$|\s|[主分]|负责|领导|被|败|胜|应诉|为|本级)"
)
_GOVERNMENT = re.compile(r"政府(?!信息|公开|网|门户|法律|工作|规章|采购|文件|合同|服务|购买)")
_BODIES_APART = 0.15  # how much worse the figure of the bodies asked for may fit
_RUNNING = re.compile(r"累计|以来|至今")
_NARROWING = frozenset({"被申请人", "被告"})
_OTHER_UNIT = 0.1  # what a unit costs that counts another kind of thing
_MOST = 8  # more figures than this that fit equally well are no answer


def choose(
    target: Target, indicators: Iterable[Indicator], digests: frozenset[str] = frozenset()
) -> list[Match]:
    """The answer's figures, best first; several of one body and year only where all were meant.

    Levels left open (国家级, 省级 …) and stages left open (受理, 审结) are shown side by side; any
    other tie of different values is no answer. The same figure stated twice is one; it is taken
    from a document of ``digests`` only where no other states it.
    """
    figures = list(indicators)
    if target.measures and not target.change:
        named, open_ = by_measure(target, figures)
        keys = {moment(m.indicator) for m in named} | open_
        plain = replace(target, measures=frozenset())
        others = [i for i in figures if moment(i) not in keys and not of_another(target, i)]
        return [*named, *choose(plain, others, digests)]
    if target.measures:
        figures = [i for i in figures if changes_it(target, i)]
    unifier = Unifier(target)
    matches = [m for i in figures if (m := unifier.match(i)) and m.score >= _ENOUGH]
    if not matches and target.fallback is not None:
        return choose(target.fallback, figures, digests)
    groups: dict[tuple[str | None, int | None], list[Match]] = {}
    for match in matches:
        groups.setdefault(moment(match.indicator), []).append(match)
    picked = [found for group in groups.values() if (found := _of_group(target, group, digests))]
    picked.sort(key=lambda found: -max(m.score for m in found))
    return [m for found in picked for m in found]


def _of_group(target: Target, group: Sequence[Match], digests: frozenset[str]) -> list[Match]:
    if not target.own and _IN_ALL.search(target.text) and all(m.stage == _CLOSED for m in group):
        return []  # 已审结60件 are not how many there were in all
    ranked: Sequence[Match] = sorted(
        _of_the_year(target, group),
        key=lambda m: (-m.score, -m.locality, m.indicator.quantity.start),
    )
    ranked = _saying_it(target, stating_it(target, _of_body(target, ranked)))
    best = ranked[0]
    if wholes := _wholes(target, ranked, digests):
        return wholes
    level = [m for m in ranked if best.score - m.score <= _TIE]
    # 行政处罚案卷68宗 are files, not what was decided: the plain thing was asked for.
    plain = [m for m in level if not m.narrowed and _as_good(target, m, best)]
    ties = _distinct(plain or level, digests)
    if len(ties) > 1 and not _GOVERNMENT.search(target.text):
        whole = [
            m
            for m in ties
            if _ALL_BODIES.search(f"{m.indicator.frame.local} {m.indicator.frame.head}")
        ]
        ties = whole or ties
    if len(ties) > 1:
        ties = _unnarrowed(target, ties)
    if len(ties) == 1:
        return ties
    if len(ties) <= _MOST and all(m.levels for m in ties):
        return _distinct([m for m in ranked if m.levels and _alike(m, best)], digests)
    if target.change and len({m.indicator.quantity.unit for m in ties}) == len(ties):
        return ties
    return _outspoken(ties) or _worded(target, ties) or _share_of(target, ties)


def _unnarrowed(target: Target, ties: list[Match]) -> list[Match]:
    """Without those whose sentence, or the one before, is of some only: 以政府为被申请人的."""
    asked = {c.name for c in target.about}

    def narrowed(match: Match) -> bool:
        frame = match.indicator.frame
        return bool((names_in(f"{frame.head} {frame.lead}") & _NARROWING) - asked)

    return [m for m in ties if not narrowed(m)] or ties


def _as_good(target: Target, match: Match, best: Match) -> bool:
    """Whether a figure says as much itself as the best does, in a unit that fits as well."""
    own, other = (fits(target, m.indicator.quantity.unit) or 0.0 for m in (match, best))
    return match.locality >= best.locality and own <= other


def _of_body(target: Target, ranked: Sequence[Match]) -> Sequence[Match]:
    """The whole place's figure rather than its government's own, unless that was asked for.

    本市各级机关收到6200件 is the city's, 市政府收到1186件 that of one of its bodies.
    """
    near = [m for m in ranked if ranked[0].score - m.score <= _BODIES_APART]
    pair = (_ALL_BODIES, _ONE_BODY)
    one = _GOVERNMENT.search(target.text) is not None
    meant, other = reversed(pair) if one else pair
    found = [m for m in near if meant.search(m.indicator.frame.local)]
    rivals = any(other.search(m.indicator.frame.local) for m in near)
    start = ranked[0].indicator.sentence_start
    beside = one and all(
        m.indicator.sentence_start == start and _ITS_PART.match(m.indicator.frame.local)
        for m in found
    )
    return found if found and (rivals or beside) else ranked


def _saying_it(target: Target, ranked: Sequence[Match]) -> Sequence[Match]:
    """Those of the best one's sentence that name what was asked themselves, if it does not.

    完成法制审核48份(含合同37份): 48 are not the contracts, however near 合同 stands.
    """
    firm = {c.name for c in target.about if c.weight >= FIRM}
    best = ranked[0].indicator
    near = f"{best.frame.local} {best.frame.head} {best.frame.tail}"
    if not firm or firm & names_in(near):
        return ranked
    same = [
        m
        for m in ranked
        if m.indicator.sentence_start == best.sentence_start
        and m.indicator.quantity.unit == best.quantity.unit
    ]
    return [m for m in same if firm <= names_in(m.indicator.frame.local)] or ranked


def _of_the_year(target: Target, group: Sequence[Match]) -> Sequence[Match]:
    """Without running totals (2020年以来累计600件) of what the year's own figure is stated of."""
    if _RUNNING.search(target.text):
        return group
    yearly = {m.indicator.measure for m in group if not is_running(m.indicator.period)} - {None}
    return [
        m for m in group if not is_running(m.indicator.period) or m.indicator.measure not in yearly
    ]


def _wholes(target: Target, ranked: Sequence[Match], digests: frozenset[str]) -> list[Match]:
    """Where no stage was asked for: what was accepted (or received), and what its sentence adds.

    多少件行政复议 is 受理60件 first, and beside it 审结51件 of the same sentence.
    """
    if any(c.kind != "level" for c in target.own):
        return []
    open_ = [m for m in ranked if m.stage is not None and not m.narrowed]
    closest = [m for m in open_ if _unit_cost(target, m) < _OTHER_UNIT]
    open_ = closest or open_  # 收到锦旗50面 are no 案件
    reach = _OPEN if ranked[0].stage is not None else _ALIKE
    open_ = [m for m in open_ if ranked[0].score - m.score <= reach]
    if ranked[0].stage is None and ranked[0].locality >= _SAYS_IT:
        # 投诉类诉求83件 says itself what is asked; what the next sentence tells is another thing.
        open_ = [m for m in open_ if m.locality > 0]
    if not open_:
        return []
    plain = [m for m in ranked if m.stage is None and not m.narrowed]
    if any(m.locality >= _SAYS_IT and m.score > max(o.score for o in open_) for m in plain):
        return []  # 收集用户评价…条 is all of them, 一体机收到评价…条 a part
    meant = {c.stage for c in target.about if c.stage}
    open_ = [m for m in open_ if m.stage in meant] if meant else open_
    if not open_:
        return []
    first = min(open_, key=_first)
    if any(_rivals(m, first) for m in open_):
        return []
    sentence = first.indicator.sentence_start
    whole = first.indicator.period.scope != "part"  # nor is what was concluded that part's
    beside = [
        m for m in open_ if whole and m.indicator.sentence_start == sentence and _later(m, first)
    ]
    return _distinct([first, *beside], digests)


def _first(match: Match) -> tuple[int, bool, float]:
    """What makes one of several stages the first: its place, whether it says itself what is asked.

    涉及农民工的案件2188件 rather than all 7900件, whose sentence names 农民工 elsewhere.
    """
    return _STAGES.index(match.stage or ""), match.locality < _SAYS_IT, -match.score


def _unit_cost(target: Target, match: Match) -> float:
    return fits(target, match.indicator.quantity.unit) or 0.0


def _rivals(match: Match, first: Match) -> bool:
    """Whether a figure fits as well as the first, at the same stage, and says another number."""
    alike = match.stage == first.stage and abs(first.score - match.score) <= _TIE
    one, other = match.indicator.quantity, first.indicator.quantity
    same = match.locality == first.locality and one.unit == other.unit
    return alike and same and not agree(one, other)


def _later(match: Match, first: Match) -> bool:
    whole = match.indicator.period.scope != "part"
    same = match.indicator.version_id == first.indicator.version_id
    return match.stage == "审结" and whole and same


def _outspoken(ties: Sequence[Match]) -> list[Match]:
    """Of figures that fit alike the one whose own phrase says what the others only take over."""
    ranked = sorted(ties, key=lambda m: -m.locality)
    clear = ranked[0].locality - ranked[1].locality >= _CLEAR
    return ranked[:1] if clear else []


def _worded(target: Target, ties: Sequence[Match]) -> list[Match]:
    """Of figures that fit alike the one whose phrase alone has every word of the question.

    Also those that say nothing by themselves: 单独被告 asked is not 共同被告.
    """
    inside = [(len(w), m) for m in ties if (w := m.indicator.frame.local) and w in target.text]
    longest = max((size for size, _ in inside), default=0)
    if [size for size, _ in inside].count(longest) == 1:
        return [m for size, m in inside if size == longest]  # 不满意 asked is not 非常不满意
    blank = load_concepts().blank
    words = {w for w, tag in tagged(target.text) if len(w) > 1 and tag != "m" and not blank(w)}
    full = [m for m in ties if all(w in fold(m.indicator.frame.local) for w in words)]
    return full if len(full) == 1 and words else []


def _share_of(target: Target, ties: Sequence[Match]) -> list[Match]:
    """Of shares that fit alike the one that leans on what alone names a thing asked for.

    通过网站提交862件,占比82.4%;通过信函提交171件,占比16.3%.
    """
    if target.dimension != "percent":
        return []
    for concept in target.about:
        named = [m for m in ties if concept.name in names_in(m.indicator.frame.head)]
        if len(named) == 1:
            return named
    return []


def _alike(match: Match, best: Match) -> bool:
    return best.score - match.score <= _ALIKE and match.extra <= best.extra + 0.15


def _distinct(matches: Sequence[Match], digests: frozenset[str]) -> list[Match]:
    """One match a value: the same figure stated twice is one figure."""
    seen: dict[tuple[str, str], Match] = {}
    for match in matches:
        quantity = match.indicator.quantity
        key = (str(quantity.value.normalize()), quantity.unit)
        if key not in seen or (
            seen[key].indicator.document_id in digests
            and match.indicator.document_id not in digests
        ):
            seen[key] = match
    return list(seen.values())
