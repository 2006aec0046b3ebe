"""Verification of an English sentence over Chinese sources: figures and names, nothing else.

What an English sentence claims beside figures can't be held against Chinese words here, so only a
plain statement passes: every number one of a cited figure, its measure called by the lexicon's
English name or in words that the glossary reads as the same measure, its place and year, and no
word besides that could claim anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.binding import bounds_of
from assistant.claim_words import bounds_in, load_claim_words
from assistant.concepts import load_concepts, names_in
from assistant.glossary import to_chinese
from assistant.grounds import Fact, Grounds, Source
from assistant.lexicon import BINDING, Measure, load_lexicon
from assistant.naming import english_place
from assistant.quantity import quantities
from assistant.text import is_han

_CLAUSE = re.compile(r"[;,](?!\d)|\band\b|\bwhile\b|\bof which\b")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![.,]?\d|\s*(?:%|percent|[\u4e00-\u9fff]))")
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_THING = 0.4
_MEASURE_WORDS = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Number:
    """A number of an English sentence; ``unit`` as written, ``""`` where none is."""

    value: Decimal
    unit: str
    bounds: frozenset[str]
    start: int
    end: int


def english_faults(
    text: str, grounds: Grounds, cited: Sequence[Source], facts: list[Fact]
) -> Iterator[str]:
    """What is wrong with an unmarked English sentence; the figures it states go to ``facts``."""
    plain = text.lower()
    if any(not (c.isascii() and c.isprintable()) and not is_han(c) for c in text):
        yield "it holds characters that are neither English nor its source's"
    years = {int(m[0]) for m in _YEAR.finditer(plain)}
    rest = _YEAR.sub(lambda m: " " * len(m[0]), plain)
    numbers = list(_numbers(rest))
    if not numbers:
        yield "an English sentence without a figure can't be held against Chinese words"
        return
    bare = _name_pattern().sub(" ", _number_pattern().sub(" ", rest))
    for word in sorted(set(_WORD.findall(bare)) & load_claim_words().english_loaded):
        yield f"{word!r} claims what no cited source can be held to"
    held = frozenset[str]()
    for start, end in _clauses(rest):
        own = [n for n in numbers if start <= n.start < end]
        if len(own) > 1:
            yield "two figures stand in one clause"
            return
        if own:
            clause = _without(rest[start:end], own[0], start)
            names, words = _by_name(clause)
            if any(_strange_words(words, cited)):
                names, words = _by_glossary(clause, held)
            held = frozenset(n for n in names if load_concepts().by_name[n].kind == "object")
            fact = _bound(own[0], names, cited, years, grounds)
            if fact is None or not _of_its_place(fact, plain):
                said = rest[own[0].start : own[0].end].strip()
                yield f"{said!r} is not stated so by what it cites"
            else:
                facts.append(fact)
        else:
            words = rest[start:end]
        yield from _strange_words(words, cited)


def _numbers(plain: str) -> Iterator[_Number]:
    words = load_claim_words()
    for match in _number_pattern().finditer(plain):
        written = quantities(match["number"] + (match["unit"] or ""))
        if written and not match["scale"]:
            stated = written[0]
            bounds = bounds_in(match["bound"] or "", words.english_bounds)
            yield _Number(
                value=stated.value,
                unit=stated.unit,
                bounds=bounds | bounds_of(stated),
                start=match.start(),
                end=match.end(),
            )
            continue
        scale = words.english_scales.get(match["scale"] or "", 1)
        unit = (match["unit"] or "").strip()
        yield _Number(
            value=Decimal(match["number"].replace(",", "")) * scale,
            unit=unit,
            bounds=bounds_in(match["bound"] or "", words.english_bounds),
            start=match.start(),
            end=match.end(),
        )


@cache
def _number_pattern() -> re.Pattern[str]:
    words = load_claim_words()
    units = {u for units in words.english_units.values() for u in units}
    unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    bound = "|".join(map(re.escape, words.english_bounds))
    scale = "|".join(words.english_scales)
    return re.compile(
        rf"(?:\b(?P<bound>{bound})\s+)?(?<![\w.,])(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)"
        rf"(?:\s*(?P<scale>{scale})\b)?(?:\s*(?P<unit>%|[\u4e00-\u9fff]+|(?:{unit})\b))?"
    )


def _clauses(plain: str) -> list[tuple[int, int]]:
    names = [m.span() for m in _name_pattern().finditer(plain)]
    cuts = [
        m.start()
        for m in _CLAUSE.finditer(plain)
        if not any(start < m.start() < end for start, end in names)
    ]
    return list(zip([0, *cuts], [*cuts, len(plain)], strict=True))


def _without(clause: str, number: _Number, start: int) -> str:
    """A clause without its number; an English unit stays, it may be what is counted."""
    unit = number.unit if number.unit.isascii() else ""
    return f"{clause[: number.start - start]} {unit} {clause[number.end - start :]}"


def _by_name(clause: str) -> tuple[frozenset[str], str]:
    """The concepts of the measure that a clause names, and its other words."""
    match = _name_pattern().search(clause)
    if match is None:
        return frozenset(), clause
    return _counting(_by_english()[match[0]].needs), _name_pattern().sub(" ", clause, count=1)


def _by_glossary(clause: str, held: frozenset[str]) -> tuple[frozenset[str], str]:
    """The concepts that a clause's words mean, and the words that mean none.

    A clause that names no thing takes over those of the one before (and 51 were concluded).
    """
    chinese, unknown = to_chinese(clause)
    names = _counting(names_in("".join(_MEASURE_WORDS.findall(chinese))))
    known = load_concepts().by_name
    if not any(known[n].kind == "object" for n in names):
        names |= held
    return names, " ".join(unknown)


@cache
def _by_english() -> dict[str, Measure]:
    return {
        name.lower(): measure
        for measure in load_lexicon().measures.values()
        for name in (measure.english, *measure.also)
    }


@cache
def _name_pattern() -> re.Pattern[str]:
    longest = sorted(_by_english(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")


def _counting(names: frozenset[str]) -> frozenset[str]:
    """The concepts that tell measures apart."""
    known = load_concepts().by_name
    return frozenset(
        n for n in names if known[n].kind in (*BINDING, "limit") or known[n].weight >= _THING
    )


def _bound(
    number: _Number,
    names: frozenset[str],
    cited: Sequence[Source],
    years: set[int],
    grounds: Grounds,
) -> Fact | None:
    """The fact that states a number of that measure, year and unit; ``None`` if none does."""
    meant: set[int | None] = {*years} or {grounds.year}
    lexicon = load_lexicon().measures
    for fact in (f for s in cited for f in s.facts):
        quantity, measure = fact.quantity, lexicon.get(fact.measure or "")
        if (
            quantity.value == number.value
            and quantity.high is None
            and bounds_of(quantity) == number.bounds
            and _same_unit(number.unit, quantity.unit)
            and measure is not None
            and _counting(measure.needs) == names
            and meant == {fact.period.year}
            and fact.period.scope in ("year", "part", "as_of")
            and _alone(fact, cited)
        ):
            return fact
    return None


def _alone(fact: Fact, cited: Sequence[Source]) -> bool:
    """Whether no other figure of the same measure and time is quoted, which might be meant."""
    return not any(
        (f.measure, f.period.year) == (fact.measure, fact.period.year)
        and f.quantity.value != fact.quantity.value
        for s in cited
        for f in s.facts
    )


def _same_unit(written: str, unit: str) -> bool:
    if not written:
        return unit not in ("%", "个百分点", "元")
    return written == unit or written in load_claim_words().english_units.get(unit, ())


def _of_its_place(fact: Fact, plain: str) -> bool:
    """Whether a sentence names the figure's own place, or none of its parents in its stead."""
    names = fact.place.names if fact.place else ()
    named = [n for n in names if english_place(n).lower().split()[0] in _WORD.findall(plain)]
    return not named or named[-1] == names[-1]


def _strange_words(words: str, cited: Sequence[Source]) -> Iterator[str]:
    """Words that are neither empty nor a cited source's place."""
    known = load_claim_words().english
    places = {
        part
        for s in cited
        for name in (s.place.names if s.place else ())
        for part in _WORD.findall(english_place(name).lower())
    }
    for word in dict.fromkeys(_WORD.findall(words)):
        if word not in known and word.removesuffix("'s") not in places:
            yield f"{word!r} is not a name of what it cites"
