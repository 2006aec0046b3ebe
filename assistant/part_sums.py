"""Figures of one body and year that are named beside each other: added up, held against a total.

Only parts that can't overlap are added: kinds of one level (一审, 二审), outcomes of which a case
has one, or different things. Stages (受理, 审结) count the same cases twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from assistant import formula
from assistant.audit import compare
from assistant.audit_checks import Check
from assistant.body_figures import Cell, cells_of
from assistant.cells import shown as words_of
from assistant.domain import Answer, Indicator
from assistant.lexicon import load_lexicon
from assistant.messages import say
from assistant.naming import label, place_name
from assistant.narrowing import is_kind, told
from assistant.pieces import part_targets, whole_target
from assistant.rate_rules import load_rules
from assistant.reckoning import Task, is_relative, obstacle, qualifier_of, show_each, shown
from assistant.sheet import Sheet
from assistant.target import Target


def of_parts(task: Task) -> Answer | None:
    """The sum or average of what is named; ``None`` where that isn't several figures."""
    asked = part_targets(task.read, task.operation)
    whole = None if asked else whole_target(task.read, task.operation)
    if whole is not None and not cells_of(whole, task.read, task.scope, task.library):
        asked = part_targets(task.read, task.operation, apart=True)
    if not asked:
        return None
    found = [cells_of(t, task.read, task.scope, task.library) for t in asked]
    keys = set.intersection(*({c.key for c in cells} for cells in found))
    if len(keys) != 1:
        return None
    key = keys.pop()
    parts = [next(c for c in cells if c.key == key) for cells in found]
    if len({c.sources[0].id for c in parts}) != len(parts):
        return None
    sheet = task.sheet()
    checks = _sum_checks(task, parts)
    reason = obstacle(parts) or _unsummable(asked, parts, checks)
    if reason is not None:
        show_each(sheet, parts, reason)
        return sheet.answer(parts, table=False)
    _total(sheet, task, parts, checks)
    return sheet.answer(parts, table=False)


def _sum_checks(task: Task, parts: Sequence[Cell]) -> list[Check]:
    """The lists of parts with their totals that the document itself has."""
    document = task.library.documents[parts[0].sources[0].document_id]
    figures = [i for i in task.library.indicators([document]) if i.period.scope != "planned"]
    checks = compare(task.library.version(document.id).text, figures)
    return [c for c in checks if c.kind == "sum"]


def _unsummable(
    asked: Sequence[Target], parts: Sequence[Cell], checks: Sequence[Check]
) -> str | None:
    if any(c.formula for c in parts) or is_relative(parts[0].unit):
        return "not_rates"
    ids = {c.sources[0].id for c in parts}
    if any(c.code == "sum_equal" and ids <= {i.id for i in c.against} for c in checks):
        return None
    pairs = list(zip(asked, parts, strict=True))
    if all(_apart(a, b) for a, b in combinations(pairs, 2)):
        return None
    return "not_apart"


def _apart(one: tuple[Target, Cell], other: tuple[Target, Cell]) -> bool:
    """Whether nothing can be counted in both."""
    measures = [c.sources[0].measure for _, c in (one, other)]
    lexicon = load_lexicon().measures
    for a, b in (measures, measures[::-1]):
        measure = lexicon.get(a or "")
        if a is not None and (a == b or (measure and measure.parent == b)):
            return False
    names = [{c.name for c in t.own if c.kind in ("stage", "action")} for t, _ in (one, other)]
    levels = [{c.name for c in t.own if c.kind == "level"} for t, _ in (one, other)]
    things = [{c.name for c in t.about if c.weight >= 0.4} | set(t.words) for t, _ in (one, other)]
    if levels[0] and levels[1] and levels[0] != levels[1]:
        return True
    if names[0] != names[1]:
        groups = load_rules().exclusive
        pairs = [(a, b) for a in names[0] - names[1] for b in names[1] - names[0]]
        if pairs and all(any({a, b} <= g for g in groups) for a, b in pairs):
            return True
    stages = [{c.name for c in t.own if c.kind == "stage"} for t, _ in (one, other)]
    if stages[0] != stages[1] and things[0] == things[1]:
        return False
    return bool(things[0] - things[1] and things[1] - things[0]) or _kinds_apart(one, other)


def _kinds_apart(one: tuple[Target, Cell], other: tuple[Target, Cell]) -> bool:
    """Kinds of one list (行政处罚类349件,投诉举报类296件): measures that share their whole."""
    lexicon = load_lexicon().measures
    parents = {
        getattr(lexicon.get(c.sources[0].measure or ""), "parent", None) for _, c in (one, other)
    }
    same = one[1].sources[0].sentence_start == other[1].sources[0].sentence_start
    if same and all(is_kind(c.sources[0]) for _, c in (one, other)):
        return _named(one) != _named(other)
    return same and len(parents) == 1 and _named(one) != _named(other)


def _named(pair: tuple[Target, Cell]) -> frozenset[str]:
    target = pair[0]
    return frozenset(c.name for c in (*target.own, *target.about))


def _total(sheet: Sheet, task: Task, parts: Sequence[Cell], checks: Sequence[Check]) -> None:
    language = sheet.language
    averages = task.operation.kind == "average"
    total = formula.total([c.value for c in parts], averages=averages)
    sources = [c.sources[0] for c in parts]
    names = say("and", "zh").join(c.names[0] for c in parts)
    qualifier = qualifier_of(parts)
    first = parts[0]
    if task.operation.check:
        for cell in parts:
            sheet.operand(cell.sources[0], primary=True)
    sheet.computed(
        names=names,
        value=total.value,
        unit=first.unit,
        formula=total.text,
        operands=sources,
        place=first.place,
        year=first.year,
        qualifier=qualifier,
    )
    sheet.say(
        "average" if averages else "sum_of_parts",
        places=place_name(first.place, language),
        years=first.year or say("year_unknown", language),
        label=say("and", language).join(told(c.sources[0], language) for c in parts),
        words=shown(total.value, first.unit, qualifier),
        formula=total.text,
        result=shown(total.value, first.unit),
        **sheet.exactness(total.is_rounded),
        n=sheet.marks(sources),
    )
    if not averages:
        _against_total(sheet, task, parts, total.value, checks)
    for cell in parts:
        sheet.state(cell)


def _against_total(
    sheet: Sheet, task: Task, parts: Sequence[Cell], value: Decimal, checks: Sequence[Check]
) -> None:
    """Whether a stated total is what the parts make, where one is or was asked about."""
    whole = _stated_total(task, parts, checks)
    if whole is None:
        if task.operation.check:
            sheet.say("total_not_stated")
        return
    sheet.operand(whole)
    sheet.say(
        "total_agrees" if whole.quantity.value == value else "total_differs",
        label=label(whole, sheet.language),
        words=words_of(whole.quantity),
        n=sheet.cite(whole),
    )


def _stated_total(task: Task, parts: Sequence[Cell], checks: Sequence[Check]) -> Indicator | None:
    """The figure that the document, or the lexicon, makes the whole of just these parts."""
    ids = {c.sources[0].id for c in parts}
    whole = next((c for c in checks if _is_of(c, ids)), None)
    if whole is not None:
        return whole.stated
    document = task.library.documents[parts[0].sources[0].document_id]
    measures = {c.sources[0].measure for c in parts}
    names = {n for n, m in load_lexicon().measures.items() if m.sums and set(m.sums) == measures}
    stated = [
        i
        for i in task.library.indicators([document])
        if i.measure in names and (i.place, i.period.year) == parts[0].key
    ]
    return stated[0] if len({i.quantity.value for i in stated}) == 1 else None


def _is_of(check: Check, ids: set[str]) -> bool:
    complete = check.code in ("sum_equal", "sum_differs")
    return complete and {i.id for i in check.against} == ids
