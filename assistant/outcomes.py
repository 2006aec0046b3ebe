"""Outcomes put together: an answer of figures or of words, an abstention, what the corpus holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant import abstain
from assistant.domain import (
    Abstention,
    Answer,
    Outcome,
    Reason,
    Table,
    Value,
)
from assistant.excerpt import rows_left
from assistant.figures import Figures
from assistant.figures_told import (
    bodies_without,
    excerpt,
    ranking,
    sentence,
    table_of,
    values_of,
)
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.messages import say
from assistant.naming import place_name
from assistant.quotes import Ledger
from assistant.scope import Scope
from assistant.target import Target


def in_words(read: Interpretation, ledger: Ledger, words: str, confidence: float) -> Answer:
    """An answer in sentences, with the citations of its ledger."""
    return Answer(
        question=read.question,
        answer=words,
        language=read.language,
        intent=read.intent,
        citations=ledger.citations,
        confidence=round(confidence, 3),
    )


def figure_answer(read: Interpretation, scope: Scope, figures: Figures, library: Library) -> Answer:
    """An answer of figures: one, several, or a table of bodies and years."""
    language = read.language
    ledger = Ledger()
    listed = excerpt(read, figures)
    values = values_of(listed, library, ledger)
    table = table_of(listed, values, language)
    lines = []
    if scope.own is not None:
        lines.append(say("own_place", language, place=place_name(scope.own, language)))
    if table is not None:
        named = bool(read.places) and (bool(read.years) or len({v.year for v in values}) == 1)
        lines.append(say("each" if named or read.each else "several_bodies", language))
        lines.append(ranking(read, figures, listed, values, language))
        lacking = bodies_without(read, scope, figures)
        if read.intent == "comparison" and lacking:
            places = abstain.names_of(lacking, language)
            lines.append(say("lacking", language, places=places))
    if len(listed.rows) < len(figures.rows):
        first = listed.matches[0].indicator
        lines.append(rows_left(first, len(figures.rows), language))
    lines += _lines(listed, values, language)
    lines += [say("place_absent", language, place=name) for name in read.strangers]
    lines += [say("unmet", language, what=_missing(t, figures)) for t in figures.unmet]
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


def _missing(target: Target, figures: Figures) -> str:
    """What a question asks for in vain: of 维持和驳回各多少件 the half that is not stated."""
    others = [t for t in (*figures.unmet, *(t for t, _ in figures.rows)) if t != target]
    beside = {c for t in others if t.text == target.text for c in (*t.own, *t.about)}
    own = [c.name for c in (*target.own, *target.about) if beside and c not in beside]
    return "".join(own) or target.text.strip(" ?？")[:30]


def _lines(figures: Figures, values: Sequence[Value], language: Any) -> list[str]:
    pairs = zip(figures.matches, values, strict=True)
    return list(dict.fromkeys(sentence(m, v.citation, language) for m, v in pairs))


def _confidence(figures: Figures) -> float:
    return round(max(0.0, min(0.99, min(m.score for m in figures.matches))), 3)


def about_corpus(read: Interpretation, scope: Scope) -> Outcome:
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


def abstained(
    read: Interpretation, reason: Reason, message: str, suggestions: tuple[str, ...] = ()
) -> Abstention:
    """The outcome that says why nothing is said."""
    return Abstention(
        question=read.question,
        reason=reason,
        message=message,
        language=read.language,
        intent=read.intent,
        suggestions=suggestions,
    )
