"""Citations: verbatim spans of a version's text, numbered in the order of their first use."""

from __future__ import annotations

import bisect
import re

from assistant.domain import Citation, Document, Indicator, Version
from assistant.frame import is_table_row
from assistant.text import fold, trim

_LONG = 160  # a figure's sentence longer than this is quoted from separator to separator
_SEPARATOR = re.compile(r"[,;，；。]")


class Ledger:
    """The citations of one answer. The same span is cited once."""

    def __init__(self) -> None:
        self._citations: list[Citation] = []
        self._numbers: dict[tuple[str, int, int, int], int] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, by number."""
        return tuple(self._citations)

    def cite(
        self,
        document: Document,
        version: Version,
        span: tuple[int, int],
        path: tuple[str, ...],
    ) -> int:
        """The number of the citation of ``version.text[span]``, made if it is new."""
        start, end = trim(version.text, *span)
        key = (document.id, version.number, start, end)
        if key in self._numbers:
            return self._numbers[key]
        self._citations.append(
            Citation(
                n=len(self._citations) + 1,
                document_id=document.id,
                version=version.number,
                title=document.title,
                issuer=document.issuer,
                year=document.year,
                section=path,
                quote=version.text[start:end],
                start=start,
                end=end,
                url=document.url,
                page=page_of(version, start),
                note=document.note,
            )
        )
        self._numbers[key] = len(self._citations)
        return len(self._citations)


def page_of(version: Version, offset: int) -> int | None:
    """The page, from 1, that an offset stands on; ``None`` where the source has no pages."""
    if not version.pages:
        return None
    return bisect.bisect_right(version.pages, offset)


def figure_span(text: str, indicator: Indicator) -> tuple[int, int]:
    """The span to quote for a figure: its sentence, or of a long one the stretch that binds it.

    The stretch reaches left to the figure's own phrase and what governs it. A table's row is quoted
    as a whole: its heads say what the figure is.
    """
    start, end = indicator.sentence_start, indicator.sentence_end
    if end - start <= _LONG or is_table_row(text[start:end]):
        return start, end
    quantity = indicator.quantity
    cuts = [start + m.end() for m in _SEPARATOR.finditer(fold(text[start:end]))]
    wanted = indicator.frame.head.split()[-1:] + indicator.frame.local.split()[:1]
    left = max((c for c in cuts if c <= quantity.start), default=start)
    for words in wanted:
        at = text.rfind(words, start, quantity.start)
        if at >= 0:
            left = min(left, max((c for c in cuts if c <= at), default=start))
    right = min((c for c in cuts if c > quantity.end), default=end)
    while right - left < _LONG // 3 and right < end:
        right = min((c for c in cuts if c > right), default=end)
    return left, right
