"""From a question to an answer or an abstention: interpret, find, compose, verify.

``Assistant`` is a LangChain ``Runnable``: ``invoke``, ``batch``, ``stream`` and their async forms
take a ``Question`` (or its text) and give an ``Outcome``.
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant import abstain
from assistant.asking import names_thing
from assistant.catalogue import Catalogue
from assistant.computing import between_bodies, computed, unstated_change
from assistant.curated import Curated
from assistant.domain import (
    Answer,
    Filters,
    Indicator,
    Outcome,
    Question,
    Version,
)
from assistant.embedding import Embedder
from assistant.events import Cited, Done, Event, Said, Understood, found, told
from assistant.figures import find_figures
from assistant.inner_places import inner_names, with_inner_places
from assistant.interpret import Interpretation, interpret
from assistant.lexical_index import LexicalIndex
from assistant.library import Library
from assistant.long_answers import LONG, long_outcome
from assistant.looks import look_of
from assistant.messages import say
from assistant.nearest import with_nearest
from assistant.nearness import Nearness
from assistant.outcomes import about_corpus, abstained, figure_answer
from assistant.phrasing import Phrasing
from assistant.places import Gazetteer
from assistant.prose import Prose
from assistant.retrieve import PassageFinder
from assistant.routing import (
    asks_report,
    asks_rule,
)
from assistant.scope import Scope, before_report, scope_of
from assistant.settings import Settings
from assistant.steady import steady
from assistant.trace import Trace, trace_id
from assistant.vector_index import VectorIndex
from assistant.verify import faults

_LOG = logging.getLogger(__name__)


class Assistant(Runnable[Question | str, Outcome]):
    """Answers questions from the documents of one catalogue and its indexes."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        vectors: VectorIndex,
        lexical: LexicalIndex,
        embedder: Embedder,
        settings: Settings,
        clock: Callable[[], dt.date] = dt.date.today,
        phrasing: Phrasing | None = None,
    ) -> None:
        """``phrasing`` lets a language model word the answers; without it they are extracts."""
        self._catalogue = catalogue
        self._finder = PassageFinder(catalogue, vectors, lexical, embedder)
        self._prose = Prose(catalogue, self._finder)
        self._nearness = Nearness(embedder)
        self._settings = settings
        self._clock = clock
        self._phrasing = phrasing
        self._gazetteer = Gazetteer()
        self._turn = threading.Lock()
        # More at once than there are processors would only make each other slow, and those that
        # are worked out quickly would keep those waiting that are not.
        self._room = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
        self._library: Library | None = None
        self.curated = Curated(catalogue, self._read_on)

    @property
    def finder(self) -> PassageFinder:
        """The passage search, for what wants passages rather than answers."""
        return self._finder

    def library(self) -> Library:
        """The documents as of now."""
        with self._turn:
            if self._library is None or not self._library.current():
                self._library = Library(self._catalogue, self._library)
            return self._library

    def get_ready(self) -> None:
        """Read all figures and look at their words now, not at the first questions.

        Takes seconds for a hundred thousand figures; questions may be asked meanwhile.
        """
        library = self.library()
        library.load()
        for figure in library.indicators(library.documents.values()):
            look_of(figure)
        # What is at hand now stays so: no question is to wait while garbage is sought among it.
        gc.collect()
        gc.freeze()

    def invoke(
        self, input: Question | str, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Outcome:
        """The outcome of one question; see ``ask``."""
        return self._call_with_config(self._ask_any, input, config, **kwargs)

    def _ask_any(self, asked: Question | str) -> Outcome:
        return self.ask(asked if isinstance(asked, Question) else Question(text=asked))

    def ask(self, question: Question) -> Outcome:
        """Answer a question or abstain. Raises ``QuestionError`` for one that can't be asked."""
        return next(e.outcome for e in self._told(question) if isinstance(e, Done))

    def events(self, question: Question) -> Iterator[Event]:
        """What ``ask`` does, told as it happens. Raises ``QuestionError`` before the first one."""
        yield self.understood(question)
        yield from self._told(question)

    def understood(self, question: Question) -> Understood:
        """What the question is taken to ask. Raises ``QuestionError``."""
        read = self.read(question)
        return Understood(
            question=read.question,
            language=read.language,
            intent=read.intent,
            years=read.years,
            places=tuple(p.name for p in read.places),
            asked=tuple(t.text for t in read.targets),
        )

    def _told(self, question: Question) -> Iterator[Event]:
        """What follows once a question is understood, ending with its outcome."""
        trace = Trace(id=trace_id(question.text))
        begun = time.perf_counter()
        with self._room:
            read, library, outcome = steady(self._catalogue, lambda: self._attempt(question, trace))
        if self._phrasing is None or not self._phrasing.suits(outcome):
            yield from told(_traced(outcome, trace, begun))
            return
        assert isinstance(outcome, Answer)
        yield found(outcome)
        with trace.stage("phrase"):
            outcome = yield from self._phrased(outcome, read, library, question.filters)
        yield Cited(citations=outcome.citations)
        yield Done(outcome=_traced(outcome, trace, begun))

    def _attempt(self, question: Question, trace: Trace) -> tuple[Interpretation, Library, Outcome]:
        library = self.library()
        with trace.stage("interpret"):
            read = self.read(question, library)
        pinned = self.curated.answer(read, question.filters, library)
        if pinned is not None:
            return read, library, pinned
        read = with_inner_places(read, question.filters, library)
        return read, library, self._outcome(read, question.filters, library, trace)

    def _phrased(
        self, answer: Answer, read: Interpretation, library: Library, filters: Filters
    ) -> Generator[Event, None, Answer]:
        """The answer as the model words it, told as far as it is verified."""
        assert self._phrasing is not None
        pieces = self._phrasing.phrased(answer, read, library, audience=filters.audience)
        while True:
            try:
                yield Said(text=next(pieces))
            except StopIteration as end:
                phrased: Answer = end.value
                return phrased

    def read(self, question: Question, library: Library | None = None) -> Interpretation:
        """The question as it is understood."""
        return self._read_on(question, self._clock(), library or self.library())

    def _read_on(self, question: Question, today: dt.date, library: Library) -> Interpretation:
        return interpret(
            question,
            today=today,
            known=library.places(question.filters.audience),
            gazetteer=self._gazetteer,
            longest=self._settings.max_question,
            inner_names=lambda text: inner_names(text, question.filters, library),
        )

    def _outcome(
        self, read: Interpretation, filters: Filters, library: Library, trace: Trace
    ) -> Outcome:
        if read.refusal:
            return abstained(read, "refused", say("refused", read.language))
        if read.intent == "small_talk":
            return abstained(read, "out_of_scope", say("small_talk", read.language))
        if not library.documents:
            return abstained(read, "no_evidence", say("empty_corpus", read.language))
        scope = scope_of(
            read,
            filters,
            library,
            self._gazetteer,
            today=self._clock(),
            jurisdiction=self._settings.jurisdiction,
        )
        if read.intent == "corpus":
            return about_corpus(read, scope)
        if scope.stranger is not None:
            message = abstain.place_missing(scope.stranger, scope, read.language)
            return abstained(read, "jurisdiction_not_covered", message)
        read = before_report(read, scope, library)
        if read.years_disagree:
            allowed = [d for d in scope.reports if d.year in filters.years]
            message = abstain.year_missing(read, replace(scope, reports=tuple(allowed)), library)
            return abstained(read, "year_not_covered", message)
        if read.intent in LONG:
            return self._long(read, scope, library, trace)
        if reckoned := self._reckoned(read, scope, library, trace):
            return reckoned
        if read.targets and all(t.bare and not t.named for t in read.targets):
            return self._bare(read, scope, library)
        if read.targets:
            outcome = self._with_figures(read, scope, library, trace)
            if outcome is not None:
                return outcome
        told = self._prose.outcome(read, scope, library, trace)
        if not isinstance(told, Answer):
            return told
        with trace.stage("verify"):
            return self._verified(told, read, library)

    def _long(self, read: Interpretation, scope: Scope, library: Library, trace: Trace) -> Outcome:
        """A report in short, two of them side by side, a paragraph of one."""
        with trace.stage("compose"):
            outcome = long_outcome(read, scope, library, self._catalogue)
        if not isinstance(outcome, Answer):
            return outcome
        with trace.stage("verify"):
            return self._verified(outcome, read, library)

    def _bare(self, read: Interpretation, scope: Scope, library: Library) -> Outcome:
        """No figure is named: what is named is none of the field's, or nothing is named at all."""
        if names_thing(read.body):
            message, questions = abstain.not_stated(read, scope, library, read.targets)
            return abstained(read, "indicator_not_stated", message, questions)
        message, questions = abstain.unclear(read, scope, library)
        return abstained(read, "ambiguous", message, questions)

    def _reckoned(
        self, read: Interpretation, scope: Scope, library: Library, trace: Trace
    ) -> Outcome | None:
        """An answer that is worked out from figures; ``None`` where none is to be or can be."""
        if read.targets and asks_rule(read, scope):
            return None
        with trace.stage("compute"):
            answer = computed(read, scope, library)
        if answer is None:
            return None
        with trace.stage("verify"):
            return self._verified(answer, read, library)

    def _with_figures(
        self, read: Interpretation, scope: Scope, library: Library, trace: Trace
    ) -> Outcome | None:
        """An answer of figures, an abstention, or ``None`` where rules should be looked at."""
        if asks_rule(read, scope):
            return None
        if between_bodies(read):
            message, questions = abstain.not_stated(read, scope, library, read.targets)
            return abstained(read, "indicator_not_stated", message, questions)
        with trace.stage("figures"):
            figures = find_figures(read, scope, library)
        if figures.unmet:
            with trace.stage("nearest"):
                figures = with_nearest(figures, read, scope, library, self._nearness)
        if figures.rows:
            with trace.stage("compose"):
                answer = figure_answer(read, scope, figures, library)
            with trace.stage("verify"):
                return self._verified(answer, read, library)
        changed = unstated_change(read, scope, library)
        if changed is not None:
            with trace.stage("verify"):
                return self._verified(changed, read, library)
        if not asks_report(read):
            return None
        if not scope.reports and read.places:
            message = abstain.place_missing(read.places[0].name, scope, read.language)
            return abstained(read, "jurisdiction_not_covered", message)
        if read.years and not set(read.years) & set(library.years_of(scope.reports)):
            message = abstain.year_missing(read, scope, library)
            return abstained(read, "year_not_covered", message)
        message, questions = abstain.not_stated(read, scope, library, figures.unmet)
        named = any(t.own or t.about for t in figures.unmet)
        return abstained(
            read, "indicator_not_stated" if named else "no_evidence", message, questions
        )

    def _verified(self, answer: Answer, read: Interpretation, library: Library) -> Outcome:
        def version_of(document_id: str, number: int) -> Version:
            current = library.version(document_id)
            if current.number == number:
                return current
            return next(v for v in self._catalogue.versions(document_id) if v.number == number)

        def figures_of(document_id: str) -> Sequence[Indicator]:
            return library.indicators([library.documents[document_id]])

        wrong = faults(answer, version_of, figures_of)
        if not wrong:
            return answer
        _LOG.error("an answer failed verification: %s", "; ".join(wrong))
        return abstained(read, "no_evidence", say("no_evidence", read.language))


def _traced(outcome: Outcome, trace: Trace, begun: float) -> Outcome:
    trace.timings["total"] = round((time.perf_counter() - begun) * 1000, 2)
    return replace(outcome, trace_id=trace.id, timings_ms=dict(trace.timings))
