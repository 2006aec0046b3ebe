"""Which report a long question is about: one of a place and a year, or none at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import abstain
from assistant.domain import Abstention, Document, Place
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.messages import say
from assistant.outcomes import abstained
from assistant.scope import Scope

_WHOLE = re.compile(r"法治政府")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A report asked for: of this place, of this year (``None``: the newest)."""

    place: Place
    year: int | None


def one_report(read: Interpretation, scope: Scope, library: Library) -> Document | Abstention:
    """The report that is meant. Abstains where none or several might be: never another one.

    Where no place is named the deployment's own is meant, or the only one that there is; where no
    year is, the newest.
    """
    if len(scope.places) > 1 or len(read.years) > 1:
        return _unclear(read, scope)
    places = scope.places or tuple({d.place for d in scope.reports if d.place is not None})
    if len(places) != 1:
        return _unclear(read, scope)
    year = read.years[0] if read.years else None
    found = report_of(Wanted(place=places[0], year=year), scope.reports, library)
    return found or no_report(read, scope, library)


def two_reports(
    read: Interpretation, scope: Scope, library: Library
) -> tuple[Document, Document] | Abstention:
    """The two reports to be laid side by side: of two places, or of one place's two years."""
    if read.strangers:
        message = abstain.place_missing(read.strangers[0], scope, read.language)
        return abstained(read, "jurisdiction_not_covered", message)
    wanted = _pair(read, scope)
    if wanted is None:
        return _unclear(read, scope)
    one, other = (report_of(w, scope.reports, library) for w in wanted)
    if one is not None and other is not None:
        return one, other
    lacking = wanted[0] if one is None else wanted[1]
    return no_report(*_narrowed(read, scope, lacking), library)


def _narrowed(read: Interpretation, scope: Scope, wanted: Wanted) -> tuple[Interpretation, Scope]:
    """The question and its scope as far as one report is concerned."""
    reports = tuple(d for d in scope.reports if d.place == wanted.place)
    years = () if wanted.year is None else (wanted.year,)
    return replace(read, years=years), replace(scope, places=(wanted.place,), reports=reports)


def _pair(read: Interpretation, scope: Scope) -> tuple[Wanted, Wanted] | None:
    places, years = scope.places, read.years
    if len(places) == 2 and len(years) <= 1:
        year = years[0] if years else None
        return Wanted(place=places[0], year=year), Wanted(place=places[1], year=year)
    if len(places) == 1 and len(years) == 2:
        early, late = sorted(years)
        return Wanted(place=places[0], year=early), Wanted(place=places[0], year=late)
    return None


def report_of(wanted: Wanted, reports: Sequence[Document], library: Library) -> Document | None:
    """The report of a place and year: that on the whole of law-based government, else the longest.

    A digest of a report stands back behind the report.
    """
    fitting = [d for d in reports if d.place == wanted.place and d.year is not None]
    if wanted.year is None:
        newest = max((d.year for d in fitting if d.year is not None), default=None)
    else:
        newest = wanted.year
    fitting = [d for d in fitting if d.year == newest]
    return max(
        fitting,
        key=lambda d: (
            bool(_WHOLE.search(d.title)),
            d.note is None,
            len(library.version(d.id).text),
            d.id,
        ),
        default=None,
    )


def no_report(read: Interpretation, scope: Scope, library: Library) -> Abstention:
    """That there is no such report, and which there are."""
    if read.years:
        return abstained(read, "year_not_covered", abstain.year_missing(read, scope, library))
    name = scope.places[0].name if scope.places else read.question
    message = abstain.place_missing(name, scope, read.language)
    return abstained(read, "jurisdiction_not_covered", message)


def _unclear(read: Interpretation, scope: Scope) -> Abstention:
    coverage = abstain.coverage_of(scope.reports, read.language) or "—"
    return abstained(read, "ambiguous", say("which_report", read.language, coverage=coverage))
