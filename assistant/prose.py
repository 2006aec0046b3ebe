"""Answers out of the sentences of reports and rules, for what no indicator answers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import abstain
from assistant.catalogue import Catalogue
from assistant.contacts import asks_contact, names_contact
from assistant.domain import Abstention, Answer, Document, Outcome, Reason
from assistant.interpret import Interpretation
from assistant.laws import absent_law, article_asked, named_laws
from assistant.library import Library
from assistant.likelihood import report_likelihood, rule_likelihood
from assistant.listing import is_whole, list_of, part_of
from assistant.messages import say
from assistant.outcomes import abstained, in_words
from assistant.persons import asks_person, names_holder
from assistant.quotes import Ledger
from assistant.retrieve import Evidence, PassageFinder
from assistant.routing import (
    ANYWHERE,
    CITIZEN,
    LIKELY,
    LOCAL,
    for_sentences,
    is_local,
    nearer,
)
from assistant.scope import Scope
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
    speaking,
)
from assistant.trace import Trace

_LISTED = 0.9  # a part found by its heading is what was asked for


class Prose:
    """Finds the sentences that answer, among the documents in scope."""

    def __init__(self, catalogue: Catalogue, finder: PassageFinder) -> None:
        self._catalogue = catalogue
        self._finder = finder

    def outcome(
        self, read: Interpretation, scope: Scope, library: Library, trace: Trace
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
        return answer

    def _silent(
        self, read: Interpretation, scope: Scope, library: Library, found: bool
    ) -> Abstention:
        """Nothing supports an answer: a figure is not stated, or there is no evidence at all."""
        if scope.reports and any(t.own or t.about for t in read.targets):
            message, questions = abstain.not_stated(read, scope, library, read.targets)
            return abstained(read, "indicator_not_stated", message, questions)
        reason: Reason = "no_evidence" if found else "out_of_scope"
        return abstained(read, reason, abstain.without_evidence(read, scope))

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
        text = library.version(found[0].evidence.document.id).text if found else ""
        found = speaking(found, text, read)
        if asks_person(read.question):
            found = [i for i in found if names_holder(text[slice(*i.span)], read.question)]
            ruled = ()
        if asks_contact(read.question):
            found = [i for i in found if names_contact(text[slice(*i.span)])]
            ruled = [e for e in ruled if names_contact(e.passage.text)]
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
