"""Paragraphs from the lines of PDF pages, by position and punctuation."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.clean import tidy
from ingest.loaders import tables
from ingest.loaders.lines import Line, glue
from ingest.loaders.plain import opens_paragraph
from ingest.loaders.tables import Cell

_PAGE_NUMBER = re.compile(
    r"[-—–－·•]\s*\d{1,4}\s*[-—–－·•]|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+|[ivx]{1,6}"
)
_STOPS = tuple("。！？!?；;：:")
_DATE_LINE = re.compile(
    r"[\d〇零一二三四五六七八九十]{4}年\s*[\d一二三四五六七八九十]{1,3}月\s*[\d一二三四五六七八九十]{1,3}日$"
)
_EDGE = 2
_SHARE = 0.5
_SAME_PLACE = 4.0  # points


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One printed line, or one table row, with its place on the page in points."""

    text: str
    page: int
    left: float
    right: float
    top: float
    size: float
    row: bool = False
    cells: tuple[Cell, ...] = ()


def cut_running(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The pages without page numbers and without what repeats in one place at head or foot."""
    tops: defaultdict[str, list[float]] = defaultdict(list)
    for page in pages:
        for piece in {id(p): p for p in (*page[:_EDGE], *page[-_EDGE:])}.values():
            tops[_key(piece)].append(piece.top)
    least = max(2, int(_SHARE * len(pages)))
    return [
        [
            piece
            for index, piece in enumerate(page)
            if piece.row
            or _EDGE <= index < len(page) - _EDGE
            or not (_repeats(piece, tops, least) or _is_number(piece, index, page))
        ]
        for page in pages
    ]


def tables_as_rows(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The pages with each table as its rows; one that goes on over a page break is one table."""
    result: list[list[Piece]] = [[] for _ in pages]
    open_table: list[Piece] = []
    for page in pages:
        for index, piece in enumerate(page):
            goes_on = index == 0 and piece.cells and open_table
            if not (goes_on and _columns(open_table[-1]) == _columns(piece)):
                _show(open_table, result)
                open_table = []
            if piece.cells:
                open_table.append(piece)
            else:
                result[piece.page - 1].append(piece)
        if not page:
            _show(open_table, result)
            open_table = []
    _show(open_table, result)
    return result


def _show(parts: Sequence[Piece], result: Sequence[list[Piece]]) -> None:
    """Puts the rows of a table, in parts on consecutive pages, where each of them is printed."""
    if not parts:
        return
    cells: list[Cell] = list(parts[0].cells)
    begins = [(0, parts[0])]
    for part in parts[1:]:
        begins.append((max(cell.row + cell.rows for cell in cells), part))
        cells = tables.continued(cells, part.cells)
    for number, text in tables.numbered(cells):
        part = next(part for first, part in reversed(begins) if first <= number)
        result[part.page - 1].append(replace(part, text=tidy(text), row=True, cells=()))


def _columns(piece: Piece) -> int:
    return tables.columns(piece.cells)


def _repeats(piece: Piece, tops: Mapping[str, Sequence[float]], least: int) -> bool:
    return sum(abs(top - piece.top) < _SAME_PLACE for top in tops[_key(piece)]) >= least


def _is_number(piece: Piece, index: int, page: Sequence[Piece]) -> bool:
    """A page number; bare digits only where they are this page's, else they may be a figure."""
    if index not in {0, len(page) - 1}:
        return False
    return piece.text == str(piece.page) or _PAGE_NUMBER.fullmatch(piece.text) is not None


def _key(piece: Piece) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", piece.text))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Body:
    """The body's left and right edge, type size and distance between lines, in points."""

    left: float
    right: float
    size: float
    leading: float


def paragraphs(pages: Sequence[Sequence[Piece]]) -> Iterator[Line]:
    """One line a paragraph; where a page begins inside one, its offset is marked."""
    body = _measure(pages)
    text = ""
    row = False
    marks: list[tuple[int, int]] = []
    last: Piece | None = None
    for number, page in enumerate(pages, 1):
        if not page:
            marks.append((len(text), number))
        for index, piece in enumerate(page):
            if last is not None and not _continues(last, piece, body):
                yield Line(text=text, row=row, pages=tuple(marks))
                text, marks = "", []
            gap = glue(text, piece.text)
            if index == 0:
                marks.append((len(text) + len(gap) if text else 0, number))
            text, row, last = text + gap + piece.text, piece.row, piece
    if text or marks:
        yield Line(text=text, row=row, pages=tuple(marks))


def _continues(last: Piece, piece: Piece, body: _Body) -> bool:
    """Whether ``piece`` goes on with the paragraph that ``last`` is the end of, so far."""
    if last.row or piece.row:
        return False
    if _is_centred(last, body) and _is_centred(piece, body):
        return _one_title(last, piece, body.size)
    if _DATE_LINE.search(last.text) and len(last.text) < 40 and last.left > body.left + body.size:
        return False
    full = last.right >= body.right - 1.6 * max(last.size, body.size)
    if not full or abs(last.size - piece.size) > 0.15 * body.size:
        return False
    apart = last.page == piece.page and piece.top - last.top > 1.4 * body.leading
    indented = piece.left > body.left + 1.2 * piece.size
    return not (apart or indented or (last.text.endswith(_STOPS) and opens_paragraph(piece.text)))


def _one_title(last: Piece, piece: Piece, size: float) -> bool:
    same = abs(last.size - piece.size) < 0.5
    near = 0 < piece.top - last.top < 2.6 * last.size
    return same and near and last.size > 1.15 * size and last.page == piece.page


def _is_centred(piece: Piece, body: _Body) -> bool:
    before, after = piece.left - body.left, body.right - piece.right
    inside = before > 1.2 * body.size and after > 1.2 * body.size
    return inside and abs(before - after) < 2 * piece.size


def _measure(pages: Sequence[Sequence[Piece]]) -> _Body:
    """What most of the document's characters have."""
    prose = [piece for page in pages for piece in page if not piece.row]
    if not prose:
        return _Body(left=0.0, right=0.0, size=1.0, leading=1.0)
    sizes = Counter[float]()
    for piece in prose:
        sizes[round(piece.size * 2) / 2] += len(piece.text)
    size = sizes.most_common(1)[0][0] or 1.0
    body = [piece for piece in prose if abs(piece.size - size) < 1] or prose
    rights = sorted(piece.right for piece in body)
    lefts = Counter(round(piece.left) for piece in body)
    common = [x for x, count in lefts.items() if count >= 0.15 * len(body)]
    steps = sorted(
        below.top - above.top
        for above, below in pairwise(body)
        if above.page == below.page and below.top - above.top > 0.5 * size
    )
    return _Body(
        left=float(min(common or lefts)),
        right=rights[int(0.9 * (len(rights) - 1))],
        size=size,
        leading=steps[len(steps) // 2] if steps else 2 * size,
    )
