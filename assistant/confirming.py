"""Whether figures that a question names are those stated: 是不是60件, 受理60件、审结51件对吗."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.body_figures import Cell, cells_of
from assistant.domain import Answer
from assistant.precision import bounds
from assistant.quantity import quantities
from assistant.reckoning import Task, lacking, name_absent, show_each
from assistant.target import Target
from assistant.targets import targets
from assistant.text import fold

_JOINTS = re.compile(r"[,;，；、]|和(?=[\u4e00-\u9fff]+\d)")
_ASKING = re.compile(
    r"[,，]?\s*(?:对不对|对吗|是吗|属实吗?|正确吗|没错吧?|是不是|是否|吗)[?？]*\s*$"
)
_BARE = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)(?![\d.])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A figure that is to be confirmed; no ``unit`` is any."""

    target: Target
    value: Decimal
    unit: str


def confirmed(task: Task) -> Answer | None:
    """Yes or no for every figure named, with the stated one; ``None`` where that is open."""
    claims = _claims(task)
    if not claims:
        return None
    sheet = task.sheet()
    cells: list[Cell] = []
    for claim in claims:
        found = cells_of(claim.target, task.read, task.scope, task.library)
        if len(found) != 1:
            return None
        cells.append(found[0])
    verdicts = [_agrees(c, cell) for c, cell in zip(claims, cells, strict=True)]
    if any(c.rivals for c in cells):
        show_each(sheet, cells)
        return sheet.answer(cells, table=False)
    sheet.say("confirmed" if all(verdicts) else "denied" if not any(verdicts) else "partly")
    for cell in cells:
        sheet.cell(cell)
        sheet.state(cell)
    name_absent(sheet, lacking(task.read, task.scope, cells))
    return sheet.answer(cells, table=False)


def _claims(task: Task) -> list[Claim]:
    body = _ASKING.sub("", fold(task.read.body).strip())
    pieces = [p for p in _JOINTS.split(body) if _figure(p) is not None]
    claims: list[Claim] = []
    for piece in pieces:
        figure = _figure(piece)
        assert figure is not None
        start, end, value, unit = figure
        hole = "百分之多少" if unit == "%" else f"多少{unit}"
        asked = targets(f"{piece[:start]} {hole} {piece[end:]}")
        if len(asked) != 1:
            return []
        claims.append(Claim(target=_completed(asked[0], claims), value=value, unit=unit))
    return [] if any(c.target.bare for c in claims) else claims


def _completed(target: Target, before: Sequence[Claim]) -> Target:
    """A later figure takes over the objects that it doesn't name."""
    if not before or any(c.weight >= 0.9 for c in target.about):
        return target
    first = before[0].target
    about = tuple(c for c in first.about if c not in target.about)
    return replace(target, about=(*target.about, *about))


def _figure(text: str) -> tuple[int, int, Decimal, str] | None:
    """Start, end, value and unit of the figure in a piece of the question, where it is one."""
    found = quantities(text)
    if len(found) == 1 and found[0].high is None:
        return found[0].start, found[0].end, found[0].value, found[0].unit
    bare = list(_BARE.finditer(text))
    if found or len(bare) != 1:
        return None
    return bare[0].start(), bare[0].end(), Decimal(bare[0][1].replace(",", "")), ""


def _agrees(claim: Claim, cell: Cell) -> bool:
    """Whether a figure is the stated one, or one that its words allow (余, 约)."""
    if claim.unit and claim.unit != cell.unit:
        return False
    quantity = cell.sources[0].quantity
    if cell.formula is not None or not quantity.qualifier:
        return claim.value == cell.value
    return claim.value == cell.value or claim.value in bounds(quantity)
