"""An ``Embedder`` as LangChain knows embeddings."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from assistant.embedding import Embedder


class LangChainEmbeddings(Embeddings):
    """For LangChain's own stores and chains; adds nothing to the embedder."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of texts to be found."""
        return [[float(x) for x in row] for row in self._embedder.passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return [float(x) for x in self._embedder.query(text)]
