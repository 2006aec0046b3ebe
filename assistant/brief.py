"""A paragraph on one matter of a report, for staff to work on: its sentences, each cited."""

from __future__ import annotations

import re

from assistant.catalogue import Catalogue
from assistant.domain import Abstention, Answer, Document, Reason
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.messages import say
from assistant.outcomes import abstained, in_words
from assistant.quotes import Ledger
from assistant.report_lines import Line, cite_line, lines_of, most_telling
from assistant.report_topics import Topic, topics_asked
from assistant.summary import opening

_MOST = 8
_LONG = 700  # characters of a paragraph
_SURE = 0.9
_WITH_FIGURES = re.compile(r"数据|数字|指标|figures|data|numbers", re.IGNORECASE)
_NOT_STATED: Reason = "no_evidence"


def draft(
    read: Interpretation, document: Document, library: Library, catalogue: Catalogue
) -> Answer | Abstention:
    """The paragraph; abstains where the report says nothing of the matter."""
    asked = topics_asked(read.question, read.body)
    lines = [x for x in lines_of(document, library, catalogue) if x.part == "work"]
    told = [x for x in lines if any(t in asked for t in x.topics)]
    if _WITH_FIGURES.search(read.question):
        told = [x for x in told if x.figures] or told
    chosen = most_telling(told, _MOST, _LONG)
    if not chosen:
        return _nothing(read, document, asked)
    ledger = Ledger()
    language = read.language
    words = "".join(
        say("report", language, quote=x.text, n=cite_line(x, document, library, ledger))
        for x in _joined(chosen)
    )
    said = [opening("brief_lead", document, language), words, say("brief_note", language)]
    return in_words(read, ledger, "\n".join(said), _SURE)


def _joined(lines: list[Line]) -> list[Line]:
    """In reading order, a line within another left out."""
    return [
        x
        for x in lines
        if not any(o is not x and o.span[0] <= x.span[0] and x.span[1] <= o.span[1] for o in lines)
    ]


def _nothing(read: Interpretation, document: Document, asked: tuple[Topic, ...]) -> Abstention:
    names = say("and", read.language).join(t.name(read.language) for t in asked)
    message = say("topic_missing", read.language, title=document.title, topics=names)
    return abstained(read, _NOT_STATED, message)
