"""Tables as files to be kept. An answer's own table travels in its link: it is stored nowhere."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from assistant.domain import Answer
from ui.spreadsheets import Cell, csv_bytes, safe, workbook

_HEADS = ("出处", "文件", "版本", "原句", "链接")


def data_url(media_type: str, data: bytes) -> str:
    """The address of some bytes that holds them itself."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"


def answer_csv(answer: Answer) -> bytes:
    """An answer's table with the quote of every row, as CSV. Empty if it has no table."""
    heads, rows = _sheet(answer)
    return csv_bytes([heads, *rows])


def answer_xlsx(answer: Answer) -> bytes:
    """The same as a workbook."""
    heads, rows = _sheet(answer)
    return workbook(heads, rows, title="回答")


def _sheet(answer: Answer) -> tuple[list[str], list[Sequence[Cell]]]:
    if answer.table is None:
        return [], []
    cited = {one.n: one for one in answer.citations}
    rows: list[Sequence[Cell]] = []
    for cells, n in zip(answer.table.rows, answer.table.citations, strict=True):
        one = cited[n]
        source = (str(n), one.title, str(one.version), one.quote, one.url or "")
        rows.append([safe(cell) for cell in (*cells, *source)])
    return [*map(safe, answer.table.columns), *_HEADS], rows
