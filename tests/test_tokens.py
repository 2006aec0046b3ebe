"""Words for the lexical index."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text import fold
from assistant.tokens import LONGEST, cut, tagged, terms


@pytest.mark.parametrize(
    "term", ["行政复议", "行政应诉", "法律援助", "跨省通办", "出庭应诉率", "规范性文件", "八五普法"]
)
def test_terms_of_the_field_are_whole_words(term: str) -> None:
    assert term in cut(f"今年的{term}情况如何")


def test_a_long_word_brings_its_parts() -> None:
    assert cut("行政复议") == ["行政", "复议", "行政复议"]
    assert [word for word, _ in tagged("行政复议")] == ["行政复议"]


def test_folded_lower_case_without_punctuation() -> None:
    assert cut("Ｌｅｇａｌ AID，受理 ６０件（约21.6％）。") == [
        "legal",
        "aid",
        "受理",
        "60",
        "件",
        "约",
        "21.6",
    ]
    assert cut("") == cut("，。！？ \n\t…—") == []


def test_the_terms_are_each_there_once() -> None:
    assert len(terms()) == len(set(terms())) > 140
    assert all(fold(term) == term for term in terms())


@given(st.text(max_size=60))
def test_any_text_is_cut(text: str) -> None:
    for token in cut(text):
        assert 0 < len(token) <= LONGEST
        assert any(map(str.isalnum, token)) and not any(map(str.isspace, token))


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60))
def test_tagged_words_keep_their_order(text: str) -> None:
    plain, at = fold(text), 0
    for word, _ in tagged(text):
        at = plain.index(word, at) + len(word)


@pytest.mark.parametrize("text", ["\x00行政\x00", "半\ud800个", "\ufdfa" * 50, "a" * 100_000])
def test_hostile_text_is_cut(text: str) -> None:
    assert all(len(token) <= LONGEST for token in cut(text))


def test_threads_share_it() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(cut, ["光山县行政复议受理60件"] * 200))
    assert all(one == found[0] for one in found)
