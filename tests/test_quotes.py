"""Quotes are a version's own words, each cited once, short enough to read."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Version
from assistant.quotes import Ledger, figure_span, page_of
from tests.reading import report, stated


def version(text: str, pages: tuple[int, ...] = ()) -> Version:
    return Version(
        id="v",
        document_id="d",
        number=3,
        text=text,
        content_hash="",
        state="current",
        ingested_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
        pages=pages,
    )


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_quote_is_the_texts_own_words(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    ledger = Ledger()
    ledger.cite(report(), version(text), (start, end), ())
    (citation,) = ledger.citations
    assert citation.quote == text[citation.start : citation.end] == text[start:end].strip()


def test_numbers_go_by_first_use_and_a_span_is_cited_once() -> None:
    ledger = Ledger()
    text = version("受理75件。审结70件。")
    cite = ledger.cite
    assert cite(report(), text, (0, 6), ("一",)) == 1
    assert cite(report(), text, (6, 12), ("二",)) == 2
    assert cite(report(), text, (0, 6), ("一",)) == 1
    assert [c.n for c in ledger.citations] == [1, 2]
    assert ledger.citations[0].version == 3
    assert ledger.citations[1].section == ("二",)


def test_pages() -> None:
    paged = version("甲乙丙丁戊己", pages=(0, 2, 4))
    assert [page_of(paged, offset) for offset in range(6)] == [1, 1, 2, 2, 3, 3]
    assert page_of(version("甲"), 0) is None


def test_a_short_sentence_is_quoted_whole() -> None:
    text = "全年受理75件，审结70件。"
    start, end = figure_span(text, stated(text)[0])
    assert text[start:end] == text


def test_a_long_sentence_is_quoted_around_its_figure() -> None:
    filler = "，持续推进各项重点工作落地见效" * 15
    text = f"行政复议方面{filler}，全年受理行政复议案件75件，审结70件{filler}。"
    for indicator in stated(text):
        start, end = figure_span(text, indicator)
        quote = text[start:end]
        assert indicator.quantity.words in quote
        assert indicator.frame.local.split()[0] in quote
        assert len(quote) < len(text)
        assert start >= indicator.sentence_start
        assert end <= indicator.sentence_end
