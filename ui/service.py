"""The running program put together: lock, stores, model, pipeline, assistant.

The composition root of the command line, and the one module of ``ui`` that may import ``ingest``
(``tests/test_layers.py`` holds this). What comes out are words of ``assistant`` and of the wire.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import consistency
from assistant.catalogue import Catalogue
from assistant.consistency import Advance, Finding, Recovery
from assistant.domain import Audience, Document, Filters, Outcome, Question
from assistant.embedding import Embedder, LazyEmbedder
from assistant.lock import OwnerLock
from assistant.settings import Settings
from assistant.steady import steady
from assistant.stores import Stores
from assistant.usage import Usage
from ingest.pipeline import Pipeline
from ingest.report import IngestReport, SourceResult
from ingest.sources import uploaded
from ui.holdings import WireHolding, WireIngest, WireSource, wire_document, wire_holding
from ui.schemas import wire_failure
from ui.uploads import Upload

if TYPE_CHECKING:
    from assistant.audit import Audit
    from assistant.chain import Assistant
    from assistant.curated import Curated
    from assistant.events import Event, Understood
    from assistant.indicator_table import IndicatorTable, Selection
    from assistant.search import Hit
    from assistant.thread import Thread, Understanding

_WARM_UP = "2023年受理行政复议多少件？"
_WARM_UP_ENGLISH = "How many cases were accepted in Guangshan in 2023?"

Loading = Callable[[str, float], None]


@contextmanager
def open_service(
    settings: Settings,
    purpose: str,
    *,
    embedder: Embedder | None = None,
    loading: Loading | None = None,
) -> Iterator[Service]:
    """A service that owns the data folder inside the block. Raises ``Locked`` if another does.

    ``purpose`` is what others are told is being done; ``embedder`` stands in for the settings'
    model, which otherwise is loaded when first needed, as ``loading`` is told.
    """
    model = embedder or LazyEmbedder(settings, loading)
    with (
        OwnerLock(settings.home, purpose=purpose, timeout=settings.lock_timeout),
        Stores(settings, model) as stores,
    ):
        yield Service(stores)


class Service:
    """What the program can do with one data folder that it owns."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._writing = threading.RLock()  # ingests, deletions and repairs take turns
        self._opening = threading.Lock()
        self._opened: Assistant | None = None
        self._tabulated: tuple[tuple[Selection, int], IndicatorTable] | None = None
        self.usage = Usage(
            read_price=stores.settings.llm_read_price,
            written_price=stores.settings.llm_written_price,
        )

    @property
    def catalogue(self) -> Catalogue:
        """The documents."""
        return self._stores.catalogue

    def has_documents(self) -> bool:
        """Whether there is anything to answer from."""
        return bool(self.catalogue.documents())

    def documents(self) -> list[Document]:
        """Every document, by slug."""
        return self.catalogue.documents()

    def document(self, name: str) -> Document:
        """The document of this id or slug. Raises ``NotFound``."""
        return self.catalogue.document(name)

    def text(self, name: str) -> str:
        """A document's current text. Raises ``NotFound``."""
        return self.catalogue.current_version(self.document(name).id).text

    def recover(self, advance: Advance = consistency.silent) -> Recovery:
        """Finish or undo what a crash left half done."""
        with self._writing:
            return consistency.recover(self._stores, advance)

    def get_ready(self) -> None:
        """Load the model and open the indexes now, not at the first question."""
        _ = self._stores.embedder.dimension  # a lazy embedder loads to know it
        self._assistant.read(Question(text=_WARM_UP))  # loads word lists and place names
        self._assistant.read(Question(text=_WARM_UP_ENGLISH))

    def read_figures(self) -> None:
        """Read all figures and look at their words now, not at the first questions."""
        self._assistant.get_ready()

    @property
    def curated(self) -> Curated:
        """The answers that staff have pinned to questions."""
        return self._assistant.curated

    def ask(self, question: Question) -> Outcome:
        """Answer or abstain."""
        return self._assistant.ask(question)

    def understood(self, question: Question) -> Understood:
        """What a question is taken to ask. Raises ``QuestionError``."""
        return self._assistant.understood(question)

    def events(self, question: Question) -> Iterator[Event]:
        """What happens while a question is answered, ending with its outcome."""
        return self._assistant.events(question)

    def converse(
        self, question: Question, thread: Thread | None = None
    ) -> tuple[Outcome, Thread | None]:
        """Answer a turn of a dialogue; the thread goes into the next turn (``None`` to begin)."""
        understanding = self.understand(question, thread)
        outcome = self.ask(understanding.question)
        return told_as_asked(outcome, question, understanding), understanding.thread

    def understand(self, question: Question, thread: Thread | None) -> Understanding:
        """A turn of a dialogue as a question that stands alone. Raises ``QuestionError``."""
        from assistant.dialogue import follow

        return follow(question, thread, self._assistant.read)

    def understand_after(self, question: Question, earlier: Sequence[str]) -> Understanding:
        """The same after earlier questions as they were asked, oldest first: nothing is stored."""
        from assistant.dialogue import understand

        return understand(question, earlier, self._assistant.read)

    def ingest(self, sources: Sequence[str], meta: dict[str, str], advance: Advance) -> WireIngest:
        """Take in files, folders, globs and URLs; ``meta`` is said of every one of them."""
        with self._writing:
            return _wire_ingest(Pipeline(self._stores).ingest(sources, meta, advance))

    def take_uploads(
        self, uploads: Sequence[Upload], meta: dict[str, str], advance: Advance
    ) -> WireIngest:
        """Take in files that were sent; ``meta`` is said of every one of them."""
        refs = [uploaded(one.name, one.path, one.document) for one in uploads]
        with self._writing:
            return _wire_ingest(Pipeline(self._stores).take(refs, meta, advance))

    def holding(self, name: str) -> WireHolding:
        """All that is known of the document of that slug or id. Raises ``NotFound``."""
        return steady(self.catalogue, lambda: self._holding(name))

    def _holding(self, name: str) -> WireHolding:
        document = self.catalogue.document(name)
        current = self.catalogue.current_version(document.id)
        return wire_holding(
            document,
            self.catalogue.versions(document.id),
            self.catalogue.passages(current.id),
            len(self.catalogue.indicators({document.id})),
        )

    def indicators(self, selection: Selection) -> IndicatorTable:
        """Figures side by side. Raises ``QuestionError`` and ``NotFound``."""
        from assistant.indicator_table import tabulate
        from assistant.places import Gazetteer

        key = (selection, self.catalogue.index_version())
        if self._tabulated is not None and self._tabulated[0] == key:
            return self._tabulated[1]
        assistant, gazetteer = self._assistant, Gazetteer()
        table = steady(
            self.catalogue,
            lambda: tabulate(selection, self.catalogue, gazetteer, assistant.library()),
        )
        self._tabulated = (key, table)  # the next page is of the same table
        return table

    def search(self, query: str, filters: Filters, k: int) -> list[Hit]:
        """Passages for a query, best first. Raises ``QuestionError``."""
        from assistant.places import Gazetteer
        from assistant.search import search

        assistant, gazetteer = self._assistant, Gazetteer()
        return steady(
            self.catalogue,
            lambda: search(
                query,
                filters,
                k,
                library=assistant.library(),
                finder=assistant.finder,
                gazetteer=gazetteer,
                longest=self._stores.settings.max_question,
            ),
        )

    def audit(self, names: Sequence[str] | None, audience: Audience = "public") -> list[Audit]:
        """Whether reports agree with themselves: those named, or all. Raises ``NotFound``."""
        from assistant.audit import audit, audited
        from assistant.library import Library

        def read() -> list[Audit]:
            library = Library(self.catalogue)
            return [audit(one, library, audience) for one in audited(names, library, audience)]

        return steady(self.catalogue, read)

    def delete(self, name: str) -> Document:
        """Remove a document from every store. Raises ``NotFound``."""
        with self._writing:
            return Pipeline(self._stores).delete(name)

    def reindex(self, advance: Advance) -> Recovery:
        """Build both indexes anew from the catalogue."""
        with self._writing:
            return consistency.reindex(self._stores, advance)

    def doctor(self) -> list[Finding]:
        """Every disagreement among the stores."""
        return consistency.doctor(self._stores)

    @property
    def _assistant(self) -> Assistant:
        with self._opening:
            if self._opened is None:
                self._opened = self._open_assistant()
            return self._opened

    def _open_assistant(self) -> Assistant:
        from assistant.chain import Assistant  # not for those who only look after documents
        from assistant.llm import writer_of
        from assistant.phrasing import Phrasing

        stores = self._stores
        settings = stores.settings
        writer = writer_of(settings, self.usage)
        phrasing = None
        if writer is not None:
            phrasing = Phrasing(writer, self.usage, seconds=settings.llm_timeout)
        return Assistant(
            catalogue=stores.catalogue,
            vectors=stores.vectors,
            lexical=stores.lexical,
            embedder=stores.embedder,
            settings=settings,
            clock=dt.date.today,
            phrasing=phrasing,
        )


def told_as_asked(outcome: Outcome, asked: Question, understanding: Understanding) -> Outcome:
    """The outcome under the question as it was asked, with what it was completed to."""
    if not understanding.followed:
        return outcome
    return replace(outcome, question=asked.text, understood=understanding.question.text)


def _wire_ingest(report: IngestReport) -> WireIngest:
    return WireIngest(
        results=[_wire_source(result) for result in report.results],
        seconds=round(report.seconds, 3),
        embedding_seconds=round(report.embedding_seconds, 3),
        embedded=report.embedded,
    )


def _wire_source(result: SourceResult) -> WireSource:
    return WireSource(
        source=result.source,
        status=result.status,
        document=wire_document(result.document) if result.document else None,
        version=result.version,
        passages=result.passages,
        indicators=result.indicators,
        error=wire_failure(result.error).error if result.error else None,
    )
