"""Questions in the field's own Chinese: English phrases and everyday wordings rewritten."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from assistant.text import is_piece_of_name
from assistant.units import load_units

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*['’]?|\d+")
_LATIN = re.compile(r"[A-Za-z]")
# What may stand between two words of a phrase: first-instance; water, gas and electricity.
_JOINT = re.compile(r"[\s\-–/]*|,\s+|[\s\-]*[\"“”(][\s]*")
_POSSESSIVE = re.compile(r"'s?$")
_SUFFIXES = ("ing", "ed", "es", "s", "e")
_SHORTEST = 3  # letters that a suffix must leave
_CLASS = re.compile(r"[A-Za-z]{1,5}[类類級级等档]")  # A级 is a class, no English article
_HOW_MANY = "多少"
_PER_CENT = "百分之多少"
_PLAIN = "个"

Phrase = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """English phrases, as words, with their Chinese; ``stems`` the same by words cut to stems.

    ``counters`` are the measure words of what is counted (案件: 件), longest ending first.
    """

    terms: Mapping[Phrase, str]
    stems: Mapping[Phrase, str]
    stop: frozenset[str]
    counters: Mapping[str, str]
    longest: int

    def find(self, words: Phrase) -> str | None:
        """The Chinese of these words, else of others of the same stems; ``""`` for stop words."""
        if words in self.terms:
            return self.terms[words]
        if words[0] in self.stop and len(words) == 1:
            return ""
        if words[-1] == "people's":
            return None  # how many people's mediators: the last word belongs to what follows
        return self.stems.get(tuple(map(_stem, words)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch ``start:end`` of an English text and the Chinese for it; ``""`` says nothing."""

    start: int
    end: int
    chinese: str


@cache
def load_glossary() -> Glossary:
    """The shipped glossary (``data/glossary.yaml``)."""
    raw = _data("glossary.yaml")
    terms = {_phrase(phrase): chinese for phrase, chinese in raw["terms"].items()}
    return Glossary(
        terms=terms,
        stems=_stems(terms),
        stop=frozenset(raw["stop"]),
        counters=dict(sorted(raw["counters"].items(), key=lambda pair: -len(pair[0]))),
        longest=max(map(len, terms)),
    )


@cache
def load_colloquial() -> Mapping[str, str]:
    """Everyday wordings and the field's words for them (``data/colloquial.yaml``)."""
    pairs: dict[str, str] = _data("colloquial.yaml")
    return pairs


def to_chinese(text: str) -> tuple[str, list[str]]:
    """The text with English phrases in Chinese, and the English words that were not known.

    Longest phrase first; words that carry nothing go; unknown words, numbers and what is Chinese
    already stay where they are.
    """
    pieces, unknown = pieces_of(text)
    return (_rewrite(text, pieces) if pieces else text), unknown


def pieces_of(text: str) -> tuple[list[Piece], list[str]]:
    """The English phrases that are known, longest first, and the words that are not."""
    if not _LATIN.search(text):
        return [], []
    glossary = load_glossary()
    tokens = [t for t in _TOKEN.finditer(text) if not _CLASS.match(text, t.start())]
    pieces: list[Piece] = []
    unknown: list[str] = []
    at = 0
    while at < len(tokens):
        size, chinese = _longest(glossary, text, tokens, at)
        if chinese is not None:
            start, end = tokens[at].start(), tokens[at + size - 1].end()
            pieces.append(Piece(start=start, end=end, chinese=chinese))
        elif _LATIN.search(tokens[at][0]):
            unknown.append(tokens[at][0])
        at += size
    return pieces, unknown


def to_formal(text: str) -> str:
    """The text with everyday Chinese wordings replaced by the field's, each place once.

    A piece of a name in quotes (“潮乡老娘舅”工作室) stays as it is.
    """
    pairs = load_colloquial()

    def formal(match: re.Match[str]) -> str:
        return match[0] if is_piece_of_name(text, *match.span()) else pairs[match[0]]

    return _everyday().sub(formal, text)


def _longest(
    glossary: Glossary, text: str, tokens: Sequence[re.Match[str]], at: int
) -> tuple[int, str | None]:
    """How many tokens the longest known phrase at ``at`` has, and its Chinese (``""``: nothing)."""
    words = [_word(tokens[at][0])]
    for left, right in zip(tokens[at:], tokens[at + 1 :], strict=False):
        joint = text[left.end() : right.start()]
        if len(words) == glossary.longest or not _JOINT.fullmatch(joint):
            break
        words.append(_word(right[0]))
    for size in range(len(words), 0, -1):
        found = glossary.find(tuple(words[:size]))
        if found is not None and _LATIN.search("".join(words[:size])):
            return size, found
    return 1, None


def _rewrite(text: str, pieces: Sequence[Piece]) -> str:
    result: list[str] = []
    position = 0
    for index, piece in enumerate(pieces):
        following = next((p.chinese for p in pieces[index + 1 :] if p.chinese), "")
        gap = _untied(text[position : piece.start], after=bool(position), before=True)
        result += [gap, _counting(piece.chinese, following)]
        position = piece.end
    plain = "".join((*result, _untied(text[position:], after=True, before=False)))
    return re.sub(r"[ \t]+(?=[,.?!;:，。？！；：])", "", re.sub(r"[ \t]{2,}", " ", plain)).strip()


def _untied(gap: str, *, after: bool, before: bool) -> str:
    """What stands between two pieces, without the hyphens that tied it to them: on-time."""
    if after and gap.startswith("-"):
        gap = " " + gap[1:]
    return gap[:-1] + " " if before and gap.endswith("-") else gap


def _counting(chinese: str, following: str) -> str:
    """多少 with the measure word of what follows it: English has none, 多少人民调解员 misleads."""
    if not chinese.endswith(_HOW_MANY) or chinese.endswith(_PER_CENT):
        return chinese
    for ending, counter in load_glossary().counters.items():
        if following.endswith(ending):
            return chinese + counter
    units = load_units()
    if following in units.words and units.dimension(units.base(following)[0]) != "documents":
        return chinese
    return chinese + _PLAIN if following.startswith(units.words) else chinese


@cache
def _everyday() -> re.Pattern[str]:
    longest_first = sorted(load_colloquial(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def _stems(terms: Mapping[Phrase, str]) -> dict[Phrase, str]:
    """Chinese by stems, without the stems that several meanings share."""
    meanings: dict[Phrase, set[str]] = {}
    for words, chinese in terms.items():
        meanings.setdefault(tuple(map(_stem, words)), set()).add(chinese)
    return {stem: next(iter(found)) for stem, found in meanings.items() if len(found) == 1}


def _stem(word: str) -> str:
    """A word without its ending: cases, case; closed, close; bodies, body; town's, town."""
    word = _POSSESSIVE.sub("", word)
    if word.endswith("ies") and len(word) > _SHORTEST + 1:
        return word[:-3] + "y"
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            return word[: -len(suffix)].removesuffix("e")
    return word


def _word(token: str) -> str:
    return token.lower().replace("’", "'")


def _phrase(text: str) -> Phrase:
    return tuple(_word(token) for token in _TOKEN.findall(text))


def _data(name: str) -> dict[str, Any]:
    file = resources.files("assistant").joinpath("data", name)
    data: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return data
