"""The indicator table: figures of all documents side by side, each with the sentence it stands in.

Filters fail closed: a place, year or measure that isn't there gives no rows, and is named. What a
report only plans is left out unless asked for, and so are versions and documents that newer ones
have replaced. The same figure from a report and from a digest of it is one row, the report's; two
documents that disagree are both shown and flagged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.catalogue import Catalogue
from assistant.domain import (
    Audience,
    Document,
    Filters,
    Indicator,
    Language,
    PeriodScope,
    Place,
    Version,
)
from assistant.interpret import itself
from assistant.library import Library
from assistant.naming import label
from assistant.places import Gazetteer
from assistant.precision import agree
from assistant.quotes import figure_span, page_of
from assistant.scope import RESULTS, seen
from assistant.table_names import Wanted, wanted
from assistant.text import fold, trim
from assistant.units import load_units

_SAME_WORDS = 0.5  # share of the shorter phrase's character pairs that the other must hold


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What is to be in the table; empty is "any". ``measures`` are names or words of a figure."""

    measures: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    audience: Audience = "public"
    planned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One figure with its source. ``disputed``: another document states it differently."""

    indicator: Indicator
    document: Document
    version: int
    quote: str
    start: int
    end: int
    page: int | None
    disputed: bool = False

    def label(self, language: Language = "zh") -> str:
        """The measure's name, or for a figure outside the lexicon its own phrase."""
        return label(self.indicator, language)

    @property
    def value(self) -> Decimal:
        """The value in the base unit."""
        return self.indicator.quantity.value

    @property
    def year(self) -> int | None:
        """The year that the figure is about."""
        return self.indicator.period.year

    @property
    def scope(self) -> PeriodScope:
        """What of that year."""
        return self.indicator.period.scope

    @property
    def place(self) -> Place | None:
        """The body that it is about."""
        return self.indicator.place


@dataclass(frozen=True, kw_only=True, slots=True)
class Absent:
    """What was asked for and isn't there. ``covered``: the body has a document for that year."""

    measure: str | None
    place: Place
    year: int | None
    covered: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorTable:
    """``strangers`` are places asked for that no document is about, ``years`` such years."""

    rows: tuple[Row, ...]
    absent: tuple[Absent, ...] = ()
    strangers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


def tabulate(
    selection: Selection,
    catalogue: Catalogue,
    gazetteer: Gazetteer,
    library: Library | None = None,
) -> IndicatorTable:
    """The table of a selection.

    Raises ``QuestionError`` for a measure that neither the lexicon nor a figure's words know, and
    ``NotFound`` for a document that isn't there.
    """
    library = library or Library(catalogue)
    places, strangers = _places(selection, library, gazetteer)
    documents = _documents(selection, library, places)
    if selection.places and not places:
        return IndicatorTable(rows=(), strangers=strangers)
    asked = wanted(selection.measures)
    found = _indicators(selection, asked, catalogue, documents)
    found = [i for i in found if not selection.places or i.place in places]
    asked.check(selection.measures, found, lambda: _all_of(catalogue, library, selection))
    chosen = [i for i in found if asked.has(i) and _in_time(i, selection)]
    rows = _sorted(_rows(_one_source(chosen, library), library), asked)
    years = tuple(y for y in selection.years if not any(r.year == y for r in rows))
    return IndicatorTable(
        rows=tuple(_flagged(rows)),
        absent=tuple(_absent(selection, asked, documents, rows)),
        strangers=strangers,
        years=tuple(y for y in years if not any(d.year == y for d in documents)),
    )


def _places(
    selection: Selection, library: Library, gazetteer: Gazetteer
) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """The known places that are asked for, and the names of those that aren't known.

    A wider place (北京市) that has no document of its own stands for the places within it.
    """
    known = library.places(selection.audience)
    found: list[Place] = []
    strangers: list[str] = []
    for name in selection.places:
        mentions = gazetteer.mentions(name, known)
        meant = [p for m in mentions for p in itself(m)]
        meant += [p for p in known if name in (p.name, p.path)]
        meant = meant or [p for m in mentions for p in m.places]
        if not meant:
            strangers.append(name)
        found.extend(p for p in meant if p not in found)
    return tuple(found), tuple(strangers)


def _documents(
    selection: Selection, library: Library, places: Sequence[Place]
) -> dict[str, Document]:
    """Documents that may give rows. Rules and guides, and those replaced, only when named."""
    for name in selection.documents:
        _known(name, library, selection)
    filters = Filters(documents=selection.documents, audience=selection.audience)
    named = bool(selection.documents)
    return {
        d.id: d
        for d in library.documents.values()
        if seen(d, filters)
        and (named or (d.kind in RESULTS and d.superseded_by is None))
        and (not selection.places or d.place in places)
    }


def _known(name: str, library: Library, selection: Selection) -> None:
    """Raise ``NotFound`` for a document that isn't there, or isn't for this audience."""
    from assistant.errors import NotFound

    for document in library.documents.values():
        if name in (document.id, document.slug):
            if selection.audience == "internal" or document.audience == "public":
                return
    raise NotFound(
        f"There is no document {name!r}.", hint="'fazhi list' shows what there is, with ids."
    )


def _indicators(
    selection: Selection,
    asked: Wanted,
    catalogue: Catalogue,
    documents: dict[str, Document],
) -> list[Indicator]:
    """Figures of these documents that may be meant; measures are sought by the database."""
    narrowed = selection.documents or selection.places
    found = catalogue.indicators(
        frozenset(documents) if narrowed else None,
        measures=asked.names if asked.known_only else None,
    )
    units = {load_units().base(unit)[0] for unit in selection.units}
    return [
        i for i in found if i.document_id in documents and (not units or i.quantity.unit in units)
    ]
