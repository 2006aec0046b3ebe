"""The field's concepts, found in reports and questions alike (``data/concepts.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

import yaml

from assistant.text import REMEMBERED, fold

_MORE_THAN = re.compile(r"(?:(?:比|较)[^,;。、，；]{0,14}|^)[多少](?:了|出)?$")
_PHRASE = 60  # characters of texts whose mentions are kept at hand: figures' phrases, questions
_SHORT = 2  # characters of a word that may come about where two others meet

BODY = 0.5  # the weight of departments: another body's figure is not theirs
# 提升行动方案, 提升年: what a plan is called, no change; nor is a 案 the end of 方案 or 档案.
_PLAN = re.compile(
    r"(?:实施|专项|攻坚|[一二三两五]年|年度)*(?:行动|工程|计划|方案|年(?![均度\d来初底末内]))"
)
_NO_CASE = frozenset("方预草档图答教")
_OTHER = "其他"
_BECAUSE = re.compile(r"(?:因|由于)$")
_SHORTENED = "压缩"  # an action, and where 至 follows (压缩至3个工作日) no more than a level

ConceptKind = Literal[
    "stage", "action", "limit", "rate", "change", "level", "object", "light", "stop"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Concept:
    """One concept. ``accepts`` names those that answer for it when it is asked.

    A ``vague`` one (办理) is also met by a figure that names no stage at all. ``topic`` is the kind
    of matter that an object is (复议, 诉讼); two kinds never answer for each other. ``stage`` is
    the one that an object is counted at (申请: 收到). ``implies`` are objects that go without
    saying where this one is named (受援人: 法律援助); ``of`` those that together name this one. A
    ``standing`` one (在册) tells of all there are: a figure under it answers also unasked. One with
    ``parts`` is met as well by words of each, one after the other (学习…法律法规: 学法).
    """

    name: str
    kind: ConceptKind
    words: tuple[str, ...]
    accepts: frozenset[str] = frozenset()
    weight: float = 1.0
    vague: bool = False
    topic: str = ""
    stage: str = ""
    implies: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    standing: bool = False
    parts: tuple[tuple[str, ...], ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)  # nobody else's; the rest would take longer than what it is for

    def spread(self, text: str) -> bool:
        """Whether its parts stand in a text, one after the other."""
        at = 0
        for words in self.parts:
            ends = [at + m + len(w) for w in words if (m := text[at:].find(w)) >= 0]
            if not ends:
                return False
            at = min(ends)
        return bool(self.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A concept's word at ``start:end`` of the text searched."""

    concept: Concept
    word: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Concepts:
    """All concepts and one expression that finds the longest of their words."""

    by_name: Mapping[str, Concept]
    by_word: Mapping[str, Concept]
    pattern: re.Pattern[str]
    light: frozenset[str]
    stop: frozenset[str]
    compounds: tuple[Concept, ...] = ()

    def find(self, text: str) -> Sequence[Mention]:
        """Mentions in order, longest first at each place, none overlapping.

        Light and stop words are not among them: short as they are, they count as words only
        (``blank``), never as a part of one.
        """
        return _phrase_mentions(text) if len(text) <= _PHRASE else _mentions(text)

    def blank(self, word: str) -> bool:
        """Whether a word says nothing of what is counted."""
        return word in self.light or word in self.stop


def _is_level_reached(concept: Concept, text: str, end: int) -> bool:
    """提升至94% states a level, not a change."""
    named = text[end - 1 : end] in ("幅", "率", "速", "比")  # 增幅为18.38% is the change itself
    reached = text[end : end + 1] in ("至", "到", "为", "达")
    changes = concept.kind == "change" or concept.name == _SHORTENED
    return changes and reached and not named


@lru_cache(maxsize=50_000)
def _phrase_mentions(text: str) -> tuple[Mention, ...]:
    return _mentions(text)


def _mentions(text: str) -> tuple[Mention, ...]:
    concepts = load_concepts()
    return tuple(
        Mention(concept=concepts.by_word[m[0]], word=m[0], start=m.start(), end=m.end())
        for m in concepts.pattern.finditer(fold(text))
        if not _is_level_reached(concepts.by_word[m[0]], text, m.end())
        and text[m.end() : m.end() + 2] != "类、"  # one of several kinds of what is counted
        and not _is_piece_of_noun(concepts.by_word[m[0]], text, m.start(), m.end())
    )


def _is_piece_of_noun(concept: Concept, text: str, start: int, end: int) -> bool:
    """Whether a word is but a part of what another thing is called: 提升|行动, 方|案, 其他|原因."""
    if concept.kind == "change":
        return _PLAN.match(text, end) is not None
    if end - start == 1:
        return text[start - 1 : start] in _NO_CASE and start > 0
    if concept.name != _OTHER:
        return False
    # 规范性文件和其他政策文件 are all of them 文件.
    joined = text[start - 1 : start] in ("和", "与", "及") and start > _SHORT
    head = text[start - 1 - _SHORT : start - 1]
    alike = joined and head in text[end : end + 10]
    return alike or _BECAUSE.search(text[:start]) is not None


@cache
def load_concepts() -> Concepts:
    """The shipped concepts."""
    raw: dict[ConceptKind, dict[str, dict[str, Any]]] = yaml.safe_load(
        resources.files("assistant").joinpath("data/concepts.yaml").read_text(encoding="utf-8")
    )
    concepts = [
        Concept(
            name=name,
            kind=kind,
            words=tuple(entry["words"]),
            accepts=frozenset(entry.get("accepts", ())),
            weight=entry.get("weight", 1.0),
            vague=entry.get("vague", False),
            topic=entry.get("topic", ""),
            stage=entry.get("stage", ""),
            implies=frozenset(entry.get("implies", ())),
            of=frozenset(entry.get("of", ())),
            standing=entry.get("standing", False),
            parts=tuple(tuple(words) for words in entry.get("parts", ())),
        )
        for kind, entries in raw.items()
        for name, entry in entries.items()
    ]
    real = [c for c in concepts if c.kind not in ("light", "stop")]
    by_word = {fold(word): concept for concept in real for word in concept.words}
    return Concepts(
        by_name={c.name: c for c in real},
        by_word=by_word,
        pattern=longest_of(by_word, lambda word: _not_before(word, by_word)),
        light=frozenset(w for c in concepts if c.kind == "light" for w in c.words),
        stop=frozenset(w for c in concepts if c.kind == "stop" for w in c.words),
        compounds=tuple(c for c in real if c.of),
    )


def _not_before(word: str, by_word: Mapping[str, Concept]) -> str:
    """An expression for what doesn't follow a word that is no accident of its neighbours.

    中小学法治副校长 doesn't hold 学法, where a much longer word begins within; nor is 在审结的 of
    what is 在审, or 政府办理 of a 政府办.
    """
    if word == "调解":
        return "(?!决(?![定议]))"  # 协|调解|决
    cut = word[0] == "在" or (len(word) > _SHORT and word[-1] == "办")
    if len(word) != _SHORT and not cut:
        return ""
    rests = {
        other[1:]
        for other, concept in by_word.items()
        if other[0] == word[-1]
        and (
            (cut and concept.kind in ("stage", "action"))
            or (len(word) == _SHORT and len(other) >= 2 * _SHORT)
        )
    }
    return f"(?!{'|'.join(map(re.escape, sorted(rests)))})" if rests else ""


def longest_of(
    words: Iterable[str], after: Callable[[str], str] = lambda word: ""
) -> re.Pattern[str]:
    """An expression that finds the longest of the words at each place, and what is ``after`` each.

    Those that begin alike share their first character: an alternation of them all would be tried
    one by one at every place of a text.
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]) + after(word))
    return re.compile(
        "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    )


@lru_cache(maxsize=REMEMBERED)
def names_in(text: str) -> frozenset[str]:
    """Names of the concepts in a text."""
    return frozenset(m.concept.name for m in load_concepts().find(text))


def is_change(text: str) -> bool:
    """Whether a phrase names growth or decline, 较2022年多 (120件) too."""
    by_name = load_concepts().by_name
    return is_more_than(text) or any(by_name[name].kind == "change" for name in names_in(text))


def is_more_than(text: str) -> bool:
    """Whether a phrase ends in how much more or less something is: 较2022年多, 比上年少."""
    return bool(_MORE_THAN.search(text.strip()))


def known_in(*texts: str) -> frozenset[str]:
    """Names of the concepts in texts, with those that they imply or together name."""
    return _known(frozenset[str]().union(*map(names_in, texts)))


@lru_cache(maxsize=50_000)
def _known(names: frozenset[str]) -> frozenset[str]:
    concepts = load_concepts()
    implied = {n for name in names for n in concepts.by_name[name].implies}
    return names | implied | {c.name for c in concepts.compounds if c.of <= names}


def without_concepts(text: str, mentions: Sequence[Mention]) -> str:
    """The text with concept words blanked out."""
    chars = list(text)
    for mention in mentions:
        chars[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(chars)
