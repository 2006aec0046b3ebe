"""Words of a text by jieba, with the field's own terms added to its dictionary."""

from __future__ import annotations

import threading
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.text import fold

if TYPE_CHECKING:
    from rjieba import Jieba

EDGES = "%.-_+#&@"  # jieba leaves these on numbers and Latin words
LONGEST = 64  # characters of one token; a longer run of letters is cut off there

_turn = threading.Lock()


def cut(text: str) -> list[str]:
    """Tokens in reading order; before a long word come its parts: 行政, 复议, 行政复议.

    Folded to half width and lower case; punctuation and blanks dropped. Any text is taken,
    lone surrogates and NUL included.
    """
    return _kept(_jieba().cut_for_search(_plain(text)))


def tagged(text: str) -> list[tuple[str, str]]:
    """Plain words with their parts of speech (jieba's tag set), folded, in order."""
    # An added term has no tag of its own; all of them are names of things.
    return [(w, tag or "n") for w, tag in _jieba().tag(_plain(text)) if any(map(str.isalnum, w))]


def terms() -> tuple[str, ...]:
    """The field's terms that are added to jieba's dictionary (``data/terms.txt``)."""
    lines = files("assistant").joinpath("data/terms.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _plain(text: str) -> str:
    return fold(text).encode("utf-8", "replace").decode("utf-8")


def _kept(tokens: list[str]) -> list[str]:
    bare = (token.strip(EDGES)[:LONGEST] for token in tokens)
    return [token for token in bare if any(map(str.isalnum, token))]


def _jieba() -> Jieba:
    # The lock keeps a second thread from cutting with a dictionary that is half filled.
    with _turn:
        return _load()


@cache
def _load() -> Jieba:
    from rjieba import Jieba

    jieba = Jieba()
    for term in terms():
        jieba.add_word(term, None, None)
    return jieba


def is_known_word(word: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(_jieba().has_word(word))


def segments(text: str) -> list[str]:
    """Dictionary words and single characters that make up ``text`` again, folded, nothing lost."""
    return [str(word) for word in _jieba().cut(_plain(text), False)]
