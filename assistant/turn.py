"""A follow-up being completed: what it takes over of the turn before, and what it doesn't."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.cues import Cues, pattern
from assistant.domain import Language, Question
from assistant.interpret import Interpretation
from assistant.language import detect
from assistant.matter import Matter, Part, PartKind, matter_of, named_thing, strange_rate, subject
from assistant.standalone import Slots, completed, named_places
from assistant.text import is_han
from assistant.thread import Kept, Thread, Understanding, begun, places_so_far, timed, topic_of

Read = Callable[[Question], Interpretation]

_ASKING: frozenset[PartKind] = frozenset(
    {"hole", "stage", "action", "rate", "share", "change", "limit", "level"}
)
_ASKED: frozenset[PartKind] = frozenset({"hole", "change", "share"})


class FollowUp:
    """One follow-up being completed."""

    def __init__(
        self,
        question: Question,
        whole: Interpretation,
        cues: Cues,
        thread: Thread,
        read: Read,
    ) -> None:
        self.question = question
        self.whole = whole
        self.every_year = pattern("every_year").search(cues.text) is not None
        self.cues = _of_every_year(cues) if self.every_year else cues
        self.thread = thread
        self._read = read
        self.language = self._language()
        self.past = self._reading(thread.text, thread.language)
        self.own = self._own()
        self.matter = _spoken(self.own, self.language)
        self.before = _spoken(self.past, self.language)

    def understood(self) -> Understanding:
        """The question completed, or as it is where it stands alone."""
        if self.cues.ask in ("again", "more"):
            return self._as(self.thread.text, ("year", "place", "matter"))
        carried, own = self._matters()
        slots, kept = self._slots(carried is not None)
        if not kept and carried is None:
            return self._alone()
        text = completed(carried, own, slots, self.cues, self.language, self._fits)
        if text is None:
            return self._alone()
        return self._as(text, (*kept, *(("matter",) if carried is not None else ())))

    def _language(self) -> Language:
        text = self.whole.question
        letters = any(c.isalpha() and not is_han(c) for c in text)
        if not any(map(is_han, text)) and (self.thread.language == "en" or letters):
            return "en"
        return detect(text)

    def _reading(self, text: str, language: Language | None) -> Interpretation:
        return self._read(replace(self.question, text=text, language=language))

    def _own(self) -> Interpretation | None:
        """What the follow-up itself says, its cues off; ``None`` for nothing."""
        said = self.cues.against or self.cues.text
        return self._reading(said, self.language) if any(map(str.isalnum, said)) else None

    def _alone(self) -> Understanding:
        return Understanding(
            question=self.question, thread=begun(self.question, self.whole, self.thread)
        )

    def _as(self, text: str, kept: tuple[Kept, ...]) -> Understanding:
        question = replace(self.question, text=text, language=self.language)
        read = self._read(question)
        topic = self.thread.topic if "matter" in kept and self.thread.topic else topic_of(read)
        thread = Thread(
            text=text,
            language=self.language,
            topic=topic,
            places=places_so_far(self.thread, named_places(read)),
        )
        return Understanding(question=question, thread=thread, kept=kept)

    def _fits(self, text: str, slots: Slots) -> bool:
        """Whether a completed question is read with the slots that it was given."""
        read = self._reading(text, self.language)
        return set(read.years) == set(slots.years) and set(named_places(read)) == set(slots.places)

    # What is asked about

    def _matters(self) -> tuple[Matter | None, Matter]:
        """What is taken over of the matter before (``None``: nothing), and the follow-up's own."""
        own, before, ask = self.matter, self.before, self.cues.ask
        if self.cues.against:
            return before.without({"hole"} if self.cues.by else ()), Matter(parts=())
        if ask in ("why", "percent", "change", "total", "which"):
            return before.without(_DROPPED[ask]), Matter(parts=())
        if self.cues.text.startswith("占") and own.words() and before.words():
            return before.without({"hole", "share"}), own  # 占全部办件的百分之几: what does?
        if self._of_report():
            self.cues = replace(self.cues, marked=False)
            return None, own
        if self._says_nothing(own):
            leans = self.cues.marked or bool(self.own and (self.own.years or _named(self.own)))
            return (before if leans else None), Matter(parts=())
        kinds = own.kinds() - {"rest", "light"}
        if kinds <= {"hole", "change", "share"} and kinds & {"change", "share"}:
            return before.without({"hole", *(kinds & {"change", "share"})}), own
        if "level" in kinds and kinds <= {"hole", "level"}:
            return _replaced(before, own), Matter(parts=())
        if self._own_subject(own):
            return None, own
        return self._carried(own), own

    def _says_nothing(self, own: Matter) -> bool:
        """Whether only slots are named: the whole matter before is meant."""
        if self.own is None:
            return True
        rest = own.without({"hole"}).words()
        holes = {p.words for p in own.of("hole")} - {p.words for p in self.before.of("hole")}
        return not rest and holes <= {"多少", "几", "how many"}

    def _own_subject(self, own: Matter) -> bool:
        if self.whole.outline and not self._has_class(own):
            return True
        if own.of("rate") and strange_rate(own, self.before):
            return True
        told = bool(self.own and self.own.years and _named(self.own)) and not self.cues.marked
        there = self.cues.pointing and bool(own.of("hole"))
        if (told or there) and named_thing(own):
            return True
        if self._has_class(own) or not subject(own, pattern("aspects")):
            return False
        return not self.thread.topic or any(p.firm for p in own.parts)

    def _has_class(self, own: Matter) -> bool:
        return not own.spaced and own.words().removesuffix("的").endswith("类")

    def _carried(self, own: Matter) -> Matter | None:
        """The things before that a follow-up without its own speaks of."""
        figure = self.own is not None and bool(self.own.targets)
        of_time = self.own is not None and timed(self.own)
        reported = figure and not of_time and bool(self.past.years or _named(self.past))
        if self.thread.topic and not reported:
            return _phrase(self.thread.topic, own.spaced)
        if not figure and not self.cues.marked:
            return None
        dropped = _ASKED if own.kinds() <= {"limit", "rest"} else _ASKING
        if not self.past.targets:  # a question of no figure: its things alone
            dropped |= {"light", "rest"}
        carried = self.before.without(dropped)
        if self._has_class(own):
            carried = _classless(carried)
        if of_time:
            self.cues = replace(self.cues, marked=False)
        return carried if carried.words() else None

    # Years and places

    def _slots(self, carries: bool) -> tuple[Slots, tuple[Kept, ...]]:
        years, places = self._named_years(), self._named_places()
        lends_year, lends_place = self._lends(carries)
        kept: list[Kept] = []
        lends_year = lends_year and not self.every_year
        if not years and lends_year and self.past.years and not self.question.filters.years:
            years = self.past.years
            kept.append("year")
        earlier = named_places(self.past)
        if self.cues.against and earlier:
            places = tuple(dict.fromkeys((*earlier, *places)))
            kept.append("place")
        elif not places and lends_place and earlier and not self.question.filters.places:
            places = earlier
            kept.append("place")
        if self.cues.shift is not None and self.past.years:
            kept.append("year")
        return Slots(years=years, places=places), tuple(dict.fromkeys(kept))

    def _named_years(self) -> tuple[int, ...]:
        if self.cues.shift is not None and self.past.years:
            return (min(self.past.years) + self.cues.shift,)
        if self.own is None or self.question.filters.years:
            return ()
        return self.own.years

    def _named_places(self) -> tuple[str, ...]:
        if self.cues.both and len(self.thread.places) > 1 and len(named_places(self.past)) < 2:
            return self.thread.places[-2:]
        return named_places(self.own) if self.own is not None else ()

    def _lends(self, carries: bool) -> tuple[bool, bool]:
        """Whether the year and the place before are taken over where none is named."""
        everywhere = bool(pattern("every_place").search(self.whole.question))
        if self._of_report():
            return not everywhere, not everywhere
        if self.cues.marked or carries:
            of_time = self.own is not None and timed(self.own) and not self.cues.marked
            return not of_time, not of_time and not everywhere
        if not self._is_matter(self.before):
            return True, not everywhere
        if self.own is None or not self.own.targets or timed(self.own):
            return False, False
        years, places = bool(self.own.years), bool(_named(self.own))
        if not years and not places:
            return not everywhere, not everywhere
        same = bool(_things(self.matter) & _things(self.before))
        return same and not years, same and not places and not everywhere

    def _of_report(self) -> bool:
        """Whether it asks what only a report says (存在哪些问题, 总结一下) and names none."""
        named = self.whole.years or _named(self.whole)
        return (self.whole.outline or self.whole.in_short) and not named

    def _is_matter(self, matter: Matter) -> bool:
        return bool(matter.kinds() - {"hole", "rest"})


_DROPPED: dict[str, frozenset[PartKind]] = {
    "why": frozenset({"hole"}),
    "percent": frozenset({"hole", "share"}),
    "change": frozenset({"hole", "change", "share"}),
    "total": frozenset({"hole", "level", "share", "change"}),
    "which": frozenset(),
}


def _of_every_year(cues: Cues) -> Cues:
    """各年呢: the matter before, of no year of its own."""
    return replace(cues, text=pattern("every_year").sub(" ", cues.text).strip(), marked=True)


def _named(read: Interpretation) -> bool:
    return bool(read.places or read.strangers)


def _spoken(read: Interpretation | None, language: Language) -> Matter:
    """The matter in the words that the completed question is to have."""
    if read is None:
        return Matter(parts=())
    return matter_of(read if language == "en" else replace(read, language="zh"))


def _things(matter: Matter) -> set[str]:
    """The names of the things that a question is about."""
    return {p.concept.name for p in matter.parts if p.concept is not None and p.firm} | {
        p.words for p in matter.of("noun")
    }


def _phrase(words: str, spaced: bool) -> Matter:
    return Matter(parts=(Part(words=words, kind="noun"),), spaced=spaced)


def _replaced(before: Matter, own: Matter) -> Matter:
    """The matter before with another level: 省级…多少个, 市级 asked."""
    (level, *_) = own.of("level")
    parts: list[Part] = []
    done = False
    for part in before.parts:
        if part.kind != "level":
            parts.append(part)
        elif not done:
            parts.append(level)
            done = True
    return Matter(parts=tuple(parts if done else (level, *parts)), spaced=before.spaced)


def _classless(matter: Matter) -> Matter:
    """Without the class that was asked before: 行政处罚类复议案件 → 复议案件."""
    for at, part in enumerate(matter.parts):
        if part.kind == "rest" and part.words.startswith("类"):
            rest = part.words.removeprefix("类").lstrip("的")
            kept = (Part(words=rest, kind="rest"),) if rest else ()
            return Matter(parts=(*kept, *matter.parts[at + 1 :]), spaced=matter.spaced)
    return matter
