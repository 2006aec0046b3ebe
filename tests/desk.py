"""An assistant over small documents in real stores, for tests from question to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.chain import Assistant
from assistant.domain import Abstention, Answer, Filters, Outcome, Question
from assistant.embedding import Embedder, HashingEmbedder
from assistant.phrasing import Phrasing
from assistant.stores import Stores
from ingest.pipeline import Pipeline
from tests.small import stores_in

TODAY = dt.date(2025, 6, 30)


class CrowdedEmbedder:
    """The hashing embedder's vectors drawn together, so that its cosines lie as a model's do.

    A cosine of 0 becomes 0.8; likelihoods are fitted on a model whose vectors crowd like that.
    """

    def __init__(self) -> None:
        self._plain = HashingEmbedder(512)
        self.dimension = self._plain.dimension + 1
        self.name = "crowded-512"

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``."""
        plain = self._plain.passages(texts)
        common = np.full((len(plain), 1), 2.0, np.float32)
        crowded = np.hstack([plain, common]) / np.sqrt(5.0)
        return np.asarray(crowded, np.float32)

    def phrases(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``."""
        return self.passages(texts)

    def query(self, text: str) -> NDArray[np.float32]:
        """See ``Embedder``."""
        vector: NDArray[np.float32] = self.passages([text])[0]
        return vector


class Desk:
    """Documents go in by ``add``, questions by ``ask``; the clock stands still."""

    def __init__(
        self,
        folder: Path,
        today: dt.date = TODAY,
        embedder: Embedder | None = None,
        **settings: object,
    ) -> None:
        self.folder = folder
        self.stores: Stores = stores_in(folder, embedder, **settings)
        self.today = today
        self.assistant = self.another()

    def another(
        self,
        today: dt.date | None = None,
        phrasing: Phrasing | None = None,
        **settings: object,
    ) -> Assistant:
        """Another assistant over the same stores."""
        chosen = self.stores.settings.model_copy(update=settings)
        return Assistant(
            catalogue=self.stores.catalogue,
            vectors=self.stores.vectors,
            lexical=self.stores.lexical,
            embedder=self.stores.embedder,
            settings=chosen,
            clock=lambda: today or self.today,
            phrasing=phrasing,
        )

    def add(self, name: str, text: str, **meta: object) -> None:
        """Ingest a text with this front matter."""
        self.add_all({name: (text, meta)})

    def add_all(self, texts: Mapping[str, tuple[str, Mapping[str, object]]]) -> None:
        """Ingest several texts at once."""
        paths = []
        for name, (text, meta) in texts.items():
            front = "".join(f"{key}: {value}\n" for key, value in meta.items())
            path = self.folder / f"{name}.md"
            path.write_text(f"---\n{front}---\n\n{text}\n", encoding="utf-8")
            paths.append(str(path))
        results = Pipeline(self.stores).ingest(paths).results
        assert all(r.status != "failed" for r in results), results

    def ask(self, text: str, **filters: object) -> Outcome:
        """The outcome of a question with these filters."""
        return self.assistant.ask(Question(text=text, filters=Filters(**filters)))  # type: ignore[arg-type]

    def answer(self, text: str, **filters: object) -> Answer:
        """The outcome, which must be an answer."""
        outcome = self.ask(text, **filters)
        assert isinstance(outcome, Answer), outcome
        return outcome

    def abstention(self, text: str, **filters: object) -> Abstention:
        """The outcome, which must be an abstention."""
        outcome = self.ask(text, **filters)
        assert isinstance(outcome, Abstention), outcome
        return outcome

    def close(self) -> None:
        """Let the stores go."""
        self.stores.close()


def figures(answer: Answer) -> list[tuple[str, str, int | None, str | None]]:
    """Value, unit, year and place of each of an answer's figures."""
    return [(v.value, v.unit, v.year, v.jurisdiction) for v in answer.values]
