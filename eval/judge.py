"""Whether an outcome is right, by its case. Pure: no index, no model, no clock.

A figure shown that is none of those that the case lists is the gravest fault, and reported apart
from all others, also where the right figure stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assistant.domain import Abstention, Answer, Outcome, Reason, Value
from eval.cases import Case, Expected, Figure, Figures, Silence, Words
from eval.citations import Sources, is_source, other_edition, unverbatim
from eval.figures import base, numerals, squeezed

_ASKS = re.compile(
    r"多少|几|率|占比|幅度|how (?:many|much|long|old)|rate|percent|share", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """``exact``: what was wanted, all of it. ``cited``: ``None`` where nothing is to be cited.

    ``led``: of an answer in words, whether its first citation is the right one already.
    ``wrong`` lists figures shown that must not be; ``blurred`` those that lost their qualifier
    (余, 约); ``faults`` says all that is amiss in words.
    """

    answered: bool
    exact: bool
    cited: bool | None = None
    led: bool | None = None
    reason: Reason | None = None
    reason_right: bool | None = None
    wrong: tuple[str, ...] = ()
    blurred: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Right in all that counts; a reason for silence that was not listed is no failure."""
        return self.exact and self.cited is not False and not self.wrong


def judge(case: Case, outcome: Outcome, sources: Sources) -> Verdict:
    """The verdict on one outcome."""
    expected = case.expected
    if isinstance(outcome, Abstention):
        return _silent(outcome, expected)
    if isinstance(expected, Silence):
        return _spoken(outcome)
    if isinstance(expected, Figures):
        return _figures(outcome, expected, sources)
    return _words(outcome, expected, sources)


def _silent(outcome: Abstention, expected: Expected) -> Verdict:
    if isinstance(expected, Silence):
        right = outcome.reason in expected.reason
        fault = f"reason {outcome.reason!r} is none of {', '.join(expected.reason)}"
        return Verdict(
            answered=False,
            exact=True,
            reason=outcome.reason,
            reason_right=right,
            faults=() if right else (fault,),
        )
    return Verdict(
        answered=False,
        exact=False,
        reason=outcome.reason,
        faults=(f"abstained: {outcome.reason}",),
    )


def _spoken(outcome: Answer) -> Verdict:
    """Where silence was due any figure is wrong; in plain words, if a figure was asked for."""
    shown = [_named(value) for value in outcome.values]
    shown += [f"{n.words} in the table" for cell in _cells(outcome) for n in numerals(cell)]
    if not shown and _ASKS.search(outcome.question):
        shown = [f"{n.words} in the answer" for n in numerals(outcome.answer)]
    return Verdict(
        answered=True, exact=False, wrong=tuple(shown), faults=("answered: silence was due",)
    )


def _figures(outcome: Answer, expected: Figures, sources: Sources) -> Verdict:
    matches = {
        figure: [value for value in outcome.values if _is(value, figure, expected)]
        for figure in expected.values
    }
    missing = [f"not given: {_label(figure)}" for figure, found in matches.items() if not found]
    missing += [
        f"not said: {item!r}"
        for item in expected.says
        if not any(part in outcome.answer for part in item.split("|"))
    ]
    wrong = (*_wrong_values(outcome, expected), *_wrong_numerals(outcome, expected))
    first = next((value for value in outcome.values if value.primary), None)
    faults = [*missing, *(f"wrong figure shown: {words}" for words in wrong)]
    headed = first is not None and _may_head(first, matches, expected)
    if not headed:
        faults.append(f"first primary value: {_named(first) if first else None}")
    amiss = [*unverbatim(outcome.citations, sources), *_miscited(outcome, expected, matches)]
    return Verdict(
        answered=True,
        exact=not missing and headed and not wrong,
        cited=not amiss,
        wrong=wrong,
        blurred=tuple(_blurred(matches)),
        faults=(*faults, *amiss),
    )


def _may_head(first: Value, matches: dict[Figure, list[Value]], expected: Figures) -> bool:
    """The figure asked for comes first; in a table of bodies any that may be in it does."""
    if any(first in found for found in matches.values()):
        return True
    several = len({figure.place for figure in expected.values}) > 1
    return several and any(_may(first, figure, expected) for figure in expected.also)


def _is(value: Value, figure: Figure, expected: Figures) -> bool:
    """Whether a shown value is this expected one, body and year included."""
    place = figure.place or expected.place
    year = figure.year or expected.year
    return (
        _same_amount(value, figure)
        and (place is None or _same_place(value.jurisdiction, place))
        and (year is None or value.year == year)
        and (figure.formula is None or value.formula == figure.formula)
    )


def _may(value: Value, figure: Figure, expected: Figures) -> bool:
    """Whether a shown value may stand beside: its body must not be another one."""
    place = figure.place or expected.place
    return (
        _same_amount(value, figure)
        and (place is None or value.jurisdiction is None or _same_place(value.jurisdiction, place))
        and (figure.year is None or value.year == figure.year)
    )


def _same_amount(value: Value, figure: Figure) -> bool:
    try:
        shown = base(Decimal(value.value), value.unit)
        high = None if value.high is None else base(Decimal(value.high), value.unit)
    except InvalidOperation:
        return False
    wanted = None if figure.high is None else base(figure.high, figure.unit)
    return shown == base(figure.value, figure.unit) and high == wanted


def _same_place(shown: str | None, place: str) -> bool:
    return shown is not None and (shown.endswith(place) or place.endswith(shown))


def _wrong_values(outcome: Answer, expected: Figures) -> Iterator[str]:
    for value in outcome.values:
        wanted = any(_is(value, figure, expected) for figure in expected.values)
        allowed = any(_may(value, figure, expected) for figure in expected.also)
        if not wanted and not allowed:
            yield _named(value)


def _wrong_numerals(outcome: Answer, expected: Figures) -> Iterator[str]:
    """Numerals of the answer's words and table that are no listed figure.

    The question's own numbers may be said again, as may the years of what is shown.
    """
    listed = (*expected.values, *expected.also)
    allowed = {base(figure.value, figure.unit) for figure in listed}
    allowed |= {base(f.high, f.unit) for f in listed if f.high is not None}
    allowed |= {(shown.value, shown.unit) for shown in numerals(outcome.question)}
    years = {Decimal(year) for year in _years(outcome, expected) if year is not None}
    places = (*(v.jurisdiction for v in outcome.values), *(f.place for f in listed), expected.place)
    names = {place for place in places if place}
    formulas = [v.formula for v in outcome.values if v.formula and _wanted(v, expected)]
    for text in (outcome.answer, *_cells(outcome)):
        for shown in numerals(_blanked(text, formulas), names):
            if not _allowed(shown.value, shown.unit, allowed, years):
                yield f"{shown.words} in {'the answer' if text is outcome.answer else 'the table'}"


def _wanted(value: Value, expected: Figures) -> bool:
    return any(_is(value, figure, expected) for figure in expected.values)


def _blanked(text: str, formulas: Iterable[str]) -> str:
    """The text without the formulas of figures that are wanted."""
    for formula in formulas:
        text = text.replace(formula, " ")
    return text


def _allowed(
    value: Decimal, unit: str, allowed: set[tuple[Decimal, str]], years: set[Decimal]
) -> bool:
    if not unit:
        return value in years or any(value == amount for amount, _ in allowed)
    return (value, unit) in allowed


def _years(outcome: Answer, expected: Figures) -> Iterator[int | None]:
    yield expected.year
    yield from (figure.year for figure in expected.values)
    yield from (value.year for value in outcome.values)
    yield from (citation.year for citation in outcome.citations)


def _cells(outcome: Answer) -> list[str]:
    return [] if outcome.table is None else [cell for row in outcome.table.rows for cell in row]


def _blurred(matches: dict[Figure, list[Value]]) -> Iterator[str]:
    for figure, found in matches.items():
        if figure.qualifier and found and not any(value.qualifier for value in found):
            yield f"{_label(figure)} without {figure.qualifier}"


def _miscited(
    outcome: Answer, expected: Figures, matches: dict[Figure, list[Value]]
) -> Iterator[str]:
    quotes = {citation.n: squeezed(citation.quote) for citation in outcome.citations}
    for value in outcome.values:
        if value.citation not in quotes:
            yield f"{_named(value)} cites [{value.citation}], which is not there"
    for figure, found in matches.items():
        if figure.quote and not _holds(figure.quote, quotes, found):
            yield f"{_label(figure)} is not cited from {figure.quote!r}"
    every = [value for found in matches.values() for value in found]
    if expected.quote and not _holds(expected.quote, quotes, every):
        yield f"not cited from {expected.quote!r}"


def _holds(quote: str, quotes: dict[int, str], values: Iterable[Value]) -> bool:
    return any(squeezed(quote) in quotes.get(value.citation, "") for value in values)


def _words(outcome: Answer, expected: Words, sources: Sources) -> Verdict:
    quotes = (citation.quote for citation in outcome.citations)
    said = squeezed(" ".join((outcome.answer, *_cells(outcome), *quotes)))
    missing = [
        f"not said: {item!r}"
        for item in expected.contains
        if not any(squeezed(part) in said for part in item.split("|"))
    ]
    amiss = [*unverbatim(outcome.citations, sources), *_missourced(outcome, expected, sources)]
    first = outcome.citations[:1]
    return Verdict(
        answered=True,
        exact=not missing,
        cited=not amiss,
        led=is_source(first[0], expected, sources) if first else None,
        faults=(*missing, *amiss),
    )


def _missourced(outcome: Answer, expected: Words, sources: Sources) -> Iterator[str]:
    named = expected.law or expected.adopted or expected.article or expected.quote
    if named and not any(is_source(citation, expected, sources) for citation in outcome.citations):
        parts = (expected.law, expected.adopted, *expected.article)
        wanted = " ".join(str(part) for part in parts if part) or repr(expected.quote)
        yield f"not cited: {wanted}"
    for citation in outcome.citations:
        other = other_edition(citation, expected, sources)
        if other is not None:
            yield f"cites the edition of {other}, not of {expected.adopted}"


def _named(value: Value) -> str:
    high = f"–{value.high}" if value.high else ""
    of = " ".join(str(part) for part in (value.jurisdiction, value.year) if part)
    return f"{value.measure} {value.value}{high}{value.unit} ({of})"


def _label(figure: Figure) -> str:
    of = " ".join(str(part) for part in (figure.place, figure.year) if part)
    return f"{figure.value}{figure.unit}" + (f" ({of})" if of else "")
