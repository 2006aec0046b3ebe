"""A figure with the words around it, and the sentence that it stands in, cut at its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Frame, Quantity
from assistant.segments import Segment, words
from assistant.text import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A figure with its frame and the segment it stands in (offsets into the text).

    ``base_year`` is set for a figure that another is compared with: ``2021``, ``上`` as written, or
    ``原`` where only what it was before is told. ``row`` is what labels the row of a table.
    ``lent``: its own phrase is the one of the figure before it (由40件增加到50件, 上年为40件).
    """

    quantity: Quantity
    frame: Frame
    segment: Segment
    leans: bool
    base_year: str | None = None
    row: str = ""
    lent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CutSentence:
    """A sentence with its figures ``found``, its segments, and each figure's segment and phrase.

    ``owner`` and ``phrases`` go by the figure; ``shared`` gives, for a later figure of
    A类、B类分别为x、y, the first; ``before`` and ``item`` are what stands before the sentence.
    """

    text: str
    span: tuple[int, int]
    found: Sequence[Quantity]
    segments: Sequence[Segment]
    owner: Sequence[int]
    phrases: Sequence[str]
    shared: Mapping[int, int]
    before: str
    item: str

    def opener(self, index: int) -> str:
        """The separator that a figure's segment opens with (folded; empty for the first)."""
        return self.segments[self.owner[index]].before

    def goes_on(self, index: int) -> bool:
        """Whether a figure stands in the segment of the one before it."""
        return index > 0 and self.owner[index] == self.owner[index - 1]

    def last_listed(self, index: int) -> int:
        """The last figure of the 、-list that a figure stands in."""
        last = index
        while last + 1 < len(self.found) and self.opener(last + 1) == "、":
            last += 1
        return last

    def depth(self, index: int) -> int:
        """How many parentheses are opened (or, below 0, closed) since the figure before."""
        left = self.found[index - 1].end if index else self.span[0]
        between = fold(self.text[left : self.found[index].start])
        return between.count("(") - between.count(")")

    def plain_before(self, index: int) -> str:
        """The segments without a figure between this figure's and the one before; none of what a
        semicolon has ended."""
        first, own = self.owner[index - 1] + 1 if index else 0, self.owner[index]
        ended = (k for k in range(own, first - 1, -1) if self.segments[k].before in (";", "；"))
        plain = self.segments[next(ended, first) : own]
        return " ".join(words(self.text, s.start, s.end) for s in plain)

    def tail(self, index: int) -> str:
        """The plain segments after a figure's own up to the next; after a 、-list for all of it."""
        last = self.last_listed(index)
        following = self.owner[last + 1] if last + 1 < len(self.owner) else None
        plain = self.segments[self.owner[last] + 1 : following]
        shared = [self.segments[self.owner[last]]] if last > index else []
        text = self.text
        rest = [words(text, self.found[last].end, s.end) for s in shared]
        return " ".join(filter(None, [*rest, *(words(text, s.start, s.end) for s in plain[:3])]))

    def lead(self, index: int) -> str:
        """What stands before the figure in its sentence, numbers left out, after the one before."""
        pieces = [self.before]
        left = self.span[0]
        for other in self.found[:index]:
            pieces.append(self.text[left : other.start])
            left = other.end
        pieces.append(self.text[left : self.found[index].start])
        return " ".join(p.strip() for p in pieces if p.strip())
