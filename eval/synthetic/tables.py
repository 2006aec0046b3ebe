"""Figures over generated reports at the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.text import Text

from assistant.domain import Answer
from eval.report import grid, shown_rate
from eval.statistics import Rate, rate
from eval.synthetic.judging import Judged
from eval.synthetic.run import Measured


def show_synthetic(measured: Measured, faults: int) -> RenderableType:
    """All rates with n and interval, then the ``faults`` most frequent kinds of fault."""
    plan = measured.plan
    half = "held-out" if plan.held_out else "shown"
    title = (
        f"{measured.reports} generated reports: {plan.bodies} bodies, {plan.years} years, "
        f"{half} patterns, seed {plan.seed}"
    )
    parts: list[RenderableType] = [grid(title, ("", ""), _rows(measured))]
    extraction, audits = measured.extraction, measured.audits
    told = [f"{count} {what}" for what, count in extraction.faults[:faults]]
    parts += _list(f"kinds of fault in extraction: {len(extraction.faults)}", told)
    parts += _list(f"contradictions missed: {len(audits.missed)}", audits.missed[:faults])
    parts += _list(f"false alarms: {len(audits.alarms)}", audits.alarms[:faults])
    amiss = [_told(j) for j in measured.questions if not j.exact]
    parts += _list(f"questions not exact: {len(amiss)}", amiss[:faults])
    return Stack(*parts)


def as_json(measured: Measured) -> dict[str, Any]:
    """The rates by name: hits and n."""
    return {
        "reports": measured.reports,
        "seconds": {"ingest": measured.ingest, "extraction": measured.extracting},
        **{name: {"hits": r.hits, "n": r.n} for name, r in _rates(measured)},
    }


def _rows(measured: Measured) -> list[tuple[str, str]]:
    extraction = measured.extraction
    share = measured.extracting / measured.ingest
    return [
        ("figures stated", str(extraction.stated)),
        ("  lost by ingest", str(extraction.lost)),
        ("figures extracted", str(extraction.indicators)),
        *((name, shown_rate(r)) for name, r in _rates(measured)),
        (f"ingest, {measured.model}", f"{measured.ingest:.1f} s"),
        ("  extraction alone", f"{measured.extracting:.1f} s, {share:.1%}"),
    ]


def _rates(measured: Measured) -> list[tuple[str, Rate]]:
    extraction, audits = measured.extraction, measured.audits
    kinds = list(dict.fromkeys(j.asked.kind for j in measured.questions))
    return [
        ("precision, all right", extraction.precision),
        ("recall, all right", extraction.recall),
        ("precision, found", extraction.real),
        ("recall, found", extraction.found),
        *((f"  right {name}", r) for name, r in extraction.right),
        *((f"questions, {kind}", _exact(measured.questions, kind)) for kind in kinds),
        ("answers with a wrong figure", rate(j.wrong for j in measured.questions)),
        ("contradictions found", audits.found),
        *((f"  {kind}", r) for kind, r in audits.by_kind),
        ("clean reports with an alarm", audits.alarmed),
    ]


def _exact(questions: Iterable[Judged], kind: str) -> Rate:
    return rate(j.exact for j in questions if j.asked.kind == kind)


def _told(judged: Judged) -> str:
    outcome, asked = judged.outcome, judged.asked
    mark = "WRONG" if judged.wrong else "not exact"
    if isinstance(outcome, Answer):
        values = [v for v in outcome.values if v.primary]
        shown = ", ".join(f"{v.jurisdiction} {v.year} {v.measure} {v.value}" for v in values[:6])
    else:
        shown = outcome.reason
    cells = [f"{body} {year} {value}" for (body, year), value in list(asked.expected.items())[:4]]
    wanted = ", ".join([*cells, *map(str, sorted(asked.results))])
    return f"{mark}, {asked.kind}/{asked.form}: {asked.text} → {shown}; expected {wanted}"


def _list(title: str, lines: Iterable[str]) -> list[RenderableType]:
    return [Text(f"\n{title}", style="bold red"), *(Text(f"  {line}") for line in lines)]
