"""What generated reports tell once and exactly, by measure and year; and what none tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.lexicon import load_lexicon
from eval.synthetic.facts import load_facts
from eval.synthetic.truth import Report

Told = Mapping[str, Decimal]  # body → value
Measures = Mapping[tuple[str, int], dict[str, Decimal]]  # (measure, year) → what bodies state

BLURRED = Decimal(-1)  # stated, but not as one exact figure
_ASKED = ("件", "%", "人", "名", "个", "项", "家", "份", "条", "元")  # units of one figure a year


def exact(values: Told) -> dict[str, Decimal]:
    """The bodies that state one exact figure."""
    return {body: value for body, value in values.items() if value >= 0}


def is_standing(measure: str) -> bool:
    """Whether a measure counts what stands (调解员), so that years aren't added up."""
    return any(f.as_of for f in load_facts().values() if f.measure == measure)


def rate_of(measure: str) -> tuple[str, ...]:
    """The two measures that a rate is worked out from; none of what is no such rate."""
    facts = load_facts()
    rates = (f.draw["rate"] for f in facts.values() if f.measure == measure and "rate" in f.draw)
    return tuple(facts[name].measure or "" for name in next(rates, ()))


def unit_of(measure: str) -> str:
    """The unit that reports state a measure in."""
    own = (f.unit for f in load_facts().values() if f.measure == measure)
    return next(own, load_lexicon().measures[measure].unit or "")


def told(reports: Sequence[Report]) -> Measures:
    """Every measure that each report states once, as it states it; changed figures left out."""
    found: dict[tuple[str, int], dict[str, Decimal]] = defaultdict(dict)
    later: dict[tuple[str, int], dict[str, Decimal]] = defaultdict(dict)
    for report in reports:
        if report.copy_of:
            continue
        for measure, values in _stated(report).items():
            value = next(iter(values)) if len(values) == 1 else BLURRED
            found[measure, report.year][report.place.name] = value
        for measure, before in _before(report).items():
            later[measure, report.year - 1][report.place.name] = before
    years = {report.year for report in reports}
    for (measure, year), earlier in later.items():
        for body, value in earlier.items():
            if year in years:
                found[measure, year].setdefault(body, value)
    return found


def _stated(report: Report) -> dict[str, set[Decimal]]:
    """Values by measure; with ``BLURRED`` among them where a figure, or its change, is off."""
    stated: dict[str, set[Decimal]] = defaultdict(set)
    for k, piece in enumerate(report.pieces):
        for j, figure in enumerate(piece.figures):
            planted = report.plant and (report.plant.piece, report.plant.figure) == (k, j)
            fact = load_facts().get(figure.fact or "")
            if not fact or not fact.measure or fact.unit not in _ASKED:
                continue
            if figure.aspect:
                stated[fact.measure] |= {BLURRED, Decimal(-2)} if planted else set()
            elif figure.exact and not planted and figure.measure == fact.measure:
                stated[fact.measure].add(figure.value)
            else:
                stated[fact.measure] |= {BLURRED, figure.value}
    return {measure: values for measure, values in stated.items() if values}


def _before(report: Report) -> dict[str, Decimal]:
    """What a report states of the year before it."""
    found = {}
    for piece in report.pieces:
        for figure in piece.figures:
            fact = load_facts().get(figure.fact or "")
            if fact is None or not fact.measure or fact.unit not in _ASKED:
                continue
            if figure.aspect == "去" and figure.measure == fact.measure:
                found[fact.measure] = figure.value
    return found


def silent(reports: Sequence[Report]) -> list[tuple[str, int, str]]:
    """Bodies and years with a measure that nothing of their report tells, nor the next one."""
    facts = load_facts()
    said: dict[tuple[str, int], set[str]] = defaultdict(set)
    for report in reports:
        for piece in report.pieces:
            for figure in piece.figures:
                topic = facts[figure.fact].topic if figure.fact else figure.measure or ""
                year = report.year - 1 if figure.aspect == "去" else report.year
                said[report.place.name, year].add(topic)
    # The related facts of a topic may well imply one another, so that whole topics are asked of.
    return [
        (body, year, fact.measure)
        for (body, year), topics in sorted(said.items())
        for fact in facts.values()
        if fact.measure and fact.topic not in topics and any(r.year == year for r in reports)
    ]
