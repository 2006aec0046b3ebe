"""The indicator table: figures of all documents side by side, each with the sentence it stands in.

Filters fail closed: a place, year or measure that isn't there gives no rows, and is named. What a
report only plans is left out unless asked for, and so are versions and documents that newer ones
have replaced. The same figure from a report and from a digest of it is one row, the report's; two
documents that disagree are both shown and flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.catalogue import Catalogue
from assistant.domain import (
    Audience,
    Document,
    Filters,
    Indicator,
    Language,
    Place,
    Reason,
    Version,
)
from assistant.errors import NotFound
from assistant.interpret import itself
from assistant.lazy_rows import LazyRows
from assistant.library import Library, in_order
from assistant.naming import label
from assistant.places import Gazetteer
from assistant.quotes import figure_span, page_of
from assistant.same_figure import disputed, one_source
from assistant.scope import RESULTS, seen
from assistant.text import trim
from assistant.units import load_units
from assistant.wanted import Wanted, refuse_unknown, wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What is to be in the table; empty is "any". ``measures`` are names, or words of a figure.

    ``planned`` lets in what is only planned.
    """

    measures: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    audience: Audience = "public"
    planned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One figure with its source: ``quote`` is the version's text from ``start`` to ``end``.

    ``asked`` is the name that picked it, if one did. ``disputed``: another document states the
    same measure of that body and year differently.
    """

    indicator: Indicator
    document: Document
    version: int
    quote: str
    start: int
    end: int
    page: int | None
    asked: str | None = None
    disputed: bool = False

    def label(self, language: Language = "zh") -> str:
        """The measure's name, or for a figure outside the lexicon its own phrase."""
        return label(self.indicator, language)


@dataclass(frozen=True, kw_only=True, slots=True)
class Absent:
    """A figure that was asked for and isn't there; ``measure`` is the name asked for.

    ``covered``: there is a document about that body and year, which doesn't state it.
    """

    measure: str | None
    place: Place
    year: int
    covered: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorTable:
    """``strangers`` are places asked for that no document is about, ``years`` such years."""

    rows: Sequence[Row]
    absent: tuple[Absent, ...] = ()
    strangers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def reason(self) -> Reason | None:
        """Why there are no rows; ``None`` where there are some."""
        if self.rows:
            return None
        if self.strangers:
            return "jurisdiction_not_covered"
        return "year_not_covered" if self.years else "indicator_not_stated"


def tabulate(
    selection: Selection,
    catalogue: Catalogue,
    gazetteer: Gazetteer,
    library: Library | None = None,
) -> IndicatorTable:
    """The table of a selection; ``library``, where one is kept, saves reading anew.

    Raises ``QuestionError`` for a measure that neither the lexicon nor a figure's words know, and
    ``NotFound`` for a document that isn't there.
    """
    read_before, library = library, library or Library(catalogue)
    places, strangers = _places(selection, library, gazetteer)
    documents = _documents(selection, library, places)
    asked = wanted(selection.measures)
    found = _figures(selection, asked, catalogue, documents, read_before)
    chosen = [i for i in found if not places or i.place in places]
    refuse_unknown(asked, chosen, lambda: _all_seen(catalogue, library, selection))
    picked = [i for i in chosen if not asked or any(w.has(i) for w in asked)]
    kept = one_source(picked, documents)
    differing = disputed(kept)

    def row(figure: Indicator) -> Row:
        document, version = documents[figure.document_id], library.version(figure.document_id)
        if version.id != figure.version_id:  # a newer one has come since
            version = catalogue.version(figure.version_id)
        return _row(figure, document, version, _asked_by(figure, asked), figure.id in differing)

    kept.sort(key=lambda i: _order(i, documents[i.document_id], asked))
    return IndicatorTable(
        rows=LazyRows(kept, row),
        absent=tuple(_absent(selection, asked, documents, places, picked)),
        strangers=strangers,
        years=_uncovered(selection, documents, picked),
    )


def _places(
    selection: Selection, library: Library, gazetteer: Gazetteer
) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """The known places that are asked for, and the names that mean none of them.

    A wider place (北京市) without a document of its own stands for the places within it.
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
    """Documents that may give rows: rules, guides and what is replaced only when named."""
    filters = Filters(documents=selection.documents, audience=selection.audience)
    found = {d.id: d for d in library.documents.values() if seen(d, filters)}
    names = {name for d in found.values() for name in (d.id, d.slug)}
    for name in selection.documents:
        if name not in names:
            raise NotFound(
                f"There is no document {name!r}.",
                hint="'fazhi list' shows what there is, with ids.",
            )
    return {
        key: d
        for key, d in found.items()
        if (selection.documents or (d.kind in RESULTS and d.superseded_by is None))
        and (not selection.places or d.place in places)
    }


def _figures(
    selection: Selection,
    asked: Sequence[Wanted],
    catalogue: Catalogue,
    documents: Mapping[str, Document],
    read_before: Library | None,
) -> list[Indicator]:
    """Figures of these documents that may be meant, from those ``read_before`` if there are any.

    Measures are sought by the database; of measures and years the former alone, as their index is
    the narrower one.
    """
    narrowed = selection.documents or selection.places
    by_name = frozenset(name for w in asked for name in w.measures)
    years = frozenset(selection.years)
    named = bool(asked) and all(w.measures for w in asked)
    if read_before is not None and read_before.has_read(documents.values()):
        reports = sorted(documents.values(), key=lambda d: d.id)
        picked = (
            index.pick(
                own
                & (index.of(index.measures, by_name) if named else index.every)
                & (index.of(index.years, years) if years else index.every)
            )
            for index, own in read_before.figures(reports)
        )
        found = in_order(chain.from_iterable(picked), reports)
    elif named:
        found = catalogue.indicators(frozenset(documents) if narrowed else None, measures=by_name)
    else:
        found = catalogue.indicators(
            frozenset(documents) if narrowed else None, years=years or None
        )
    units = {load_units().base(unit)[0] for unit in selection.units}
    return [
        i
        for i in found
        if i.document_id in documents
        and (not years or i.period.year in years)
        and (selection.planned or i.period.scope != "planned")
        and (not units or i.quantity.unit in units)
    ]


def _all_seen(catalogue: Catalogue, library: Library, selection: Selection) -> list[Indicator]:
    filters = Filters(audience=selection.audience)
    return [i for i in catalogue.indicators() if seen(library.documents[i.document_id], filters)]


def _asked_by(indicator: Indicator, asked: Sequence[Wanted]) -> str | None:
    return next((w.name for w in asked if w.has(indicator)), None)


def _row(
    indicator: Indicator, document: Document, version: Version, asked: str | None, differs: bool
) -> Row:
    start, end = trim(version.text, *figure_span(version.text, indicator))
    return Row(
        indicator=indicator,
        document=document,
        version=version.number,
        quote=version.text[start:end],
        start=start,
        end=end,
        page=page_of(version, start),
        asked=asked,
        disputed=differs,
    )


def _order(figure: Indicator, document: Document, asked: Sequence[Wanted]) -> tuple[object, ...]:
    """By measure as asked, newest year first, then by place and as the document has them."""
    picked = next((k for k, one in enumerate(asked) if one.has(figure)), 0)
    return (
        picked,
        -(figure.period.year or 0),
        figure.place.path if figure.place else "",
        document.slug,
        figure.quantity.start,
    )


def _absent(
    selection: Selection,
    asked: Sequence[Wanted],
    documents: Mapping[str, Document],
    places: Sequence[Place],
    picked: Sequence[Indicator],
) -> Iterator[Absent]:
    """For each name asked for the bodies and years without it."""
    covered = {(d.place, d.year) for d in documents.values() if d.place and d.year}
    bodies = sorted({*places, *(p for p, _ in covered if p)}, key=lambda p: p.path)
    years = selection.years or sorted({y for _, y in covered if y}, reverse=True)
    for one in asked or (None,):
        stated = {(i.place, i.period.year) for i in picked if one is None or one.has(i)}
        for year in years:
            for place in bodies:
                there = (place, year) in covered
                if (place, year) not in stated and (there or selection.years):
                    name = one.name if one else None
                    yield Absent(measure=name, place=place, year=year, covered=there)


def _uncovered(
    selection: Selection, documents: Mapping[str, Document], picked: Sequence[Indicator]
) -> tuple[int, ...]:
    """Years asked for that no document is about and no figure is of."""
    there = {d.year for d in documents.values()} | {i.period.year for i in picked}
    return tuple(y for y in selection.years if y not in there)
