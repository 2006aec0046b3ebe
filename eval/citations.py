"""Whether citations are of what they should be: verbatim, of the right law, edition and article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from assistant.domain import Citation
from eval.cases import Words
from eval.figures import squeezed

_DATE = re.compile(r"[(（]\d{4}-\d{2}-\d{2}[)）]")
_STATE = "中华人民共和国"


class Sources(Protocol):
    """What a judge looks up: the texts that citations are of."""

    def text(self, document_id: str, version: int) -> str | None:
        """A version's canonical text."""

    def adopted(self, document_id: str) -> dt.date | None:
        """When a statute's edition was adopted."""


def unverbatim(citations: Iterable[Citation], sources: Sources) -> Iterator[str]:
    """What is amiss with quotes: each must be the very text between its offsets."""
    for citation in citations:
        text = sources.text(citation.document_id, citation.version)
        if text is None:
            yield f"citation [{citation.n}] is of no version that is kept"
        elif text[citation.start : citation.end] != citation.quote or not citation.quote:
            yield f"citation [{citation.n}] is not verbatim"


def is_source(citation: Citation, expected: Words, sources: Sources) -> bool:
    """Whether a citation is of the law, edition and article expected, or holds the quote."""
    if expected.law and law_name(citation.title) != law_name(expected.law):
        return False
    if expected.adopted and sources.adopted(citation.document_id) != expected.adopted:
        return False
    quote = squeezed(citation.quote)
    if expected.article:
        return any(_in_article(citation, article, quote) for article in expected.article)
    return expected.quote is None or squeezed(expected.quote) in quote


def other_edition(citation: Citation, expected: Words, sources: Sources) -> str | None:
    """The date of the edition cited, if it is another one of the law expected."""
    if not expected.law or not expected.adopted:
        return None
    adopted = sources.adopted(citation.document_id)
    same_law = law_name(citation.title) == law_name(expected.law)
    return str(adopted) if same_law and adopted != expected.adopted else None


def law_name(title: str) -> str:
    """A statute's bare name: no date, no title marks, no 中华人民共和国 before it."""
    return squeezed(_DATE.sub("", title).strip("《》 ")).removeprefix(_STATE)


def _in_article(citation: Citation, article: str, quote: str) -> bool:
    headings = [squeezed(heading) for heading in citation.section]
    name = squeezed(article)
    return any(re.match(rf"{name}(?!之)", heading) for heading in headings) or name in quote
