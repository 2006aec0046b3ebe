"""From a question to an answer or an abstention: interpret, find, compose, verify.

``Assistant`` is a LangChain ``Runnable``: ``invoke``, ``batch``, ``stream`` and their async forms
take a ``Question`` (or its text) and give an ``Outcome``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant import abstain
from assistant.catalogue import Catalogue
from assistant.domain import (
    Abstention,
    Answer,
    Document,
    Filters,
    Outcome,
    Question,
    Reason,
    Version,
)
from assistant.embedding import Embedder
from assistant.events import Event, Understood, told
from assistant.figures import find_figures
from assistant.interpret import Interpretation, interpret
from assistant.laws import absent_law, article_asked, named_laws
from assistant.lexical_index import LexicalIndex
from assistant.library import Library
from assistant.likelihood import report_likelihood, rule_likelihood
from assistant.listing import is_whole, list_of, part_of
from assistant.messages import say
from assistant.outcomes import about_corpus, abstained, figure_answer, in_words
from assistant.places import Gazetteer
from assistant.quotes import Ledger
from assistant.retrieve import Evidence, PassageFinder
from assistant.routing import (
    ANYWHERE,
    CITIZEN,
    LIKELY,
    LOCAL,
    asks_report,
    asks_rule,
    for_sentences,
    is_local,
    nearer,
)
from assistant.scope import RESULTS, Scope, scope_of, seen
from assistant.sentences import (
    Item,
    Quoted,
    extended,
    items,
    items_in_words,
    points,
    quote_items,
    quote_rules,
    rules,
    rules_in_words,
)
from assistant.settings import Settings
from assistant.vector_index import VectorIndex
from assistant.verify import faults

_LOG = logging.getLogger(__name__)
_INNER = re.compile(r"(?:镇|乡|街道|村|社区|区|县)$")
_LISTED = 0.9  # a part found by its heading is what was asked for


@dataclass
class _Trace:
    """Identity and stage times of one question."""

    id: str
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a stage, in milliseconds."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            spent = (time.perf_counter() - begun) * 1000
            self.timings[name] = round(self.timings.get(name, 0.0) + spent, 2)


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
    ) -> None:
        self._catalogue = catalogue
        self._finder = PassageFinder(catalogue, vectors, lexical, embedder)
        self._settings = settings
        self._clock = clock
        self._gazetteer = Gazetteer()
        self._turn = threading.Lock()
        self._library: Library | None = None

    @property
    def finder(self) -> PassageFinder:
        """The passage search, for what wants passages rather than answers."""
        return self._finder

    def library(self) -> Library:
        """The documents as of now."""
        with self._turn:
            if self._library is None or not self._library.current():
                self._library = Library(self._catalogue)
            return self._library

    def invoke(
        self, input: Question | str, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Outcome:
        """The outcome of one question; see ``ask``."""
        return self._call_with_config(self._ask_any, input, config, **kwargs)

    def _ask_any(self, asked: Question | str) -> Outcome:
        return self.ask(asked if isinstance(asked, Question) else Question(text=asked))

    def ask(self, question: Question) -> Outcome:
        """Answer a question or abstain. Raises ``QuestionError`` for one that can't be asked."""
        trace = _Trace(id=_trace_id(question))
        begun = time.perf_counter()
        library = self.library()
        with trace.stage("interpret"):
            read = self.read(question, library)
        read = _with_inner_places(read, question.filters, library)
        outcome = self._outcome(read, question.filters, library, trace)
        trace.timings["total"] = round((time.perf_counter() - begun) * 1000, 2)
        return replace(outcome, trace_id=trace.id, timings_ms=dict(trace.timings))

    def events(self, question: Question) -> Iterator[Event]:
        """What ``ask`` does, told as it happens. Raises ``QuestionError`` before the first one."""
        read = self.read(question)
        yield Understood(
            question=read.question,
            language=read.language,
            intent=read.intent,
            years=read.years,
            places=tuple(p.name for p in read.places),
            asked=tuple(t.text for t in read.targets),
        )
        yield from told(self.ask(question))

    def read(self, question: Question, library: Library | None = None) -> Interpretation:
        """The question as it is understood."""
        return interpret(
            question,
            today=self._clock(),
            known=(library or self.library()).places(question.filters.audience),
            gazetteer=self._gazetteer,
            longest=self._settings.max_question,
        )

    def _outcome(
        self, read: Interpretation, filters: Filters, library: Library, trace: _Trace
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
        if read.years_disagree:
            allowed = [d for d in scope.reports if d.year in filters.years]
            message = abstain.year_missing(read, replace(scope, reports=tuple(allowed)), library)
            return abstained(read, "year_not_covered", message)
        if read.targets and all(t.bare for t in read.targets):
            message, questions = abstain.unclear(read, scope, library)
            return abstained(read, "ambiguous", message, questions)
        if read.targets:
            outcome = self._with_figures(read, scope, library, trace)
            if outcome is not None:
                return outcome
        return self._with_sentences(read, scope, library, trace)

    def _with_figures(
        self, read: Interpretation, scope: Scope, library: Library, trace: _Trace
    ) -> Outcome | None:
        """An answer of figures, an abstention, or ``None`` where rules should be looked at."""
        if asks_rule(read, scope):
            return None
        with trace.stage("retrieve"):
            figures = find_figures(read, scope, library)
        if figures.rows:
            with trace.stage("compose"):
                answer = figure_answer(read, scope, figures, library)
            with trace.stage("verify"):
                return self._verified(answer, read)
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

    def _with_sentences(
        self, read: Interpretation, scope: Scope, library: Library, trace: _Trace
    ) -> Outcome:
        """An answer out of reports or rules, the likelier of the two, or an abstention."""
        language = read.language
        law = absent_law(f"{read.question} {read.body}", scope.rules)
        if law is not None:
            return abstained(read, "no_evidence", say("law_not_there", language, law=law))
        reports, statutes = for_sentences(read, scope)
        nothing = not reports and not statutes and not read.targets
        if read.years and (read.places or scope.own) and nothing:
            message = abstain.year_missing(read, scope, library)
            return abstained(read, "year_not_covered", message)
        with trace.stage("retrieve"):
            told = self._finder.find(read.search, reports, terms=read.terms)
            ruled = self._ruled(read, statutes, library)
        with trace.stage("compose"):
            answer = self._told(read, told, ruled, library)
        if answer is None:
            return self._silent(read, scope, library, bool(told or ruled))
        with trace.stage("verify"):
            return self._verified(answer, read)

    def _silent(
        self, read: Interpretation, scope: Scope, library: Library, found: bool
    ) -> Abstention:
        """Nothing supports an answer: a figure is not stated, or there is no evidence at all."""
        if scope.reports and any(t.own or t.about for t in read.targets):
            message, questions = abstain.not_stated(read, scope, library, read.targets)
            return abstained(read, "indicator_not_stated", message, questions)
        reason: Reason = "no_evidence" if found else "out_of_scope"
        return abstained(read, reason, say("no_evidence", read.language))

    def _told(
        self,
        read: Interpretation,
        told: Sequence[Evidence],
        ruled: Sequence[Evidence],
        library: Library,
    ) -> Answer | None:
        ledger = Ledger()
        listed = self._listed(read, told, library, ledger)
        if listed:
            return in_words(read, ledger, items_in_words(listed, read), _LISTED)
        found = items(told, read, library)
        report = report_likelihood(found[0]) if found else 0.0
        rule = rule_likelihood(ruled[0]) if ruled else 0.0
        report_needs = LOCAL if is_local(read) else ANYWHERE
        if report < report_needs and rule < LIKELY:
            return None
        local = is_local(read) and not CITIZEN.search(read.body)
        alike = nearer(found[0] if found else None, report, rule, ruled[0] if ruled else None)
        if report >= LOCAL if local else alike:
            best = found[0]
            listed = self._points_after(best, read, library, ledger)
            if listed:
                return in_words(read, ledger, items_in_words(listed, read), report)
            if read.intent in ("how_to", "list"):
                best = extended(best, library.version(best.evidence.document.id).text)
            quoted = quote_items([best], library, ledger)
            return in_words(read, ledger, items_in_words(quoted, read), report)
        words = rules_in_words(quote_rules(ruled, read, library, ledger), read)
        return in_words(read, ledger, words, rule)

    def _ruled(
        self, read: Interpretation, statutes: Sequence[Document], library: Library
    ) -> list[Evidence]:
        """The rules that answer; of a law and article that are named, that article or nothing."""
        article = article_asked(read.question)
        if article is None or not named_laws(read.question, statutes):
            return rules(self._finder.find(read.search, statutes, terms=read.terms), read)
        return [
            Evidence(passage=p, document=d, score=1.0, cosine=1.0, coverage=1.0)
            for d in statutes
            for p in self._catalogue.passages(library.version(d.id).id)
            if p.path and p.path[-1] == article
        ]

    def _points_after(
        self, best: Item, read: Interpretation, library: Library, ledger: Ledger
    ) -> list[Quoted]:
        """The points that an item opens (…主要做了以下工作：一是…), where a list is asked for."""
        if read.intent not in ("list", "how_to", "open"):
            return []
        document = best.evidence.document
        version = library.version(document.id)
        path = best.evidence.passage.path
        under = [p for p in self._catalogue.passages(version.id) if p.path == path]
        starts = [start for p in under for start in points(version.text, p)]
        if len(starts) < 3 or best.span[0] >= starts[0]:
            return []
        return list_of(under, len(path), document, library, ledger)

    def _listed(
        self, read: Interpretation, told: Sequence[Evidence], library: Library, ledger: Ledger
    ) -> list[Quoted]:
        """The points of the part that is asked for as a whole (存在哪些问题)."""
        if not told or not is_whole(read):
            return []
        document = told[0].document
        passages = self._catalogue.passages(library.version(document.id).id)
        under, depth = part_of(read, passages)
        return list_of(under, depth, document, library, ledger)

    def _verified(self, answer: Answer, read: Interpretation) -> Outcome:
        wrong = faults(answer, self._version)
        if not wrong:
            return answer
        _LOG.error("an answer failed verification: %s", "; ".join(wrong))
        return abstained(read, "no_evidence", say("no_evidence", read.language))

    def _version(self, document_id: str, number: int) -> Version:
        current = self.library().version(document_id)
        if current.number == number:
            return current
        return next(v for v in self._catalogue.versions(document_id) if v.number == number)


def _may_hold(document: Document, name: str) -> bool:
    """Whether a place may lie within a report's: no county lies within a county."""
    counties = ("县", "区", "旗")
    return not (
        name.endswith(counties) and document.place and document.place.name.endswith(counties)
    )


def _with_inner_places(read: Interpretation, filters: Filters, library: Library) -> Interpretation:
    """Places inside a body that only its report speaks of (罗陈乡) as words that must be there."""
    if not read.strangers or read.within:
        return read
    reports = [d for d in library.documents.values() if d.kind in RESULTS and seen(d, filters)]
    if read.places:
        reports = [d for d in reports if d.place in read.places]
    inner = tuple(
        name
        for name in read.strangers
        if _INNER.search(name)
        and any(_may_hold(d, name) and name in library.version(d.id).text for d in reports)
    )
    if not inner:
        return read
    return replace(
        read,
        strangers=tuple(n for n in read.strangers if n not in inner),
        targets=tuple(replace(t, named=inner) for t in read.targets),
        search=" ".join((*inner, read.search)),
    )


def _trace_id(question: Question) -> str:
    """New for every asking, so that a log line can be found again."""
    seed = f"{time.time_ns()}:{question.text}"
    return hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:16]
