"""Questions whose answers the generated reports fix, and whether an answer is exactly that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal

from assistant.domain import Answer, Outcome
from assistant.lexicon import load_lexicon
from eval.synthetic.facts import load_facts
from eval.synthetic.truth import Report

QuestionKind = Literal["figure", "comparison", "ranking", "sum", "change", "absent"]
Told = dict[str, Decimal]  # body → value
Measures = dict[tuple[str, int], Told]  # (measure, year) → what bodies state

_ASKED = ("件", "%", "人", "名", "个", "项", "家", "份", "条", "元")  # units of one figure a year
_LEAST_RANKED = 3


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question. ``expected`` are the figures that must be shown, by body; of a sum or change the
    one computed value under ``""``. ``top`` is the body that a ranking must name first."""

    kind: QuestionKind
    text: str
    year: int
    expected: Told
    allowed: frozenset[Decimal] = frozenset()
    top: str | None = None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A question with how it went: ``exact``, or ``wrong`` if a figure is shown that is not so."""

    asked: Asked
    outcome: Outcome
    exact: bool
    wrong: bool


def make_questions(reports: Sequence[Report], seed: int, each: int) -> list[Asked]:
    """``each`` questions of every kind, in a fixed order."""
    random = Random(seed)
    told, silent = _told(reports), _silent(reports)
    makers: tuple[Callable[[], Asked | None], ...] = (
        lambda: _figure(random, told),
        lambda: _comparison(random, told),
        lambda: _ranking(random, told),
        lambda: _sum(random, told),
        lambda: _change(random, told),
        lambda: _absent(random, silent),
    )
    found: list[Asked] = []
    for make in makers:
        kind: dict[str, Asked] = {}
        for _ in range(each * 40):
            asked = make()
            if asked is not None and len(kind) < each:
                kind.setdefault(asked.text, asked)
        found += kind.values()
    return found


def judge(asked: Asked, outcome: Outcome) -> Judged:
    """Whether the outcome is exactly what was asked for."""
    if asked.kind == "absent":
        told = isinstance(outcome, Answer) and any(v.primary for v in outcome.values)
        return Judged(asked=asked, outcome=outcome, exact=not told, wrong=told)
    if not isinstance(outcome, Answer):
        return Judged(asked=asked, outcome=outcome, exact=False, wrong=False)
    if asked.kind in ("sum", "change"):
        return _judge_computed(asked, outcome)
    shown = {(v.jurisdiction, Decimal(v.value)) for v in outcome.values if v.primary}
    years = {v.year for v in outcome.values if v.primary}
    wanted = set(asked.expected.items())
    first = outcome.table.rows[0][0] if outcome.table else None
    led = asked.top is None or first == asked.top
    return Judged(
        asked=asked,
        outcome=outcome,
        exact=shown == wanted and years == {asked.year} and led,
        wrong=bool(shown - wanted) or not years <= {asked.year} or (shown == wanted and not led),
    )


def _judge_computed(asked: Asked, outcome: Answer) -> Judged:
    """The one figure asked for, computed or stated; those it comes from may stand beside it."""
    shown = {abs(Decimal(v.value)) for v in outcome.values if v.primary}
    wanted = abs(asked.expected[""])
    return Judged(
        asked=asked,
        outcome=outcome,
        exact=wanted in shown and shown <= {wanted, *asked.allowed},
        wrong=not shown <= {wanted, *asked.allowed},
    )


def _told(reports: Sequence[Report]) -> Measures:
    """Every measure that each report states once, as it states it; changed figures left out."""
    found: Measures = defaultdict(dict)
    later: Measures = defaultdict(dict)
    for report in reports:
        if report.copy_of:
            continue
        stated: dict[str, set[Decimal]] = defaultdict(set)
        for k, piece in enumerate(report.pieces):
            for j, figure in enumerate(piece.figures):
                planted = report.plant and (report.plant.piece, report.plant.figure) == (k, j)
                fact = load_facts().get(figure.fact or "")
                if fact and fact.measure and not figure.aspect and fact.unit in _ASKED:
                    exact = figure.exact and not planted and figure.measure == fact.measure
                    stated[fact.measure] |= {figure.value} if exact else {Decimal(-1), figure.value}
                before = figure.aspect == "去" and fact and figure.measure == fact.measure
                if before and fact and fact.measure and fact.unit in _ASKED:
                    later[fact.measure, report.year - 1][report.place.name] = figure.value
        for measure, values in stated.items():
            value = next(iter(values)) if len(values) == 1 else Decimal(-1)
            found[measure, report.year][report.place.name] = value
    years = {report.year for report in reports}
    for (measure, year), told in later.items():
        for body, value in told.items():
            if year in years:
                found[measure, year].setdefault(body, value)
    return found


def _silent(reports: Sequence[Report]) -> list[tuple[str, int, str]]:
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


def _name(random: Random, measure: str) -> str:
    known = load_lexicon().measures[measure]
    return random.choice((known.name, *known.synonyms))


def _pick(random: Random, told: Measures, least: int) -> tuple[str, int, Told] | None:
    (measure, year), values = random.choice(sorted(told.items(), key=lambda t: t[0]))
    exact = {body: value for body, value in values.items() if value >= 0}
    return (measure, year, exact) if len(exact) >= least else None


def _figure(random: Random, told: Measures) -> Asked | None:
    if not (picked := _pick(random, told, 1)):
        return None
    measure, year, values = picked
    body = random.choice(sorted(values))
    text = f"{body}{year}年{_name(random, measure)}是多少？"
    return Asked(kind="figure", text=text, year=year, expected={body: values[body]})


def _comparison(random: Random, told: Measures) -> Asked | None:
    if not (picked := _pick(random, told, 2)):
        return None
    measure, year, values = picked
    one, other = random.sample(sorted(values), 2)
    name = _name(random, measure)
    text = random.choice(
        (f"{year}年{one}和{other}的{name}分别是多少？", f"{one}与{other}{year}年哪个{name}更多？")
    )
    expected = {one: values[one], other: values[other]}
    return Asked(kind="comparison", text=text, year=year, expected=expected)


def _ranking(random: Random, told: Measures) -> Asked | None:
    if not (picked := _pick(random, told, _LEAST_RANKED)):
        return None
    measure, year, values = picked
    if values.keys() != told[measure, year].keys():
        return None  # a blurred figure among them leaves the order open
    ordered = sorted(values, key=lambda body: -values[body])
    if values[ordered[0]] == values[ordered[1]]:
        return None
    high = "高" if load_lexicon().measures[measure].unit == "%" else "多"
    text = f"{year}年哪个地方的{_name(random, measure)}最{high}？"
    return Asked(kind="ranking", text=text, year=year, expected=values, top=ordered[0])


def _sum(random: Random, told: Measures) -> Asked | None:
    picked = _pick(random, told, _LEAST_RANKED)
    if not picked or load_lexicon().measures[picked[0]].unit == "%":
        return None
    measure, year, values = picked
    bodies = random.sample(sorted(values), _LEAST_RANKED)
    text = f"{'、'.join(bodies)}{year}年{_name(random, measure)}合计是多少？"
    total = sum((values[b] for b in bodies), Decimal(0))
    allowed = frozenset(values[b] for b in bodies)
    return Asked(kind="sum", text=text, year=year, expected={"": total}, allowed=allowed)


def _change(random: Random, told: Measures) -> Asked | None:
    if not (picked := _pick(random, told, 1)):
        return None
    measure, year, values = picked
    before = told.get((measure, year - 1), {})
    both = [b for b in sorted(values) if before.get(b, Decimal(-1)) >= 0 and values[b] != before[b]]
    if not both:
        return None
    body = random.choice(both)
    grown = "增加" if values[body] > before[body] else "减少"
    text = f"{body}{year}年{_name(random, measure)}比上年{grown}了多少？"
    now, then = values[body], before[body]
    rate = (abs(now - then) * 100 / then).quantize(Decimal("0.1")) if then else Decimal(0)
    fine = (abs(now - then) * 100 / then).quantize(Decimal("0.01")) if then else Decimal(0)
    return Asked(
        kind="change",
        text=text,
        year=year,
        expected={"": now - then},
        allowed=frozenset({now, then, rate, fine}),
    )


def _absent(random: Random, silent: Sequence[tuple[str, int, str]]) -> Asked | None:
    if not silent:
        return None
    body, year, measure = random.choice(silent)
    text = f"{body}{year}年{_name(random, measure)}是多少？"
    return Asked(kind="absent", text=text, year=year, expected={})
