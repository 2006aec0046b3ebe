"""What evidence is ordered by."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Document, Passage
from assistant.retrieve import Evidence, pairs_of, relevance


def evidence(text: str = "申请人可以自知道该行政行为之日起六十日内提出。") -> Evidence:
    document = Document(id="d", slug="d", title="行政复议法", kind="statute")
    passage = Passage(
        id="p",
        document_id="d",
        version_id="v",
        ordinal=0,
        path=(),
        start=0,
        end=len(text),
        text=text,
    )
    return Evidence(
        passage=passage, document=document, score=0.01, cosine=0.85, coverage=0.5, pairs=0.4
    )


def test_pairs_of_characters_stop_at_what_is_no_word() -> None:
    assert [t.words[0] for t in pairs_of("多久,申请复议?")] == ["多久", "申请", "请复", "复议"]


def test_pairs_are_counted_once_and_folded() -> None:
    assert [t.words[0] for t in pairs_of("ＡＢ AB")] == ["ab"]


def test_each_signal_raises_the_relevance() -> None:
    base = evidence()
    for name in ("score", "cosine", "coverage", "pairs"):
        more = replace(base, **{name: getattr(base, name) + 0.1})
        assert relevance(more) > relevance(base), name
    longer = evidence(base.passage.text * 3)
    assert relevance(longer) > relevance(base)
