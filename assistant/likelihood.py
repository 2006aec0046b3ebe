"""How likely it is, 0 to 1, that words answer a question: logistic in a few signals.

The coefficients were fitted on the cases in ``eval/cases`` (answered rightly or to be abstained
from).
"""

from __future__ import annotations

import math

from assistant.retrieve import Evidence
from assistant.sentences import Item

# intercept, cosine above 0.8, coverage of the passage, coverage of the item
_REPORT = (-0.55, 0.0, 0.95, 1.18)
_RULE = (-1.14, 10.2, 1.23)


def report_likelihood(item: Item) -> float:
    """For an item of a report."""
    a, b, c, d = _REPORT
    evidence = item.evidence
    return logistic(a + b * (evidence.cosine - 0.8) + c * evidence.coverage + d * item.coverage)


def rule_likelihood(best: Evidence) -> float:
    """For the best of the rules found."""
    a, b, c = _RULE
    return logistic(a + b * (best.cosine - 0.8) + c * best.coverage)


def logistic(x: float) -> float:
    """The likelihood, 0 to 1, that a sum of weighted signals stands for."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, x))))
