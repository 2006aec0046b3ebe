"""Tables as files that a spreadsheet opens: CSV or XLSX; above all the indicator table.

Numbers are numbers. Text that a spreadsheet would run as a formula gets an apostrophe in front. A
file takes its name only when all of it is written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.indicator_table import IndicatorTable, Row
from ui.batch import open_outcomes
from ui.labels import ZH

Cell = str | int | Decimal | None

_FORMULA = tuple("=+-@＝＋－＠\t\r")  # full-width ones are run as well where Chinese is typed
_MOST = 32_000  # characters; a spreadsheet's cell holds 32,767
_LINK = "链接"
_WIDTHS = {"原句": 60, "文件": 36, "章节": 36, "指标": 26, "原文表述": 30, _LINK: 40, "附注": 30}


def _place(row: Row) -> str:
    return row.indicator.place.path if row.indicator.place else ""


# What each column is called and holds.
COLUMNS: tuple[tuple[str, Callable[[Row], Cell]], ...] = (
    ("指标", lambda row: row.label()),
    ("地区", _place),
    ("年份", lambda row: row.indicator.period.year),
    ("数值", lambda row: number(row.indicator.quantity.value)),
    ("上限", lambda row: number(row.indicator.quantity.high)),
    ("单位", lambda row: row.indicator.quantity.unit),
    ("修饰", lambda row: row.indicator.quantity.qualifier or ""),
    ("时段", lambda row: ZH.scopes[row.indicator.period.scope]),
    ("原文数字", lambda row: row.indicator.quantity.words),
    ("原文表述", lambda row: row.indicator.surface),
    ("来源不一", lambda row: "是" if row.disputed else ""),
    ("文件", lambda row: row.document.title),
    ("章节", lambda row: " › ".join(row.indicator.path)),
    ("原句", lambda row: row.quote),
    ("起", lambda row: row.start),
    ("止", lambda row: row.end),
    ("页", lambda row: row.page),
    (_LINK, lambda row: row.document.url or ""),
    ("来源", lambda row: row.document.source),
    ("附注", lambda row: row.document.note or ""),
)


def write_csv(table: IndicatorTable, name: str) -> None:
    """Write the table as CSV."""
    _write(name, table_csv(table))


def write_xlsx(table: IndicatorTable, name: str) -> None:
    """Write the table as a workbook."""
    _write(name, table_xlsx(table))


def table_csv(table: IndicatorTable) -> bytes:
    """The table as CSV."""
    return csv_bytes([heads(), *_cells(table)])


def table_xlsx(table: IndicatorTable) -> bytes:
    """The table as a workbook, its links live."""
    return workbook(
        heads(), _cells(table), title="指标", links=[r.document.url for r in table.rows]
    )


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, by which a spreadsheet knows Chinese."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for cells in rows:
        writer.writerow([f"{c:f}" if isinstance(c, Decimal) else c for c in cells])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def workbook(
    names: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str,
    links: Sequence[str | None] = (),
) -> bytes:
    """A workbook of one sheet, its head row frozen and filterable.

    ``links`` are the addresses that the rows' cells under 链接 lead to.
    """
    from openpyxl import Workbook  # not for those who only look at the screen
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one
    sheet.title = title
    sheet.append(list(names))
    for cells in rows:
        sheet.append(list(cells))
    for index, head in enumerate(names, start=1):
        sheet.cell(row=1, column=index).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(head, 12)
    for number_of_row, address in enumerate(links, start=2):
        if address:
            column = names.index(_LINK) + 1
            sheet.cell(row=number_of_row, column=column).hyperlink = address
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def heads() -> list[str]:
    """The names of the columns."""
    return [name for name, _ in COLUMNS]


def number(value: Decimal | None) -> int | Decimal | None:
    """A value as a spreadsheet's number: whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()


def safe(text: str) -> str:
    """Text that is neither a formula nor too long for a cell, without control characters."""
    plain = "".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in text)[:_MOST]
    plain = plain.encode("utf-8", errors="replace").decode("utf-8")
    return f"'{plain}" if text.lstrip(" \u3000").startswith(_FORMULA) else plain


def _cells(table: IndicatorTable) -> Iterator[Sequence[Cell]]:
    for row in table.rows:
        values = (value(row) for _, value in COLUMNS)
        yield [safe(cell) if isinstance(cell, str) else cell for cell in values]


def _write(name: str, data: bytes) -> None:
    with open_outcomes(name) as write:
        write(data)
