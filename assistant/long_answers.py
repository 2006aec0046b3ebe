"""Long questions: a report in short, two reports side by side, a paragraph to work on.

All of it is quoted from the reports and verified like any other answer; no language model.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.brief import draft
from assistant.catalogue import Catalogue
from assistant.domain import Abstention, Intent, Outcome
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.report_choice import one_report, two_reports
from assistant.report_topics import topics_asked
from assistant.scope import Scope
from assistant.side_by_side import SideBySide
from assistant.summary import summarise

LONG: frozenset[Intent] = frozenset({"summary", "compare_reports", "brief"})


def long_outcome(
    read: Interpretation, scope: Scope, library: Library, catalogue: Catalogue
) -> Outcome:
    """The answer to a long question, to be verified; an abstention where the report isn't there."""
    scope = replace(scope, reports=tuple(d for d in scope.reports if d.kind == "report"))
    if read.intent == "compare_reports":
        pair = two_reports(read, scope, library)
        if isinstance(pair, Abstention):
            return pair
        return SideBySide(read, pair, library, catalogue).outcome()
    document = one_report(read, scope, library)
    if isinstance(document, Abstention):
        return document
    if topics_asked(read.question, read.body):
        return draft(read, document, library, catalogue)
    return summarise(read, document, library, catalogue)
