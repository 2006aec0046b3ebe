"""Parts of one question answered from one sentence: 办案多少件,罚款多少 of 办案9件,罚款6万元.

What a later part asks for names little by itself; it stands beside what the first one found. No
figure answers two parts, unless it names both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.agreement import rest_agrees
from assistant.concepts import BODY, load_concepts, names_in
from assistant.domain import Indicator
from assistant.fit import fits
from assistant.library import Library
from assistant.overlap import FIRM, extra_of, locality_of, objects_beyond
from assistant.target import Target
from assistant.tokens import is_known_word, tagged
from assistant.unify import Match, phrase_fits
from assistant.wording import MOSTLY, object_worth, share_found, word_worth

_SAME_UNIT = 0.05  # what another word for the same kind of unit may cost
_FURTHEST = 2  # figures that an unnamed one may stand behind the one that it goes with
_STOPS = frozenset(";；。")
_MOST = 0.6  # share of the first part's words that must be told of what a later one takes over
_LONG = 4  # characters of a word made of two

Found = tuple[Target, Sequence[Match]]


def together(found: Sequence[Found], library: Library) -> list[Found]:
    """What was found for the parts of a question, looked at together."""
    parts = [(target, () if _is_taken(k, found) else chosen) for k, (target, chosen) in _all(found)]
    for k, (target, chosen) in _all(parts):
        chosen = [m for m in chosen if _holds(target, m) and not _names_another(target, parts, m)]
        parts[k] = (target, chosen)
        anchor = _anchor(k, parts)
        if anchor is None:
            if chosen and _is_of_another_thing(target, chosen, parts[0][0]):
                parts[k] = (target, ())
            continue
        elsewhere = all(not _same_sentence(m, anchor[1]) for m in chosen)
        if chosen and not (elsewhere and _leans(target)):
            continue
        taken = {m.indicator.id for _, others in parts for m in others}
        beside = _beside(target, anchor, taken, library)
        if beside is not None:
            parts[k] = (target, (beside,))
        elif chosen and _is_of_another_thing(target, chosen, anchor[0]):
            parts[k] = (target, ())
    return parts


def _all(found: Sequence[Found]) -> list[tuple[int, Found]]:
    return list(enumerate(found))


def _is_taken(k: int, found: Sequence[Found]) -> bool:
    """Whether another part's figure is taken for this one's, which it does not name itself."""
    target, chosen = found[k]
    if len(chosen) != 1:
        return False
    mine = chosen[0]
    rivals = [
        (other, matches[0])
        for j, (other, matches) in _all(found)
        if j != k and len(matches) == 1 and matches[0].indicator.id == mine.indicator.id
    ]
    return any(
        (match.score, other.alone is None) > (mine.score, target.alone is None)
        or _names(other, match)
        for other, match in rivals
        if not _names(target, mine)
    )


def _names(target: Target, match: Match) -> bool:
    """Whether a figure's own phrase names what is done that is asked for."""
    names = names_in(match.indicator.frame.local)
    asked = target.alone or target
    done = [c for c in asked.own if c.kind in ("stage", "action", "rate", "level")]
    return bool(done) and all(({c.name} | c.accepts) & names for c in done)


def _leans(target: Target) -> bool:
    """Whether a later part names no thing of its own."""
    alone = target.alone
    if alone is None:
        return False
    return not any(c.weight >= FIRM for c in alone.about) and not _words(alone)


def _words(target: Target) -> list[str]:
    return [w for w in target.words if len(w) > 1]


def _anchor(k: int, parts: Sequence[Found]) -> tuple[Target, Match] | None:
    """The part before this one, else the one behind it, for which one figure was found."""
    others = [*reversed(parts[:k]), *parts[k + 1 :]]
    return next(((t, m[0]) for t, m in others if len(m) == 1), None)


def _same_sentence(one: Match, other: Match) -> bool:
    return (one.indicator.version_id, one.indicator.sentence_start) == (
        other.indicator.version_id,
        other.indicator.sentence_start,
    )


def _holds(target: Target, match: Match) -> bool:
    """Whether a figure's words hold any of those that a later part itself asks by."""
    words = _words(target.alone) if target.alone else []
    return not words or any(word_worth(w, match.indicator.frame) for w in words)


def _names_another(target: Target, parts: Sequence[Found], match: Match) -> bool:
    """Whether a figure's own phrase names a thing, where a part that names none asks of another."""
    if not _leans(target):
        return False
    asked = f"{parts[0][0].text}{target.text}"
    concepts = load_concepts().by_name
    beyond = (concepts[n] for n in objects_beyond(target, match.indicator.frame))
    return any(c.weight >= FIRM and not any(w[:2] in asked for w in c.words) for c in beyond)


def _is_of_another_thing(target: Target, chosen: Sequence[Match], first: Target) -> bool:
    """Whether what was found for a part that names no thing is of another than the first's."""
    verbs = {w for w, tag in tagged(first.text) if tag == "v"}
    words = [w for w in _words(first) if w not in verbs]
    if not _leans(target) or not words:
        return False
    return any(
        sum(word_worth(w, m.indicator.frame) > 0 for w in words) < _MOST * len(words)
        for m in chosen
    )


def _beside(
    target: Target, anchor: tuple[Target, Match], taken: set[str], library: Library
) -> Match | None:
    """The one figure beside another's that a part of the same question asks for."""
    first, match = anchor
    near = match.indicator
    document = library.documents[near.document_id]
    text = library.version(near.document_id).text
    sentence = [
        i
        for i in library.indicators([document])
        if (i.version_id, i.sentence_start) == (near.version_id, near.sentence_start)
        and not _STOPS & set(_between(i, near, text))
    ]
    asked = _asked(target, first)
    fitting = [
        i
        for i in sentence
        if i.id not in taken
        and (i.place, i.period.year) == (near.place, near.period.year)
        and "planned" not in (i.period.scope, near.period.scope)
        and _fits(asked, target, i, anchor)
        and (_tells(asked) or _is_next(i, near, sentence))
    ]
    if len(fitting) > 1:
        best = max(locality_of(asked, i.frame) for i in fitting)
        fitting = [i for i in fitting if locality_of(asked, i.frame) == best]
    if len(fitting) != 1:
        return None
    frame = fitting[0].frame
    return replace(
        match,
        indicator=fitting[0],
        extra=extra_of(asked, frame.local),
        locality=locality_of(asked, frame),
        levels=frozenset(),
        stage=None,
    )


def _asked(target: Target, first: Target) -> Target:
    """What a part says itself, what the other found tells being the scene."""
    asked = target.alone or target
    scene = (c for c in (*first.own, *first.context) if c not in asked.own)
    about = tuple(c for c in asked.about if c.weight != BODY)
    later = target.alone is not None
    return replace(asked, about=about, context=tuple(scene) if later else (), fallback=None)


def _tells(asked: Target) -> bool:
    """Whether a part says more of what it asks for than a unit."""
    return bool(asked.own or _words(asked) or any(c.weight >= BODY for c in asked.about))


def _fits(asked: Target, target: Target, figure: Indicator, anchor: tuple[Target, Match]) -> bool:
    first, near = anchor[0], anchor[1].indicator
    frame, unit = figure.frame, figure.quantity.unit
    cost = fits(asked, unit)
    if cost is None or (asked.unit and cost > _SAME_UNIT and unit != near.quantity.unit):
        return False
    if not asked.unit and not _tells(asked):
        return False
    rest = replace(asked, context=())  # which the other figure's words tell, maybe behind this one
    if not phrase_fits(asked, frame, unit) or not rest_agrees(rest, frame, figure.place):
        return False
    parts = [frame.local, frame.tail, frame.head]
    words = " ".join(parts if target.alone else [*parts, frame.lead])
    named = (*first.about, *first.context)
    return all(_is_found(w, words) for w in _words(asked)) and all(
        c in named or c.weight < BODY or object_worth(c, frame) for c in asked.about
    )


def _is_found(word: str, text: str) -> bool:
    """Whether a word stands in a text, or each half of a long one: 领导…批示."""
    halves = (word[: len(word) // 2], word[len(word) // 2 :])
    apart = len(word) == _LONG and all(is_known_word(h) and h in text for h in halves)
    return apart or share_found(word, text) >= MOSTLY


def _between(one: Indicator, other: Indicator, text: str) -> str:
    left, right = sorted((one.quantity, other.quantity), key=lambda q: q.start)
    return text[left.end : right.start]


def _is_next(figure: Indicator, near: Indicator, beside: Sequence[Indicator]) -> bool:
    """Whether a figure of which only the unit is asked goes with another: it is next to it.

    It must be the only one there of its unit.
    """
    order = sorted(beside, key=lambda i: i.quantity.start)
    one, other = order.index(near), order.index(figure)
    alike = [i for i in order if i.quantity.unit == figure.quantity.unit]
    return abs(one - other) <= _FURTHEST and len(alike) == 1
