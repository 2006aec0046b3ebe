"""Figures of a measure that a question names in so many words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.chiefs import ranks_agree
from assistant.concepts import known_in, load_concepts
from assistant.departments import is_of_body, tells_bodies
from assistant.domain import Indicator
from assistant.fit import fits
from assistant.holders import counts_others
from assistant.inner_bodies import is_of
from assistant.lexicon import Measure, frame_topics, load_lexicon
from assistant.looks import Look, look_of
from assistant.narrowing import goes_without_saying
from assistant.precision import agree
from assistant.target import Target
from assistant.unify import Match
from assistant.units import load_units
from assistant.wholeness import narrows

_OBJECT = 0.5  # objects that weigh less (案件, 群众) say nothing of the thing itself
_SCORE = 0.95  # as good as words that say just what is asked

Moment = tuple[str | None, int | None]  # a body's path and a year


def moment(figure: Indicator) -> Moment:
    """Body and year of a figure."""
    return (figure.place.path if figure.place else None, figure.period.year)


def by_measure(target: Target, figures: Sequence[Indicator]) -> tuple[list[Match], set[Moment]]:
    """For each body and year the one figure that is of the measure named, and of all of it.

    A figure whose words narrow it (涉企, 线上, 上半年) is not. Bodies and years that state several
    such figures in one document are given apart: nothing tells which is meant. What governs a
    figure may narrow it as well, and often doesn't: it is taken only where there is no other.
    """
    groups: dict[Moment, list[Indicator]] = {}
    for figure in _meant(target, figures):
        groups.setdefault(moment(figure), []).append(figure)
    chosen, open_ = [], set()
    for key, group in groups.items():
        best = [f for f in _wholes(group) if look_of(f).plain] or _wholes(group)
        if all(agree(best[0].quantity, other.quantity) for other in best[1:]):
            chosen.append(_firmest(best))
        elif apiece := _one_of_each(best):
            chosen += apiece  # two sources differ, neither is silent
        else:
            open_.add(key)
    return [
        Match(
            indicator=figure,
            score=_SCORE,
            extra=0.0,
            locality=1.0,
            levels=frozenset(),
            stage=None,
            narrowed=False,
        )
        for figure in chosen
    ], open_


def _wholes(group: Sequence[Indicator]) -> list[Indicator]:
    """Without the parts of a whole that their sentence tells: 鉴定90件,其中法医鉴定40件."""
    firm = [f for f in group if f.period.scope != "part"]
    return [
        f
        for f in group
        if f.period.scope != "part"
        or not any(
            w.document_id == f.document_id and w.sentence_start == f.sentence_start for w in firm
        )
    ]


def _meant(target: Target, figures: Iterable[Indicator]) -> Iterator[Indicator]:
    """Those that are the measure's whole, in a unit that fits, of no other stretch or body."""
    decided: dict[int, bool] = {}  # by look: the same object wherever it is the same
    bodies = tells_bodies(target)
    for figure in figures:
        if figure.measure not in target.measures:
            continue
        look = look_of(figure)
        meant = decided.get(id(look))
        if meant is None:
            meant = decided[id(look)] = _fills(target, look)
        if not meant or (bodies and not is_of_body(target, figure.frame)):
            continue
        if not ranks_agree(target.text, figure.frame):
            continue
        if is_of(target.named, figure.frame):
            yield figure


def _one_of_each(figures: Sequence[Indicator]) -> list[Indicator]:
    """One figure of each document, where each states one value; none where any states several."""
    documents: dict[str, list[Indicator]] = {}
    for figure in figures:
        documents.setdefault(figure.document_id, []).append(figure)
    groups = list(documents.values())
    plain = all(agree(g[0].quantity, f.quantity) for g in groups for f in g[1:])
    return [_firmest(g) for g in groups] if plain and len(groups) > 1 else []


def _fills(target: Target, look: Look) -> bool:
    return (
        look.whole
        and fits(target, look.unit) is not None
        and not counts_others(look.unit, look.local, target.text)
        and not narrows(look.narrowing, target, at_home=look.at_home)
    )


def of_another(target: Target, figure: Indicator) -> bool:
    """Whether a figure is known to be of another measure than those that a question names.

    One whose measure says all that the named one says, and more (受理 of 行政复议案件), is not, nor
    one of its kinds (全程网办率), nor one whose rate answers for the named one (综合纠错率 for
    纠错率): there the words decide.
    """
    measures = load_lexicon().measures
    own = measures.get(figure.measure or "")
    if own is None or {own.name, own.parent} & target.measures:
        return False
    said = own.needs | _answered_by(own.needs)
    return not any(measures[name].needs <= said for name in target.measures)


def _answered_by(names: frozenset[str]) -> frozenset[str]:
    """Rates that one of the concepts answers for."""
    concepts = load_concepts().by_name.values()
    return frozenset(c.name for c in concepts if c.kind == "rate" and c.accepts & names)


def changes_it(target: Target, figure: Indicator) -> bool:
    """Whether a stated change can be one of the measure that a question names.

    Its words must hold all that the measure's do, and name no other thing or action beside it.
    """
    units = load_units()
    own = units.dimension(figure.quantity.unit)
    points = figure.quantity.unit == "个百分点"  # by so many changes a rate, no count
    measures = [
        measure
        for measure in (load_lexicon().measures[name] for name in target.measures)
        if own in ("percent", "multiple", units.dimension(measure.unit))
        and (not points or measure.unit == "%")
    ]
    if not measures:
        return False
    frame = figure.frame
    near = known_in(frame.governs, frame.head, frame.local)
    around = near | known_in(frame.part) | known_in(" ".join(frame.path))
    topics = frame_topics(frame)
    concepts = load_concepts().by_name
    return any(
        all(n in around or concepts[n].topic in topics for n in measure.needs)
        and not {n for n in near - measure.needs if _is_another(n, measure)}
        for measure in measures
    )


def _is_another(name: str, measure: Measure) -> bool:
    """Whether a concept names a thing or an action that the measure is not of."""
    concept = load_concepts().by_name[name]
    if concept.kind == "object" and concept.weight < _OBJECT:
        return False
    kinds = ("object", "stage", "action", "rate")
    return concept.kind in kinds and not goes_without_saying(name, measure)


def _firmest(group: Sequence[Indicator]) -> Indicator:
    """The figure that is not blurred, of those that agree."""
    return min(group, key=lambda i: (i.quantity.qualifier is not None, i.quantity.start))
