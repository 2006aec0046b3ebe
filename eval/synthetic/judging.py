"""Whether an answer to a generated question is exactly what the reports fix."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.domain import Answer, Outcome
from eval.synthetic.questions import Asked


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A question with how it went: ``exact``, or ``wrong`` if a figure is shown that is not so."""

    asked: Asked
    outcome: Outcome
    exact: bool
    wrong: bool


def judge(asked: Asked, outcome: Outcome) -> Judged:
    """Whether the outcome is exactly what was asked for."""
    if asked.kind == "absent":
        told = isinstance(outcome, Answer) and any(v.primary for v in outcome.values)
        return Judged(asked=asked, outcome=outcome, exact=not told, wrong=told)
    if not isinstance(outcome, Answer):
        return Judged(asked=asked, outcome=outcome, exact=False, wrong=False)
    exact, wrong = (_computed if asked.results else _stated)(asked, outcome)
    return Judged(asked=asked, outcome=outcome, exact=exact, wrong=wrong)


def _stated(asked: Asked, outcome: Answer) -> tuple[bool, bool]:
    """All cells asked for and no other, in their order where one was asked for."""
    shown = {
        ((v.jurisdiction or "", v.year), Decimal(v.value)) for v in outcome.values if v.primary
    }
    wanted = set(asked.expected.items())
    rows = [row[0] for row in outcome.table.rows] if outcome.table else []
    led = tuple(rows[: len(asked.order)]) == asked.order
    return shown == wanted and led, bool(shown - wanted) or (shown == wanted and not led)


def _computed(asked: Asked, outcome: Answer) -> tuple[bool, bool]:
    """The one figure asked for, computed or stated; those it comes from may stand beside it."""
    shown = {abs(Decimal(v.value)) for v in outcome.values if v.primary}
    within = shown <= asked.results | asked.allowed
    return bool(shown & asked.results) and within, not within
