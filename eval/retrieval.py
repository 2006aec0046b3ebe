"""Which passages the assistant's own search gives for a question, before anything is composed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from assistant.domain import Passage, Question
from eval.answers import Retrieve
from eval.scorecard import DEPTHS

if TYPE_CHECKING:
    from assistant.chain import Assistant


def retriever_of(assistant: Assistant, today: dt.date) -> Retrieve:
    """Two rankings for a question, best first: of the reports and of the rules that may answer it.

    The assistant searches the two apart and lets the likelier answer, so neither crowds out the
    other here.
    """
    from assistant.places import Gazetteer
    from assistant.scope import scope_of

    gazetteer = Gazetteer()

    def retrieve(question: Question) -> list[list[Passage]]:
        library = assistant.library()
        read = assistant.read(question, library)
        scope = scope_of(read, question.filters, library, gazetteer, today=today, jurisdiction=None)
        rankings = (
            assistant.finder.find(read.search, documents, max(DEPTHS), read.terms)
            for documents in (scope.reports, scope.rules)
        )
        return [[evidence.passage for evidence in found] for found in rankings]

    return retrieve
