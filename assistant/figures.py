"""Finding figures: which indicators of which bodies and years fill a question's holes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.bases import FORMER
from assistant.concepts import load_concepts, names_in
from assistant.domain import Document, Indicator, Place
from assistant.figure_index import FigureIndex
from assistant.interpret import Interpretation
from assistant.library import Library, in_order
from assistant.needs import needs_of
from assistant.offices import names_body, owner_of
from assistant.scope import Scope
from assistant.select import choose
from assistant.siblings import together
from assistant.target import Target
from assistant.unify import Match
from assistant.year_spans import is_same, span_asked, span_of

_PLANS = re.compile(
    r"计划(?!生育)|(?<![需主重必摘])要(?=[培建新打招聘])|目标|力争|争取|打算|下一步|拟|预计|准备|plan|target|goal",
    re.IGNORECASE,
)
# What is meant to be done is asked for alone: 下一步打算培育多少.
_MEANT = re.compile(r"打算|下一步|准备|力争|争取|预计|拟(?=[\u4e00-\u9fff])|计划(?!生育|完成)")
_AGAINST = re.compile(r"[比较]|从.*到|compared|than|from .* to|over", re.IGNORECASE)
_DONE = re.compile(r"完成|落实")
_WHOLE = re.compile(r"全[国省市州盟县区旗]|各[县市区地级]|一共|总共|合计|总计")
_SIDE_BY_SIDE = re.compile(r"[和与及、跟同比vV]|以及|各|分别|\band\b|\bor\b|than|each")
# 全市主动公开…: what a department tells of the whole place.
_OF_PLACE = re.compile(r"(?:其中)?[全本我][省市州盟县区旗镇](?:共|累计|主动|各)?")
_BEFORE_REFORM = re.compile(
    r"(?:改革|压缩|压减|精简|优化|缩短|调整|提速|改造)(?:之|以)?前(?!提)|原先|原来(?!源)"
)
# 哪个乡镇办案最多: else a town's figure answers only for the town.
_TOWNS = re.compile(
    r"(?:哪|各|每|逐)[^,。?]{0,4}?(?:乡|镇|街道|苏木|嘎查|派出所|司法所|法庭|单位|地方)|town|street"
)
_WHICH_TOWN = re.compile(r"哪(?:个|些|几个|一个)?(?:乡|镇|街道|苏木|嘎查|派出所|司法所|法庭)")
# Bodies whose best match is this much worse than the best one state another thing.
_COMPARABLE = 0.12


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What was found for each target: ``rows`` best first, ``unmet`` the targets without any."""

    rows: tuple[tuple[Target, Match], ...]
    unmet: tuple[Target, ...]

    @property
    def matches(self) -> tuple[Match, ...]:
        """The matches of all targets."""
        return tuple(m for _, m in self.rows)


def find_figures(read: Interpretation, scope: Scope, library: Library) -> Figures:
    """The figures that fill the question's holes, within its scope and years."""
    found: list[tuple[Target, Sequence[Match]]] = []
    documents = tuple(d.id for d in scope.reports)
    span = span_asked(read.question)
    if joint := _at_once(read, scope, library):
        return joint
    for target in read.targets:
        at = _at_its_time(target, read, scope, library)
        kinds = (bool(read.places), _asks_plans(read), _asks_towns(read))
        asked = (target, at.years, kinds, scope.places, documents, span)
        chosen = library.remembered(asked, partial(_chosen, target, at, scope, library, span))
        found.append((target, chosen))
    if len(found) > 1:
        found = together(found, library)
    return Figures(
        rows=tuple((target, m) for target, chosen in found for m in chosen),
        unmet=tuple(target for target, chosen in found if not chosen),
    )


def unmet_by_words(
    target: Target, read: Interpretation, scope: Scope, library: Library
) -> list[Indicator]:
    """All figures of the time and places of a target that no words of it have found."""
    at = _at_its_time(target, read, scope, library)
    return list(fitting(target, at, scope, library, by_words=False))


def _at_once(read: Interpretation, scope: Scope, library: Library) -> Figures | None:
    """One figure for all that a question joins, where a text joins it alike: 审查、备案合同92件."""
    asked = {t.at_once for t in read.targets}
    joint = asked.pop() if len(asked) == 1 else None
    if joint is None:
        return None
    names = {c.name for c in joint.own}
    matches = _chosen(joint, read, scope, library, span_asked(read.question))
    told = [m for m in matches if names <= names_in(m.indicator.frame.local)]
    return Figures(rows=tuple((joint, m) for m in told), unmet=()) if told else None


def _at_its_time(
    target: Target, read: Interpretation, scope: Scope, library: Library
) -> Interpretation:
    """The question with the years of the part that a target is of; a filter's years hold for all.

    上年 is that before the year which another part names, or before the newest report's.
    """
    time = target.time
    if time is None and _over_one_year(target, read):
        return replace(read, years=(max(read.years),))
    if time is None or read.filtered:
        return read
    if time.moment != "before":
        return replace(read, years=time.years)
    told = [y for t in read.targets if t.time for y in t.time.years]
    reported = [d.year for d in scope.reports if d.year is not None]
    return replace(read, years=(max(told or reported) - 1,)) if told or reported else read


def _over_one_year(target: Target, read: Interpretation) -> bool:
    """Whether the change from one year to the next is asked: 2022年比2021年增加多少, no 2021's."""
    years = read.years
    adjacent = len(years) == 2 and max(years) - min(years) == 1
    return adjacent and target.change and _AGAINST.search(read.question) is not None


def _chosen(
    target: Target, read: Interpretation, scope: Scope, library: Library, span: str
) -> Sequence[Match]:
    digests = frozenset(d.id for d in scope.reports if d.note is not None)
    chosen: Sequence[Match] = []
    if target.time is not None and target.time.moment == "former":
        former = choose(target, _formerly(target, scope, library), digests)
        if not former and _may_be_own(target, read):
            own = _own_level(target)
            former = choose(own, _formerly(own, scope, library), digests)
        return tuple(former)
    if span:
        chosen = choose(target, _over_years(target, read, scope, library, span), digests)
    if _means_to(read):
        plans = (i for i in fitting(target, read, scope, library) if i.period.scope == "planned")
        chosen = chosen or choose(target, plans, digests)
    chosen = chosen or choose(target, fitting(target, read, scope, library), digests)
    if not chosen and _may_be_own(target, read):
        own = _own_level(target)
        chosen = choose(own, fitting(own, read, scope, library), digests)
    return tuple(_one_source(_comparable(chosen), library))


def _may_be_own(target: Target, read: Interpretation) -> bool:
    """Whether a city's own figure (市本级) may be shown as such, where none is of all the city."""
    return not target.limits and not _WHOLE.search(read.question)


def _own_level(target: Target) -> Target:
    return replace(target, limits=(load_concepts().by_name["本级"],))


def _asks_plans(read: Interpretation) -> bool:
    return _PLANS.search(read.question) is not None


def _asks_towns(read: Interpretation) -> bool:
    each = _TOWNS.search(read.question) is not None and not _WHOLE.search(read.question)
    return bool(read.inner) or each


def _means_to(read: Interpretation) -> bool:
    return _MEANT.search(read.question) is not None and not _DONE.search(read.question)


def fitting(
    target: Target, read: Interpretation, scope: Scope, library: Library, *, by_words: bool = True
) -> Iterator[Indicator]:
    """The figures in scope that may fill the hole, of the years and places asked for.

    Without those that are only a department's own, where a place is asked for, and without what a
    report only plans, which is no result, unless plans are asked for. ``by_words``: only those
    whose words may.
    """
    planned = _asks_plans(read)
    whole_year = bool(read.years) and not (target.stretches or "截至" in target.text)
    found: list[Indicator] = []
    for index, own in library.figures(scope.reports):
        former = _BEFORE_REFORM.search(target.text)  # of no year that is known
        among = own & (index.former if former else in_period(index, read))
        if not planned:
            among &= ~index.planned
        elif not read.years:
            among |= own & index.planned
        if whole_year:
            among &= ~index.partial
        towns = index.inner if _asks_towns(read) else 0
        among &= index.inner if _WHICH_TOWN.search(read.question) else ~index.inner | towns
        if by_words:
            found.extend(_filling(target, scope, index, among, towns))
        else:
            found.extend(index.pick(_of_scope(scope, index, among, towns)))
    return _told_of_place(in_order(found, scope.reports), target, read, library)


def _told_of_place(
    figures: Iterable[Indicator], target: Target, read: Interpretation, library: Library
) -> Iterator[Indicator]:
    """Without what is only a department's own, where a place is asked for, or of many years."""
    whole: dict[str, bool] = {}
    for figure in figures:
        one = figure.document_id
        if read.places and one not in whole:
            whole[one] = _is_bodys(target, library.documents[one])
        over_years = bool(read.years) and _is_over_years(figure, read)
        if not _is_of_stranger(figure, read):
            continue
        if not over_years and (whole.get(one, True) or _is_of_place(figure)):
            yield figure


def _is_of_stranger(figure: Indicator, read: Interpretation) -> bool:
    """Whether a figure may be meant where a place is named as well that no document is about.

    跨省通办的事项里天津的有多少 asks of 通州's report what it tells of 天津.
    """
    if not (read.places and read.strangers) or _SIDE_BY_SIDE.search(read.question):
        return True
    near = f"{figure.frame.head} {figure.frame.local} {figure.frame.tail}"
    return any(name in near for name in read.strangers)


def _is_over_years(figure: Indicator, read: Interpretation) -> bool:
    """Whether a figure is of several years at once (五年来), where one year's is asked for."""
    if figure.period.scope != "cumulative" or span_asked(read.question):
        return False
    span = span_of(figure.frame)
    return bool(span) and span not in map(str, read.years)


def _is_of_place(figure: Indicator) -> bool:
    return any(map(_OF_PLACE.match, (figure.frame.local, figure.frame.head)))


def _over_years(
    target: Target, read: Interpretation, scope: Scope, library: Library, span: str
) -> Iterator[Indicator]:
    """Figures that are told of the very stretch of years that is asked for (近五年)."""
    found: list[Indicator] = []
    for index, own in library.figures(scope.reports):
        found.extend(_filling(target, scope, index, own & ~index.planned))
    return (i for i in in_order(found, scope.reports) if is_same(span, span_of(i.frame)))


def _formerly(target: Target, scope: Scope, library: Library) -> Iterator[Indicator]:
    """Figures of what was before a change (由原来的9项…): of no year, or of that compared with."""
    found: list[Indicator] = []
    for index, own in library.figures(scope.reports):
        found.extend(_filling(target, scope, index, own & ~index.planned))
    return (i for i in in_order(found, scope.reports) if i.period.words == FORMER)


def stated_over_years(read: Interpretation, scope: Scope, library: Library) -> bool:
    """Whether what is asked of a stretch of years (近五年) is stated of just these years."""
    span = span_asked(read.question)
    return bool(span and read.targets) and all(
        any(choose(target, _over_years(target, read, scope, library, span), frozenset()))
        for target in read.targets
    )


def in_period(index: FigureIndex, read: Interpretation) -> int:
    """Figures of the years asked for; where none is asked, of their report's own year."""
    return index.of(index.years, read.years) if read.years else index.current


def _filling(
    target: Target, scope: Scope, index: FigureIndex, among: int, towns: int = 0
) -> Iterator[Indicator]:
    """Those of a set, of the scope's places or of towns within them, that may fill the hole."""
    among = _of_scope(scope, index, among, towns)
    if not among:
        return iter(())
    named = 0 if target.change else index.of(index.measures, target.measures) & among
    for needs in needs_of(target):
        named |= index.meeting(needs, among)
    return index.pick(named)


def _of_scope(scope: Scope, index: FigureIndex, among: int, towns: int) -> int:
    """Those of a set that are of the scope's places, or of towns within them."""
    return among & (index.of(index.places, scope.places) | towns) if scope.places else among


def _is_bodys(target: Target, document: Document) -> bool:
    """Whether a document's figures of what is asked are its place's, not one department's own."""
    owner = owner_of(document, target)
    return owner is None or names_body(target, owner)


def _comparable(matches: Sequence[Match]) -> list[Match]:
    """Bodies and years whose figure is about as near to the question as the nearest one's."""
    if not matches:
        return []
    best = max(matches, key=lambda m: m.score)
    groups: dict[tuple[Place | None, int | None], list[Match]] = {}
    for match in matches:
        key = (match.indicator.place, match.indicator.period.year)
        groups.setdefault(key, []).append(match)
    return [m for group in groups.values() if _as_near(group, best) for m in group]


def _as_near(group: Sequence[Match], best: Match) -> bool:
    measure = best.indicator.measure
    return any(
        best.score - m.score <= _COMPARABLE
        or (measure is not None and m.indicator.measure == measure)
        or (m.stage is not None and best.stage is not None)
        for m in group
    )


def _one_source(matches: Sequence[Match], library: Library) -> list[Match]:
    """The same figure from a report and from a digest of it is cited from the report."""
    kept: dict[tuple[object, ...], Match] = {}
    for match in matches:
        i = match.indicator
        key = (i.place, i.period.year, i.quantity.value, i.quantity.unit, i.measure or i.surface)
        other = kept.get(key)
        if other is None or _is_digest(other, library) > _is_digest(match, library):
            kept[key] = match
    return list(kept.values())


def _is_digest(match: Match, library: Library) -> bool:
    return library.documents[match.indicator.document_id].note is not None
