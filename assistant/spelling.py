"""Slips of the keyboard: a stretch that sounds like a term of the field and is no word itself."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from assistant.concepts import load_concepts
from assistant.text import is_han
from assistant.tokens import is_known_word

_SHORTEST = 2
_PARTICLES = frozenset("了的是有在得着过吗呢")


@cache
def _by_sound() -> dict[tuple[str, ...], str]:
    """Concept words by their toneless pinyin; a sound that two of them share is left out."""
    words: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for word in load_concepts().by_word:
        if len(word) >= _SHORTEST and all(is_han(c) and c not in _PARTICLES for c in word):
            words[_sound(word)].add(word)
    return {sound: next(iter(same)) for sound, same in words.items() if len(same) == 1}


@cache
def _char_sound(char: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(char)[0])


def _sound(word: str) -> tuple[str, ...]:
    return tuple(map(_char_sound, word))


def mended(text: str) -> str:
    """The text with such slips put right: 行政复义受里 → 行政复议受理. Length is kept.

    Only a stretch that shares a character with the term, and that the dictionary does not know as
    a word of its own (公正 is not 公证), is taken for a slip.
    """
    sounds = _by_sound()
    longest = max(map(len, sounds))
    chars = list(text)
    start = 0
    while start < len(chars):
        for size in range(min(longest, len(chars) - start), _SHORTEST - 1, -1):
            piece = "".join(chars[start : start + size])
            if not all(map(is_han, piece)):
                continue
            term = sounds.get(_sound(piece))
            if term is None:
                continue
            if term != piece and _is_slip(piece, term, chars, start):
                chars[start : start + size] = term
            start += size - 1
            break
        start += 1
    return "".join(chars)


def _is_slip(piece: str, term: str, chars: list[str], start: int) -> bool:
    if not set(piece) & set(term) or is_known_word(piece) or piece in load_concepts().by_word:
        return False
    rest = piece[1:]
    known = is_known_word(rest) or rest in load_concepts().by_word
    if len(rest) >= _SHORTEST and rest == term[1:] and known:
        return False  # 援助里|刑事案件: a word of its own after the end of another
    whole, end = "".join(chars), start + len(piece)
    within = (load_concepts().pattern.match(whole, k) for k in range(start + 1, end))
    if any(found is not None and found.end() > end for found in within):
        return False  # 区|即办件
    # The end of one word and the start of the next (员复议 …) is no slip either.
    left = "".join(chars[max(0, start - 1) : start + 1])
    right = "".join(chars[start + len(piece) - 1 : start + len(piece) + 1])
    before = "".join(chars[max(0, start - 2) : start + 1])
    if len(before) == 3 and is_known_word(before):  # 教育部|受理
        return False
    return not (len(left) == 2 and is_known_word(left)) and not (
        len(right) == 2 and is_known_word(right)
    )
