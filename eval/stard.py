"""STARD: citizens' questions to statute articles, by words, by vectors, and by both fused.

Data and metrics: ``../shared/bench/stard/README.md`` (arXiv 2406.15313). R@k is the mean over
questions of the share of a question's relevant articles of which one equivalent is in the first k;
MRR@10 the mean of 1 / rank of the first relevant article, 0 beyond rank 10.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue import Catalogue
from assistant.domain import Document, Passage
from assistant.embedding import Embedder
from assistant.errors import SourceError
from assistant.fusion import CONSTANT, fuse
from assistant.lexical_index import LexicalIndex
from assistant.retrieve import DENSE, DEPTH, LEXICAL, PassageFinder
from assistant.vector_index import VectorIndex
from eval.vectors import Step, cached_vectors

DEPTHS = (1, 5, 10, 100)
BATCH = 64  # questions compared with all articles at once
DEEPEST = 300  # ids kept of each ranking: as deep as any tuning looks

Ranking = tuple[str, ...]
Hit = tuple[str, float]
Scored = tuple[Hit, ...]


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question with its relevant articles, each as the set of its equivalent ids."""

    id: int
    text: str
    gold: tuple[frozenset[str], ...]


@dataclass(frozen=True, kw_only=True)
class Run:
    """Rankings of one way of retrieving, one for each question; ``scored`` holds their scores."""

    name: str
    rankings: tuple[Ranking, ...]
    scored: tuple[Scored, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Metrics of a run over ``n`` questions; ``recall`` by depth."""

    name: str
    n: int
    mrr: float
    recall: tuple[tuple[int, float], ...]

    def at(self, k: int) -> float:
        """R@k."""
        return dict(self.recall)[k]


@dataclass(frozen=True, kw_only=True)
class Mix:
    """How two rankings are fused: the weights, how deep each is read, RRF's constant."""

    lexical: float = LEXICAL
    dense: float = DENSE
    depth: int = DEPTH
    k: int = CONSTANT

    @property
    def name(self) -> str:
        """Words for a table."""
        return f"fused {self.lexical:g}:{self.dense:g} depth {self.depth} k {self.k}"


def read_queries(folder: Path) -> list[Query]:
    """The questions. Raises ``SourceError`` where the benchmark isn't there."""
    lines = _open(folder / "queries.jsonl").decode("utf-8").splitlines()
    return [_query(json.loads(line)) for line in lines]


def read_articles(folder: Path) -> list[Passage]:
    """The pool as passages: the law's name is the title, the article the words."""
    lines = gzip.decompress(_open(folder / "articles.jsonl.gz")).decode("utf-8").splitlines()
    return [_passage(json.loads(line)) for line in lines]


def lexical_run(articles: Sequence[Passage], queries: Sequence[Query]) -> Run:
    """BM25 by the project's own index, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        index = LexicalIndex(Path(folder) / "lexical")
        index.add(articles)
        return _run("BM25", [tuple(index.search(query.text, DEEPEST)) for query in queries])


def dense_run(
    articles: Sequence[Passage],
    queries: Sequence[Query],
    embedder: Embedder,
    cache: Path,
    step: Step | None = None,
) -> Run:
    """Exact search over the embedder's vectors, which are kept in ``cache``."""
    texts = [article.indexed_text for article in articles]
    vectors = cached_vectors(texts, embedder, cache, step)
    names = [article.id for article in articles]
    hits: list[Scored] = []
    for start in range(0, len(queries), BATCH):
        asked = [embedder.query(query.text) for query in queries[start : start + BATCH]]
        hits += [_nearest(cosines, names) for cosines in np.stack(asked) @ vectors.T]
    return _run("dense", hits)


def fused_run(lexical: Run, dense: Run, mix: Mix) -> Run:
    """The project's fusion of the two."""
    rankings = tuple(
        tuple(
            item
            for item, _ in fuse(
                [(mix.lexical, words[: mix.depth]), (mix.dense, likeness[: mix.depth])], mix.k
            )
        )
        for words, likeness in zip(lexical.rankings, dense.rankings, strict=True)
    )
    return Run(name=mix.name, rankings=rankings)


def finder_run(
    articles: Sequence[Passage],
    queries: Sequence[Query],
    lexical: Run,
    dense: Run,
    embedder: Embedder,
) -> Run:
    """The order that the assistant's own search gives to what the two runs found."""
    laws = [
        Document(id=law, slug=law, title=law, kind="statute")
        for law in dict.fromkeys(article.document_id for article in articles)
    ]
    pool = _Pool(articles)
    rankings: list[Ranking] = []
    for query, words, likeness in zip(queries, lexical.scored, dense.scored, strict=True):
        finder = PassageFinder(
            cast(Catalogue, pool),
            cast(VectorIndex, _Hits(likeness)),
            cast(LexicalIndex, _Hits(words)),
            embedder,
        )
        found = finder.find(query.text, laws, max(DEPTHS))
        rankings.append(tuple(evidence.passage.id for evidence in found))
    return Run(name="as the assistant orders", rankings=tuple(rankings))


class _Pool:
    """The articles as the part of a catalogue that the search reads."""

    def __init__(self, articles: Sequence[Passage]) -> None:
        self._articles = {article.id: article for article in articles}

    def passages_by_ids(self, ids: Sequence[str]) -> list[Passage]:
        return [self._articles[one] for one in ids]


class _Hits:
    """An index that was asked already: what it found for one question."""

    def __init__(self, hits: Scored) -> None:
        self._hits = hits

    def search(self, _: object, k: int, __: frozenset[str] | None = None) -> list[Hit]:
        return list(self._hits[:k])


def measure(
    run: Run, queries: Sequence[Query], keep: Callable[[Query], bool] | None = None
) -> Scores:
    """Metrics over the questions that ``keep`` holds for. Raises ``ValueError`` for none."""
    pairs = [(q, r) for q, r in zip(queries, run.rankings, strict=True) if keep is None or keep(q)]
    if not pairs:
        raise ValueError("no question to measure over")
    return Scores(
        name=run.name,
        n=len(pairs),
        mrr=sum(_reciprocal(q, r) for q, r in pairs) / len(pairs),
        recall=tuple((k, sum(_recall(q, r, k) for q, r in pairs) / len(pairs)) for k in DEPTHS),
    )


def even(query: Query) -> bool:
    """The half that weights may be tuned on."""
    return query.id % 2 == 0


def odd(query: Query) -> bool:
    """The half that is only reported on."""
    return query.id % 2 == 1


def tune(lexical: Run, dense: Run, queries: Sequence[Query]) -> list[tuple[Mix, Scores]]:
    """Every mix of a small grid with its metrics on the even half, best first (MRR@10 + R@100)."""
    grid = [
        Mix(lexical=1.0, dense=weight, depth=depth, k=k)
        for weight in (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
        for depth in (50, 100, 200, 300)
        for k in (10, 20, 40, 60, 100)
    ]
    found = [(mix, measure(fused_run(lexical, dense, mix), queries, even)) for mix in grid]
    return sorted(found, key=lambda pair: -(pair[1].mrr + pair[1].at(100)))


def _open(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"The benchmark's file {str(path)!r} can't be read: {error.strerror}.",
            hint="Put STARD there, or name another folder with --stard.",
        ) from error


def _query(raw: dict[str, Any]) -> Query:
    gold = tuple(frozenset(str(one) for one in article) for article in raw["gold"])
    return Query(id=int(raw["id"]), text=str(raw["question"]), gold=gold)


def _passage(raw: dict[str, Any]) -> Passage:
    return Passage(
        id=str(raw["id"]),
        document_id=str(raw["law"]),
        version_id=str(raw["law"]),
        ordinal=int(raw["id"]),
        path=(),
        start=0,
        end=len(raw["text"]),
        text=str(raw["text"]),
        title=str(raw["law"]),
    )


def _nearest(cosines: NDArray[np.float32], names: Sequence[str]) -> Scored:
    deepest = min(DEEPEST, len(names))
    best = np.argpartition(-cosines, deepest - 1)[:deepest]
    ordered = sorted(best.tolist(), key=lambda row: (-float(cosines[row]), names[row]))
    return tuple((names[row], float(cosines[row])) for row in ordered)


def _run(name: str, hits: Sequence[Scored]) -> Run:
    rankings = tuple(tuple(item for item, _ in found) for found in hits)
    return Run(name=name, rankings=rankings, scored=tuple(hits))


def _recall(query: Query, ranking: Ranking, k: int) -> float:
    top = set(ranking[:k])
    return sum(bool(article & top) for article in query.gold) / len(query.gold)


def _reciprocal(query: Query, ranking: Ranking) -> float:
    relevant = frozenset().union(*query.gold)
    return next((1 / n for n, item in enumerate(ranking[:10], start=1) if item in relevant), 0.0)
