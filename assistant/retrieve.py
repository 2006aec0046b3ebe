"""Passages for a question: both indexes, fused, then ordered by what the question asks."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LCDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.catalogue import Catalogue
from assistant.domain import Document, Passage
from assistant.embedding import Embedder
from assistant.fusion import fuse
from assistant.lexical_index import LexicalIndex
from assistant.terms import Coverage, Term, terms_of
from assistant.text import fold
from assistant.vector_index import VectorIndex

# Weights and depth measured on STARD (python -m eval stard).
LEXICAL, DENSE = 1.0, 2.0
DEPTH = 100
# Weights beside the cosine: of coverage, fused rank, shared character pairs and the length's
# logarithm. Fitted on STARD's questions (listwise logistic, folds apart by law).
COVERAGE, RANK, PAIRS, LENGTH = 0.02, 0.53, 0.087, 0.005
_WORDS = re.compile(r"[\u4e00-\u9fffa-z0-9]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A passage with its rank signals.

    ``cosine`` is the dense similarity (the least found, where it was not among the nearest),
    ``coverage`` the share of the question's terms, weighted by rarity, that it speaks of, ``pairs``
    the same of the question's pairs of characters.
    """

    passage: Passage
    document: Document
    score: float
    cosine: float
    coverage: float
    pairs: float = 0.0


class PassageFinder:
    """Finds evidence among a set of documents."""

    def __init__(
        self,
        catalogue: Catalogue,
        vectors: VectorIndex,
        lexical: LexicalIndex,
        embedder: Embedder,
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._lexical = lexical
        self._embedder = embedder

    def find(
        self,
        query: str,
        documents: Sequence[Document],
        k: int = 10,
        terms: Sequence[Term] | None = None,
    ) -> list[Evidence]:
        """Up to ``k`` pieces of evidence, best first; no documents find nothing.

        ``terms`` are what is asked about; by default those of the query itself.
        """
        terms = terms_of(query) if terms is None else terms
        among = frozenset(d.id for d in documents)
        if not among or not query.strip():
            return []
        dense = self._vectors.search(self._embedder.query(query), DEPTH, among)
        lexical = self._lexical.search(query, DEPTH, among)
        ranked = fuse([(LEXICAL, [i for i, _ in lexical]), (DENSE, [i for i, _ in dense])])
        best = ranked[: max(4 * k, 40)]
        cosines = dict(dense)
        least = min(cosines.values(), default=0.0)
        passages = self._catalogue.passages_by_ids([one for one, _ in best])
        by_id = {d.id: d for d in documents}
        scores = dict(best)
        texts = {p.id: fold(p.indexed_text) for p in passages}
        coverage = Coverage(terms, list(texts.values()))
        pairs = Coverage(pairs_of(query), list(texts.values()))
        evidence = [
            Evidence(
                passage=p,
                document=by_id[p.document_id],
                score=scores[p.id],
                cosine=cosines.get(p.id, least),
                coverage=coverage.of(texts[p.id]),
                pairs=pairs.of(texts[p.id]),
            )
            for p in passages
            if p.document_id in by_id
        ]
        evidence.sort(key=lambda e: (-relevance(e), e.passage.id))
        return evidence[:k]


def pairs_of(query: str) -> tuple[Term, ...]:
    """The query's pairs of neighbouring characters as terms: words that no dictionary cuts."""
    runs = _WORDS.findall(fold(query))
    found = dict.fromkeys(run[k : k + 2] for run in runs for k in range(len(run) - 1))
    return tuple(Term(words=(pair,)) for pair in found)


def relevance(evidence: Evidence) -> float:
    """One number to order by: similarity, and a little for words, rank and length."""
    return (
        evidence.cosine
        + COVERAGE * evidence.coverage
        + RANK * evidence.score
        + PAIRS * evidence.pairs
        + LENGTH * math.log1p(len(evidence.passage.text))
    )


class PassageRetriever(BaseRetriever):
    """The finder as LangChain knows retrievers; ``documents`` is what it may search."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    finder: PassageFinder = Field(exclude=True)
    documents: tuple[Document, ...] = ()
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **_: Any
    ) -> list[LCDocument]:
        return [as_langchain(e) for e in self.finder.find(query, self.documents, self.k)]


def as_langchain(evidence: Evidence) -> LCDocument:
    """Evidence as a LangChain document; offsets and scores are in the metadata."""
    passage, document = evidence.passage, evidence.document
    return LCDocument(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document_id": document.id,
            "version_id": passage.version_id,
            "title": document.title,
            "section": list(passage.path),
            "start": passage.start,
            "end": passage.end,
            "score": evidence.score,
            "cosine": evidence.cosine,
        },
    )
