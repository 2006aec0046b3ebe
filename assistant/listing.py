"""Lists out of a report's build: its problems, its plans, its measures, point by point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import yaml

from assistant.domain import Document, Passage
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.quotes import Ledger
from assistant.sentences import Quoted, joined, numbered, points
from assistant.text import sentence_spans

_MOST = 12


@cache
def _topics() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Pairs of what a question says and what the heading of that part says."""
    file = resources.files("assistant").joinpath("data/outline_topics.yaml")
    raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        (re.compile(topic["asked"], re.IGNORECASE), re.compile(topic["heading"]))
        for topic in raw["topics"]
    ]


def part_of(read: Interpretation, passages: Sequence[Passage]) -> tuple[list[Passage], int]:
    """Passages under the heading that a question about a part means, and that heading's depth.

    Empty where the question means no part, or the report has none of that heading.
    """
    asked = f"{read.question} {read.body}"
    for said, heading in _topics():
        if not said.search(asked):
            continue
        for depth in (0, 1, 2):
            under = [p for p in passages if len(p.path) > depth and heading.search(p.path[depth])]
            if under:
                return under, depth
    return [], 0


def is_whole(read: Interpretation) -> bool:
    """Whether the part as a whole is asked for, and nothing within it."""
    rest = [t for t in read.terms if t.weight >= 0.5 and not any(map(_is_cue, t.words))]
    return read.outline and not rest


def _is_cue(word: str) -> bool:
    return any(said.search(word) for said, _ in _topics()) or word in (
        "工作",
        "方面",
        "存在",
        "主要",
    )


def list_of(
    under: Sequence[Passage],
    depth: int,
    document: Document,
    library: Library,
    ledger: Ledger,
) -> list[Quoted]:
    """One quote a point: of each sub-heading, or of each 一是…, the first sentence."""
    text = library.version(document.id).text
    spans: list[tuple[tuple[int, int], Passage, str]] = []
    seen: set[str] = set()
    for passage in under:
        child = passage.path[depth + 1] if len(passage.path) > depth + 1 else ""
        if child and child in seen:
            continue
        seen.add(child)
        starts = [] if child else points(text, passage) or numbered(text, passage)
        bounds = [*starts, passage.end] if starts else [passage.start, passage.end]
        for left, right in zip(bounds, bounds[1:], strict=False):
            first = next(joined(sentence_spans(text, left, right)), None)
            if first:
                spans.append((first, passage, child))
    quoted = []
    for span, passage, child in spans[:_MOST]:
        n = ledger.cite(document, library.version(document.id), span, passage.path)
        words = ledger.citations[n - 1].quote
        quoted.append(Quoted(words=words, n=n, title=document.title, heading=child))
    return quoted
