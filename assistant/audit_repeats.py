"""The same measure stated more than once in one report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.audit_checks import Check, Sure
from assistant.audit_lines import Line
from assistant.concepts import load_concepts, names_in, without_concepts
from assistant.content import content_words
from assistant.domain import Indicator
from assistant.lexicon import Measure, load_lexicon, without_object
from assistant.precision import agree
from assistant.rate_rules import load_rules
from assistant.restriction import (
    DULL,
    MOST_ABOVE,
    follows_another,
    implied,
    is_named_there,
    of_body,
    own_restriction,
    restriction,
)
from assistant.units import load_units

_OWN_NAME = 5  # characters of a rate's name that says what it is of
_DOINGS = ("stage", "action", "level", "limit", "rate", "change")
_VAGUE = frozenset({"办理", "收到"})  # said or left out of what comes in and is dealt with
_ENDED = frozenset({"终止"})  # how what was withdrawn ends, be it said or not
_ONCE = ("件", "%")  # units of what a report has one figure of, though one concept names it
_MOST_VALUES = 2  # a measure with more of them in one report is too wide to compare
# What is gone over is no result: 对现行有效的187件文件进行梳理.
_GONE_OVER = re.compile(r"^对[^,;。]{0,14}有效的?.*(?:梳理|评估|审查|检视|筛查)")


def repeat_checks(lines: Sequence[Line]) -> list[Check]:
    """Measures stated in several sentences for the same body and year, alike in their words."""
    found: list[Check] = []
    for stated in _stated(lines).values():
        if len(stated) < 2 or len({f.sentence_start for f in stated}) < 2:
            continue
        if len({f.quantity.value for f in stated}) > _MOST_VALUES:
            continue
        first = stated[0]
        for other in stated[1:]:
            if other.sentence_start == first.sentence_start:
                continue
            check = _check(first, other)
            sure = _of_one_thing(first, other) and not any(map(_is_of_another, stated))
            sure = sure and not any(map(_is_bare_rate, (first, other)))
            if check.agrees or (sure and not any(map(follows_another, (first, other)))):
                found.append(check)
            if not check.agrees:
                break
    return found


def _of_one_thing(first: Indicator, other: Indicator) -> bool:
    """Whether two figures of a measure surely are of one thing, so that they can't differ.

    Each is settled, and what is done is the same in both their phrases: of 现行有效的187件进行梳理
    and 继续有效153件 only the first are gone through.
    """
    concepts = load_concepts().by_name
    done = [
        {n for n in names_in(without_object(f.frame.local)) if concepts[n].kind in _DOINGS} - _VAGUE
        for f in (first, other)
    ]
    measure = load_lexicon().measures.get(first.measure or "")
    needs = measure.needs | (implied(measure) & _ENDED) if measure else frozenset()
    limits = load_rules().open if first.quantity.unit == "%" else frozenset[str]()
    says_more = [{w for w in limits if w in f.frame.local} for f in (first, other)]  # 按期办结率
    gone_over = any(_GONE_OVER.search(f.frame.local) for f in (first, other))
    return (
        (done[0] ^ done[1]) <= needs
        and says_more[0] == says_more[1]
        and not gone_over
        and _is_settled(first)
        and _is_settled(other)
    )


def _is_of_another(figure: Indicator) -> bool:
    """Whether a rate stands on another thing than its measure's: 办结公开申请90件,复议纠错率3%.

    A rate named in full may follow what is of no other kind of matter: 应急预案90份,隐患整改率93%.
    """
    measure = load_lexicon().measures.get(figure.measure or "")
    if measure is None or figure.quantity.unit != "%":
        return False
    concepts = load_concepts().by_name
    in_full = measure.needs <= names_in(figure.frame.local)
    things = {
        n
        for n in names_in(figure.frame.governs)
        if concepts[n].kind == "object"
        and concepts[n].weight > MOST_ABOVE
        and (concepts[n].topic or not in_full)
    }
    return bool(things) and not things & implied(measure)


def _is_bare_rate(figure: Indicator) -> bool:
    """Whether a rate doesn't name what it is of: 重复信访事项16件,化解率95% is of those 16."""
    measure = load_lexicon().measures.get(figure.measure or "")
    if measure is None or figure.quantity.unit != "%" or len(measure.needs) == 1:
        return False
    concepts = load_concepts().by_name
    things = {n for n in measure.needs if concepts[n].kind == "object"}
    if not things or things & names_in(figure.frame.local):
        return False
    above = replace(figure, frame=replace(figure.frame, local=figure.frame.governs))
    told = own_restriction(above) - _VAGUE
    return any(n not in concepts or concepts[n].kind not in ("stage", "rate") for n in told)


def _is_settled(figure: Indicator) -> bool:
    """Whether a report has one figure of a measure: cases and rates, not meetings and courses.

    A measure of a single concept (行政处罚案件, 网办率) is one where the phrase says just that.
    """
    measure = load_lexicon().measures.get(figure.measure or "")
    unit = figure.quantity.unit
    repeated = load_units().dimension(unit) in ("times", "visits")
    if measure is None or repeated or unit == "人次" or not is_named_there(figure):
        return False
    named = unit == "%" and len(measure.name) >= _OWN_NAME  # 出庭应诉率, not 满意率
    if named or len(measure.needs) > 1:
        return True
    return unit in _ONCE and _is_its_only(measure) and _says_only(figure, measure)


def _is_its_only(measure: Measure) -> bool:
    """Whether a rate's one concept is no other measure's, too: 整改率 may be 隐患整改率."""
    if measure.unit != "%":
        return True
    return not any(measure.needs < other.needs for other in load_lexicon().measures.values())


def _says_only(figure: Indicator, measure: Measure) -> bool:
    """Whether a phrase is its measure's words and nothing else: 全县作出行政处罚决定90件."""
    needs = implied(measure)
    plain = of_body(figure, figure.frame.local)
    own = [
        m for m in load_concepts().find(plain) if m.concept.name in needs or m.word in measure.words
    ]
    return not [w for w in content_words(without_concepts(plain, own)) if w not in DULL]


def _stated(lines: Sequence[Line]) -> dict[tuple[object, ...], list[Indicator]]:
    groups: defaultdict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for line in lines:
        for figure in line.figures:
            if figure.measure is None:
                continue
            period = figure.period
            scope = "year" if period.scope == "part" else period.scope
            groups[
                figure.measure,
                figure.quantity.unit,
                period.year,
                figure.place,
                scope,
                restriction(figure),
            ].append(figure)
    return groups


def _check(first: Indicator, other: Indicator) -> Check:
    agrees = agree(first.quantity, other.quantity)
    sure: Sure = "likely" if not restriction(first) else "possible"
    sign = "=" if first.quantity.value == other.quantity.value else "≈" if agrees else "≠"
    return Check(
        kind="repeat",
        code="repeat_equal" if agrees else "repeat_differs",
        agrees=agrees,
        sure=sure,
        formula=f"{first.quantity.words} {sign} {other.quantity.words}",
        stated=other,
        against=(first,),
    )
