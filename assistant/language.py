"""The language a question is in, and its traditional characters made simplified."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain import Language
from assistant.text import is_han

if TYPE_CHECKING:
    from opencc import OpenCC

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_CODE = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|[\w-]+(?:\.[\w-]+)+", re.ASCII)

# The tables turn 乾 into 干 in simplified text too; here it is a name's (乾县, 乾安, 乾隆).
_KEPT = re.compile(r"干(?=[县安陵坤隆])")
# Names keep these in simplified text (於潜, 濛阳); in traditional text they are words.
_IN_NAMES = frozenset("濛於昇邨甯氾")


def detect(text: str) -> Language:
    """``zh``, ``en`` or ``mixed``: a sentence of one with some words of the other is the one.

    A Latin word weighs as two Han characters, an abbreviation among those (GDP) as nothing.
    Text with neither (``2023?``) is ``zh``.
    """
    words = [w for w in _WORD.findall(_CODE.sub(" ", text)) if len(w) > 1]
    han = sum(map(is_han, text))
    if han == 0:
        return "en" if words else "zh"
    latin = 2 * sum(not word.isupper() for word in words)
    if han >= 3 * latin:
        return "zh"
    return "en" if latin >= 3 * han else "mixed"


def simplify(text: str) -> str:
    """Traditional characters made simplified; the length stays, so offsets hold for both."""
    if not any(map(is_han, text)):
        return text
    plain = text.encode("utf-8", "replace").decode("utf-8")
    result = str(_converter().convert(plain))
    if len(result) != len(text):
        result = "".join(map(_simplify_char, plain))
    if not _IN_NAMES.isdisjoint(plain) and _is_simplified(plain):
        result = "".join(a if a in _IN_NAMES else b for a, b in zip(plain, result, strict=True))
    return _KEPT.sub(lambda m: "乾" if text[m.start()] == "乾" else "干", result)


def _is_simplified(text: str) -> bool:
    """Whether a text has characters that only simplified writing has, and none of the other's."""
    rest = "".join(c for c in text if c not in _IN_NAMES)
    return str(_converter().convert(rest)) == rest and str(_traditional().convert(rest)) != rest


def _simplify_char(char: str) -> str:
    result = str(_converter().convert(char))
    return result if len(result) == 1 else char


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _traditional() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("s2t")
