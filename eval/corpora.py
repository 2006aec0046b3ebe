"""Indexes for evaluation: which texts a suite is asked over, and an assistant over them.

An index stands in a folder of its own, never in the user's ``FAZHI_HOME``, and knows nothing of the
user's database, server or jurisdiction. Ingest is idempotent, so a folder that is kept between runs
(``--keep``) only takes in what changed.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.embedding import Embedder
from assistant.errors import FazhiError
from assistant.lock import OwnerLock
from assistant.settings import Settings
from assistant.stores import Stores

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.phrasing import Phrasing
    from ingest.report import IngestReport

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"


class IngestFailed(FazhiError):
    """A text of an evaluation corpus could not be taken in, so no score would mean anything."""

    code = "ingest_failed"


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """Texts that are ingested together."""

    name: str
    paths: tuple[Path, ...]

    @property
    def missing(self) -> tuple[Path, ...]:
        """What isn't on this machine."""
        return tuple(path for path in self.paths if not path.exists())


def shipped_corpora(shared: Path = SHARED) -> dict[str, Corpus]:
    """The corpus of each shipped suite, by the suite's name."""
    laws = shared / "corpus" / "laws"
    real = Corpus(name="real", paths=(shared / "corpus" / "reports", laws))
    samples = Corpus(name="samples", paths=(REPOSITORY / "samples",))
    styles = Corpus(name="styles", paths=(Path(__file__).parent / "styles",))
    both = Corpus(name="computed", paths=(REPOSITORY / "samples", shared / "corpus" / "reports"))
    others = {"computed": both, "computed_held": both, "styles": styles}
    return {"guangshan": real, "statutes": real, "samples": samples, **others}


def private_settings(settings: Settings, home: Path) -> Settings:
    """The settings with an index in ``home`` and none of the user's stores, place or model."""
    named = ("database_url", "chroma_url", "jurisdiction", "llm_base_url", "llm_model")
    own = {"home": home, **dict.fromkeys(named)}
    return Settings(**{**settings.model_dump(), **own})


@contextmanager
def opened(
    corpus: Corpus, settings: Settings, embedder: Embedder, keep: Path | None = None
) -> Iterator[tuple[Stores, IngestReport]]:
    """Stores that hold the corpus, with the report of its ingest.

    In a folder under ``keep`` that stays, or in one that is gone afterwards. Raises
    ``IngestFailed`` if any of its texts could not be taken in.
    """
    with tempfile.TemporaryDirectory(prefix="fazhi-eval-") as passing:
        home = (keep or Path(passing)) / corpus.name
        own = private_settings(settings, home)
        with OwnerLock(home, purpose="eval"), Stores(own, embedder) as stores:
            yield stores, ingested(stores, corpus.paths)


def ingested(
    stores: Stores, paths: Sequence[Path], said: Mapping[str, str] | None = None
) -> IngestReport:
    """Ingest ``paths``, ``said`` of every one of them. Raises ``IngestFailed`` if one failed."""
    from ingest.pipeline import Pipeline

    report = Pipeline(stores).ingest([str(path) for path in paths], said)
    if report.failures:
        first = report.failures[0]
        raise IngestFailed(
            f"{len(report.failures)} of {len(report.results)} texts were not taken in; "
            f"the first is {first.source!r}: {first.error}.",
            hint="Run 'fazhi ingest' on it to see why.",
        )
    return report


def assistant_over(stores: Stores, today: dt.date, phrasing: Phrasing | None = None) -> Assistant:
    """An assistant over open stores, for whom it is always ``today``."""
    from assistant.chain import Assistant

    return Assistant(
        catalogue=stores.catalogue,
        vectors=stores.vectors,
        lexical=stores.lexical,
        embedder=stores.embedder,
        settings=stores.settings,
        clock=lambda: today,
        phrasing=phrasing,
    )
