"""Whether two questions are one question in other words (``data/asking.yaml``).

The form of a question keeps everything that an answer depends on: language, years, places in their
order, every word of the thing asked, numbers and denials. Politeness, particles and synonyms of
asking are all that may differ, so a question of another year, place or measure never has the same
form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from assistant.concepts import load_concepts
from assistant.domain import Filters
from assistant.interpret import Interpretation
from assistant.text import fold
from assistant.tokens import tagged

_NAMES = frozenset("nijlbm")  # parts of speech whose order tells who does what to whom
_CASE = "案件"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asking:
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    ways: re.Pattern[str]
    way_of: Mapping[str, str]
    ways_said: frozenset[str]
    particles: frozenset[str]
    relations: frozenset[str]


@cache
def _asking() -> _Asking:
    file = resources.files("assistant").joinpath("data/asking.yaml")
    raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    way_of = {word: way for way, words in raw["ways"].items() for word in words}
    longest = sorted(way_of, key=len, reverse=True)
    return _Asking(
        opening=re.compile(raw["opening"]),
        closing=re.compile(raw["closing"]),
        ways=re.compile("|".join(map(re.escape, longest))),
        way_of=way_of,
        ways_said=frozenset(raw["ways"]),
        particles=frozenset(raw["particles"]),
        relations=frozenset(raw["relations"]),
    )


def form_of(read: Interpretation, filters: Filters) -> str | None:
    """What questions of one meaning have in common; ``None`` for one that is like no other."""
    if read.refusal or read.years_disagree or read.intent == "small_talk":
        return None
    if filters.kinds or filters.documents or not _filter_says_the_same(read, filters):
        return None
    words = list(_words(read.body))
    return json.dumps(
        [
            "en" if read.language == "en" else "zh",
            read.intent,
            sorted(read.years),
            [p.path for p in read.places],
            [p.path for p in read.within],
            list(read.strangers),
            sorted(read.unknown_words),
            _ordered(words),
        ],
        ensure_ascii=False,
    )


def _filter_says_the_same(read: Interpretation, filters: Filters) -> bool:
    """Whether the filter of places, if there is one, names the question's own places."""
    wanted = set(filters.places)
    return not wanted or wanted in ({p.name for p in read.places}, {p.path for p in read.places})


def _ordered(words: list[tuple[str, bool]]) -> list[str]:
    """The words in an order that does not depend on style, but tells who does what to whom."""
    if any(word in _asking().relations for word, _ in words):
        return [word for word, _ in words]
    named = [word for word, is_name in words if is_name]
    return [*named, "|", *sorted(word for word, is_name in words if not is_name)]


def _words(body: str) -> Iterator[tuple[str, bool]]:
    """What a question's words say, each with whether it is a name: concepts, then other words."""
    text = _plain(body)
    mentions = load_concepts().find(text)
    objects = [m for m in mentions if m.concept.kind == "object" and m.concept.name != _CASE]
    position = 0
    for mention in mentions:
        yield from _others(text[position : mention.start])
        if not (objects and mention.concept.name == _CASE):  # 行政复议案件 is 行政复议
            # What is done to a thing (申请) may stand on either side of it.
            yield (
                mention.concept.name,
                mention.concept.kind == "object" and not mention.concept.stage,
            )
        position = mention.end
    yield from _others(text[position:])


def _others(text: str) -> Iterator[tuple[str, bool]]:
    asking = _asking()
    for word, tag in tagged(text):
        if word not in asking.particles:
            yield word, word not in asking.ways_said and (tag[0] in _NAMES or word.isdigit())


def _plain(body: str) -> str:
    """Without politeness, ways of asking by one word."""
    asking = _asking()
    text = re.sub(r"\s+", " ", fold(body)).strip()
    while (shorter := asking.closing.sub("", asking.opening.sub("", text)).strip()) != text:
        text = shorter
    return asking.ways.sub(lambda m: asking.way_of[m[0]], text)
