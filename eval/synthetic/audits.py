"""Whether an audit finds what was planted, and is silent where nothing was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.audit import Audit
from eval.statistics import Rate, rate
from eval.synthetic.extraction import Reading, meets


@dataclass(frozen=True, kw_only=True)
class Audits:
    """``found`` of the planted contradictions, by kind and in all; ``alarmed`` of clean reports.

    ``missed`` and ``alarms`` tell each case.
    """

    found: Rate
    by_kind: tuple[tuple[str, Rate], ...]
    alarmed: Rate
    missed: tuple[str, ...]
    alarms: tuple[str, ...]


def score_audits(pairs: Iterable[tuple[Reading, Audit]]) -> Audits:
    """Each report's audit against what was planted in it."""
    kinds: defaultdict[str, list[bool]] = defaultdict(list)
    missed: list[str] = []
    alarms: list[str] = []
    clean: list[bool] = []
    for reading, audit in pairs:
        report = reading.report
        if report.plant is not None:
            hit = _is_found(reading, audit)
            kinds[report.plant.kind].append(hit)
            if not hit:
                piece = report.pieces[report.plant.piece]
                figure = piece.figures[report.plant.figure]
                missed.append(f"{report.plant.kind}: {figure.words} in {piece.text}")
        elif report.clean:
            clean.append(bool(audit.findings))
            alarms += [f"{report.name}: {check.message()}" for check in audit.findings]
    return Audits(
        found=rate(hit for hits in kinds.values() for hit in hits),
        by_kind=tuple((kind, rate(kinds[kind])) for kind in sorted(kinds)),
        alarmed=rate(clean),
        missed=tuple(missed),
        alarms=tuple(alarms),
    )


def _is_found(reading: Reading, audit: Audit) -> bool:
    """Whether a finding names the figure that was changed."""
    plant = reading.report.plant
    if plant is None:
        return False
    changed = [p for p in reading.placed if (p.piece, p.index) == (plant.piece, plant.figure)]
    return any(
        meets(one, figure)
        for one in changed
        for check in audit.findings
        for figure in check.figures
    )
