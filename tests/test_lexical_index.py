"""The lexical index on a real folder: found, filtered, removed; nothing is syntax."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Passage
from assistant.errors import StoreError
from assistant.lexical_index import LexicalIndex, destroy

TEXTS = {
    "a": ["全年共受理行政复议案件60件。", "法律援助案件办结120件。", "跨省通办事项58项。"],
    "b": ["受理行政复议申请31件，审结28件。", "开展普法宣传活动。"],
}


def passages() -> list[Passage]:
    return [
        Passage(
            id=f"{document}{n}",
            document_id=document,
            version_id=f"{document}-v1",
            ordinal=n,
            path=("三、公共法律服务",) if "援助" in text else (),
            start=0,
            end=len(text),
            text=text,
        )
        for document, texts in TEXTS.items()
        for n, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def shared_index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    index = LexicalIndex(tmp_path_factory.mktemp("lexical"))
    index.add(passages())
    return index


def ids(hits: list[tuple[str, float]]) -> list[str]:
    return [one for one, _ in hits]


def test_words_are_found_best_first(shared_index: LexicalIndex) -> None:
    hits = shared_index.search("跨省通办事项有多少", 10)
    assert hits[0][0] == "a2" and hits[0][1] > 0
    assert set(ids(shared_index.search("行政复议受理", 10))) == {"a0", "b0"}
    assert [score for _, score in hits] == sorted((s for _, s in hits), reverse=True)


def test_headings_count_less_than_the_text(shared_index: LexicalIndex) -> None:
    assert ids(shared_index.search("公共法律服务", 10)) == ["a1"]


def test_documents_limit_and_fail_closed(shared_index: LexicalIndex) -> None:
    assert ids(shared_index.search("行政复议", 10, frozenset({"b"}))) == ["b0"]
    assert shared_index.search("行政复议", 10, frozenset()) == []
    assert shared_index.search("行政复议", 10, frozenset({"nothing"})) == []
    many = frozenset(f"x{n}" for n in range(30_000)) | {"b"}
    assert ids(shared_index.search("行政复议", 10, many)) == ["b0"]
    assert shared_index.search("行政复议", 0) == []


def test_the_filter_does_not_change_scores(shared_index: LexicalIndex) -> None:
    free = dict(shared_index.search("行政复议受理", 10))
    assert dict(shared_index.search("行政复议受理", 10, frozenset({"a"}))) == {"a0": free["a0"]}


def test_changes_are_seen_at_once_and_kept(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    assert index.ids() == set() and index.search("行政", 5) == []
    index.add(passages())
    index.add(passages()[:2])
    assert index.ids() == {"a0", "a1", "a2", "b0", "b1"}
    index.delete_version("b-v1")
    index.delete({"a0"})
    assert index.ids() == {"a1", "a2"}
    assert LexicalIndex(tmp_path).ids() == {"a1", "a2"}
    index.clear()
    assert index.ids() == set()
    index.add([])


def test_a_broken_folder_says_how_to_mend_it(tmp_path: Path) -> None:
    LexicalIndex(tmp_path / "x").add(passages())
    (tmp_path / "x" / "meta.json").write_text("rubbish", encoding="utf-8")
    with pytest.raises(StoreError, match="fazhi reindex"):
        LexicalIndex(tmp_path / "x")
    destroy(tmp_path / "x")
    assert LexicalIndex(tmp_path / "x").ids() == set()


HOSTILE = [
    'text:"复议" AND (id:* OR -b)^9 ~2 [a TO z] \\',
    "\x00\ud800\ufdfa",
    "行政" * 20_000,
    " ".join(f"w{n}" for n in range(5_000)),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_questions_are_only_words(text: str, shared_index: LexicalIndex) -> None:
    assert set(ids(shared_index.search(text, 10))) <= shared_index.ids()
    assert shared_index.search(text, 10, frozenset()) == []


@settings(deadline=None)
@given(text=st.text(max_size=40), documents=st.frozensets(st.sampled_from(["a", "b", "c"])))
def test_no_text_reaches_beyond_the_filter(
    text: str, documents: frozenset[str], shared_index: LexicalIndex
) -> None:
    found = ids(shared_index.search(text, 10, documents))
    assert {one[0] for one in found} <= documents
