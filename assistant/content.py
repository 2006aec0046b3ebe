"""The words of a phrase that say what is counted: neither light nor stop words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.concepts import load_concepts
from assistant.text import QUOTED, REMEMBERED, fold
from assistant.tokens import is_known_word, tagged

_NUMERAL = re.compile(r"\d{4}\s?年(?:度|以来|来)?|[\d.,%]+")
# Pronouns, adverbs, prepositions, particles, conjunctions, numerals, measure words, time words …
_EMPTY_TAGS = frozenset("rdpucmqxyeofkht")
UNITS_OF_LAND = frozenset("村镇乡县")
_SHORT = 2  # characters of most words


@lru_cache(maxsize=REMEMBERED)
def content_words(text: str) -> tuple[str, ...]:
    """Words that say what is counted: nouns, verbs, adjectives that are not light or stop words.

    A name in quotes is one word.
    """
    concepts = load_concepts()
    quoted = (fold(m[1]).strip() for m in QUOTED.finditer(text))
    names = tuple(name for name in quoted if any(map(str.isalnum, name)))
    rest = _NUMERAL.sub(" ", QUOTED.sub(" ", text))
    kept = [
        word
        for word, tag in _recut(tagged(rest))
        if tag[0] not in _EMPTY_TAGS and tag not in ("zg", "ng", "vg") and not concepts.blank(word)
    ]
    return names + tuple(_whole(kept, fold(rest)))


def _recut(words: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words cut anew where one that no dictionary has took the end of the one before: 新|发三大."""
    for at, (word, tag) in enumerate(words):
        following = words[at + 1][0] if at + 1 < len(words) else ""
        before = words[at - 1][0] if at else ""
        if is_land_with_verb(word, tag) or _is_with_having(word, tag):
            yield word[1:], tag
        elif _took(word, following):
            yield word + following[0], tag
        elif _took(before, word):
            yield word[1:], tag
        else:
            yield word, tag


def is_land_with_verb(word: str, tag: str) -> bool:
    """Whether a word is no word but a village or town and what it does: 多少个|村配|了顾问."""
    two = len(word) == _SHORT and tag == "v" and word[0] in UNITS_OF_LAND
    return two and not is_known_word(word)


def _is_with_having(word: str, tag: str) -> bool:
    """Whether a word is no word but the end of a name and 有: 执法|队有|多少人."""
    return tag == "v" and len(word) == _SHORT and word[1] == "有" and not is_known_word(word)


def _took(word: str, following: str) -> bool:
    one = len(word) == 1 and len(following) > _SHORT and not is_known_word(following)
    return one and is_known_word(word + following[0]) and is_known_word(following[1:])


def _whole(kept: Sequence[str], text: str) -> Iterator[str]:
    """Single characters side by side are one word that the dictionary lacks (渔政)."""
    run, end = "", 0
    for word in kept:
        start = text.find(word, end)
        if len(word) == 1 and (not run or start == end):
            run += word
        else:
            if run:
                yield run
            run = word if len(word) == 1 else ""
            if not run:
                yield word
        end = start + len(word)
    if run:
        yield run


@lru_cache(maxsize=REMEMBERED)
def has_noun(text: str) -> bool:
    """Whether a phrase names a thing: a concept or a noun that is no stop word."""
    concepts = load_concepts()
    return bool(concepts.find(text) or QUOTED.search(text)) or any(
        tag[0] in "njlib" and not concepts.blank(word)
        for word, tag in tagged(_NUMERAL.sub(" ", text))
    )
