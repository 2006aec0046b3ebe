"""Stated rates against the figures that they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from assistant.audit_checks import (
    Check,
    Sure,
    fits_rate,
    is_count,
    joined,
    percent,
    percent_of,
    plain,
    same_kind,
    same_moment,
    sum_of,
)
from assistant.audit_lines import Line
from assistant.concepts import load_concepts, names_in
from assistant.content import content_words
from assistant.domain import Indicator
from assistant.precision import bounds
from assistant.rate_rules import RateRule, load_rules
from assistant.restriction import follows_another, own_restriction, restriction

_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,10})率(?:均|都|已)?(?:达到?|为|是|约|超过?)*$")
_TWO = 2
_NOT = re.compile(r"[未不没无]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One way to reckon a rate. ``beside``: all its figures stand in the rate's own section;
    ``usual``: the whole is the one that such a rate is first of all of."""

    parts: tuple[Indicator, ...]
    whole: Indicator
    beside: bool = True
    usual: bool = True


def rate_checks(lines: Sequence[Line]) -> list[Check]:
    """Every rate whose figures are stated."""
    figures = [f for line in lines for f in line.figures]
    found: list[Check] = []
    for line in lines:
        for k, rate in enumerate(line.figures):
            if rate.quantity.unit == "%" and not line.is_row:
                rule = load_rules().rates.get(rate.measure or "")
                readings = list(_readings(rate, rule, figures)) if rule else []
                check = _by_rule(rate, readings, line) or _by_stem(line, k, alone=not readings)
                if check:
                    found.append(check)
    return found


def _by_rule(rate: Indicator, readings: Sequence[Reading], line: Line) -> Check | None:
    """The reading that fits; failing that the one beside the rate, if there is just one.

    Of a whole that is not the rate's usual one a rate can't be found wrong: 败诉率 is of the cases
    concluded, so that those handled say little.
    """
    fitting = [r for r in readings if fits(rate, r.parts, r.whole)]
    if fitting:
        best = max(fitting, key=lambda r: r.beside)
        return compared("rate", rate, best.parts, best.whole, agrees=True)
    near = _near(line)
    beside = [
        r
        for r in readings
        if _is_whole(rate, r)
        and _all_in(r, near)
        and (_of_one_population(rate, r) or _in_a_row(line, r, rate))
    ]
    if not beside or not _settled(beside) or _is_open(rate) or follows_another(rate):
        return None
    first = beside[0]
    return compared("rate", rate, first.parts, first.whole, agrees=False, sure="likely")


def _all_in(reading: Reading, near: frozenset[str]) -> bool:
    """Whether all figures of a reading stand in the rate's sentence or the one before."""
    return reading.beside and all(i.id in near for i in (*reading.parts, reading.whole))


def _is_whole(rate: Indicator, reading: Reading) -> bool:
    """Whether the whole is the usual one, and the parts are all that the rate's name says.

    A 调解和解率 is not of what was mediated alone.
    """
    stem = _RATE.search(rate.frame.local.strip())
    named = _actions(stem["stem"]) if stem else frozenset()
    told = frozenset().union(*(_actions(p.measure or "") for p in reading.parts))
    return reading.usual and not any(_left_of(name, told) for name in named)


def _left_of(name: str, told: frozenset[str]) -> str:
    """What is left of an action's name without those told: 调解和解 are 调解 and 和解."""
    for part in told:
        name = name.replace(part, "")
    return name


def _in_a_row(line: Line, reading: Reading, rate: Indicator) -> bool:
    """Whether whole, part and rate follow one another in a sentence, the last two saying nothing
    of their own: 审结以某局为被告的诉讼案件50件,败诉5件,败诉率10% are all of the first."""
    row = (reading.whole, *reading.parts, rate)
    at = line.figures.index(rate)
    following = line.figures[max(at - len(row) + 1, 0) : at + 1] == row
    of_whole = restriction(reading.whole)
    return following and all(own_restriction(f) <= of_whole for f in row[1:])


def _readings(rate: Indicator, rule: RateRule, figures: Sequence[Indicator]) -> Iterator[Reading]:
    """All ways that the rule allows, with figures of the same body and year."""
    usable = [f for f in figures if is_count(f) and same_moment(f, rate)]
    for way, name in product(rule.parts, rule.wholes):
        wholes = [f for f in usable if f.measure == name]
        terms = [[f for f in usable if f.measure == part] for part in way]
        for whole, *parts in product(wholes, *terms):
            if sum_of(parts).low <= bounds(whole.quantity).high:
                beside = all(f.path == rate.path for f in (whole, *parts))
                usual = name == rule.wholes[0]
                yield Reading(parts=tuple(parts), whole=whole, beside=beside, usual=usual)


def _of_one_population(rate: Indicator, reading: Reading) -> bool:
    """Whether nothing singles out one of the figures: 包案化解25件,化解率90% are of those cases."""
    return len({restriction(f) for f in (rate, *reading.parts, reading.whole)}) == 1


def _settled(readings: Sequence[Reading]) -> bool:
    """Whether each measure has one value only: else it is open which one the rate is of."""
    values: dict[str | None, set[object]] = {}
    for reading in readings:
        for figure in (*reading.parts, reading.whole):
            values.setdefault(figure.measure, set()).add(figure.quantity.value)
    return all(len(stated) == 1 for stated in values.values())


def _is_open(rate: Indicator) -> bool:
    """Whether a phrase says more than that something is a share of what stands beside it."""
    name = rate.measure if rate.measure in load_rules().rates else ""
    return any(w in rate.frame.local and w not in (name or "") for w in load_rules().open)


def _near(line: Line) -> frozenset[str]:
    """Ids of the figures of a sentence and of the one before."""
    previous = line.previous.figures if line.previous else ()
    return frozenset(f.id for f in (*line.figures, *previous))


def _by_stem(line: Line, k: int, *, alone: bool) -> Check | None:
    """A rate named by what is counted beside it: 评查100卷,合格95卷,合格率95%.

    ``alone``: the lexicon has no other reading, so that this one may be found not to fit.
    """
    rate = line.figures[k]
    match = _RATE.search(rate.frame.local.strip())
    if match is None or _is_open(rate):
        return None
    parts = [f for f in line.figures[:k] if _names(f, match["stem"]) and same_moment(f, rate)]
    if not parts:
        return None
    part = parts[-1]
    left = line.figures[: line.figures.index(part)]
    before = line.previous.figures if line.previous else ()
    wholes = [f for f in (*before, *left) if _may_hold(f, part)]
    for whole in reversed(wholes):
        if fits(rate, [part], whole):
            return compared("rate", rate, [part], whole, agrees=True, sure="likely")
    bare = not set(content_words(part.frame.local)) - {match["stem"], match["stem"][-2:]}
    if alone and bare and left and wholes == [left[-1]]:
        return compared("rate", rate, [part], wholes[0], agrees=False, sure="likely")
    shared = _shared_with_other(left, part) if bare else None
    if shared is not None:
        return compared("rate", rate, [part], shared, agrees=False, sure="likely")
    return None


def _shared_with_other(left: Sequence[Indicator], part: Indicator) -> Indicator | None:
    """The whole that a part and the figure before it make up: 审结90件,胜诉80件,败诉10件."""
    if len(left) < _TWO or not all(_may_hold(f, part) or f is left[-1] for f in left[-_TWO:]):
        return None
    whole, other = left[-_TWO:]
    alike = same_kind(other.quantity.unit, part.quantity.unit) and is_count(other)
    fits_whole = alike and sum_of([other, part]).meets(bounds(whole.quantity))
    return whole if fits_whole and same_moment(other, part) else None


def _names(figure: Indicator, stem: str) -> bool:
    """Whether a count's own phrase says what the rate is of."""
    local = figure.frame.local
    if not is_count(figure) or _NOT.search(local):
        return False
    return stem[-2:] in local or bool(_actions(local) & _actions(stem))


def _actions(text: str) -> frozenset[str]:
    concepts = load_concepts().by_name
    return frozenset(n for n in names_in(text) if concepts[n].kind in ("stage", "action"))


def _may_hold(whole: Indicator, part: Indicator) -> bool:
    return (
        is_count(whole)
        and same_kind(whole.quantity.unit, part.quantity.unit)
        and same_moment(whole, part)
        and bounds(whole.quantity).high >= bounds(part.quantity).low
    )


def fits(rate: Indicator, parts: Sequence[Indicator], whole: Indicator) -> bool:
    """Whether the parts are that share of the whole."""
    true = percent_of(sum_of(parts), bounds(whole.quantity))
    return true is not None and fits_rate(rate.quantity, true)


def compared(
    kind: str,
    rate: Indicator,
    parts: Sequence[Indicator],
    whole: Indicator,
    *,
    agrees: bool,
    sure: Sure = "certain",
) -> Check:
    """The check of a share: ``11 ÷ 51 = 21.57% ≈ 21.6%``."""
    value = 100 * sum((p.quantity.value for p in parts), 0 * whole.quantity.value)
    value = value / whole.quantity.value
    top = joined(parts) if len(parts) == 1 else f"({joined(parts)})"
    sign = "≠" if not agrees else "=" if value == rate.quantity.value else "≈"
    tail = "" if sign == "=" else f" {sign} {plain(rate)}%"
    return Check(
        kind="share" if kind == "share" else "rate",
        code=f"{kind}_equal" if agrees else f"{kind}_differs",
        agrees=agrees,
        sure=sure,
        formula=f"{top} ÷ {plain(whole)} = {percent(value)}{tail}",
        stated=rate,
        against=(*parts, whole),
    )
