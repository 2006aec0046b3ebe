"""What every reader gives: lines in reading order, with what the file says about itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.text import is_han

_WIDE_PUNCTUATION = frozenset("，。；：、！？（）《》〈〉【】「」『』“”‘’—…·〔〕％")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One paragraph, heading or table row.

    ``level`` is 1–6 for a structural heading, else 0. ``pages`` holds, for each page that begins
    in this line, its number (from 1) and the offset in ``text`` where it begins.
    """

    text: str
    level: int = 0
    row: bool = False
    pages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a reader found, before cleaning. ``page_count`` is 0 where the format has no pages."""

    lines: Sequence[Line]
    hints: Mapping[str, str] = field(default_factory=dict)
    front: Mapping[str, Any] = field(default_factory=dict)
    page_count: int = 0


def is_wide(char: str) -> bool:
    """Whether ``char`` is written without blanks beside it: a Han character or its punctuation."""
    return is_han(char) or char in _WIDE_PUNCTUATION


def glue(left: str, right: str) -> str:
    """What belongs between two halves of a wrapped line: a blank only between Latin words."""
    if not left or not right or is_wide(left[-1]) or is_wide(right[0]):
        return ""
    return " " if left[-1].isalpha() and right[0].isalpha() and left[-1] != "-" else ""
