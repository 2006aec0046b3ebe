"""Verification of one drafted sentence: shown only if all that it says rests on what it cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.binding import amount_of, bound, is_value, restated
from assistant.claims import Claim, claims_of, numbers_of, plainly, unmarked
from assistant.english_check import english_faults
from assistant.grounds import Fact, Grounds, Source
from assistant.language import detect
from assistant.places import Gazetteer, PlaceMention
from assistant.quantity import plain_decimal
from assistant.strays import strays
from assistant.support import astray, unsupported
from assistant.text import fold

LONGEST = 400  # characters of a sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """``faults`` is empty for a sentence that may be shown; ``facts`` are the figures it states."""

    sentence: str
    numbers: tuple[int, ...]
    facts: tuple[Fact, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the sentence may be shown."""
        return not self.faults


def check(sentence: str, grounds: Grounds, before: str = "") -> Verdict:
    """Judge one sentence of a draft; ``before`` is the verified text that it follows."""
    numbers = numbers_of(sentence)
    text = plainly(unmarked(sentence))
    facts: list[Fact] = []
    faults = tuple(_faults(text, numbers, grounds, before, facts))
    return Verdict(sentence=sentence, numbers=numbers, facts=tuple(facts), faults=faults)


def _faults(
    text: str, numbers: Sequence[int], grounds: Grounds, before: str, facts: list[Fact]
) -> Iterator[str]:
    """What is wrong, the first thing first; the facts stated are added to ``facts``."""
    cited = grounds.cited(numbers)
    if not any(map(str.isalnum, text)):
        yield "it says nothing"
        return
    if not numbers:
        yield "it cites nothing"
        return
    if len(cited) < len(numbers):
        yield f"it cites {sorted(set(numbers) - set(grounds.sources))}, which is not there"
        return
    if "|" in fold(text):
        yield "it is a row of a table, whose numbers have lost their heads"
        return
    if len(text) > LONGEST:
        yield f"it has {len(text)} characters"
        return
    english = grounds.answer.language == "en"
    if english and detect(text) != "zh":
        yield from english_faults(text, grounds, cited, facts)
        yield from _beside_the_point(facts, grounds)
        return
    if english or detect(text) != "zh":
        yield "it is in another language"
        return
    mentions = _gazetteer().mentions(text, grounds.known)
    yield from _strange_places(mentions, cited)
    claims = claims_of(text, before=before, year=grounds.year)
    for claim in claims:
        places = _place_of(claim, mentions, grounds)
        fact = restated(claim, grounds.answer.values, cited, places)
        fact = fact or bound(claim, cited, places, fold(f"{before} {text}"))
        if fact is None:
            yield f"{claim.quantity.words!r} is not stated so by what it cites"
        else:
            facts.append(fact)
    yield from _beside_the_point(facts, grounds)
    yield from _said_again(facts, cited)
    found = [c.quantity for c in claims]
    yield from strays(text, found, cited, facts)
    yield from unsupported(text, cited, facts)
    yield from astray(text, grounds, cited, found)


def _strange_places(mentions: Sequence[PlaceMention], cited: Sequence[Source]) -> Iterator[str]:
    """Places that no cited source is about or speaks of."""
    for mention in mentions:
        named = mention.named.name if mention.named else mention.words
        if not any(named in s.text or mention.words in s.text for s in cited):
            yield f"{mention.words!r} is named by no cited source"


def _place_of(
    claim: Claim, mentions: Sequence[PlaceMention], grounds: Grounds
) -> tuple[str, ...] | None:
    """The names of the place named last before a figure; ``None`` where only one is in question."""
    earlier = [m for m in mentions if m.start < claim.quantity.start]
    if earlier:
        last = earlier[-1]
        return tuple({last.words, last.named.name if last.named else last.words})
    return None if grounds.place is not None else ()


def _beside_the_point(facts: Sequence[Fact], grounds: Grounds) -> Iterator[str]:
    """True figures that are not those asked for: whoever reads one takes it for the answer."""
    values = grounds.answer.values
    for fact in facts:
        if values and not any(is_value(fact, v) for v in values):
            yield f"{fact.quantity.words!r} is not a figure that was asked for"


def _said_again(facts: Sequence[Fact], cited: Sequence[Source]) -> Iterator[str]:
    """Amounts said more often than stated: something else is said of them (从5件变为5件)."""
    stated = Counter(amount_of(fact.quantity) for source in cited for fact in source.facts)
    for amount, times in Counter(amount_of(fact.quantity) for fact in facts).items():
        if times > stated[amount]:
            yield f"{plain_decimal(amount[0])}{amount[2]} is said {times} times, and not stated so"


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()
