"""Which documents may answer a question. Filters fail closed: none left is none, never all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.domain import NATION, Document, Filters, Place
from assistant.interpret import Interpretation, itself
from assistant.library import Library
from assistant.places import Gazetteer

RESULTS = frozenset({"report", "other"})  # kinds that tell what a body did in a year


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """``reports`` may state figures, ``rules`` say what holds; ``stranger`` is a place not covered.

    ``own`` is set where the deployment's place stood in for one that the question did not name.
    """

    places: tuple[Place, ...]
    reports: tuple[Document, ...]
    rules: tuple[Document, ...]
    stranger: str | None = None
    own: Place | None = None
    elsewhere: tuple[Document, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents that may answer."""
        return (*self.reports, *self.rules)


def scope_of(
    read: Interpretation,
    filters: Filters,
    library: Library,
    gazetteer: Gazetteer,
    *,
    today: dt.date,
    jurisdiction: str | None,
) -> Scope:
    """The documents for a question as read, with the asker's filters."""
    visible = [d for d in library.documents.values() if seen(d, filters)]
    results = [d for d in visible if d.kind in RESULTS]
    rules = _in_force([d for d in visible if d.kind not in RESULTS], _moment(read, today))
    places, stranger = _places(read, filters, library, gazetteer)
    own: Place | None = None
    if not places and stranger is None and jurisdiction and not filters.documents:
        own = _own_place(jurisdiction, library.places(filters.audience), gazetteer)
        places = (own,) if own else ()
    if stranger is not None:
        return Scope(places=(), reports=(), rules=(), stranger=stranger, elsewhere=tuple(results))
    if not places:
        return Scope(places=(), reports=tuple(results), rules=tuple(rules))
    return Scope(
        places=places,
        reports=tuple(d for d in results if d.place in places),
        rules=tuple(d for d in rules if _holds(d, places)),
        own=own,
        elsewhere=tuple(d for d in results if d.place not in places),
    )


def before_report(read: Interpretation, scope: Scope, library: Library) -> Interpretation:
    """上年 by the newest report of the one place asked about, where no report is of the clock's.

    Reports say 上年 of the year before their own, and so does who has one before him; the answer
    names the year.
    """
    years = [d.year for d in scope.reports if d.year is not None]
    if not read.leaning or len(scope.places) != 1 or not years:
        return read
    if set(read.years) & set(library.years_of(scope.reports)):
        return read
    return replace(read, years=(max(years) - 1,))


def seen(document: Document, filters: Filters) -> bool:
    """Whether the asker may see a document, and its filters of kind and document let it through."""
    if document.audience == "internal" and filters.audience != "internal":
        return False
    if filters.kinds and document.kind not in filters.kinds:
        return False
    names = {document.id, document.slug}
    return not filters.documents or bool(names & set(filters.documents))


def _places(
    read: Interpretation, filters: Filters, library: Library, gazetteer: Gazetteer
) -> tuple[tuple[Place, ...], str | None]:
    """Places asked for, or the first one named that no document is about.

    A place in the filter and another in the question must both be met, so they fail closed. The
    parts of a place stand for it only where they are compared (北京市哪个区最多).
    """
    known = library.places(filters.audience)
    asked: list[Place] = []
    for name in filters.places:
        meant = [p for m in gazetteer.mentions(name, known) for p in itself(m)]
        meant += [p for p in known if name in (p.name, p.path) and p not in meant]
        if not meant:
            return (), name
        asked.extend(p for p in meant if p not in asked)
    named = read.places
    if not named and read.within and read.intent in ("comparison", "list"):
        named = read.within
    if not named and read.strangers:
        return (), read.strangers[0]
    if not asked:
        return named, None
    both = tuple(p for p in asked if not named or p in named)
    return both, None if both else named[0].name


def _own_place(name: str, known: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    for place in known:
        if name in (place.name, place.path):
            return place
    return gazetteer.resolve(name)


def _holds(rule: Document, places: Sequence[Place]) -> bool:
    """Whether a rule holds in one of the places: national ones do, local ones within their own."""
    if rule.place is None or rule.place.name == NATION:
        return True
    return any(p.within(rule.place) or rule.place.within(p) for p in places)


def _moment(read: Interpretation, today: dt.date) -> dt.date:
    """The day whose law is asked for: a past year's last one, else today."""
    past = [y for y in read.years if y < today.year]
    return dt.date(max(past), 12, 31) if past else today


def _in_force(rules: Iterable[Document], day: dt.date) -> list[Document]:
    """Of the editions of a law the newest adopted by ``day``; the oldest where all are younger."""
    editions = list(rules)
    by_id = {d.id: d for d in editions}
    kept: list[Document] = []
    for document in editions:
        newer = by_id.get(document.superseded_by or "")
        replaced = newer is not None and (newer.adopted is None or newer.adopted <= day)
        early = document.adopted is not None and document.adopted > day
        older = any(d.superseded_by == document.id for d in editions)
        if not replaced and not (early and older):
            kept.append(document)
    return kept


def public(documents: Iterable[Document]) -> list[Document]:
    """Those that anybody may see."""
    return [d for d in documents if d.audience == "public"]
