"""Figures in a table's row (``| row label | column head: cell | … |``), as ingest writes rows.

A bare number takes its unit, and the scale of one (万元), from the words that head it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.domain import Quantity
from assistant.quantity import quantities
from assistant.text import fold
from assistant.units import load_units

_CELL = re.compile(r"(?<=\| )(?:(?P<head>[^|:：]*): )?(?P<cell>[^|]*?)(?= \|)")
_BARE = re.compile(r"\s*\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*|\s*\d+(?:\.\d+)?\s*")
_SIGNED = re.compile(r"\s*[+\-－＋]\s*\d+(?:\.\d+)?\s*")  # a change: -512
_UNIT = re.compile(r"[（(]\s*(?:单位[:：]?\s*)?([^（）()\d]{1,4})\s*[)）]")
_CAPTION = re.compile(r"单位[:：]\s*([^\s，,。；;（）()\d]{1,4})")
# 单位：件、万元: the amounts are in the one, what is counted in the other.
_SEVERAL = re.compile(r"单位[:：]\s*((?:[^\s、/（）()\d]{1,4}[、/])+[^\s、/（）()\d]{1,4})")
_AMOUNT = re.compile(r"金额|罚没|罚款|款额|经费|资金|收入|费用|损失|[价产]值")
_NO_COUNT = re.compile(
    r"金额|经费|资金|收入|款额|[率比]$|占比|比例|得分|满意度|序号|编号|(?:联系|咨询|监督|举报|办公)电话|电话号码|代码|年份"
)
_UNIT_HEAD = re.compile(r"^(?:计量|数量|统计)?单位$")  # of a column that names each row's unit
_ORDINAL = re.compile(r"^(?:序号|编号|行次|排名|名次|项次)$")  # counts rows, whatever their unit
_SCALES = {1: "", 10_000: "万", 100_000_000: "亿", 1_000: "千", 100: "百"}
_WRITTEN = {word: scale for scale, word in _SCALES.items() if word}


@dataclass(frozen=True, kw_only=True, slots=True)
class CellFigure:
    """A figure with the words of its row and of its column, and the cell with its head.

    ``band`` is what stands over all columns of its part of the table.
    """

    quantity: Quantity
    label: str
    head: str
    band: str
    start: int
    end: int


def cell_figures(
    text: str, start: int = 0, end: int | None = None, caption: str = ""
) -> list[CellFigure]:
    """The figures of the row ``text[start:end]``; ``caption`` is what stands above the table.

    Where heads come again (省份 | 数量 | 省份 | 数量) each figure is labelled by its own block.
    """
    stop = len(text) if end is None else end
    row = text[start:stop]
    if "|" not in row:
        return []
    cells = list(_CELL.finditer(row))
    heads = [(cell["head"] or "").strip() for cell in cells]
    band = _band(cells)
    given = " ".join(f"({c['cell'].strip()})" for c in cells if _is_unit(c))
    found: list[CellFigure] = []
    for index, cell in enumerate(cells):
        label = _label(cells, heads, index)
        left, right = start + cell.start("cell"), start + cell.end("cell")
        found.extend(
            CellFigure(
                quantity=quantity,
                label=label,
                head=heads[index],
                band=band,
                start=start + cell.start(),
                end=right,
            )
            for quantity in _figures(
                text, (left, right), (heads[index], label, given, f"{band} {caption}")
            )
        )
    return found


def is_bare(quantity: Quantity) -> bool:
    """Whether an amount's words are its number alone, or that of its 万, its unit elsewhere."""
    words = fold(quantity.words).strip()
    if not quantity.unit or not _BARE.fullmatch(words):
        return False
    number = Decimal(words.replace(",", ""))
    return quantity.value in {number * scale for scale in _SCALES}


def shown(quantity: Quantity) -> str:
    """A figure's words with the unit that only its table's heads name."""
    words = quantity.words.strip()
    plain = fold(words)
    if not quantity.unit or not _BARE.fullmatch(plain):
        return words
    scale = quantity.value / Decimal(plain.replace(",", "")) if quantity.value else Decimal(1)
    return f"{words}{_SCALES.get(int(scale), '')}{quantity.unit}"


def _label(cells: Sequence[re.Match[str]], heads: Sequence[str], index: int) -> str:
    first = 0
    repeated = [h for h in heads if h and heads.count(h) > 1]
    if repeated and heads[index]:
        first = max((k for k in range(index + 1) if heads[k] == repeated[0]), default=0)
    block = cells[first:] if not repeated else cells[first : index + 1]
    amounts = (_BARE, _SIGNED)
    said = [
        c
        for c in block
        if not any(a.fullmatch(fold(c["cell"])) for a in amounts) and not _is_unit(c)
    ]
    labels = [c["cell"].strip() for c in said]
    labels = labels[1:] if first == 0 and labels and labels[0] == _band(cells) else labels
    return " ".join(w for w in labels if w and not quantities(w))


def _is_unit(cell: re.Match[str]) -> bool:
    """Whether a cell only says in which unit its row counts: 指标 | 计量单位 | 2024年."""
    head = _UNIT_HEAD.search((cell["head"] or "").strip())
    return bool(head and _unit([f"({cell['cell'].strip()})"])[0])


def _band(cells: Sequence[re.Match[str]]) -> str:
    """The first cell's words where it alone has no head: a line that spans the table."""
    headless = [c["head"] is None for c in cells]
    spans = len(cells) > 1 and headless[0] and not any(headless[1:])
    return cells[0]["cell"].strip() if spans else ""


def _figures(text: str, span: tuple[int, int], heads: Sequence[str]) -> list[Quantity]:
    start, end = span
    cell = fold(text[start:end])  # ９９．２８ in full width
    if not _BARE.fullmatch(cell):
        return [q for q in quantities(text, start, end) if len(q.words) * 2 >= len(cell.strip())]
    if _ORDINAL.search(heads[0]):
        return []
    unit, scale = _unit(heads)
    if not unit and any(_NO_COUNT.search(_UNIT.sub("", words)) for words in heads[:2]):
        return []
    if heads[0].strip() == "电话":
        return []
    # The number alone states no unit; a stand-in lets the one rule for numbers read it.
    read = quantities(f"{cell.strip()}件")
    if not read:
        return []
    left = start + len(cell) - len(cell.lstrip())
    words = text[left : left + len(cell.strip())]
    value = read[0].value * scale
    return [
        replace(read[0], value=value, unit=unit, start=left, end=left + len(words), words=words)
    ]


def _unit(heads: Sequence[str]) -> tuple[str, int]:
    """The unit that the nearest head names in parentheses, else the table's caption."""
    named = [m[1] for words in heads for find in (_UNIT, _CAPTION) for m in find.finditer(words)]
    units = load_units()
    if several := next(filter(None, map(_SEVERAL.search, heads)), None):
        money = bool(_AMOUNT.search(heads[0]))
        named = [w for w in re.split("[、/]", several[1]) if w.endswith("元") == money]
    for word in named:
        unit, scale = units.base(word)
        if unit not in units.dimensions and word[0] in _WRITTEN:  # 万件
            unit, scale = word[1:], _WRITTEN[word[0]]
        if units.dimension(unit):
            return unit, scale
    return "", 1
