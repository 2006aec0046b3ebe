"""PDF to lines: wrapped lines joined, running heads and page numbers cut, tables as rows."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import UnreadableFile
from ingest.clean import tidy
from ingest.loaders import tables
from ingest.loaders.lines import Draft
from ingest.loaders.pdf_layout import Piece, cut_running, paragraphs, tables_as_rows

if TYPE_CHECKING:
    from pdfplumber.page import Page

_CID = re.compile(r"\(cid:\d+\)")
_LEAST_A_PAGE = 15
_TOLERANCE = 2.5


def read_pdf(data: bytes, name: str) -> Draft:
    """Lines with page marks. Raises ``UnreadableFile``.

    Codes: encrypted_pdf, broken_pdf, no_text_layer, unmapped_fonts.
    """
    for library in ("pypdf", "pdfminer"):  # their warnings on odd files help nobody here
        logging.getLogger(library).setLevel(logging.ERROR)
    hints = _open_check(data, name)
    pages = _pages(data, name)
    _check_text(pages, name)
    pieces = tables_as_rows(cut_running([page.pieces for page in pages]))
    lines = list(paragraphs(pieces))
    bare = [str(n) for n, page in enumerate(pages, 1) if page.images and not page.words]
    if bare:
        hints["pages_without_text"] = ", ".join(bare)
    return Draft(lines=lines, hints=hints, page_count=len(pages))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    pieces: list[Piece]
    words: int
    images: int
    unmapped: int


def _open_check(data: bytes, name: str) -> dict[str, str]:
    """pypdf tells a locked file from a broken one; the document's own title is a weak hint."""
    from pypdf import PasswordType, PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
        title = None if locked or not reader.metadata else reader.metadata.title
    except Exception as error:  # a damaged file makes pypdf raise almost anything
        raise _broken(name, error) from error
    if locked:
        raise UnreadableFile(
            f"{name!r} is protected by a password.",
            code="encrypted_pdf",
            hint="Save it without one.",
        )
    return {"document_title": tidy(title)} if isinstance(title, str) and title.strip() else {}


def _pages(data: bytes, name: str) -> list[_Read]:
    import pdfplumber

    read = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                read.append(_page(page, number))
                page.close()
    except Exception as error:  # and so it is with pdfminer and pdfplumber
        raise _broken(name, error) from error
    if not read:
        raise _broken(name, ValueError("it has no pages"))
    return read


def _page(page: Page, number: int) -> _Read:
    found = [t for t in page.find_tables() if _is_table(t)]
    boxes = [table.bbox for table in found]
    prose = page.filter(lambda item: not _inside(item, boxes)) if boxes else page
    pieces = [_piece(line, number) for line in prose.extract_text_lines(return_chars=True)]
    pieces += [_table_piece(_cells(page, table), table.bbox, number) for table in found]
    pieces.sort(key=lambda piece: piece.top)
    text = "".join(piece.text for piece in pieces)
    return _Read(
        pieces=[piece for piece in pieces if piece.text],
        words=len(re.sub(r"\s", "", text)),
        images=len(page.images),
        unmapped=sum(len(m) for m in _CID.findall(text)),
    )


def _piece(line: dict[str, Any], number: int) -> Piece:
    chars = line["chars"]
    sizes = sorted(float(char["size"]) for char in chars)
    return Piece(
        text=tidy(_spell(chars)),
        page=number,
        left=float(line["x0"]),
        right=float(line["x1"]),
        top=float(line["top"]),
        size=sizes[len(sizes) // 2],
    )


def _table_piece(cells: Sequence[tables.Cell], box: Sequence[float], number: int) -> Piece:
    return Piece(
        text="".join(cell.text for cell in cells),
        page=number,
        left=box[0],
        right=box[2],
        top=box[1],
        size=0.0,
        row=True,
        cells=tuple(cells),
    )


def _spell(chars: Sequence[dict[str, Any]]) -> str:
    """A line's characters with blanks only where they are in the file, or words lie far apart.

    Justified Chinese is set with small gaps, above all beside figures; they are no blanks.
    """
    text = ""
    end = 0.0
    for char in chars:
        glyph = str(char["text"])
        gap = float(char["x0"]) - end
        size = float(char["size"])
        latin = bool(text) and text[-1].isascii() and glyph.isascii()
        if text and gap > (0.25 if latin else 1.5) * size:
            text += " "
        text += glyph
        end = float(char["x1"])
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef\d])", "", text)


def _is_table(table: Any) -> bool:
    """Ruled with at least two rows and columns; frames and underlines are none."""
    edges_x = {round(cell[0]) for cell in table.cells}
    edges_y = {round(cell[1]) for cell in table.cells}
    return len(edges_x) >= 2 and len(edges_y) >= 2


def _cells(page: Page, table: Any) -> list[tables.Cell]:
    """Cells with their spans, told from the ruled lines that their boxes end at."""
    lefts = _edges(cell[0] for cell in table.cells)
    tops = _edges(cell[1] for cell in table.cells)
    cells = []
    for box in sorted(table.cells, key=lambda b: (b[1], b[0])):
        row, column = _at(tops, box[1]), _at(lefts, box[0])
        cells.append(
            tables.Cell(
                text=_cell_text(page, box),
                row=row,
                column=column,
                rows=max(1, _at(tops, box[3] - 2 * _TOLERANCE) - row + 1),
                columns=max(1, _at(lefts, box[2] - 2 * _TOLERANCE) - column + 1),
            )
        )
    return cells


def _cell_text(page: Page, box: Sequence[float]) -> str:
    lines = page.crop((box[0], box[1], box[2], box[3]), strict=False).extract_text_lines(
        return_chars=True
    )
    return "".join(tidy(_spell(line["chars"])) for line in lines)


def _edges(values: Iterator[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _TOLERANCE:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    """The index of the last edge at or before ``value``."""
    return max(0, sum(edge <= value + _TOLERANCE for edge in edges) - 1)


def _inside(item: dict[str, Any], boxes: Sequence[Sequence[float]]) -> bool:
    if item.get("object_type") != "char":
        return False
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes)


def _check_text(pages: Sequence[_Read], name: str) -> None:
    words = sum(page.words for page in pages)
    if words < _LEAST_A_PAGE * len(pages) and (words == 0 or any(p.images for p in pages)):
        raise UnreadableFile(
            f"{name!r} has no text layer: its {len(pages)} page(s) are images.",
            code="no_text_layer",
            hint="Run text recognition (OCR) on it first, or take the web page's text.",
        )
    if sum(page.unmapped for page in pages) * 4 > words:
        raise UnreadableFile(
            f"{name!r} has fonts that don't say which characters they show.",
            code="unmapped_fonts",
            hint="Run text recognition (OCR) on it, or take the web page's text.",
        )


def _broken(name: str, error: BaseException) -> UnreadableFile:
    return UnreadableFile(
        f"{name!r} is a broken PDF: {str(error) or type(error).__name__}.",
        code="broken_pdf",
        hint="Download it again.",
    )
