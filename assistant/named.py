"""Figures of a measure that a question names in so many words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.audit_repeats import own_restriction, restriction
from assistant.concepts import load_concepts
from assistant.domain import Indicator
from assistant.lexicon import Measure, load_lexicon
from assistant.precision import agree
from assistant.target import Target
from assistant.unify import Match

_RUNNING = ("cumulative", "planned")


def by_measure(target: Target, figures: Sequence[Indicator]) -> list[Match]:
    """For each body and year the one figure that is of the measure named, and of all of it.

    A figure whose words narrow it (涉企, 线上, 上半年) is not; a body and year that states several
    such figures that disagree has none here. What governs a figure may narrow it as well, and
    often doesn't: such a one is taken only where there is no other.
    """
    groups: dict[tuple[object, int | None], list[Indicator]] = {}
    for figure in figures:
        if figure.measure in target.measures and _is_whole(figure):
            groups.setdefault((figure.place, figure.period.year), []).append(figure)
    chosen = []
    for group in groups.values():
        best = [f for f in group if not restriction(f)] or group
        if all(agree(best[0].quantity, other.quantity) for other in best[1:]):
            chosen.append(_firmest(best))
    return [
        Match(
            indicator=figure,
            score=1.0,
            extra=0.0,
            locality=1.0,
            levels=frozenset(),
            stage=None,
            narrowed=False,
        )
        for figure in chosen
    ]


def _is_whole(figure: Indicator) -> bool:
    """Whether a figure's own phrase says no more than the measure does by one of its names."""
    measure = load_lexicon().measures[figure.measure or ""]
    if figure.period.scope in _RUNNING:
        return False
    if not all(_goes_without_saying(word, measure) for word in own_restriction(figure)):
        return False
    found = load_concepts().find(f"{figure.frame.local} {figure.frame.head}")
    return not any(m.concept.kind == "limit" for m in found)


def _goes_without_saying(word: str, measure: Measure) -> bool:
    names = " ".join((measure.name, *measure.synonyms))
    concept = load_concepts().by_name.get(word)
    if concept is None:
        return word in names
    return bool(concept.implies & measure.needs) or any(w in names for w in concept.words)


def _firmest(group: Sequence[Indicator]) -> Indicator:
    """The figure that is not blurred, of those that agree."""
    return min(group, key=lambda i: (i.quantity.qualifier is not None, i.quantity.start))
