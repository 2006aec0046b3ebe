"""The indicator table as a person reads it at a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from assistant.cells import shown
from assistant.indicator_table import Absent, IndicatorTable, Row
from assistant.naming import surface
from ui.console import printable
from ui.labels import ZH

_SHOWN = 72  # characters of a sentence on the screen; --json, --csv and --xlsx have all of it
_MOST_COLUMNS = 6  # measures side by side; more go one below the other
_MOST_ABSENT = 12  # bodies named; the rest are counted
_BODY, _YEAR = "地区 jurisdiction", "年份 year"


def indicator_table(table: IndicatorTable) -> RenderableType:
    """The figures, each with the number of its source, then the sources."""
    labels = list(dict.fromkeys(row.label() for row in table.rows))
    wide = len(labels) <= _MOST_COLUMNS
    rows = _body_by_body(table.rows, labels) if wide else table.rows
    numbers = _numbers(rows)
    parts: list[RenderableType] = []
    if rows:
        parts.append(_by_body(rows, labels, numbers) if wide else _listed(rows, numbers))
    if any(row.disputed for row in rows):
        parts.append(Text("≠ 不同文件的数字不一致 Documents disagree.", style="yellow"))
    return Group(*parts, *_absent(table), *_sources(rows, numbers))


def _body_by_body(rows: Sequence[Row], labels: Sequence[str]) -> list[Row]:
    """The rows in the order of the lines and columns that they are shown in."""
    bodies = list(dict.fromkeys((_place(row), _year(row)) for row in rows))
    return sorted(
        rows, key=lambda row: (bodies.index((_place(row), _year(row))), labels.index(row.label()))
    )


def _numbers(rows: Sequence[Row]) -> dict[tuple[str, int, int], int]:
    """The number of each source, in the order of first use."""
    numbers: dict[tuple[str, int, int], int] = {}
    for row in rows:
        numbers.setdefault(_source(row), len(numbers) + 1)
    return numbers


def _source(row: Row) -> tuple[str, int, int]:
    return row.document.id, row.start, row.end


def _by_body(
    rows: Sequence[Row], labels: Sequence[str], numbers: dict[tuple[str, int, int], int]
) -> Grid:
    """One line a body and year, one column a measure."""
    grid = _grid((_BODY, _YEAR, *labels))
    lines: defaultdict[tuple[str, str], defaultdict[str, list[Row]]]
    lines = defaultdict(lambda: defaultdict(list))
    for row in rows:
        lines[_place(row), _year(row)][row.label()].append(row)
    for (place, year), cells in lines.items():
        _add(grid, (place, year, *(_several(cells[name], numbers) for name in labels)))
    return grid


def _several(rows: Sequence[Row], numbers: dict[tuple[str, int, int], int]) -> str:
    """A cell; where several figures are of one measure, each with its own words."""
    if len(rows) < 2:
        return "".join(_cell(row, numbers) for row in rows) or "—"
    return "\n".join(f"{_cell(row, numbers)} {_short(surface(row.indicator))}" for row in rows)


def _listed(rows: Sequence[Row], numbers: dict[tuple[str, int, int], int]) -> Grid:
    """One line a figure."""
    grid = _grid(("指标 measure", _BODY, _YEAR, "数值 value"))
    for row in rows:
        _add(grid, (row.label(), _place(row), _year(row), _cell(row, numbers)))
    return grid


def _grid(columns: Sequence[str]) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        grid.add_column(Text(printable(column)), overflow="fold")
    return grid


def _add(grid: Grid, cells: Sequence[str]) -> None:
    grid.add_row(*(Text("\n".join(map(printable, cell.split("\n")))) for cell in cells))


def _cell(row: Row, numbers: dict[tuple[str, int, int], int]) -> str:
    scope = ZH.scopes[row.indicator.period.scope]
    marks = f" ({scope})" if scope and row.indicator.period.scope != "part" else ""
    marks += " ≠" if row.disputed else ""
    return f"{shown(row.indicator.quantity)}{marks} [{numbers[_source(row)]}]"


def _place(row: Row) -> str:
    return row.indicator.place.name if row.indicator.place else "—"


def _year(row: Row) -> str:
    return str(row.indicator.period.year or "—")


def _absent(table: IndicatorTable) -> Iterator[Text]:
    for name in table.strangers:
        yield Text(printable(f"∅ 没有{name}的文件 no document about {name}"), style="yellow")
    for year in table.years:
        yield Text(f"∅ 没有{year}年的文件 no document for {year}", style="yellow")
    by_reason: defaultdict[tuple[bool, str], list[Absent]] = defaultdict(list)
    for one in table.absent:
        if one.year not in table.years:
            by_reason[one.covered, one.measure or ""].append(one)
    for (covered, measure), several in by_reason.items():
        named = "、".join(f"{a.place.name} {a.year}" for a in several[:_MOST_ABSENT])
        more = f" … +{len(several) - _MOST_ABSENT}" if len(several) > _MOST_ABSENT else ""
        why = (
            f"未载明 not stated: {measure}".rstrip(": ") if covered else "没有该年文件 no document"
        )
        yield Text(printable(f"∅ {why} — {named}{more}"), style="yellow")


def _sources(
    rows: Sequence[Row], numbers: dict[tuple[str, int, int], int]
) -> Iterator[RenderableType]:
    if rows:
        yield Text("\n出处 Sources", style="dim")
    shown: set[int] = set()
    for row in rows:
        n = numbers[_source(row)]
        if n in shown:
            continue
        shown.add(n)
        document = row.document
        page = f"第{row.page}页" if row.page is not None else ""
        about = (document.title, document.issuer or "", page)
        yield Text(printable(f"[{n}] {' · '.join(filter(None, about))}"))
        lines = [(f"“{_short(row.quote)}”", ""), (document.url or "", "dim")]
        lines += [(f"{ZH.note}{document.note}", "yellow")] if document.note else []
        for line, style in lines:
            if line:
                yield Padding(Text(printable(line), style=style), (0, 0, 0, 4), expand=False)


def _short(quote: str) -> str:
    return quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
