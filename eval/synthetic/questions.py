"""Questions whose answers the generated reports fix, as phrased in ``data/questions.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from random import Random
from typing import Literal, get_args

import yaml

from assistant.lexicon import load_lexicon
from assistant.measure_names import measures_named
from eval.synthetic.facts import DATA
from eval.synthetic.told import Measures, exact, is_standing, rate_of, silent, told, unit_of
from eval.synthetic.truth import Report

QuestionKind = Literal["figure", "comparison", "ranking", "sum", "change", "absent"]
Moment = tuple[str, int]  # a body and a year

_LEAST_RANKED = 3
_TRIES = 60
_UNIT_UNSAID = ("%", "元")  # 增加了多少 rather than 增加了多少元


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question. ``expected`` are the stated figures that must be shown, and no others.

    Of what is to be worked out ``results`` holds the value instead (rounded one way or another);
    ``allowed`` may stand beside it. ``order`` are the bodies that a ranking names first.
    """

    kind: QuestionKind
    form: str
    text: str
    expected: Mapping[Moment, Decimal] = field(default_factory=dict)
    results: frozenset[Decimal] = frozenset()
    allowed: frozenset[Decimal] = frozenset()
    order: tuple[str, ...] = ()


def make_questions(reports: Sequence[Report], seed: int, each: int) -> list[Asked]:
    """``each`` questions of every kind, in a fixed order; forms and phrasings take turns."""
    maker = _Maker(random=Random(seed), told=told(reports), silent=silent(reports))
    found: list[Asked] = []
    for kind in get_args(QuestionKind):
        asked: dict[str, Asked] = {}
        turns = [(f, p) for f, ps in phrasings()[_phrased(kind)].items() for p in ps]
        maker.random.shuffle(turns)
        for turn in range(each * _TRIES):
            if len(asked) == each:
                break
            form, phrasing = turns[turn % len(turns)]
            one = maker.made(kind, form, phrasing)
            if one is not None:
                asked.setdefault(one.text, one)
        found += asked.values()
    return found


@cache
def phrasings() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The shipped phrasings: kind → form → patterns."""
    raw: dict[str, dict[str, list[str]]] = yaml.safe_load(
        (DATA / "questions.yaml").read_text(encoding="utf-8")
    )
    return raw


def _phrased(kind: QuestionKind) -> str:
    return "figure" if kind == "absent" else kind


@dataclass(frozen=True, kw_only=True)
class _Pick:
    """A measure and year with the bodies that state it exactly."""

    measure: str
    year: int
    values: dict[str, Decimal]

    @property
    def is_rate(self) -> bool:
        return load_lexicon().measures[self.measure].unit == "%"


class _Maker:
    def __init__(
        self, *, random: Random, told: Measures, silent: Sequence[tuple[str, int, str]]
    ) -> None:
        self.random = random
        self._told = told
        self._silent = silent

    def made(self, kind: QuestionKind, form: str, phrasing: str) -> Asked | None:
        """A question of this phrasing, or none where what was drawn doesn't allow one."""
        if kind == "absent":
            return self._absent(phrasing)
        picked = self._pick()
        if picked is None:
            return None
        made: Asked | None = getattr(self, f"_{kind}")(form, phrasing, picked)
        return made

    def _pick(self) -> _Pick | None:
        (measure, year), values = self.random.choice(sorted(self._told.items(), key=lambda t: t[0]))
        stated = exact(values)
        return _Pick(measure=measure, year=year, values=stated) if stated else None

    def _asking(self, phrasing: str, picked: _Pick, **slots: object) -> str:
        unit = unit_of(picked.measure)
        high, low = ("高", "低") if picked.is_rate else ("多", "少")
        known: dict[str, object] = {
            "year": picked.year,
            "name": _name(self.random, picked.measure),
            "unit": "" if unit in _UNIT_UNSAID and "{limit}" not in phrasing else unit,
            "high": high,
            "low": low,
        }
        return phrasing.format(**{**known, **slots})

    def _figure(self, form: str, phrasing: str, picked: _Pick) -> Asked:
        body = self.random.choice(sorted(picked.values))
        return Asked(
            kind="figure",
            form=form,
            text=self._asking(phrasing, picked, body=body),
            expected={(body, picked.year): picked.values[body]},
        )

    def _absent(self, phrasing: str) -> Asked | None:
        if not self._silent:
            return None
        body, year, measure = self.random.choice(self._silent)
        picked = _Pick(measure=measure, year=year, values={})
        return Asked(kind="absent", form="figure", text=self._asking(phrasing, picked, body=body))

    def _comparison(self, form: str, phrasing: str, picked: _Pick) -> Asked | None:
        if len(picked.values) < 2:
            return None
        one, other = self.random.sample(sorted(picked.values), 2)
        a, b = picked.values[one], picked.values[other]
        if a == b or (form == "multiple" and (picked.is_rate or not b)):
            return None
        more = ("高" if picked.is_rate else "多") if a > b else ("低" if picked.is_rate else "少")
        text = self._asking(phrasing, picked, one=one, other=other, more=more)
        if form == "both":
            cells = {(one, picked.year): a, (other, picked.year): b}
            return Asked(kind="comparison", form=form, text=text, expected=cells)
        return Asked(
            kind="comparison",
            form=form,
            text=text,
            results=frozenset({abs(a - b)}) if form == "difference" else _rounded(a / b),
            allowed=frozenset({a, b}),
        )

    def _ranking(self, form: str, phrasing: str, picked: _Pick) -> Asked | None:
        values = picked.values
        if len(values) < _LEAST_RANKED or not self._is_whole(picked):
            return None  # a blurred figure among them leaves the order open
        bodies = sorted(values, key=lambda body: values[body], reverse=form != "least")
        if len(set(values.values())) < len(values):
            return None  # what ties has no order
        order: Sequence[str] = bodies[:1]
        limit = None
        if form == "order":
            order = bodies
        elif form == "top":
            order = bodies = bodies[:_LEAST_RANKED]
        elif form == "over":
            cut = self.random.randrange(1, len(bodies))
            limit = _between(values[bodies[cut]], values[bodies[cut - 1]])
            order, bodies = (), bodies[:cut]
            if limit is None:
                return None
        return Asked(
            kind="ranking",
            form=form,
            text=self._asking(phrasing, picked, limit=limit),
            expected={(body, picked.year): values[body] for body in bodies},
            order=tuple(order) if len(bodies) > 1 else (),
        )

    def _sum(self, form: str, phrasing: str, picked: _Pick) -> Asked | None:
        if form == "years":
            return self._over_years(phrasing, picked)
        if len(picked.values) < _LEAST_RANKED or (picked.is_rate and form != "average"):
            return None
        bodies = self.random.sample(sorted(picked.values), _LEAST_RANKED)
        if form == "everywhere":
            if not self._is_whole(picked):
                return None
            bodies = sorted(picked.values)
        values = [picked.values[b] for b in bodies]
        total = sum(values, Decimal(0))
        return Asked(
            kind="sum",
            form=form,
            text=self._asking(phrasing, picked, bodies="、".join(bodies)),
            results=_rounded(total / len(values)) if form == "average" else frozenset({total}),
            allowed=frozenset(values),
        )

    def _over_years(self, phrasing: str, picked: _Pick) -> Asked | None:
        span = self._span(picked)
        if span is None or picked.is_rate or is_standing(picked.measure):
            return None
        body, cells = span
        years = sorted(y for _, y in cells)
        return Asked(
            kind="sum",
            form="years",
            text=self._asking(phrasing, picked, body=body, first=years[0], last=years[-1]),
            results=frozenset({sum(cells.values(), Decimal(0))}),
            allowed=frozenset(cells.values()),
        )

    def _change(self, form: str, phrasing: str, picked: _Pick) -> Asked | None:
        if form == "series":
            return self._series(phrasing, picked)
        before = exact(self._told.get((picked.measure, picked.year - 1), {}))
        both = [b for b in sorted(picked.values) if b in before and picked.values[b] != before[b]]
        if not both:
            return None
        body = self.random.choice(both)
        now, then = picked.values[body], before[body]
        if form in ("percent", "multiple") and (picked.is_rate or not then):
            return None
        share = _rounded(abs(now - then) * 100 / then) if then else frozenset()
        amount = frozenset({abs(now - then)})
        rising = now > then
        text = self._asking(
            phrasing,
            picked,
            body=body,
            before=picked.year - 1,
            grown="增加" if rising else "减少",
            up="增长" if rising else "下降",
            more="多" if rising else "少",
        )
        if form == "percent" and not rising and "增幅" in phrasing:
            return None
        asks_amount = "{unit}" in phrasing and unit_of(picked.measure) not in _UNIT_UNSAID
        results = {
            "amount": amount if asks_amount else amount | share,
            "percent": share,
            "either": amount | share,
            "multiple": _rounded(now / then) if then else amount,
        }[form]
        return Asked(
            kind="change",
            form=form,
            text=text,
            results=results,
            allowed=frozenset({now, then}) | share | amount,
        )

    def _series(self, phrasing: str, picked: _Pick) -> Asked | None:
        span = self._span(picked)
        if span is None:
            return None
        body, cells = span
        years = sorted(y for _, y in cells)
        return Asked(
            kind="change",
            form="series",
            text=self._asking(phrasing, picked, body=body, first=years[0], last=years[-1]),
            expected=cells,
        )

    def _span(self, picked: _Pick) -> tuple[str, dict[Moment, Decimal]] | None:
        """A body with its figures of two or three years that end with the one picked."""
        length = self.random.choice((2, 3))
        years = range(picked.year - length + 1, picked.year + 1)
        stated = [exact(self._told.get((picked.measure, y), {})) for y in years]
        bodies = sorted(set.intersection(*(set(s) for s in stated)))
        if not bodies:
            return None
        body = self.random.choice(bodies)
        return body, {(body, y): s[body] for y, s in zip(years, stated, strict=True)}

    def _is_whole(self, picked: _Pick) -> bool:
        """Whether every body that states the figure states it exactly, and none implies it.

        A rate that a body doesn't state may follow from two figures that it does.
        """
        operands = rate_of(picked.measure)
        sides = [self._told.get((m, picked.year), {}) for m in operands]
        implied = set.intersection(*map(set, sides)) if sides else set()
        told = self._told[picked.measure, picked.year].keys()
        return picked.values.keys() == told and implied <= told


def _name(random: Random, measure: str) -> str:
    """One of a measure's names that means it alone and asks for nothing itself (合计)."""
    known = load_lexicon().measures[measure]
    names = [n for n in known.synonyms if measures_named(n) == (known,) and "合计" not in n]
    return random.choice([known.name, *names])


def _rounded(value: Decimal) -> frozenset[Decimal]:
    """A value rounded to one and to two decimals; to more where those leave next to nothing."""
    steps = [Decimal("0.1"), Decimal("0.01"), *([Decimal("0.001")] if value < 1 else [])]
    return frozenset(value.quantize(step, ROUND_HALF_UP).normalize() for step in steps)


def _between(low: Decimal, high: Decimal) -> Decimal | None:
    """The roundest number strictly between two, if it has no more decimals than one."""
    for exponent in range(6, -2, -1):
        step = Decimal(10) ** exponent
        number = (low // step + 1) * step
        if low < number < high:
            return number.normalize() + 0
    return None
