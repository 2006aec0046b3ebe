"""What a scan for places finds, and the country's own names among it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.divisions import COUNTRY, words
from assistant.domain import Place

# 全国经济百强县里: the country is part of an honour's name.
_HONOUR = re.compile(
    r"(?:县域|经济|综合|实力|发展|社会|投资|潜力|科技|创新|营商环境|法治|政府|建设){1,5}"
    r"(?:百强|十强|百佳|十佳|先进|示范|优秀|文明|模范)"
)
_PROPER_NEXT = re.compile(r" [A-Z][a-z]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """Words that may name any of ``places``; none where only their shape says that they name one.

    ``body`` marks a national body, which only counts where no other place is named.
    """

    start: int
    end: int
    places: tuple[Place, ...] = ()
    full: bool = False
    body: bool = False


def national(text: str) -> Iterator[Hit]:
    """The country by its name, or by one of its bodies."""
    lists = words()
    for body in lists.national_bodies:
        for match in re.finditer(re.escape(body) + "(?!门)", text):
            yield Hit(start=match.start(), end=match.end(), places=(COUNTRY,), body=True)
    for word in lists.national_words:
        barred = lists.not_china if word == "中国" else lists.not_national
        for match in re.finditer(re.escape(word), text):
            if not text.startswith(barred, match.end()) and not _HONOUR.match(text, match.end()):
                yield Hit(start=match.start(), end=match.end(), places=(COUNTRY,), full=True)
    for match in re.finditer(r"(?<![A-Za-z])[A-Za-z]+(?![A-Za-z])(?!.level)", text):
        word = match.group()
        named_after = match.start() > 0 or _PROPER_NEXT.match(text, match.end()) is not None
        proper = word[0].isupper() and word.lower() != "china" and named_after
        if word.lower() in lists.national_english and not proper:
            yield Hit(start=match.start(), end=match.end(), places=(COUNTRY,), full=True)
