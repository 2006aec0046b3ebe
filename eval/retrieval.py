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
    """The passages of the documents that may answer a question, best first."""
    from assistant.places import Gazetteer
    from assistant.scope import scope_of

    gazetteer = Gazetteer()

    def retrieve(question: Question) -> list[Passage]:
        library = assistant.library()
        read = assistant.read(question, library)
        scope = scope_of(read, question.filters, library, gazetteer, today=today, jurisdiction=None)
        depth = max(DEPTHS)
        found = assistant.finder.find(read.search, scope.documents, depth, read.terms)
        return [evidence.passage for evidence in found]

    return retrieve
