"""DOCX to lines: headings by style or outline level, tables in place, list numbers shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.errors import TooLarge
from ingest.loaders import tables
from ingest.loaders.lines import Draft, Line
from ingest.loaders.numbering import Numbering
from ingest.loaders.sniff import broken_docx

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({W + "del", W + "moveFrom", W + "txbxContent", _MC_FALLBACK, W + "instrText"})
_STYLE = re.compile(r"(?:heading|标题)\s*(\d)$", re.I)
_TITLE = -1  # stands above level 1
_MOST_ENTRIES = 5_000
_MOST_RATIO = 150
_RATIO_FROM = 1_000_000
_UNPACKED = 4  # times the file limit


def read_docx(data: bytes, name: str, limit: int) -> Draft:
    """Lines and core properties. ``limit``: bytes allowed for a file.

    Raises ``UnreadableFile`` (broken_docx) and ``TooLarge`` (zip_bomb).
    """
    _check_size(data, name, limit)
    document = _open(data, name)
    reader = _Reader(document)
    lines = list(reader.blocks(document.element.body))
    properties = document.core_properties
    hints = {"document_title": properties.title or ""}
    return Draft(lines=_with_title_levels(lines), hints={k: v for k, v in hints.items() if v})


def _check_size(data: bytes, name: str, limit: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise broken_docx(name, str(error)) from error
    unpacked = sum(entry.file_size for entry in entries)
    steep = [
        entry
        for entry in entries
        if entry.file_size > max(_RATIO_FROM, _MOST_RATIO * max(1, entry.compress_size))
    ]
    if len(entries) > _MOST_ENTRIES or unpacked > _UNPACKED * limit or steep:
        raise TooLarge(
            f"{name!r} would unpack to {unpacked:,} bytes in {len(entries)} parts.",
            code="zip_bomb",
            hint="A document of that shape is refused; save it again without embedded objects.",
        )


def _open(data: bytes, name: str) -> Document:
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # a damaged file makes python-docx, zipfile and lxml raise anything
        raise broken_docx(name, str(error) or type(error).__name__) from error


class _Reader:
    def __init__(self, document: Document) -> None:
        self._levels = _style_levels(document)
        self._numbering = Numbering(document)

    def blocks(self, parent: Any) -> Iterator[Line]:
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag in {W + "sdt", W + "ins", W + "customXml", W + "smartTag"}:
                inner = element.find(W + "sdtContent")
                yield from self.blocks(element if inner is None else inner)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        for box in _boxes(paragraph):
            yield from self.blocks(box)
        number = self._numbering.label(paragraph)
        level = self._level(paragraph)
        for index, text in enumerate("".join(_texts(paragraph)).split("\n")):
            if index == 0 and text.strip():
                yield Line(text=number + text, level=level)
            else:
                yield Line(text=text, level=level if text.strip() else 0)

    def _level(self, paragraph: Any) -> int:
        """0 for body text; a long or full sentence in a heading's style is body text."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if own is not None:
            level = _int(own.get(W + "val"), 9) + 1
        else:
            level = self._levels.get(style.get(W + "val"), 0) if style is not None else 0
        text = "".join(_texts(paragraph))
        return level if level <= 6 and len(text) <= 80 and "。" not in text else 0

    def _table(self, table: Any) -> Iterator[Line]:
        cells = self._cells(table)
        if tables.columns(cells) < 2:
            for cell in cells:
                yield from (Line(text=text) for text in cell.text.split("\n"))
            return
        flat = [_flat(cell) for cell in cells]
        for text in tables.rows(flat):
            yield Line(text=text, row=text.startswith("| "))

    def _cells(self, table: Any) -> list[tables.Cell]:
        open_cells: dict[int, list[Any]] = {}
        found: list[list[Any]] = []
        for row_number, row in enumerate(table.iter(W + "tr")):
            if next(row.iterancestors(W + "tbl")) is not table:
                continue
            column = _int(_value(row, "trPr", "gridBefore"), 0)
            for cell in row.iter(W + "tc"):
                if next(cell.iterancestors(W + "tr")) is not row:
                    continue
                span = min(100, _int(_value(cell, "tcPr", "gridSpan"), 1))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(W + "val") != "restart" and column in open_cells:
                    open_cells[column][3] += 1
                else:
                    head = row.find(f"{W}trPr/{W}tblHeader") is not None
                    text = "\n".join(line.text.strip() for line in self.blocks(cell))
                    record = [text.strip(), row_number, column, 1, span, head]
                    found.append(record)
                    open_cells[column] = record
                column += span
        return [
            tables.Cell(text=t, row=r, column=c, rows=rows, columns=cols, head=h)
            for t, r, c, rows, cols, h in found
        ]


def _flat(cell: tables.Cell) -> tables.Cell:
    from dataclasses import replace

    return replace(cell, text=re.sub(r"\s*\n\s*", "", cell.text))


def _texts(element: Any) -> Iterator[str]:
    """The words of a paragraph, inserted ones included, deleted ones and text boxes not."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in {W + "br", W + "cr"} and child.get(W + "type") in {None, "textWrapping"}:
            yield "\n"
        elif child.tag == W + "tab":
            yield " " if element.tag == W + "r" else ""
        elif child.tag == W + "noBreakHyphen":
            yield "-"
        else:
            yield from _texts(child)


def _boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(W + "txbxContent"):
        if next(box.iterancestors(_MC_FALLBACK), None) is None and (
            next(box.iterancestors(W + "p")) is paragraph
        ):
            yield box


def _style_levels(document: Document) -> dict[str, int]:
    """Style id → heading level, ``_TITLE`` for the title's own style."""
    levels: dict[str, int] = {}
    for style in document.styles.element.iter(W + "style"):
        name = (_value(style, "name") or "").strip()
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        match = _STYLE.match(name)
        if match:
            levels[style.get(W + "styleId")] = int(match[1])
        elif name.lower() == "title" or name == "标题":
            levels[style.get(W + "styleId")] = _TITLE
        elif outline is not None:
            levels[style.get(W + "styleId")] = _int(outline.get(W + "val"), 9) + 1
    return levels


def _with_title_levels(lines: list[Line]) -> list[Line]:
    """Where a line has the Title style, it is level 1 and headings come below it."""
    titled = any(line.level == _TITLE for line in lines)
    if not titled:
        return lines
    return [
        Line(text=line.text, level=_below_title(line.level), row=line.row, pages=line.pages)
        for line in lines
    ]


def _below_title(level: int) -> int:
    if level == _TITLE:
        return 1
    return min(6, level + 1) if level else 0


def _value(element: Any, *path: str) -> str | None:
    found = element.find("/".join(W + part for part in path))
    return None if found is None else found.get(W + "val")


def _int(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isdigit() else default
