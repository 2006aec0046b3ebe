"""Where a report's figures stand in its canonical text, which ingest made of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.indicators import squeezed
from eval.synthetic.truth import Piece, Stated

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A figure with its place in the canonical text; ``None`` if ingest lost its words."""

    piece: int
    index: int
    figure: Stated
    span: Span | None


def placed(pieces: Sequence[Piece], text: str) -> list[Placed]:
    """The figures of ``pieces``, each piece looked for wherever its words stand."""
    plain, offsets = squeezed(text)
    return [one for k, piece in enumerate(pieces) for one in _of_piece(k, piece, plain, offsets)]


def _of_piece(k: int, piece: Piece, plain: str, offsets: Sequence[int]) -> Iterator[Placed]:
    spans = _rows(piece, plain) if piece.is_table else _sentence(piece, plain)
    for index, (figure, span) in enumerate(zip(piece.figures, spans, strict=True)):
        at = None if span is None else (offsets[span[0]], offsets[span[1] - 1] + 1)
        yield Placed(piece=k, index=index, figure=figure, span=at)


def _sentence(piece: Piece, plain: str) -> list[Span | None]:
    whole = squeezed(piece.text)[0]
    at = plain.find(whole)
    spans: list[Span | None] = []
    for figure in piece.figures:
        start = at + len(squeezed(piece.text[: figure.start])[0])
        length = len(squeezed(figure.words)[0])
        spans.append((start, start + length) if at >= 0 else None)
    return spans


def _rows(piece: Piece, plain: str) -> list[Span | None]:
    """Each figure after the words of its row, which canonical text keeps in order."""
    spans: list[Span | None] = []
    rows = list(re.finditer(r"[^\n]+", piece.text))
    told: tuple[int, int] | None = None  # the row of the figure before, and where it ends
    for figure in piece.figures:
        row = next(r for r in rows if r.start() <= figure.start < r.end())
        before = piece.text[row.start() : figure.start]
        label = max((c.strip() for c in before.split("|")), key=len)
        value = rf"(?<![\d,.])({re.escape(squeezed(figure.words)[0])})(?![\d,.])"
        if told and told[0] == row.start():  # the same value may stand twice in a row
            match = re.compile(rf"[^\n]*?{value}").match(plain, told[1])
        else:
            match = re.search(rf"{re.escape(squeezed(label)[0])}\|[^\n]*?{value}", plain)
        spans.append(match.span(1) if match else None)
        told = (row.start(), match.end(1)) if match else None
    return spans
