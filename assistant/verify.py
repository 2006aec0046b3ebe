"""The last check before anyone sees an answer: every part of it rests on its source.

The invariants of the design's section 6, checked on the finished answer, whatever made it: quotes
are the version's own words, every value stands in its quote with its unit and is there what it is
said to be (51件 for 审结, not for 受理), every figure in the text is a value's or stands in a cited
quote, and what is computed is worked out anew from its formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.cells import cell_figures, is_bare
from assistant.domain import Answer, Citation, Indicator, Quantity, Value, Version
from assistant.frame import is_table_row
from assistant.naming import label
from assistant.quantity import plain_decimal, quantities
from assistant.recheck import computed_faults
from assistant.stated import stands_in

_MARK = re.compile(r"\[\d+\]")
_APART = "\0"  # between texts that are read apart; stands in no document


def faults(
    answer: Answer,
    version_of: Callable[[str, int], Version],
    indicators_of: Callable[[str], Sequence[Indicator]] | None = None,
) -> list[str]:
    """What is wrong with an answer, in words; empty where all of it is supported.

    ``version_of`` gives the version of a document id and version number, ``indicators_of`` the
    figures of a document's current one: with it, values are bound to their measures as well.
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
        elif not value.computed:
            found.extend(_misstated(value, cited[value.citation], indicators_of))
    found.extend(computed_faults(answer))
    found.extend(
        f"the text cites [{n}], which is not there"
        for n in {int(m[0][1:-1]) for m in _MARK.finditer(answer.answer)} - set(cited)
    )
    if not answer.citations and answer.values:
        found.append("values without a citation")
    found.extend(_strange_figures(answer))
    return found


def _misstated(
    value: Value,
    citation: Citation,
    indicators_of: Callable[[str], Sequence[Indicator]] | None,
) -> Iterator[str]:
    """What is wrong with a value that is said to be stated."""
    words = f"{value.value}{value.unit}"
    if indicators_of is None:
        if not stands(value, citation):
            yield f"value {words} does not stand in its quote"
        return
    quoted = (
        i for i in indicators_of(citation.document_id) if stands_in(i, citation.start, citation.end)
    )
    figures = [i for i in quoted if is_bound(value, citation, (i,))]
    if not (stands(value, citation) or any(_in_bare_cell(i, citation) for i in figures)):
        yield f"value {words} does not stand in its quote"
    elif not figures:
        yield f"value {words} is no {value.measure} in its quote"


def _in_bare_cell(figure: Indicator, citation: Citation) -> bool:
    """Whether a quote is a table's row with just the figure's number where it is said to stand:
    its unit is told above the table (单位：件)."""
    quantity = figure.quantity
    start, end = (at - citation.start for at in (quantity.start, quantity.end))
    return (
        is_table_row(citation.quote)
        and is_bare(quantity)
        and citation.quote[start:end] == quantity.words
    )


def stands(value: Value, citation: Citation) -> bool:
    """Whether the quote states the value, both ends of a range, with its unit."""
    high = Decimal(value.high) if value.high is not None else None
    wanted = (Decimal(value.value), high, value.unit)
    stated = {(q.value, q.high, q.unit) for q in _stated(citation.quote)}
    return wanted in stated or (not value.unit and value.value in citation.quote.replace(",", ""))


def is_bound(value: Value, citation: Citation, indicators: Sequence[Indicator]) -> bool:
    """Whether a figure standing in the quote is this value: its measure, year and body, too."""
    return any(
        stands_in(i, citation.start, citation.end)
        and plain_decimal(i.quantity.value) == value.value
        and i.quantity.unit == value.unit
        and i.period.year == value.year
        and (i.place.name if i.place else None) == value.jurisdiction
        and label(i, "zh") == value.measure
        for i in indicators
    )


def _strange_figures(answer: Answer) -> list[str]:
    """Figures of the text or its table that neither a value nor a cited quote states."""
    # 下降2.5% is said of a computed change of -2.5%.
    stated = {(v.value.removeprefix("-") if v.computed else v.value, v.unit) for v in answer.values}
    stated |= {(v.high, v.unit) for v in answer.values if v.high is not None}
    for citation in answer.citations:
        stated |= {end for q in _stated(citation.quote) for end in _ends(q)}
    cells = [cell for row in answer.table.rows for cell in row] if answer.table else []
    said = _APART.join([_MARK.sub("", answer.answer), *cells])
    for title in dict.fromkeys(c.title for c in answer.citations):
        said = said.replace(title, "")
    for formula in dict.fromkeys(v.formula for v in answer.values if v.computed and v.formula):
        said = said.replace(formula, " ")  # checked by itself: its numbers are cited values'
    return [
        f"the text says {q.words!r}, which no source states"
        for text in said.split(_APART)
        for q in _figures_of(text)
        if not _ends(q) <= stated
    ]


@lru_cache(maxsize=5_000)
def _figures_of(text: str) -> tuple[Quantity, ...]:
    return tuple(quantities(text))


@lru_cache(maxsize=5_000)
def _stated(quote: str) -> tuple[Quantity, ...]:
    """Figures of a quote; of a table's rows also those whose unit their heads name."""
    rows = [f.quantity for line in quote.split("\n") for f in cell_figures(line)]
    return (*quantities(quote), *rows)


def _ends(quantity: Quantity) -> set[tuple[str, str]]:
    """A figure with its unit; both of a range."""
    ends = [quantity.value] if quantity.high is None else [quantity.value, quantity.high]
    return {(plain_decimal(end), quantity.unit) for end in ends}
