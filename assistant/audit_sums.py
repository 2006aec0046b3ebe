"""Parts against their wholes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.audit_checks import (
    Check,
    Sure,
    is_change,
    joined,
    plain,
    same_moment,
    sum_of,
    sum_up,
)
from assistant.audit_lines import Line
from assistant.audit_parts import Group, are_parts, groups
from assistant.concepts import load_concepts
from assistant.domain import Indicator
from assistant.lexicon import load_lexicon
from assistant.precision import bounds, exact
from assistant.quantity import plain_decimal
from assistant.rate_rules import load_rules
from assistant.restriction import restriction

_LEAST_PARTS = 2


def sum_checks(lines: Sequence[Line]) -> list[Check]:
    """Every list of parts against its total, each whole with the same parts once."""
    found: list[Check] = []
    seen: set[tuple[str, frozenset[str]]] = set()
    wrong: set[tuple[str, frozenset[str]]] = set()
    checks = [c for line in lines for g in groups(line) for c in _of_group(g)]
    for check in [*checks, *_by_lexicon(lines)]:
        key = (check.stated.id, frozenset(i.id for i in check.against))
        told = any(key[0] == other and key[1] <= parts for other, parts in seen)
        worse = not check.agrees and any(key[0] == w and parts <= key[1] for w, parts in wrong)
        if key not in seen and not told and not worse:
            seen.add(key)
            wrong |= set() if check.agrees else {key}
            found.append(check)
    return found


def _of_group(group: Group) -> Iterator[Check]:
    whole = group.wholes[0]
    parts = [p for p in group.parts if same_moment(p, whole)]
    if len(parts) != len(group.parts) or not parts or (_steps(parts) and not _exclusive(parts)):
        return
    every = [*parts, *(p for p in group.maybe if same_moment(p, whole))]
    if equal := _equal(group.wholes, every, least=len(every) if group.closed else _LEAST_PARTS):
        yield equal
    elif group.complete and len(parts) >= _LEAST_PARTS and not _may_have_others(group, parts):
        yield _differing(whole, parts)
    elif exceeding := _exceeding(group, parts):
        yield exceeding
    elif len(every) >= _LEAST_PARTS and sum_of(every).low <= bounds(whole.quantity).high:
        yield _check("sum_within", whole, every, agrees=True, sign="≤")


def _may_have_others(group: Group, parts: Sequence[Indicator]) -> bool:
    """Whether less than the whole may be told: 42条(文字21条、图文13条), others go unsaid.

    Not where the list is said to come to the whole, or names every part that there is.
    """
    whole = group.wholes[0]
    if group.closed or sum_of(parts).high >= bounds(whole.quantity).low:
        return False
    named = {p.measure for p in parts}
    return not any(m.sums and named >= set(m.sums) for m in load_lexicon().measures.values())


def _equal(
    wholes: Sequence[Indicator], parts: Sequence[Indicator], least: int = _LEAST_PARTS
) -> Check | None:
    """The whole that all parts, or the first of them but ``least`` at least, make up."""
    for whole in wholes:
        for count in range(len(parts), max(least, _LEAST_PARTS) - 1, -1):
            if sum_of(parts[:count]).meets(bounds(whole.quantity)):
                return _check("sum_equal", whole, parts[:count], agrees=True, sign="=")
    return None


def _differing(whole: Indicator, parts: Sequence[Indicator]) -> Check:
    firm = exact(whole.quantity) and all(exact(p.quantity) for p in parts)
    return _check(
        "sum_differs", whole, parts, agrees=False, sign="≠", sure="certain" if firm else "likely"
    )


def _exceeding(group: Group, parts: Sequence[Indicator]) -> Check | None:
    """A part, or parts that exclude one another, that come to more than any whole meant."""
    whole = group.wholes[0]
    meant = group.wholes[:1] if are_parts(parts, whole) else group.wholes
    largest = max(bounds(w.quantity).high for w in meant)
    sure: Sure = "certain" if group.exact and len(meant) == 1 else "likely"
    for part in parts:
        if bounds(part.quantity).low > largest:
            return _check("part_exceeds", whole, [part], agrees=False, sign=">", sure=sure)
    every = [*parts, *group.maybe]
    chosen = every if _exclusive(every) else parts
    if len(chosen) < _LEAST_PARTS or not (group.apart or _exclusive(chosen)):
        chosen = _of_one_sum(every)
        if chosen and sum_of(chosen).low > largest:
            return _check("sum_exceeds", whole, chosen, agrees=False, sign=">", sure="likely")
        return None
    if sum_of(chosen).low > largest:
        return _check("sum_exceeds", whole, chosen, agrees=False, sign=">", sure="likely")
    named = {p.measure for p in chosen}
    sums = load_lexicon().measures[whole.measure].sums if whole.measure else ()
    if sums and named >= set(sums) and sum_of(chosen).high < bounds(whole.quantity).low:
        return _check("sum_differs", whole, chosen, agrees=False, sign="≠", sure="likely")
    return None


def _of_one_sum(parts: Sequence[Indicator]) -> list[Indicator]:
    """Those of the parts that the lexicon adds up to something: 一审, 二审, 再审 beside 撤诉."""
    sets = [set(m.sums) for m in load_lexicon().measures.values() if m.sums]
    found = ([p for p in parts if p.measure in names] for names in sets)
    largest = max(found, key=len, default=[])
    return largest if len({p.measure for p in largest}) == len(largest) > 1 else []


def _by_lexicon(lines: Sequence[Line]) -> Iterator[Check]:
    """Wholes and parts that the lexicon knows, each stated once of a year in one section."""
    sections: defaultdict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for line in lines:
        for figure in () if line.is_row else line.figures:
            sections[figure.path, figure.period.year, figure.place].append(figure)
    for figures in sections.values():
        single = _stated_once(figures)
        for name, whole in single.items():
            sums = load_lexicon().measures[name].sums
            within = load_rules().within.get(name, ())
            named = [single[n] for n in dict.fromkeys((*sums, *within)) if n in single]
            parts = [p for p in named if _of_the_same(p, whole)]
            if len(parts) < _LEAST_PARTS:
                continue
            if equal := _equal((whole,), parts):
                yield equal
            elif sum_of(parts).low > bounds(whole.quantity).high:
                yield _check("sum_exceeds", whole, parts, agrees=False, sign=">", sure="likely")
            elif sums and len(parts) == len(sums):
                yield _check("sum_differs", whole, parts, agrees=False, sign="≠", sure="likely")


def _of_the_same(part: Indicator, whole: Indicator) -> bool:
    """Whether nothing singles out one of two figures of a body and year."""
    return same_moment(part, whole) and restriction(part) == restriction(whole)


def _stated_once(figures: Sequence[Indicator]) -> dict[str, Indicator]:
    """Measures with one value among these figures, those left out that are of some only."""
    stated: defaultdict[str, list[Indicator]] = defaultdict(list)
    for figure in figures:
        if figure.measure is not None and not is_change(figure):
            stated[figure.measure].append(figure)
    plain = {n: [f for f in found if not restriction(f)] or found for n, found in stated.items()}
    return {n: f[0] for n, f in plain.items() if len({i.quantity.value for i in f}) == 1}


def _steps(parts: Sequence[Indicator]) -> bool:
    """Whether the figures are steps of one course (受理, 审结) rather than parts."""
    stages = [_stage(p) for p in parts]
    return len(set(filter(None, stages))) > 1


def _stage(figure: Indicator) -> str | None:
    mentions = load_concepts().find(figure.frame.local)
    return next((m.concept.name for m in mentions if m.concept.kind == "stage"), None)


def _exclusive(parts: Sequence[Indicator]) -> bool:
    """Whether no case can be in two of the parts, as far as lexicon and words tell."""
    measures = load_lexicon().measures
    names = [p.measure for p in parts]
    if len(set(names)) == len(names) and None not in names:
        if any(set(names) <= set(m.sums) for m in measures.values()):
            return True
        needs = [measures[n].needs for n in names if n]
        if any(all(one & group for one in needs) for group in load_rules().exclusive):
            return True
    return all(p.frame.local.strip().endswith("类") for p in parts)


def _check(
    code: str,
    whole: Indicator,
    parts: Sequence[Indicator],
    *,
    agrees: bool,
    sign: str,
    sure: Sure = "certain",
) -> Check:
    total = plain_decimal(sum_up(p.quantity.value for p in parts))
    reckoned = f"{joined(parts)} = {total}" if len(parts) > 1 else joined(parts)
    if sign != "=" or total != plain(whole):
        reckoned += f" {'≈' if sign == '=' else sign} {plain(whole)}"
    return Check(
        kind="sum",
        code=code,
        agrees=agrees,
        sure=sure,
        formula=reckoned,
        stated=whole,
        against=tuple(parts),
    )
