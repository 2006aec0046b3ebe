"""Passages: the spans of a text that are retrieved, each within one section.

Every character outside headings that isn't blank lies in exactly one span. A heading that runs
into its paragraph belongs to that paragraph's span; one that has its own line belongs to none.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain import Kind, Section
from assistant.text import sentence_spans, trim
from ingest.outline import is_point

SHORTEST = 200
LONGEST = 450
LONGEST_ARTICLE = 900
ARTICLE_PIECE = 600
LONGEST_SENTENCE = 900
TINY = 100  # sections shorter than this go together with their neighbours
LEAD = 150  # and so does a text this short that leads to them
_ARTICLE = re.compile(r"第[^条]{1,8}条.{0,4}")
_NEWLINES = re.compile(r"\n+")
_CLAUSE = re.compile(r"[^；;，,、]*[；;，,、]?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A passage's place in the text and the headings above it."""

    start: int
    end: int
    path: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """Text of one section outside its sub-sections. ``item``: it begins with its own heading."""

    start: int
    end: int
    path: tuple[str, ...]
    article: bool = False
    item: bool = False

    @property
    def tiny(self) -> bool:
        return self.item and not self.article and self.end - self.start < TINY


def split(text: str, sections: Sequence[Section], kind: Kind) -> list[Span]:
    """Passages of ``text`` in order, cut where sections, then paragraphs and sentences end.

    About 200–450 characters each. An article (of whatever ``kind`` of document) is kept whole up
    to 900; a row of a table is never cut. Tiny neighbours under one parent go together and carry
    the parent's path.
    """
    headed = [section for section in sections if not is_point(section)]
    points = [section.start for section in sections if is_point(section)]
    spans: list[Span] = []
    for path, group in _groups(text, _parts(text, headed)):
        start, end = group[0].start, group[-1].end
        whole, piece = (LONGEST_ARTICLE, ARTICLE_PIECE) if group[0].article else (LONGEST, LONGEST)
        cuts = [(start, end)]
        if end - start > whole:
            cuts = _without_tail(list(_cut(text, start, end, points, piece)), piece)
        spans += [Span(start=a, end=b, path=path) for a, b in cuts]
    return spans


def _parts(text: str, sections: Sequence[Section]) -> Iterator[_Part]:
    """The text before all sections, then each section's own, where there is any."""
    start, end = trim(text, 0, sections[0].start if sections else len(text))
    if start < end:
        yield _Part(start=start, end=end, path=())
    for index, section in enumerate(sections):
        following = sections[index + 1].start if index + 1 < len(sections) else len(text)
        item = "\n" not in text[section.start : section.body]
        start, end = trim(text, section.start if item else section.body, following)
        if start < end:
            article = _ARTICLE.fullmatch(section.label) is not None
            yield _Part(start=start, end=end, path=section.path, article=article, item=item)


def _groups(text: str, parts: Iterable[_Part]) -> Iterator[tuple[tuple[str, ...], list[_Part]]]:
    """Parts that make one passage (or several, if long), with the path that fits them all."""
    group: list[_Part] = []
    path: tuple[str, ...] = ()
    for part in parts:
        joined = _joined_path(text, group, path, part) if group else None
        if joined is not None:
            path = joined
            group.append(part)
            continue
        if group:
            yield path, group
        group, path = [part], part.path
    if group:
        yield path, group


def _joined_path(
    text: str, group: Sequence[_Part], path: tuple[str, ...], part: _Part
) -> tuple[str, ...] | None:
    """The path of ``group`` with ``part`` added, or None where they don't go together."""
    last, parent = group[-1], part.path[:-1]
    if not part.tiny or part.end - group[0].start > LONGEST:
        return None
    if text[last.end : part.start].strip():
        return None
    if len(group) > 1:
        return path if path == parent else None
    leads = path == parent and not last.article and bool(path) and last.end - last.start < LEAD
    return parent if leads or (last.tiny and last.path[:-1] == parent) else None


def _cut(
    text: str, start: int, end: int, points: Sequence[int], longest: int
) -> Iterator[tuple[int, int]]:
    """Pieces of at most ``longest`` characters where sentences allow, whole blocks if possible."""
    held: tuple[int, int] | None = None
    for left, right in _blocks(text, start, end, points):
        if held and right - held[0] <= longest:
            held = (held[0], right)
            continue
        if held and held[1] - held[0] < TINY and right - left > longest:
            left, held = held[0], None
        if held:
            yield held
        *full, held = _pieces(text, left, right, longest)
        yield from full
    if held:
        yield held


def _without_tail(pieces: list[tuple[int, int]], longest: int) -> list[tuple[int, int]]:
    """A last piece of a few words goes with the one before, a little over the limit."""
    if len(pieces) > 1:
        (start, _), (last, end) = pieces[-2:]
        if end - last < TINY and end - start <= longest * 1.2:
            return [*pieces[:-2], (start, end)]
    return pieces


def _blocks(text: str, start: int, end: int, points: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Paragraphs, and the points (一是…) within them."""
    inside = points[bisect_right(points, start) : bisect_left(points, end)]
    breaks = {start, end, *inside, *(m.end() for m in _NEWLINES.finditer(text, start, end))}
    for left, right in pairwise(sorted(breaks)):
        trimmed = trim(text, left, right)
        if trimmed[0] < trimmed[1]:
            yield trimmed


def _pieces(text: str, start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """One block in pieces of like size, cut at sentence ends; a table's row stays whole."""
    if end - start <= longest or is_row(text[start:end]):
        return [(start, end)]
    share = (end - start) / math.ceil((end - start) / longest)
    pieces: list[tuple[int, int]] = []
    for left, right in _sentences(text, start, end):
        if pieces and _fits(pieces[-1], right, share, longest):
            pieces[-1] = (pieces[-1][0], right)
        else:
            pieces.append((left, right))
    return pieces


def _fits(piece: tuple[int, int], end: int, share: float, longest: int) -> bool:
    size = piece[1] - piece[0]
    return end - piece[0] <= longest and size < max(share, SHORTEST)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences; one that no model could take in whole comes in clauses, or in slices at worst."""
    for left, right in sentence_spans(text, start, end):
        if right - left <= LONGEST_SENTENCE:
            yield left, right
            continue
        for clause in _CLAUSE.finditer(text, left, right):
            for cut in range(clause.start(), clause.end(), LONGEST):
                piece = trim(text, cut, min(cut + LONGEST, clause.end()))
                if piece[0] < piece[1]:
                    yield piece


def is_row(line: str) -> bool:
    """Whether a line is a row of a table as the loader writes them."""
    return line.startswith("| ") and line.endswith(" |")
