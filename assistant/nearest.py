"""Figures that no words of a question find, by nearness: of one body and one time alone."""

from __future__ import annotations

from assistant.domain import Indicator
from assistant.figures import Figures, unmet_by_words
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.named import moment
from assistant.nearness import Nearness
from assistant.routing import asks_report
from assistant.scope import Scope
from assistant.target import Target
from assistant.unify import Match


def with_nearest(
    figures: Figures, read: Interpretation, scope: Scope, library: Library, nearness: Nearness
) -> Figures:
    """The figures, with the nearest for each target that has none, where one is sure enough."""
    if not nearness.fitted or not asks_report(read):
        return figures  # a term that a law sets is no figure of a report
    found = {t: m for t in figures.unmet if (m := _nearest(t, read, scope, library, nearness))}
    if not found:
        return figures
    told = (*figures.rows, *found.items())
    rows = tuple(row for t in read.targets for row in told if row[0] == t)
    return Figures(rows=rows, unmet=tuple(t for t in figures.unmet if t not in found))


def _nearest(
    target: Target, read: Interpretation, scope: Scope, library: Library, nearness: Nearness
) -> Match | None:
    among = rivals(target, read, scope, library)
    return nearness.match(target, among) if among else None


def rivals(target: Target, read: Interpretation, scope: Scope, library: Library) -> list[Indicator]:
    """The figures among which the nearest may be taken for a target that no words have found.

    None where they are of several bodies or years: one figure would pass for all.
    """
    if target.bare:
        return []
    among = unmet_by_words(target, read, scope, library)
    return among if len({moment(i) for i in among}) == 1 else []
