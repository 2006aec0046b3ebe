"""How much a figure changed over a year, worked out where no document states it.

A stated change (增加555件, 同比增长99.5%) always wins; this is for bodies whose two years' figures
are stated and the change isn't.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from assistant import formula
from assistant.body_figures import Cell, cells_of
from assistant.concepts import load_concepts
from assistant.domain import Answer
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.messages import say
from assistant.naming import place_name
from assistant.plain import plain_of
from assistant.reckoning import Task, is_relative, obstacle, qualifier_of, show_each, shown
from assistant.scope import Scope
from assistant.sheet import Sheet
from assistant.target import Target
from assistant.units import load_units

_ANOTHER = re.compile(r"环比|累计|[二三四五六两]年|以来|目标|计划")


def changed(task: Task) -> Answer | None:
    """The change of the figure asked for against the year before; ``None`` where it is open."""
    if len(task.read.targets) != 1:
        return None
    target = task.read.targets[0]
    if not target.change or _ANOTHER.search(task.read.body):
        return None
    spanned = len(task.read.years) > 1
    pairs = (_ends_of if spanned else pairs_of)(target, task.read, task.scope, task.library)
    if len(pairs) != 1:
        return None
    now, then = pairs[0]
    if obstacle([now, then]) or now.formula or then.formula:
        return None
    sheet = task.sheet()
    _put(sheet, target, now, then)
    return sheet.answer([now, then])


def both_stated(task: Task) -> Answer | None:
    """An amount and a percentage that one sentence states of one change (增加555件,增长99.5%).

    Only where the question leaves open which is meant: then both are, the amount first.
    """
    if len(task.read.targets) != 1:
        return None
    target = task.read.targets[0]
    if not target.change or target.dimension or _ANOTHER.search(task.read.body):
        return None
    years = task.read.years
    if len(years) == 2 and max(years) - min(years) == 1:  # 2023年比2022年: the change told in 2023
        task = replace(task, read=replace(task.read, years=(max(years),)))
    now = cells_of(plain_of(target), task.read, task.scope, task.library)
    if len(now) != 1:
        return None
    unit = now[0].unit
    amount = _stated_change(task, target, unit, load_units().dimension(unit))
    rate = _stated_change(task, target, "%", "percent")
    if amount is None or rate is None:
        return None
    if amount.sources[0].sentence_start != rate.sources[0].sentence_start:
        return None
    sheet = task.sheet()
    show_each(sheet, [amount, rate])
    return sheet.answer([amount, rate], table=False)


def _stated_change(task: Task, target: Target, unit: str, dimension: str) -> Cell | None:
    """The one change stated in a unit, whichever word of change it is told by."""
    asked = replace(target, unit=unit, dimension=dimension)
    rest = tuple(c for c in target.own if c.kind != "change")
    told = [load_concepts().by_name[name] for name in ("增加", "下降")]
    for one in (asked, *(replace(asked, own=(*rest, c)) for c in told)):
        cells = cells_of(one, task.read, task.scope, task.library)
        if cells:
            return cells[0] if len(cells) == 1 else None
    return None


def pairs_of(
    target: Target, read: Interpretation, scope: Scope, library: Library
) -> list[tuple[Cell, Cell]]:
    """For each body the figure of the year asked for (its latest) and of the year before."""
    plain = plain_of(target)
    now = cells_of(plain, read, scope, library)
    years = {c.year - 1 for c in now if c.year is not None}
    earlier = cells_of(plain, replace(read, years=tuple(sorted(years))), scope, library)
    before = {c.key: c for c in earlier} if years else {}
    return [
        (cell, then)
        for cell in now
        if cell.year is not None
        and (then := before.get((cell.place, cell.year - 1))) is not None
        and cell.names == then.names
        and not cell.rivals
        and not then.rivals
    ]


def _ends_of(
    target: Target, read: Interpretation, scope: Scope, library: Library
) -> list[tuple[Cell, Cell]]:
    """For each body the figures of the last and the first of the years asked for."""
    cells = cells_of(plain_of(target), read, scope, library)
    found = {c.key: c for c in cells}
    first, last = min(read.years), max(read.years)
    return [
        (now, then)
        for now in cells
        if now.year == last
        and (then := found.get((now.place, first))) is not None
        and now.names == then.names
        and not now.rivals
        and not then.rivals
    ]


def growth_of(now: Cell, then: Cell) -> Cell | None:
    """The change in percent, as a cell of the later year."""
    if is_relative(now.unit) or not then.value or obstacle([now, then]):
        return None
    true = 100 * (Fraction(now.value) - Fraction(then.value)) / Fraction(then.value)
    value = formula.rounded(true)
    qualifier = qualifier_of([now, then])
    return replace(
        now,
        value=value,
        unit="%",
        words=shown(value, "%", qualifier),
        sources=(now.sources[0], then.sources[0]),
        names=(
            say("change_of", "zh", label=now.names[0]),
            say("change_of", "en", label=now.names[1]),
        ),
        qualifier=qualifier,
        formula=formula.grown(now.value, then.value),
        is_rounded=not formula.is_exact(true, value),
    )


def _change_of(cell: Cell) -> tuple[str, str]:
    chinese, english = cell.names
    return say("change_of", "zh", label=chinese), say("change_of", "en", label=english)


def _put(sheet: Sheet, target: Target, now: Cell, then: Cell) -> None:
    language = sheet.language
    larger, smaller = (now, then) if now.value >= then.value else (then, now)
    amount = larger.value - smaller.value
    unit = "个百分点" if now.unit == "%" else now.unit
    text = formula.subtracted(larger.value, smaller.value)
    sources = [now.sources[0], then.sources[0]]
    growth = growth_of(now, then)
    percent = target.dimension == "percent" and growth is not None
    if not percent:
        sheet.computed(
            names=say("change_of", "zh", label=now.names[0]),
            value=amount,
            unit=unit,
            formula=text,
            operands=sources,
            place=now.place,
            year=now.year,
            qualifier=qualifier_of([now, then]),
        )
        sheet.say(
            "changed_up" if now.value > then.value else "changed_down" if amount else "unchanged",
            place=place_name(now.place, language),
            year=now.year,
            before=then.year,
            label=now.label(language),
            words=shown(amount, unit, qualifier_of([now, then])),
            formula=text,
            result=shown(amount, unit),
            n=sheet.marks(sources),
        )
    if growth is not None:
        sheet.cell(growth, primary=percent)
        _state_growth(sheet, growth, then)
    for cell in (now, then):
        sheet.operand(cell.sources[0])
        sheet.state(cell)


def _state_growth(sheet: Sheet, growth: Cell, then: Cell) -> None:
    """The change in percent in words: 下降 rather than a minus."""
    words = shown(abs(growth.value), "%", growth.qualifier)
    sheet.say(
        "grown" if growth.value >= 0 else "shrunk",
        place=place_name(growth.place, sheet.language),
        year=growth.year,
        before=then.year,
        label=then.label(sheet.language),
        words=words,
        formula=growth.formula,
        result=shown(growth.value, "%"),
        **sheet.exactness(growth.is_rounded),
        n=sheet.marks(growth.sources),
    )


def stated_sign(cell: Cell) -> int:
    """-1 for a stated decline (下降10%), else 1."""
    words = cell.sources[0].frame.local
    return -1 if re.search(r"降|减|少|回落|下滑", words) and not re.search(r"增|升", words) else 1
