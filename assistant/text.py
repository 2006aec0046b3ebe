"""Sentences and normal forms of Chinese text, with offsets kept."""

from __future__ import annotations

import re
import unicodedata

REMEMBERED = 300_000  # texts whose words are kept at hand: the parts of some 100,000 figures
ENDS = "。！？!?"
CLOSERS = "”’」』）)】》\"'"
QUOTED = re.compile(r"[“\"「『]([^”\"」』\n]{1,16})[”\"」』]")  # a name in quotes is one word
PARENTHESES = re.compile(r"[(（][^()（）]*[)）]")  # with what stands in them
_DENIES = re.compile("[不未没无]")
_SENTENCE = re.compile(rf"[^\n{ENDS}]*(?:[{ENDS}]+[{CLOSERS}]*|(?=\n)|\Z)")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of sentences in ``text[start:end]``, outer blanks left out.

    A sentence ends at 。！？ (closing quotes go with it) or at a line's end, not at ； or ，.
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    position = start
    while position < stop:
        match = _SENTENCE.match(text, position, stop)
        finish = match.end() if match else stop
        if finish == position:
            position += 1
            continue
        left, right = trim(text, position, finish)
        if left < right:
            spans.append((left, right))
        position = finish
    return spans


def is_piece_of_name(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a piece of a name in quotes, not all of it: “马背调解队”.

    What denies (“本机关不掌握”) is said, and no name.
    """
    names = (m.span(1) for m in QUOTED.finditer(text) if not _DENIES.search(m[1]))
    return any(a <= start and end <= b and (start, end) != (a, b) for a, b in names)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at either side."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def fold(text: str) -> str:
    """Each character's plain form, length kept: full-width to half-width, Latin in lower case.

    One character in is one character out, so offsets into the result hold for ``text`` as well.
    """
    return "".join(map(_PLAIN.__getitem__, text))


class _Plain(dict[str, str]):
    """The plain form of each character met so far: there are few, and they are looked up often."""

    def __missing__(self, char: str) -> str:
        plain = self[char] = _fold_char(char)
        return plain


_PLAIN = _Plain()


def _fold_char(char: str) -> str:
    if char < "\x7f":
        return char.lower()
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char


def is_han(char: str) -> bool:
    """Whether ``char`` is a CJK ideograph."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"
