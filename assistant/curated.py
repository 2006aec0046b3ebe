"""Curated answers: staff pin an answer with its quotes to a question; the same question gets it.

A pin holds as long as every version that it cites is in force. After that nobody is given it: it is
``stale`` and goes back to staff. Nobody who may not see one of its documents is given it either.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Row, delete, insert, select

from assistant import statements
from assistant.catalogue import Catalogue
from assistant.domain import Answer, Audience, Citation, Filters, Question, Value, Version
from assistant.errors import CurationError, NotFound
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.pinned import Quote, citation_of, kept_quote, section_at, values_in
from assistant.sameness import form_of
from assistant.tables import curated
from assistant.verify import faults

MOST = 50  # citations of one answer
LONGEST = 5_000  # characters of one answer
_MARK = re.compile(r"\[(\d{1,3})\]")
# How a question was read on a day, for readers of an audience.
Read = Callable[[Question, dt.date, Library], Interpretation]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """A curated answer. ``quotes`` are cited as [1], [2] … in their order."""

    id: int
    question: str
    answer: str
    quotes: tuple[Quote, ...]
    asked_on: dt.date
    made_at: dt.datetime
    made_by: str | None = None


class Curated:
    """The curated answers of a catalogue. ``read`` interprets their questions."""

    def __init__(self, catalogue: Catalogue, read: Read) -> None:
        self._catalogue = catalogue
        self._read = read
        self._turn = threading.Lock()
        self._known: tuple[int, dict[tuple[Audience, str], list[Pin]]] = (-1, {})

    def answer(self, read: Interpretation, filters: Filters, library: Library) -> Answer | None:
        """The curated answer of a question, if it has one that holds and the asker may see."""
        pins = self._forms(library)
        if not pins:
            return None
        form = form_of(read, filters)
        for pin in pins.get((filters.audience, form), []) if form else []:
            found = _answer(pin, read, library, filters.audience)
            if found is not None and not faults(found, self._version):
                return found
        return None

    def pin(
        self,
        question: str,
        answer: str,
        quotes: Sequence[Quote],
        *,
        now: dt.datetime,
        by: str | None,
    ) -> Pin:
        """Pin an answer to a question. Raises ``CurationError`` and its kin."""
        library = Library(self._catalogue)
        today = now.astimezone().date()
        read = self._read(Question(text=question, filters=_STAFF), today, library)
        form = form_of(read, _STAFF)
        if form is None:
            raise CurationError(
                f"{question[:60]!r} is no question of its own.", hint="Ask about something."
            )
        same = self._forms(library).get(("internal", form), [])
        for other in same:
            if self.holds(other, library):
                raise CurationError(
                    f"Answer {other.id} is pinned to this question already: {other.question!r}.",
                    hint=f"Delete answer {other.id} first.",
                    code="already_curated",
                )
        kept = tuple(self._checked(one, library) for one in quotes)
        made = Pin(
            id=0,
            question=read.question,
            answer=_marked(answer, len(kept)),
            quotes=kept,
            asked_on=today,
            made_at=now,
            made_by=by,
        )
        self._check(made, read, library)
        return self._write(made)

    def every(self) -> list[tuple[Pin, bool]]:
        """All of them, newest first, each with whether it holds."""
        library = Library(self._catalogue)
        return [(pin, self.holds(pin, library)) for pin in self._pins()]

    def holds(self, pin: Pin, library: Library) -> bool:
        """Whether every version that it cites is in force and reads as it did."""
        return all(_in_force(quote, library) for quote in pin.quotes)

    def audience_of(self, pin: Pin, library: Library) -> Audience:
        """Who may be given it: staff alone, if a document that it cites is internal."""
        cited = [library.documents.get(quote.document_id) for quote in pin.quotes]
        internal = any(d is None or d.audience == "internal" for d in cited)
        return "internal" if internal else "public"

    def remove(self, pin_id: int) -> None:
        """Forget one. Raises ``NotFound``."""
        with self._catalogue.database.writing() as connection:
            statements.count_up(connection)
            gone = connection.execute(delete(curated).where(curated.c.id == pin_id)).rowcount
        if not gone:
            raise NotFound(
                f"There is no curated answer {pin_id}.", hint="GET /v1/curated lists them."
            )

    def _forms(self, library: Library) -> dict[tuple[Audience, str], list[Pin]]:
        """Pins by audience and form, newest first, as of the library's state."""
        with self._turn:
            version, forms = self._known
            if version != library.index_version:
                forms = self._formed(library)
                self._known = (library.index_version, forms)
            return forms

    def _formed(self, library: Library) -> dict[tuple[Audience, str], list[Pin]]:
        audiences: tuple[Audience, ...] = ("public", "internal")
        forms: dict[tuple[Audience, str], list[Pin]] = {}
        for pin in self._pins():
            for audience in audiences:  # places that are known depend on what may be seen
                filters = Filters(audience=audience)
                asked = Question(text=pin.question, filters=filters)
                form = form_of(self._read(asked, pin.asked_on, library), filters)
                if form is not None:
                    forms.setdefault((audience, form), []).append(pin)
        return forms

    def _pins(self) -> list[Pin]:
        with self._catalogue.database.reading() as connection:
            rows = connection.execute(select(curated).order_by(curated.c.id.desc()))
            return [_pin(row) for row in rows]

    def _write(self, pin: Pin) -> Pin:
        row = {**asdict(pin), "quotes": [asdict(quote) for quote in pin.quotes]}
        del row["id"]
        with self._catalogue.database.writing() as connection:
            statements.count_up(connection)  # answers change, as with a new document
            made = connection.execute(insert(curated).values(**row).returning(curated.c.id))
            return replace(pin, id=int(made.scalar_one()))

    def _checked(self, quote: Quote, library: Library) -> Quote:
        """The quote with its words. Raises if they don't stand in a version in force."""
        document = library.documents.get(quote.document_id)
        if document is None:
            raise NotFound(
                f"There is no document {quote.document_id!r}.", hint="Cite one that is there."
            )
        version = library.version(document.id)
        if version.number != quote.version or document.superseded_by is not None:
            raise CurationError(
                f"Version {quote.version} of {document.title!r} is not in force.",
                hint="Cite the version in force.",
            )
        words = version.text[quote.start : quote.end]
        if not words.strip() or (quote.quote and quote.quote != words):
            raise CurationError(
                f"{quote.quote[:60]!r} does not stand at {quote.start}–{quote.end} of "
                f"{document.title!r}; there stands {words[:60]!r}.",
                hint="Give start and end in code points of the version's text.",
            )
        return Quote(
            document_id=document.id,
            version=version.number,
            start=quote.start,
            end=quote.end,
            quote=words,
            version_id=version.id,
            section=section_at(quote.start, self._catalogue.passages(version.id)),
        )

    def _check(self, pin: Pin, read: Interpretation, library: Library) -> None:
        made = _answer(pin, read, library, "internal")
        wrong = faults(made, self._version) if made is not None else ["its quotes don't hold"]
        if wrong:
            raise CurationError(
                f"The answer says what its quotes don't: {'; '.join(wrong[:3])}.",
                hint="Cite the sentence that states each figure, or leave the figure out.",
                code="unsupported_answer",
            )

    def _version(self, document_id: str, number: int) -> Version:
        return next(v for v in self._catalogue.versions(document_id) if v.number == number)


_STAFF = Filters(audience="internal")


def _answer(pin: Pin, read: Interpretation, library: Library, audience: Audience) -> Answer | None:
    """The pin as an answer to this asking; ``None`` if it doesn't hold or may not be seen."""
    citations: list[Citation] = []
    values: list[Value] = []
    for n, quote in enumerate(pin.quotes, 1):
        document = library.documents.get(quote.document_id)
        if document is None or not _in_force(quote, library):
            return None
        if document.audience == "internal" and audience != "internal":
            return None
        citations.append(citation_of(n, quote, document, library.version(document.id)))
        values += values_in(n, quote, pin.answer, library.indicators([document]))
    return Answer(
        question=read.question,
        answer=pin.answer,
        language=read.language,
        intent=read.intent,
        citations=tuple(citations),
        values=tuple(values),
        confidence=1.0,
        mode="curated",
    )


def _in_force(quote: Quote, library: Library) -> bool:
    document = library.documents.get(quote.document_id)
    if document is None or document.superseded_by is not None:
        return False
    version = library.version(document.id)
    same = (version.number, version.id) == (quote.version, quote.version_id)
    return same and version.text[quote.start : quote.end] == quote.quote


def _marked(answer: str, count: int) -> str:
    """The answer with a mark for each of its quotes."""
    text = answer.strip()
    if not text or len(text) > LONGEST or not 1 <= count <= MOST:
        raise CurationError(
            f"The answer has {len(text)} characters and {count} quotes.",
            hint=f"Give 1 to {LONGEST} characters, resting on 1 to {MOST} quotes.",
        )
    there = {int(m[1]) for m in _MARK.finditer(text)}
    return text + "".join(f"[{n}]" for n in range(1, count + 1) if n not in there)


def _pin(row: Row[Any]) -> Pin:
    found = {name: getattr(row, name) for name in Pin.__dataclass_fields__ if name != "quotes"}
    return Pin(**found, quotes=tuple(map(kept_quote, row.quotes)))
