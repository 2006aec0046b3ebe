"""The quotes of curated answers: where they stand, and what figures an answer takes from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.domain import Citation, Document, Indicator, Passage, Value, Version
from assistant.quotes import page_of
from assistant.stated import stands_in, stated_value


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A cited span of a version, and the words that stood there when it was pinned."""

    document_id: str
    version: int
    start: int
    end: int
    quote: str = ""
    version_id: str = ""
    section: tuple[str, ...] = ()


def kept_quote(stored: Mapping[str, Any]) -> Quote:
    """A quote out of the database; JSON's lists are tuples again."""
    return Quote(**{**stored, "section": tuple(stored.get("section", ()))})


def section_at(start: int, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The path of the passage that holds this place; none of a place between passages."""
    return next((one.path for one in passages if one.start <= start < one.end), ())


def citation_of(n: int, quote: Quote, document: Document, version: Version) -> Citation:
    """The quote as the ``n``-th citation of its answer."""
    return Citation(
        n=n,
        document_id=document.id,
        version=version.number,
        title=document.title,
        issuer=document.issuer,
        year=document.year,
        section=quote.section,
        quote=quote.quote,
        start=quote.start,
        end=quote.end,
        url=document.url,
        page=page_of(version, quote.start),
        note=document.note,
    )


def values_in(
    n: int, quote: Quote, answer: str, indicators: Sequence[Indicator]
) -> Iterator[Value]:
    """The figures of the quote that the answer says.

    Words that two figures of the quote share (60件 received, 60件 closed) name neither.
    """
    inside = [one for one in indicators if stands_in(one, quote.start, quote.end)]
    shared = [one.quantity.words for one in inside]
    for one in inside:
        words = one.quantity.words
        said = re.search(rf"(?<![\d.,]){re.escape(words)}", answer)
        if said is not None and shared.count(words) == 1:
            yield stated_value(one, n, primary=True)
