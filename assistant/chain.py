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
    Table,
    Value,
    Version,
)
from assistant.embedding import Embedder
from assistant.figures import (
    Figures,
    bodies_without,
    find_figures,
    ranking,
    sentence,
    table_of,
    values_of,
)
from assistant.interpret import Interpretation, interpret
from assistant.laws import absent_law, article_asked, named_laws
from assistant.lexical_index import LexicalIndex
from assistant.library import Library
from assistant.likelihood import report_likelihood, rule_likelihood
from assistant.listing import is_whole, list_of, part_of, points
from assistant.messages import say
from assistant.naming import place_name
from assistant.places import Gazetteer
from assistant.quotes import Ledger
from assistant.retrieve import Evidence, PassageFinder
from assistant.scope import RESULTS, Scope, scope_of, seen
from assistant.sentences import (
    Item,
    Quoted,
    extended,
    items,
    items_in_words,
    quote_items,
    quote_rules,
    rules,
    rules_in_words,
)
from assistant.settings import Settings
from assistant.vector_index import VectorIndex
from assistant.verify import faults

_LOG = logging.getLogger(__name__)
_LIKELY = 0.5  # words less likely to answer than this are not shown
_INNER = re.compile(r"(?:镇|乡|街道|村|社区|区|县)$")
_ANYWHERE = 0.65  # the same of a report where no body is named
_MORE = 0.2  # a difference in coverage that counts
_LOCAL = 0.38  # the same where a body's own report is asked for
# A citizen asks what holds, also where the place is named.
_CITIZEN = re.compile(
    r"申请|办理|(?:什么|哪些|需要).{0,4}(?:材料|条件|证件)|流程|手续|期限|应当|可以|能不能|罚|收费|怎么办"
)
_NORM = re.compile(
    r"应当|必须|可以|不得|期限|时效|最多|最长|最高|最少|至少|最低|罚|缴|标准|倍|岁|收费|规定|条例|[^方办]法|第.+条"
    r"|要多少|需要|几个?人组成|同意|级|limit|must|fine|maximum|minimum|at least|may",
    re.IGNORECASE,
)
_OWN_REPORT = re.compile(
    r"报告|[县市区省]政府|[全我本][县市区省]|[县市区]里|\breport\b", re.IGNORECASE
)
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
            return _abstained(read, "refused", say("refused", read.language))
        if read.intent == "small_talk":
            return _abstained(read, "out_of_scope", say("small_talk", read.language))
        if not library.documents:
            return _abstained(read, "no_evidence", say("empty_corpus", read.language))
        scope = scope_of(
            read,
            filters,
            library,
            self._gazetteer,
            today=self._clock(),
            jurisdiction=self._settings.jurisdiction,
        )
        if read.intent == "corpus":
            return _about_corpus(read, scope)
        if scope.stranger is not None:
            message = abstain.place_missing(scope.stranger, scope, read.language)
            return _abstained(read, "jurisdiction_not_covered", message)
        if read.years_disagree:
            allowed = [d for d in scope.reports if d.year in filters.years]
            message = abstain.year_missing(read, replace(scope, reports=tuple(allowed)), library)
            return _abstained(read, "year_not_covered", message)
        if read.targets and all(t.bare for t in read.targets):
            message, questions = abstain.unclear(read, scope, library)
            return _abstained(read, "ambiguous", message, questions)
        if read.targets:
            outcome = self._with_figures(read, scope, library, trace)
            if outcome is not None:
                return outcome
        return self._with_sentences(read, scope, library, trace)

    def _with_figures(
        self, read: Interpretation, scope: Scope, library: Library, trace: _Trace
    ) -> Outcome | None:
        """An answer of figures, an abstention, or ``None`` where rules should be looked at."""
        if _asks_rule(read, scope):
            return None
        with trace.stage("retrieve"):
            figures = find_figures(read, scope, library)
        if figures.rows:
            with trace.stage("compose"):
                answer = _figure_answer(read, scope, figures, library)
            with trace.stage("verify"):
                return self._verified(answer, read)
        if not _asks_report(read):
            return None
        if not scope.reports and read.places:
            message = abstain.place_missing(read.places[0].name, scope, read.language)
            return _abstained(read, "jurisdiction_not_covered", message)
        if read.years and not set(read.years) & set(library.years_of(scope.reports)):
            message = abstain.year_missing(read, scope, library)
            return _abstained(read, "year_not_covered", message)
        message, questions = abstain.not_stated(read, scope, library, figures.unmet)
        named = any(t.own or t.about for t in figures.unmet)
        return _abstained(
            read, "indicator_not_stated" if named else "no_evidence", message, questions
        )

    def _with_sentences(
        self, read: Interpretation, scope: Scope, library: Library, trace: _Trace
    ) -> Outcome:
        """An answer out of reports or rules, the likelier of the two, or an abstention."""
        language = read.language
        law = absent_law(f"{read.question} {read.body}", scope.rules)
        if law is not None:
            return _abstained(read, "no_evidence", say("law_not_there", language, law=law))
        reports, statutes = _for_sentences(read, scope)
        nothing = not reports and not statutes and not read.targets
        if read.years and (read.places or scope.own) and nothing:
            message = abstain.year_missing(read, scope, library)
            return _abstained(read, "year_not_covered", message)
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
            return _abstained(read, "indicator_not_stated", message, questions)
        reason: Reason = "no_evidence" if found else "out_of_scope"
        return _abstained(read, reason, say("no_evidence", read.language))

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
            return _in_words(read, ledger, items_in_words(listed, read), _LISTED)
        found = items(told, read, library)
        report = report_likelihood(found[0]) if found else 0.0
        rule = rule_likelihood(ruled[0]) if ruled else 0.0
        report_needs = _LOCAL if _is_local(read) else _ANYWHERE
        if report < report_needs and rule < _LIKELY:
            return None
        local = _is_local(read) and not _CITIZEN.search(read.body)
        nearer = _nearer(found[0] if found else None, report, rule, ruled[0] if ruled else None)
        if report >= _LOCAL if local else nearer:
            best = found[0]
            listed = self._points_after(best, read, library, ledger)
            if listed:
                return _in_words(read, ledger, items_in_words(listed, read), report)
            if read.intent in ("how_to", "list"):
                best = extended(best, library.version(best.evidence.document.id).text)
            quoted = quote_items([best], library, ledger)
            return _in_words(read, ledger, items_in_words(quoted, read), report)
        words = rules_in_words(quote_rules(ruled, read, library, ledger), read)
        return _in_words(read, ledger, words, rule)

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
        return _abstained(read, "no_evidence", say("no_evidence", read.language))

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


def _asks_rule(read: Interpretation, scope: Scope) -> bool:
    """Whether a figure is one that rules set (a time limit, a fine), not one of a report."""
    if named_laws(read.question, scope.rules):
        return True
    if read.years:
        return False
    if read.places:
        # A place whose rules are there, but no report of it.
        sums = all(t.dimension in ("time", "money", "") for t in read.targets)
        return sums and not scope.reports and any(d.place in read.places for d in scope.rules)
    return all(t.dimension == "time" for t in read.targets)


def _asks_report(read: Interpretation) -> bool:
    """Whether a figure can only come from a report: a year, a place or a count is named."""
    if read.years or read.places:
        return True
    counts = ("cases", "people", "times", "documents", "entities", "visits", "percent", "count")
    return any(t.dimension in counts and (t.own or t.about) for t in read.targets)


def _for_sentences(
    read: Interpretation, scope: Scope
) -> tuple[Sequence[Document], Sequence[Document]]:
    """The reports and the rules whose sentences may answer.

    A figure that no indicator fills is not looked for in a report's sentences. A question that
    names a year, or asks a report's own matters, is not answered from rules, nor one that names a
    law from reports.
    """
    laws = named_laws(read.question, scope.rules)
    if laws:
        return (), laws
    reports = [d for d in scope.reports if not read.years or d.year in read.years]
    if read.targets:
        return (), scope.rules if _asks_norm(read) else ()
    if _CITIZEN.search(read.body) and not _is_local(read):
        return (), scope.rules
    if read.outline or (read.years and (reports or read.places)):
        return reports, ()
    return reports, scope.rules


def _asks_norm(read: Interpretation) -> bool:
    """Whether a figure is asked that a rule may set: a time, a limit, a fine, a charge."""
    timed = any(t.dimension == "time" for t in read.targets)
    return timed or bool(_NORM.search(f"{read.body} {read.question}"))


def _is_local(read: Interpretation) -> bool:
    """Whether a body's own report is asked about: a place, a year, the report, 县政府 …"""
    return bool(read.places or read.years or _OWN_REPORT.search(read.question))


def _nearer(item: Item | None, report: float, rule: float, best: Evidence | None) -> bool:
    """Whether a report answers rather than a rule, where no body or year is named.

    What speaks of clearly more of what is asked; else what is more alike.
    """
    if item is None or report < _ANYWHERE:
        return False
    if best is None or rule < _LIKELY:
        return True
    more = item.coverage - best.coverage
    return more > 0 if abs(more) >= _MORE else item.evidence.cosine > best.cosine


def _in_words(read: Interpretation, ledger: Ledger, words: str, confidence: float) -> Answer:
    return Answer(
        question=read.question,
        answer=words,
        language=read.language,
        intent=read.intent,
        citations=ledger.citations,
        confidence=round(confidence, 3),
    )


def _figure_answer(
    read: Interpretation, scope: Scope, figures: Figures, library: Library
) -> Answer:
    language = read.language
    ledger = Ledger()
    values = values_of(figures, library, ledger)
    table = table_of(figures, values, language)
    lines = []
    if scope.own is not None:
        lines.append(say("own_place", language, place=place_name(scope.own, language)))
    if table is not None:
        named = bool(read.places) and (bool(read.years) or len({v.year for v in values}) == 1)
        lines.append(say("each" if named else "several_bodies", language))
        lines.append(ranking(read, figures, values, language))
        lacking = bodies_without(read, scope, values)
        if read.intent == "comparison" and lacking:
            places = abstain.names_of(lacking, language)
            lines.append(say("lacking", language, places=places))
    lines += _lines(figures, values, language)
    lines += [say("place_absent", language, place=name) for name in read.strangers]
    lines += [say("unmet", language, what=t.text.strip(" ?？")[:30]) for t in figures.unmet]
    return Answer(
        question=read.question,
        answer="\n".join(filter(None, lines)),
        language=language,
        intent=read.intent,
        citations=ledger.citations,
        values=tuple(values),
        table=table,
        confidence=_confidence(figures),
    )


def _lines(figures: Figures, values: Sequence[Value], language: Any) -> list[str]:
    pairs = zip(figures.matches, values, strict=True)
    return list(dict.fromkeys(sentence(m, v.citation, language) for m, v in pairs))


def _confidence(figures: Figures) -> float:
    return round(max(0.0, min(0.99, min(m.score for m in figures.matches))), 3)


def _about_corpus(read: Interpretation, scope: Scope) -> Outcome:
    """What documents there are; said of the catalogue itself, so there is nothing to cite."""
    language = read.language
    documents = scope.documents
    kinds: dict[str, int] = {}
    for document in documents:
        kinds[document.kind] = kinds.get(document.kind, 0) + 1
    listed = [f"{say('kind_' + kind, language)} {count}" for kind, count in sorted(kinds.items())]
    rows = tuple(
        (d.title, place_name(d.place, language) or "—", str(d.year or "—")) for d in scope.reports
    )
    return Answer(
        question=read.question,
        answer=say(
            "corpus",
            language,
            count=len(documents),
            kinds=say("and", language).join(listed),
            coverage=abstain.coverage_of(scope.reports, language) or "—",
        ),
        language=language,
        intent=read.intent,
        citations=(),
        table=Table(
            columns=tuple(say("corpus_columns", language).split("|")),
            rows=rows,
            citations=(),
        ),
        confidence=1.0,
    )


def _abstained(
    read: Interpretation, reason: Reason, message: str, suggestions: tuple[str, ...] = ()
) -> Abstention:
    return Abstention(
        question=read.question,
        reason=reason,
        message=message,
        language=read.language,
        intent=read.intent,
        suggestions=suggestions,
    )


def _trace_id(question: Question) -> str:
    """New for every asking, so that a log line can be found again."""
    seed = f"{time.time_ns()}:{question.text}"
    return hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:16]
