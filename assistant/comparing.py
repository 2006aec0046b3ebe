"""Differences, multiples and shares of two stated figures: of two bodies, years, or things."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from assistant import formula
from assistant.body_figures import Cell, cells_of
from assistant.changes import pairs_of
from assistant.concepts import load_concepts
from assistant.domain import Answer, Indicator
from assistant.figures import find_figures
from assistant.lexicon import load_lexicon
from assistant.library import Library
from assistant.messages import say
from assistant.naming import place_name
from assistant.pieces import against_last_year, part_targets, share_of_bodies, whole_target
from assistant.plain import plain_of
from assistant.rate_rules import load_rules
from assistant.reckoning import (
    Task,
    is_relative,
    lacking,
    name_absent,
    obstacle,
    ordered,
    qualifier_of,
    show_each,
    shown,
)
from assistant.sheet import Sheet
from assistant.target import Target
from assistant.targets import targets

_POINTS = "个百分点"
_TIMES = "倍"


def compared(task: Task) -> Answer | None:
    """The difference or multiple asked for; ``None`` where it isn't of two stated figures."""
    if against_last_year(task.read, task.operation):
        return _over_a_year(task)
    parts = part_targets(task.read, task.operation)
    if len(parts) == 2:
        found = [cells_of(t, task.read, task.scope, task.library) for t in parts]
        pair = _of_one_moment(found)
        return _answer(task, pair, [c.label(task.read.language) for c in pair]) if pair else None
    target = whole_target(task.read, task.operation)
    if target is None or not task.several:
        return None
    cells = ordered(cells_of(target, task.read, task.scope, task.library), task.read)
    places, years = {c.place for c in cells}, {c.year for c in cells}
    if len(cells) == 1:
        sheet = task.sheet()
        show_each(sheet, cells)
        name_absent(sheet, lacking(task.read, task.scope, cells))
        return sheet.answer(cells)
    if len(cells) != 2 or (len(places) > 1 and len(years) > 1):
        return None
    names = [_name(task, c, several_places=len(places) > 1) for c in cells]
    return _answer(task, cells, names)


def _over_a_year(task: Task) -> Answer | None:
    """The difference or multiple of one figure and that of the year before."""
    target = whole_target(task.read, task.operation)
    if target is None:
        return None
    pairs = pairs_of(plain_of(target), task.read, task.scope, task.library)
    if len(pairs) != 1:
        return None
    cells = list(pairs[0])
    return _answer(task, cells, [_name(task, c, several_places=False) for c in cells])


def _of_one_moment(found: Sequence[Sequence[Cell]]) -> list[Cell]:
    """One cell of each part, all of one body and year; none where that is open."""
    keys = set.intersection(*({c.key for c in cells} for cells in found))
    if len(keys) != 1:
        return []
    key = keys.pop()
    cells = [next(c for c in part if c.key == key) for part in found]
    return cells if len({c.sources[0].id for c in cells}) == len(cells) else []


def _name(task: Task, cell: Cell, *, several_places: bool) -> str:
    language = task.read.language
    return place_name(cell.place, language) if several_places else f"{cell.year}"


def _answer(task: Task, cells: Sequence[Cell], names: Sequence[str]) -> Answer:
    sheet = task.sheet()
    reason = obstacle(cells)
    if task.operation.kind == "ratio" and (is_relative(cells[0].unit) or not cells[1].value):
        reason = reason or "not_rates"
    if reason is not None:
        show_each(sheet, cells, reason)
    elif task.operation.kind == "ratio":
        _multiple(sheet, cells, names)
    else:
        _difference(sheet, cells, names)
    name_absent(sheet, lacking(task.read, task.scope, cells))
    return sheet.answer(cells, table=len({c.key for c in cells}) > 1)


def _difference(sheet: Sheet, cells: Sequence[Cell], names: Sequence[str]) -> None:
    one, other = (0, 1) if cells[0].value >= cells[1].value else (1, 0)
    value = cells[one].value - cells[other].value
    unit = _POINTS if cells[0].unit == "%" else cells[0].unit
    text = formula.subtracted(cells[one].value, cells[other].value)
    _put(
        sheet,
        [cells[one], cells[other]],
        value=value,
        unit=unit,
        text=text,
        message="difference" if value else "no_difference",
        names=(names[one], names[other]),
    )


def _multiple(sheet: Sheet, cells: Sequence[Cell], names: Sequence[str]) -> None:
    true = Fraction(cells[0].value) / Fraction(cells[1].value)
    _put(
        sheet,
        cells,
        value=formula.rounded(true),
        unit=_TIMES,
        text=formula.divided([cells[0].value], cells[1].value),
        message="multiple",
        names=(names[0], names[1]),
        is_rounded=not formula.is_exact(true, formula.rounded(true)),
    )


def _put(
    sheet: Sheet,
    cells: Sequence[Cell],
    *,
    value: Decimal,
    unit: str,
    text: str,
    message: str,
    names: tuple[str, str],
    is_rounded: bool = False,
) -> None:
    """The computed value, the line that says it, and the two figures it comes from."""
    qualifier = qualifier_of(cells)
    sources = [s for c in cells for s in c.sources]
    places, years = {c.place for c in cells}, {c.year for c in cells}
    sheet.computed(
        names=say("and", "zh").join(dict.fromkeys(c.names[0] for c in cells)),
        value=value,
        unit=unit,
        formula=text,
        operands=[c.sources[0] for c in cells],
        place=places.pop() if len(places) == 1 else None,
        year=years.pop() if len(years) == 1 else None,
        qualifier=qualifier,
    )
    for cell in cells:
        sheet.cell(cell, primary=False)
    sheet.say(
        message,
        one=names[0],
        other=names[1],
        label=cells[0].label(sheet.language) if names[0] not in _labels(cells) else "",
        words=shown(value, unit, qualifier),
        formula=text,
        result=shown(value, unit),
        **sheet.exactness(is_rounded),
        n=sheet.marks(sources),
    )
    for cell in cells:
        sheet.state(cell)


def _labels(cells: Sequence[Cell]) -> set[str]:
    return {n for c in cells for n in c.names}


def share(task: Task) -> Answer | None:
    """What share one stated figure is of another that contains it.

    A share that is stated wins. A part must lie in its whole: by the lexicon, by its own words
    (其中), or as a body within the other of the same measure.
    """
    if len(task.read.targets) != 1 or find_figures(task.read, task.scope, task.library).rows:
        return None
    pair = _part_and_whole(task)
    if not pair or obstacle(pair) or any(c.formula for c in pair) or is_relative(pair[0].unit):
        return None
    part, whole = pair
    if not whole.value or part.value > whole.value or _is_shared_out(part, task.library):
        return None
    true = 100 * Fraction(part.value) / Fraction(whole.value)
    sheet = task.sheet()
    bodies = part.place != whole.place
    language = sheet.language
    _put(
        sheet,
        pair,
        value=formula.rounded(true),
        unit="%",
        text=formula.divided([part.value], whole.value),
        message="share_of_body" if bodies else "share",
        names=(place_name(part.place, language), place_name(whole.place, language))
        if bodies
        else (part.label(language), whole.label(language)),
        is_rounded=not formula.is_exact(true, formula.rounded(true)),
    )
    return sheet.answer(pair, table=bodies)


def _is_shared_out(part: Cell, library: Library) -> bool:
    """Whether the sentence itself states a share of the part (349件,占比31%), of whatever whole."""
    figure = part.sources[0]
    document = library.documents[figure.document_id]
    after = [
        i
        for i in library.indicators([document])
        if i.sentence_start == figure.sentence_start and i.quantity.start > figure.quantity.start
    ]
    following = min(after, key=lambda i: i.quantity.start, default=None)
    return following is not None and following.quantity.unit == "%"


def _part_and_whole(task: Task) -> list[Cell]:
    wider = share_of_bodies(task.read)
    if wider is not None and len(task.read.places) == 2:
        asked = targets(f"{wider} 多少")
        cells = cells_of(asked[0], task.read, task.scope, task.library) if asked else ()
        pair = ordered(cells, task.read)
        if len(pair) != 2 or pair[0].year != pair[1].year or not _inside(pair):
            return []
        return pair
    parts = part_targets(task.read, task.operation)
    if len(parts) != 2 or _is_open(parts[1]):
        return []
    found = [cells_of(t, task.read, task.scope, task.library) for t in parts]
    pair = _of_one_moment(found)
    return pair if pair and _is_part(pair[0], pair[1], task.library) else []


def _is_open(whole: Target) -> bool:
    """行政复议案件 may be those received, accepted or concluded: of which is not said."""
    return not whole.own and any(c.topic == "复议" for c in whole.about)


def _inside(pair: Sequence[Cell]) -> bool:
    """Whether the first body lies within the second, and both state the same measure."""
    part, whole = pair
    inside = bool(part.place and whole.place and part.place.within(whole.place))
    measure = part.sources[0].measure
    return inside and measure is not None and measure == whole.sources[0].measure


def _is_part(part: Cell, whole: Cell, library: Library) -> bool:
    """Whether the lexicon or the words themselves make one figure a part of the other."""
    one, other = part.sources[0], whole.sources[0]
    lexicon = load_lexicon().measures
    measure = lexicon.get(one.measure or "")
    parents: list[str] = []
    while measure is not None and measure.parent and measure.parent not in parents:
        parents.append(measure.parent)
        measure = lexicon.get(measure.parent)
    if other.measure in parents:
        return True
    for rule in load_rules().rates.values():
        if other.measure in rule.wholes and any(way == (one.measure,) for way in rule.parts):
            return True
    if one.document_id != other.document_id:
        return False
    concepts = load_concepts()
    stated = one.frame.governs + one.frame.head + one.frame.local
    named = {m.concept.name for m in concepts.find(other.frame.local)}
    said = {m.concept.name for m in concepts.find(stated)}
    same = one.sentence_start == other.sentence_start
    return (
        same
        and other.quantity.start < one.quantity.start
        and ("其中" in _between(one, other, library) or (bool(named) and named <= said))
    )


def _between(part: Indicator, whole: Indicator, library: Library) -> str:
    text = library.version(part.document_id).text
    return text[whole.quantity.end : part.quantity.start]
