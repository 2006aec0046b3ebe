"""What a dialogue has come to: the last question as it stands alone, and what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.cues import pattern
from assistant.domain import Language, Question
from assistant.interpret import Interpretation
from assistant.matter import matter_of
from assistant.standalone import named_places

Kept = Literal["year", "place", "matter"]

_MOST_PLACES = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """What a dialogue has come to: the last question as it stands alone.

    ``topic`` is what a how-to question is about (申请法律援助), kept through questions on sides of
    it; ``places`` those spoken of, the latest last.
    """

    text: str
    language: Language
    topic: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Understanding:
    """A question as it stands alone, what it took over, and the thread for the next one."""

    question: Question
    thread: Thread | None
    kept: tuple[Kept, ...] = ()

    @property
    def followed(self) -> bool:
        """Whether anything was taken over from earlier turns."""
        return bool(self.kept)


def begun(question: Question, read: Interpretation, before: Thread | None) -> Thread:
    """The thread that a question which stands alone begins."""
    return Thread(
        text=question.text,
        language=read.language,
        topic=topic_of(read),
        places=places_so_far(before, named_places(read)),
    )


def places_so_far(before: Thread | None, named: Sequence[str]) -> tuple[str, ...]:
    """The places of the thread with those named now at the end, the latest few."""
    earlier = [p for p in (before.places if before else ()) if p not in named]
    return tuple([*earlier, *named][-_MOST_PLACES:])


def topic_of(read: Interpretation) -> str:
    """What a question that asks for no figure is about, without its words of asking."""
    if read.targets and not timed(read):
        return ""
    matter = matter_of(read).without({"hole"})
    words = pattern("lead").sub("", matter.words())
    return words if matter.spaced else pattern("how_to_words").sub("", words)


def timed(read: Interpretation) -> bool:
    """Whether it is asked how long something takes: that is for rules to say."""
    return bool(read.targets) and all(t.dimension == "time" for t in read.targets)
