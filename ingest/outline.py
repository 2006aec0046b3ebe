"""The outline of a text: its headed parts, nested, with the path of headings to each.

Marks in the text (一、 / （一） / 1. / （1） / 第X章 / 第X条 / 一是) and headings that a format
knows (HTML, DOCX, Markdown) make one tree. A heading may stand on its own line or run into its
paragraph; see ``Section.body``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import Protocol

from assistant.domain import Kind, Section
from assistant.text import trim
from ingest.marks import (
    ARTICLE,
    PLAIN,
    STATUTORY,
    Mark,
    line_marks,
    mark_at,
    ordinal_marks,
)

LONGEST_HEADING = 80  # characters; a longer line is a paragraph that happens to be numbered
_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
_POINT_END = re.compile(r"[。；;！？!?\n]")
_CLAUSE_END = re.compile(r"[：:；;，,]")
_ITEM_ENDS = "；;，,、：:"  # a line that ends so belongs to what follows
_ORDINAL_LABEL = re.compile(r"[一二三四五六七八九十]+[是要]$|第[一二三四五六七八九十]+[，,、]$")


class HeadingLike(Protocol):
    """A heading that the source's format marks: its span in the text and its level (1 = widest)."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def level(self) -> int: ...  # noqa: D102


@dataclass(kw_only=True, slots=True)
class _Node:
    mark: Mark
    path: tuple[str, ...]
    body: int
    end: int = 0
    children: int = 0
    points: list[Mark] = field(default_factory=list)


def outline(text: str, kind: Kind, headings: Sequence[HeadingLike] = ()) -> list[Section]:
    """The sections of ``text`` in reading order, each before those inside it.

    ``level`` is the depth in this tree (1 = top) and equals ``len(path)``. ``body`` lies beyond a
    line break where the heading has a line of its own; where the heading runs into its paragraph,
    or the line is a list's item rather than a heading, there is no line break before ``body``.
    Numbered items of an article belong to it and are no sections.
    """
    nodes = _nest(text, _accepted(text, kind, _candidates(text, headings)))
    _close(text, nodes)
    intro = ordinal_marks(text, 0, nodes[0].mark.start if nodes else len(text))
    return [*_points(text, intro, ()), *(s for node in nodes for s in _sections(text, node))]


def is_point(section: Section) -> bool:
    """Whether it is a 一是…二是… point: a part of a paragraph rather than a headed section."""
    return _ORDINAL_LABEL.match(section.label) is not None


def _candidates(text: str, headings: Sequence[HeadingLike]) -> list[Mark]:
    structural = _structural(text, headings)
    starts = [mark.start for mark in structural]
    ends = [mark.line_end for mark in structural]
    plain = [mark for mark in line_marks(text) if not _covered(mark.start, starts, ends)]
    marks = structural[_title_count(text, structural) :] + plain
    return _without_contents(text, sorted(marks, key=lambda m: m.start))


def _without_contents(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Drops a table of contents: headings with nothing below them that come again later."""
    wide = [mark for mark in marks if mark.style in STATUTORY and mark.style != ARTICLE]
    last = {_words(text, mark.start, mark.line_end): mark.start for mark in wide}
    listed = {
        mark.start
        for mark, following in pairwise(wide)
        if last[_words(text, mark.start, mark.line_end)] > mark.start
        and not text[mark.line_end : following.start].strip()
    }
    return [mark for mark in marks if mark.start not in listed]


def _structural(text: str, headings: Iterable[HeadingLike]) -> list[Mark]:
    marks: list[Mark] = []
    for heading in sorted(headings, key=lambda h: h.start):
        start, end = trim(text, max(heading.start, 0), min(heading.end, len(text)))
        if not 0 < end - start <= LONGEST_HEADING or not _begins_line(text, start):
            continue
        if marks and start < marks[-1].line_end:
            continue
        mark = mark_at(text, start, end, heading.level)
        marks.append(
            mark
            or Mark(
                style=PLAIN,
                number=0,
                start=start,
                label_end=start,
                line_end=end,
                depth=heading.level,
            )
        )
    return marks


def _begins_line(text: str, position: int) -> bool:
    while position and text[position - 1] != "\n":
        position -= 1
        if not text[position].isspace():
            return False
    return True


def _covered(position: int, starts: list[int], ends: list[int]) -> bool:
    """Whether ``position`` lies in one of the spans, which are sorted and apart."""
    index = bisect_left(starts, position + 1) - 1
    return index >= 0 and position < ends[index]


def _title_count(text: str, marks: Sequence[Mark]) -> int:
    """How many of the leading headings are the document's title, which is no section."""
    if not marks or marks[0].style != PLAIN:
        return 0
    count = 1
    while (
        count < len(marks)
        and marks[count].style == PLAIN
        and marks[count].depth == marks[0].depth
        and not text[marks[count - 1].line_end : marks[count].start].strip()
    ):
        count += 1
    rest = marks[count:]
    peers = [m for m in rest if m.style == PLAIN and (m.depth or 0) <= (marks[0].depth or 0)]
    return 0 if peers else count


def _accepted(text: str, kind: Kind, candidates: Sequence[Mark]) -> list[Mark]:
    """Candidates that are headings indeed, judged by their line and their neighbours."""
    articles = sum(mark.style == ARTICLE for mark in candidates)
    with_articles = articles > 0 if kind == "statute" else articles > 2
    kept: list[Mark] = []
    in_article = False
    last_article = 0
    digits: set[int] = set()
    for mark in candidates:
        if mark.style == ARTICLE:
            spaced = text[mark.label_end : mark.label_end + 1].isspace()
            bare = mark.label_end == mark.line_end
            follows = mark.number in {1, last_article, last_article + 1}
            if not with_articles or not (spaced or bare or follows):
                continue
            in_article, last_article = True, mark.number
        elif mark.style in STATUTORY or mark.depth is not None:
            if mark.depth is None and not _stands_alone(text, mark):
                continue
            in_article = False
        elif in_article or (mark.style == "digit" and not _in_sequence(mark, digits)):
            continue
        kept.append(mark)
        if mark.style == "digit":
            digits.add(mark.number)
    return kept


def _stands_alone(text: str, mark: Mark) -> bool:
    """A chapter or annex has a short line to itself that ends without a stop."""
    start, end = trim(text, mark.start, mark.line_end)
    return end - start <= LONGEST_HEADING and text[end - 1] not in "。；;，,"


def _in_sequence(mark: Mark, seen: set[int]) -> bool:
    """Figures begin lines for many reasons: ``7.`` is a heading only after a 5., 6. or 7."""
    number = mark.number
    return number == 1 or not seen.isdisjoint((number, number - 1, number - 2))


def _nest(text: str, marks: Sequence[Mark]) -> list[_Node]:
    nodes: list[_Node] = []
    stack: list[_Node] = []
    for mark in marks:
        for node in stack[(keep := _parents(stack, mark)) :]:
            node.end = mark.start
        del stack[keep:]
        heading, body = _heading(text, mark)
        above = stack[-1].path if stack else ()
        node = _Node(mark=mark, path=(*above, heading), body=body, end=len(text))
        if stack:
            stack[-1].children += 1
        nodes.append(node)
        stack.append(node)
    return nodes


def _parents(stack: Sequence[_Node], mark: Mark) -> int:
    """How many of the open sections stay open around a new one."""
    if mark.depth is not None:
        return next((i for i, n in enumerate(stack) if _closed_by(n.mark, mark)), len(stack))
    for index, node in enumerate(stack):
        if node.mark.style == mark.style and node.mark.number == mark.number - 1:
            return index
    keep = len(stack)
    while keep and stack[keep - 1].mark.style != PLAIN and stack[keep - 1].mark.rank >= mark.rank:
        keep -= 1
    return keep


def _closed_by(old: Mark, new: Mark) -> bool:
    """Whether a heading of the source's format ends an open section."""
    if new.style != PLAIN and old.style != PLAIN:
        return old.rank >= new.rank
    return old.depth is None or old.depth >= (new.depth or 0)


def _heading(text: str, mark: Mark) -> tuple[str, int]:
    """The words that stand for a section in a path, and where its text begins."""
    start, end = trim(text, mark.start, mark.line_end)
    if mark.style == ARTICLE:
        return _words(text, start, mark.label_end), _skip_blanks(text, mark.label_end, end)
    stop = _SENTENCE_END.search(text, mark.label_end, end)
    if stop and stop.start() - start <= LONGEST_HEADING:
        return _words(text, start, stop.start()), stop.end()
    if stop or end - start > LONGEST_HEADING or text[end - 1] in _ITEM_ENDS:
        return _shortened(text, mark, end), mark.label_end
    return _words(text, start, end), min(mark.line_end + 1, len(text))


def _shortened(text: str, mark: Mark, end: int) -> str:
    """The first clause of a paragraph that has a number but no heading."""
    limit = min(end, mark.start + LONGEST_HEADING)
    stop = _CLAUSE_END.search(text, mark.label_end, limit)
    return _words(text, mark.start, stop.start() if stop else limit).rstrip("：:")


def _close(text: str, nodes: Sequence[_Node]) -> None:
    """Finds points, and takes headings with nothing under them for the items they are."""
    for index, node in enumerate(nodes):
        own_end = nodes[index + 1].mark.start if node.children else node.end
        if node.mark.style != ARTICLE:
            node.points = ordinal_marks(text, node.mark.label_end, own_end)
        if not node.children and not text[node.body : node.end].strip():
            node.body = node.mark.label_end


def _sections(text: str, node: _Node) -> list[Section]:
    label = _words(text, node.mark.start, node.mark.label_end)
    own = Section(
        path=node.path,
        label=label,
        level=len(node.path),
        start=node.mark.start,
        body=node.body,
        end=node.end,
    )
    return [own, *_points(text, node.points, node.path)]


def _points(text: str, marks: Sequence[Mark], path: tuple[str, ...]) -> list[Section]:
    sections: list[Section] = []
    for mark, following in zip_longest(marks, marks[1:]):
        more = following is not None and following.number != 1
        end = following.start if more else mark.line_end
        limit = min(end, mark.start + LONGEST_HEADING)
        stop = _POINT_END.search(text, mark.label_end, limit)
        heading = _words(text, mark.start, stop.start() if stop else limit)
        sections.append(
            Section(
                path=(*path, heading),
                label=_words(text, mark.start, mark.label_end),
                level=len(path) + 1,
                start=mark.start,
                body=mark.label_end,
                end=end,
            )
        )
    return sections


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
