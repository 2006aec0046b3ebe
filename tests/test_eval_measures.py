"""The evaluation's other measures: vectors on disk, STARD's metrics, figures against labels."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.domain import Frame, Indicator, Period, Place, Quantity
from assistant.embedding import HashingEmbedder
from assistant.errors import SourceError
from eval import stard, vectors
from eval.cases import Labelled, Labels, NoFigure
from eval.indicators import compare, locate
from eval.statistics import Rate


class CountingEmbedder(HashingEmbedder):
    """The shipped fake, which also tells how much it was asked."""

    embedded = 0

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return super().passages(texts)


# Vectors on disk


def test_vectors_come_in_order_and_are_made_once(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    texts = ["乙", "甲甲甲", "乙", "丙丙"]
    steps: list[tuple[int, int]] = []
    found = vectors.cached_vectors(texts, embedder, tmp_path, lambda n, of: steps.append((n, of)))
    assert np.allclose(found, HashingEmbedder().passages(texts), atol=1e-3)
    assert embedder.embedded == 3
    assert steps == [(3, 3)]
    again = vectors.cached_vectors(texts, embedder, tmp_path)
    assert np.array_equal(found, again)
    assert embedder.embedded == 3


def test_another_text_or_model_is_embedded_anew(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    vectors.cached_vectors(["甲"], embedder, tmp_path)
    vectors.cached_vectors(["乙"], embedder, tmp_path)
    assert embedder.embedded == 2
    other = CountingEmbedder(dimension=64)
    assert vectors.cached_vectors(["甲"], other, tmp_path).shape == (1, 64)


def test_an_interrupted_run_goes_on_after_its_last_block(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    texts = [f"{n:05}" for n in range(vectors.BLOCK + 10)]

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        vectors.cached_vectors(texts, embedder, tmp_path, stop)
    assert embedder.embedded == vectors.BLOCK
    vectors.cached_vectors(texts, embedder, tmp_path)
    assert embedder.embedded == len(texts)


def test_no_texts_give_no_vectors(tmp_path: Path) -> None:
    assert vectors.cached_vectors([], HashingEmbedder(), tmp_path).shape == (0, 256)


# STARD

ARTICLES = [
    {"id": 1, "law": "甲法", "article": "第一条", "text": "第一条 个体工商户应当登记。"},
    {"id": 2, "law": "乙法", "article": "第二条", "text": "第二条 承包土地不得收回。"},
    {"id": 3, "law": "乙法", "article": "第三条", "text": "第三条 本法自公布之日起施行。"},
]
QUERIES = [
    {"id": 1, "question": "个体工商户怎么登记？", "gold": [[1]]},
    {"id": 2, "question": "村里能收回承包土地吗？", "gold": [[2, 9], [3]]},
]


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in ARTICLES)
    (tmp_path / "articles.jsonl.gz").write_bytes(gzip.compress(lines.encode("utf-8")))
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in QUERIES)
    (tmp_path / "queries.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_every_way_runs_over_one_pool(bench: Path, tmp_path: Path) -> None:
    queries, articles = stard.read_queries(bench), stard.read_articles(bench)
    assert queries[1].gold == (frozenset({"2", "9"}), frozenset({"3"}))
    lexical = stard.lexical_run(articles, queries)
    dense = stard.dense_run(articles, queries, HashingEmbedder(), tmp_path / "vectors")
    fused = stard.fused_run(lexical, dense, stard.Mix())
    ordered = stard.finder_run(articles, queries, lexical, dense, HashingEmbedder())
    for run in (lexical, dense, fused, ordered):
        assert [ranking[0] for ranking in run.rankings] == ["1", "2"]
    assert stard.measure(fused, queries).mrr == 1.0
    assert len(dense.rankings[0]) == 3


def test_the_metrics_by_hand() -> None:
    queries = [
        stard.Query(id=1, text="", gold=(frozenset({"a", "b"}), frozenset({"c"}))),
        stard.Query(id=2, text="", gold=(frozenset({"x"}),)),
    ]
    run = stard.Run(name="r", rankings=(("q", "b", "a", "c"), ("y",)))
    found = stard.measure(run, queries)
    assert found.mrr == pytest.approx((1 / 2 + 0) / 2)
    assert found.at(1) == 0
    assert found.at(5) == pytest.approx((1 + 0) / 2)
    assert stard.measure(run, queries, stard.odd).at(5) == 1
    assert stard.measure(run, queries, stard.even).n == 1
    with pytest.raises(ValueError, match="no question"):
        stard.measure(stard.Run(name="r", rankings=()), [])


def test_an_equivalent_beyond_the_depth_counts_nothing() -> None:
    query = stard.Query(id=1, text="", gold=(frozenset({"a"}),))
    run = stard.Run(name="r", rankings=((*map(str, range(10)), "a"),))
    found = stard.measure(run, [query])
    assert (found.mrr, found.at(10), found.at(100)) == (0, 0, 1)


def test_a_benchmark_that_is_not_here_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"queries\.jsonl"):
        stard.read_queries(tmp_path)


# Figures against labels

TEXT = "甲县 报告。全年受理60余件,审结 51件。第3条规定。共2份。"


def label(text: str = "60余件", context: str = "受理60余件", **more: object) -> Labelled:
    known: dict[str, object] = {
        "value": Decimal(60),
        "unit": "件",
        "qualifier": "余",
        "period": "2023",
        "scope": "year",
        "place": "甲县",
        "what": "受理",
    }
    return Labelled(text=text, context=context, **{**known, **more})  # type: ignore[arg-type]


def indicator(words: str, number: str, unit: str = "件", qualifier: str | None = None) -> Indicator:
    start = TEXT.index(words)
    return Indicator(
        id=words,
        document_id="d",
        version_id="v",
        quantity=Quantity(
            value=Decimal(number),
            unit=unit,
            start=start,
            end=start + len(words),
            words=words,
            qualifier=qualifier,
        ),
        frame=Frame(local="受理"),
        period=Period(year=2023),
        place=Place(names=("甲县",)),
        sentence_start=0,
        sentence_end=len(TEXT),
    )


def labels(*quantities: Labelled, name: str = "a") -> Labels:
    nothing = NoFigure(text="第3条", context="第3条规定", why="an article")
    return Labels(name=name, document="d", quantities=quantities, not_quantities=(nothing,))


CONCLUDED = label("51件", "审结51件", value=Decimal(51), qualifier=None)


def test_figures_that_meet_their_labels() -> None:
    found = compare(
        labels(label(), CONCLUDED),
        [indicator("60余件", "60", qualifier="余"), indicator("51件", "51")],
        TEXT,
    )
    assert found.precision == found.recall == Rate(hits=2, n=2)
    assert all(share.hits == share.n for _, share in found.right)
    assert dict(found.right)["value"] == Rate(hits=2, n=2)
    assert found.faults == ()


def test_every_fault_is_named() -> None:
    found = compare(
        labels(label(), CONCLUDED, label("7件", "第二年7件")),
        [indicator("60余件", "61", "起"), indicator("3条", "3", "条"), indicator("2份", "2", "份")],
        TEXT,
    )
    assert found.precision == Rate(hits=1, n=3)
    assert found.recall == Rate(hits=1, n=2)
    assert dict(found.right)["value"] == Rate(hits=0, n=1)
    assert dict(found.right)["period"] == Rate(hits=1, n=1)
    assert dict(found.right)["all but scope"] == Rate(hits=0, n=1)
    assert [fault.partition(":")[0] for fault in found.faults] == [
        "value, unit, qualifier",
        "missed",
        "no figure (an article)",
        "no figure (no label)",
    ]
    assert found.unplaced == ("7件 in '第二年7件'",)


def test_a_measure_is_checked_where_the_lexicon_has_it() -> None:
    given = labels(replace(label(), measure="行政复议受理量"), CONCLUDED)
    found = compare(
        given,
        [
            replace(indicator("60余件", "60", qualifier="余"), measure="行政复议审结量"),
            replace(indicator("51件", "51"), measure="行政复议审结量"),
        ],
        TEXT,
    )
    assert dict(found.right)["measure"] == Rate(hits=0, n=1)
    assert dict(found.right)["no measure"] == Rate(hits=0, n=1)


def test_a_label_is_found_whatever_its_blanks_and_widths() -> None:
    assert locate(label("51件", "审结５１ 件".replace("５１ 件", "51件")), TEXT) is not None
    span = locate(CONCLUDED, TEXT)
    assert span is not None
    assert TEXT[span[0] : span[1]] == "51件"
    assert locate(label("60余件", "没有60余件"), TEXT) is None
    assert locate(label(), TEXT + TEXT) is None
