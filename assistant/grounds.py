"""What a drafted sentence may rest on: the quotes of an answer with the figures they state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.domain import Answer, Citation, Document, Frame, Indicator, Period, Place, Quantity
from assistant.frame import clauses
from assistant.lexicon import load_lexicon
from assistant.library import Library
from assistant.measuring import measure_of
from assistant.naming import english_place
from assistant.period import period_of
from assistant.quantity import quantities
from assistant.stated import stands_in
from assistant.text import fold, sentence_spans

_BREAK = re.compile(r"[,，;；:：。!！?？\n]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A figure that quote ``n`` states, with what it counts, when and where.

    ``phrase`` is the stretch of the text between two separators that it stands in, verbatim.
    """

    n: int
    quantity: Quantity
    frame: Frame
    period: Period
    place: Place | None
    measure: str | None
    phrase: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """One citation as evidence. ``facts`` are the figures of its quote, in reading order."""

    citation: Citation
    place: Place | None
    facts: tuple[Fact, ...]

    @cached_property
    def about(self) -> str:
        """Where the quote stands: title, headings, issuer and place, folded."""
        cited = self.citation
        names = self.place.names if self.place else ()
        return fold(" ".join((cited.title, *cited.section, cited.issuer or "", *names)))

    @cached_property
    def text(self) -> str:
        """All that may be said of it without a figure: the quote and where it stands, folded."""
        return f"{fold(self.citation.quote)} {self.about}"


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """The sources of one answer by citation number; ``known`` are the places of the corpus."""

    answer: Answer
    sources: Mapping[int, Source]
    known: tuple[Place, ...] = ()

    def cited(self, numbers: Sequence[int]) -> list[Source]:
        """The sources of these numbers; those that are not there are left out."""
        return [self.sources[n] for n in numbers if n in self.sources]

    @cached_property
    def year(self) -> int | None:
        """The year that a sentence without one is about, if the answer is about one only."""
        stated = {v.year for v in self.answer.values if v.primary}
        stated = stated or {s.citation.year for s in self.sources.values()}
        return next(iter(stated)) if len(stated) == 1 else None

    @cached_property
    def place(self) -> str | None:
        """The place that a sentence without one is about, if the answer is about one only."""
        named = {f.place.name if f.place else "" for s in self.sources.values() for f in s.facts}
        return next(iter(named)) if len(named) == 1 else None

    @cached_property
    def english(self) -> str:
        """The English names of the sources' places and measures, in lower case."""
        places = {n for s in self.sources.values() if s.place for n in s.place.names}
        return " ".join(english_place(name).lower() for name in sorted(places))


def grounds_of(answer: Answer, library: Library) -> Grounds:
    """The grounds that an answer's citations give."""
    sources = {}
    for citation in answer.citations:
        document = library.documents[citation.document_id]
        text = library.version(document.id).text
        stated = [
            _fact(citation.n, i, text)
            for i in library.indicators([document])
            if stands_in(i, citation.start, citation.end)
        ]
        facts = stated or list(_read(citation, document, text))
        sources[citation.n] = Source(citation=citation, place=document.place, facts=tuple(facts))
    return Grounds(answer=answer, sources=sources, known=library.places("internal"))


def names_of(fact: Fact) -> tuple[str, ...]:
    """The names of a fact's measure in the lexicon, Chinese then English."""
    measure = load_lexicon().measures.get(fact.measure or "")
    if measure is None:
        return ()
    return (measure.name, *measure.synonyms, measure.english, *measure.also)


def _fact(n: int, indicator: Indicator, text: str) -> Fact:
    return Fact(
        n=n,
        quantity=indicator.quantity,
        frame=indicator.frame,
        period=indicator.period,
        place=indicator.place,
        measure=indicator.measure,
        phrase=_phrase(text, indicator.quantity),
    )


def _phrase(text: str, quantity: Quantity) -> str:
    before = _BREAK.split(text[: quantity.start])[-1]
    after = _BREAK.split(text[quantity.end :], maxsplit=1)[0]
    return f"{before}{quantity.words}{after}".strip()


def _read(citation: Citation, document: Document, text: str) -> Iterator[Fact]:
    """The figures of a quote that has no indicators, a rule's (60日内办结)."""
    path = (document.title, *citation.section)
    before = ""
    for span in sentence_spans(text, citation.start, citation.end):
        found = quantities(text, *span)
        for clause in clauses(text, span, found, before=before, path=path):
            yield Fact(
                n=citation.n,
                quantity=clause.quantity,
                frame=clause.frame,
                period=period_of(text, span, clause, document.year),
                place=document.place,
                measure=measure_of(clause.frame, clause.quantity),
                phrase=_phrase(text, clause.quantity),
            )
        before = text[slice(*span)]
