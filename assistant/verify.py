"""The last check before anyone sees an answer: every part of it rests on its source.

The invariants of the design's section 6, checked on the finished answer, whatever made it: quotes
are the version's own words, every value stands in its quote with its unit, and every figure in the
text is a value's or stands in a cited quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from assistant.domain import Answer, Citation, Value, Version
from assistant.quantity import plain_decimal, quantities

_MARK = re.compile(r"\[\d+\]")


def faults(answer: Answer, version_of: Callable[[str, int], Version]) -> list[str]:
    """What is wrong with an answer, in words; empty where all of it is supported.

    ``version_of`` gives the version of a document id and version number.
    """
    found: list[str] = []
    cited = {c.n: c for c in answer.citations}
    for citation in answer.citations:
        text = version_of(citation.document_id, citation.version).text
        if text[citation.start : citation.end] != citation.quote or not citation.quote:
            found.append(f"citation {citation.n} is not the version's words")
    for value in answer.values:
        if value.citation not in cited:
            found.append(f"value {value.value} cites {value.citation}, which is not there")
        elif not value.computed and not stands(value, cited[value.citation]):
            found.append(f"value {value.value}{value.unit} does not stand in its quote")
    found.extend(
        f"the text cites [{n}], which is not there"
        for n in {int(m[0][1:-1]) for m in _MARK.finditer(answer.answer)} - set(cited)
    )
    if not answer.citations and answer.values:
        found.append("values without a citation")
    found.extend(_strange_figures(answer))
    return found


def stands(value: Value, citation: Citation) -> bool:
    """Whether the quote states the value with its unit."""
    wanted = (Decimal(value.value), value.unit)
    stated = {(q.value, q.unit) for q in quantities(citation.quote)}
    return wanted in stated or (not value.unit and value.value in citation.quote.replace(",", ""))


def _strange_figures(answer: Answer) -> list[str]:
    """Figures of the text that neither a value nor a cited quote states."""
    stated = {(v.value, v.unit) for v in answer.values}
    for citation in answer.citations:
        stated |= {(plain_decimal(q.value), q.unit) for q in quantities(citation.quote)}
    text = _MARK.sub("", answer.answer)
    for citation in answer.citations:
        text = text.replace(citation.title, "")
    return [
        f"the text says {q.words!r}, which no source states"
        for q in quantities(text)
        if (plain_decimal(q.value), q.unit) not in stated
    ]
