"""A report as lines: its sentences, each with its part, its topics and how telling it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.catalogue import Catalogue
from assistant.domain import Document, Passage
from assistant.library import Library
from assistant.quantity import quantities
from assistant.quotes import Ledger
from assistant.report_topics import (
    PartName,
    Topic,
    leaning,
    part_of_path,
    telling,
    topics_in,
)
from assistant.sentences import item_spans
from assistant.text import sentence_spans

Span = tuple[int, int]

_UNNUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、]|[一二三四五六七八九十]是|#+)"
)
LONGEST = 200  # characters of a line; a longer sentence is not quoted in an overview
_SHORTEST = 8
_FIGURE = 1.0
_CUE = 0.8
_LEANING = 1.0
_MOST_FIGURES = 4  # figures of one line that count


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A sentence at ``span``; ``worth`` tells how telling it is, ``figures`` how many it states."""

    span: Span
    text: str
    path: tuple[str, ...]
    part: PartName
    topics: tuple[Topic, ...]
    figures: int
    worth: float


def lines_of(document: Document, library: Library, catalogue: Catalogue) -> list[Line]:
    """The lines of a report in reading order."""
    version = library.version(document.id)
    stated = [i.quantity.start for i in library.indicators([document])]
    return [
        _line(version.text, span, passage, stated)
        for passage in catalogue.passages(version.id)
        for span in _spans(version.text, passage)
    ]


def _spans(text: str, passage: Passage) -> Iterable[Span]:
    for start, end in item_spans(text, passage):
        if end - start <= LONGEST:
            yield start, end
        else:
            yield from sentence_spans(text, start, end)


def _line(text: str, span: Span, passage: Passage, stated: Sequence[int]) -> Line:
    words = text[slice(*span)]
    figures = sum(span[0] <= at < span[1] for at in stated)
    worth = _FIGURE * min(figures, _MOST_FIGURES) + _CUE * bool(telling().search(words))
    worth -= _LEANING * bool(leaning().search(words))
    own = topics_in(words)
    above = next((t for h in reversed(passage.path) if (t := topics_in(h))), ())
    return Line(
        span=span,
        text=words,
        path=passage.path,
        part=part_of_path(passage.path),
        topics=own or above,
        figures=figures,
        worth=worth,
    )


def quotable(line: Line) -> bool:
    """Whether a line is of a length to be quoted in an overview."""
    return _SHORTEST <= line.span[1] - line.span[0] <= LONGEST


def most_telling(lines: Sequence[Line], most: int, longest: int) -> list[Line]:
    """The most telling lines, at most ``most`` of ``longest`` characters in all, as they stand."""
    chosen: list[Line] = []
    room = longest
    for line in sorted(filter(quotable, lines), key=lambda x: (-x.worth, x.span)):
        size = line.span[1] - line.span[0]
        if len(chosen) < most and size <= room and not _said(line, chosen):
            chosen.append(line)
            room -= size
    return sorted(chosen, key=lambda x: x.span)


def _said(line: Line, chosen: Sequence[Line]) -> bool:
    return any(line.text in other.text or other.text in line.text for other in chosen)


def cite_line(line: Line, document: Document, library: Library, ledger: Ledger) -> int:
    """The number of the line's citation."""
    return ledger.cite(document, library.version(document.id), line.span, line.path)


def heading_words(heading: str, longest: int = 30) -> str:
    """A heading without its number; ``""`` where it is too long or states a figure."""
    bare = heading.strip()
    for _ in range(2):
        bare = _UNNUMBERED.sub("", bare).strip()
    bare = bare.rstrip("。：:；;")
    return "" if len(bare) > longest or quantities(bare) else bare
