"""Stated shares (占比31%) against a part and its whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.audit_checks import Check, Sure, is_count, same_kind, same_moment
from assistant.audit_lines import Line
from assistant.audit_parts import groups
from assistant.audit_rates import compared, fits
from assistant.concepts import load_concepts, names_in
from assistant.domain import Indicator
from assistant.precision import bounds

# From a part to its share: 349件(约占), 339件案件,占总数的
_SHARE = re.compile(
    r"^[^,;。、()]{0,6}[,、(]?\s?(?:约|共|均)?占(?P<of>[^,;。、()比]{0,16}?)的?(?:比例?|比重|百分比)?"
    r"(?:分别)?(?:高?达到?|为|是|约|近|超过?)*$"
)
_OF_WHOLE = re.compile(r"^[^,;。、()]{0,6}[,、]?\s?(?:约|共)?占[^,;。、()\d]{0,16}$")
_ITS_SHARE = re.compile(r"^\s?的(?:比例?|比重|百分比)?(?:为|是|约|近|达到?)?$")
_TOTAL = re.compile(r"^(?:总[数量体]?|全部|案件?总[数量]|总[^,]{0,4}数|其|同期)?$")
_LEAST_PAIRS = 3  # shares that must agree on a whole that no sentence binds to them
_LEAST_AGREEING = 0.75


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A part and its share; ``of`` are the words for the whole, ``wholes`` those bound to it."""

    part: Indicator
    rate: Indicator
    of: str
    wholes: tuple[Indicator, ...]


def share_checks(lines: Sequence[Line]) -> list[Check]:
    """Every share whose part stands before it and whose whole can be told."""
    found: list[Check] = []
    loose: defaultdict[tuple[str, ...], list[Pair]] = defaultdict(list)
    figures = [f for line in lines for f in line.figures if is_count(f)]
    for line in lines:
        found += _apart(line)
        for pair in _pairs(line):
            if check := _bound(pair, figures):
                found.append(check)
            elif not pair.wholes and _TOTAL.match(pair.of):
                loose[pair.rate.path].append(pair)
    return [*found, *_inferred(loose, figures)]


def _apart(line: Line) -> list[Check]:
    """Shares whose whole stands between them and their part: 549人,占总数615人的89.27%."""
    found: list[Check] = []
    if line.is_row:
        return found
    for part, whole, rate in zip(line.figures, line.figures[1:], line.figures[2:], strict=False):
        first, second = (
            line.text[left.quantity.end - line.start : right.quantity.start - line.start]
            for left, right in ((part, whole), (whole, rate))
        )
        if (
            _OF_WHOLE.match(first)
            and _ITS_SHARE.match(second)
            and rate.quantity.unit == "%"
            and is_count(part)
            and _may_hold(whole, part)
            and same_moment(part, rate)
        ):
            found.append(compared("share", rate, [part], whole, agrees=fits(rate, [part], whole)))
    return found


def _pairs(line: Line) -> list[Pair]:
    if line.is_row:
        return []
    wholes = {p.id: g.wholes for g in groups(line) for p in (*g.parts, *g.maybe)}
    found: list[Pair] = []
    for k in range(1, len(line.figures)):
        part, rate = line.figures[k - 1], line.figures[k]
        gap = line.text[part.quantity.end - line.start : rate.quantity.start - line.start]
        match = _SHARE.match(gap)
        if match and rate.quantity.unit == "%" and is_count(part) and same_moment(part, rate):
            found.append(Pair(part=part, rate=rate, of=match["of"], wholes=wholes.get(part.id, ())))
    return found


def _bound(pair: Pair, figures: Sequence[Indicator]) -> Check | None:
    """The check of a share whose whole is said: by 其中 and the like, or in words (占审结的).

    One that doesn't fit is of the only figure of just what those words say.
    """
    said = not _TOTAL.match(pair.of)
    wholes = [f for f in figures if _is_meant(f, pair)] if said else list(pair.wholes)
    for whole in wholes:
        if fits(pair.rate, [pair.part], whole):
            return compared("share", pair.rate, [pair.part], whole, agrees=True)
    if said:
        wholes = [f for f in wholes if _done_to(f.frame.local) == _done_to(pair.of)]
    if wholes and (not said or len({f.quantity.value for f in wholes}) == 1):
        return compared("share", pair.rate, [pair.part], wholes[0], agrees=False, sure="likely")
    return None


def _is_meant(figure: Indicator, pair: Pair) -> bool:
    """Whether a figure is what the words after 占 name, in the same section."""
    wanted = _done_to(pair.of)
    return (
        bool(wanted)
        and figure.path == pair.rate.path
        and wanted <= names_in(figure.frame.local)
        and _may_hold(figure, pair.part)
    )


def _done_to(phrase: str) -> frozenset[str]:
    """The steps and outcomes that a phrase names: 以撤销方式纠错的案件 are no 纠错总数."""
    concepts = load_concepts().by_name
    return frozenset(n for n in names_in(phrase) if concepts[n].kind in ("stage", "action"))


def _may_hold(whole: Indicator, part: Indicator) -> bool:
    return (
        whole.id != part.id
        and same_kind(whole.quantity.unit, part.quantity.unit)
        and same_moment(whole, part)
        and bounds(whole.quantity).high >= bounds(part.quantity).low
    )


def _inferred(
    loose: dict[tuple[str, ...], list[Pair]], figures: Sequence[Indicator]
) -> list[Check]:
    """Shares of one section that nearly all agree on one stated whole are of that whole."""
    found: list[Check] = []
    for pairs in loose.values():
        whole = _common_whole(pairs, figures)
        if whole is None:
            continue
        for pair in pairs:
            agrees = fits(pair.rate, [pair.part], whole)
            sure: Sure = "likely" if agrees else "possible"
            found.append(compared("share", pair.rate, [pair.part], whole, agrees=agrees, sure=sure))
    return found


def _common_whole(pairs: Sequence[Pair], figures: Sequence[Indicator]) -> Indicator | None:
    """The one stated figure that most of the shares are of."""
    scores: dict[str, tuple[int, Indicator]] = {}
    for figure in figures:
        if all(_may_hold(figure, p.part) for p in pairs):
            score = sum(fits(p.rate, [p.part], figure) for p in pairs)
            key = str(figure.quantity.value.normalize())
            scores.setdefault(key, (score, figure))
    ranked = sorted(scores.values(), key=lambda s: -s[0])
    if not ranked or len(pairs) < _LEAST_PAIRS:
        return None
    best, whole = ranked[0]
    tied = len(ranked) > 1 and ranked[1][0] == best
    enough = best >= _LEAST_PAIRS and best >= _LEAST_AGREEING * len(pairs)
    return whole if enough and not tied else None
