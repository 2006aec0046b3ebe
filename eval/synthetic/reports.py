"""A corpus of generated reports: bodies by years, the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from eval.synthetic.bodies import Body, draw_bodies
from eval.synthetic.compose import Changed, Setting, choose, fill, repeatable
from eval.synthetic.facts import draw_world
from eval.synthetic.figures import Hand
from eval.synthetic.patterns import Pattern
from eval.synthetic.plants import Planting, plantings
from eval.synthetic.truth import Report
from eval.synthetic.write import written

LAST_YEAR = 2024
_PLANTED = 0.45  # share of reports that a contradiction is put into
_REPEATING = 0.6  # share of reports that tell something twice
_COPIED = 0.05  # share of reports that a second source nearly repeats
_SUFFIXES = ("md", "html", "txt")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much is generated, and from which half of the patterns."""

    bodies: int
    years: int
    seed: int
    held_out: bool


def generate(plan: Plan) -> list[Report]:
    """The reports, body by body and year by year."""
    random = Random(plan.seed)
    reports: list[Report] = []
    for number, body in enumerate(draw_bodies(random, plan.bodies)):
        reports += _of_body(body, Random(f"{plan.seed}-{number}"), plan)
    return reports


def save(reports: Sequence[Report], folder: Path) -> list[Path]:
    """The reports as files of ``folder``, and where they are."""
    paths = []
    for report in reports:
        path = folder / f"{report.name}.{report.suffix}"
        path.write_text(report.text, encoding="utf-8")
        paths.append(path)
    return paths


def _of_body(body: Body, random: Random, plan: Plan) -> list[Report]:
    years = range(LAST_YEAR - plan.years + 1, LAST_YEAR + 1)
    world = draw_world(random, [years[0] - 1, *years])
    reports: list[Report] = []
    earlier: Report | None = None
    for year in years:
        hand = Hand(
            commas=random.random() < 0.3, blank=random.random() < 0.1, wide=random.random() < 0.08
        )
        setting = Setting(body=body, year=year, world=world, hand=hand)
        earlier = _report(setting, random, earlier, held_out=plan.held_out)
        reports.append(earlier)
        if random.random() < _COPIED:
            reports.append(_copy(earlier))
    return reports


def _report(setting: Setting, random: Random, earlier: Report | None, *, held_out: bool) -> Report:
    patterns = choose(random, setting, held_out=held_out)
    topics = [p.topic for p in patterns]
    repeated: int | None = None
    if random.random() < _REPEATING and (again := repeatable(random, patterns, held_out=held_out)):
        repeated = len(patterns)
        patterns, topics = [*patterns, again], [*topics, "数据"]
    suffix = _suffix(patterns, random)
    known = _exactly(earlier)
    planting = _chosen(random, plantings(random, patterns, repeated, setting, known))
    changed: Changed = (
        {(planting.plant.piece, planting.plant.figure): planting.value} if planting else {}
    )
    pieces = tuple(fill(p, k, setting, random, changed) for k, p in enumerate(patterns))
    return Report(
        name=f"{'-'.join(setting.body.place.names)}-{setting.year}",
        place=setting.body.place,
        year=setting.year,
        suffix=suffix,
        text=written(setting, pieces, topics, random, suffix),
        pieces=pieces,
        plant=planting.plant if planting else None,
        clean=planting is None and not _tainted(patterns, earlier),
    )


def _suffix(patterns: Sequence[Pattern], random: Random) -> str:
    """Plain text has no tables."""
    return random.choice(_SUFFIXES[:2] if any(p.is_table for p in patterns) else _SUFFIXES)


def _chosen(random: Random, possible: Sequence[Planting]) -> Planting | None:
    """One planting, of a kind drawn first, so that rare kinds are not drowned."""
    if random.random() >= _PLANTED or not possible:
        return None
    kind = random.choice(sorted({p.plant.kind for p in possible}))
    return random.choice([p for p in possible if p.plant.kind == kind])


def _exactly(report: Report | None) -> frozenset[str]:
    """Facts of its own year that a report states exactly and once."""
    if report is None:
        return frozenset()
    plant = report.plant
    return frozenset(
        f.fact
        for k, piece in enumerate(report.pieces)
        for j, f in enumerate(piece.figures)
        if f.fact and not f.aspect and f.exact
        if plant is None or (plant.piece, plant.figure) != (k, j)
    )


def _tainted(patterns: Sequence[Pattern], earlier: Report | None) -> bool:
    """Whether the figure changed in last year's report is one that is leant on here."""
    if earlier is None or earlier.plant is None:
        return False
    wrong = earlier.pieces[earlier.plant.piece].figures[earlier.plant.figure]
    return any(wrong.fact in p.earlier for p in patterns)


def _copy(report: Report) -> Report:
    """The same report from a second source, with a line of its own and a blank elsewhere."""
    line = "（本文转自政府门户网站，仅供参考。）"
    text = report.text.replace("现将", f"{line}现将", 1)
    return Report(
        name=f"{report.name}-转载",
        place=report.place,
        year=report.year,
        suffix=report.suffix,
        text=text,
        pieces=report.pieces,
        plant=report.plant,
        clean=report.clean,
        copy_of=report.name,
    )
