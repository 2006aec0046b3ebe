"""Why nothing is said, and what is there instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from assistant.domain import Document, Indicator, Language, Place
from assistant.interpret import Interpretation
from assistant.library import Library, in_order
from assistant.messages import say
from assistant.naming import label, place_name
from assistant.overlap import likeness
from assistant.scope import Scope
from assistant.target import Target

_MOST = 5
_LOOKED_AT = 300  # figures that a suggestion is chosen from


def names_of(places: Sequence[Place], language: Language) -> str:
    """Place names as a list in words; the first few where there are many."""
    names = [place_name(p, language) for p in places[:12]]
    return say("and", language).join(names) + ("…" if len(places) > 12 else "")


def year_missing(read: Interpretation, scope: Scope, library: Library) -> str:
    """That the year is not covered, and which are."""
    years = library.years_of(scope.reports)
    places = scope.places or tuple({d.place: 0 for d in scope.reports if d.place})
    language = read.language
    return say(
        "year_not_covered",
        language,
        place=names_of(places, language) or say("all_places", language),
        asked=say("and", language).join(map(str, read.years)),
        years=say("and", language).join(map(str, years)) or "—",
    )


def place_missing(stranger: str, scope: Scope, language: Language) -> str:
    """That the place is not covered, and which are."""
    places = tuple(dict.fromkeys(d.place for d in scope.elsewhere if d.place is not None))
    return say(
        "jurisdiction_not_covered",
        language,
        place=stranger,
        places=names_of(places, language) or "—",
    )


def not_stated(
    read: Interpretation, scope: Scope, library: Library, targets: Sequence[Target]
) -> tuple[str, tuple[str, ...]]:
    """That the figure is not stated, which are close to it, and questions that can be asked."""
    language = read.language
    near = nearest(read, scope, library, targets)
    names = list(dict.fromkeys(label(i, language) for i in near))
    message = say(
        "indicator_not_stated",
        language,
        where=names_of(scope.places, language) or say("all_places", language),
        what=asked_words(read),
        near=say("near", language, names=say("and", language).join(names))
        if names
        else say("no_near", language),
    )
    return message, _questions(near, language)


def unclear(read: Interpretation, scope: Scope, library: Library) -> tuple[str, tuple[str, ...]]:
    """That anything might be meant, and some of what can be asked."""
    every = (i for d in scope.reports for i in library.indicators([d]))
    stated = list(islice((i for i in every if i.measure is not None), _MOST))
    names = say("and", read.language).join(dict.fromkeys(label(i, read.language) for i in stated))
    message = say("ambiguous", read.language, what=asked_words(read), names=names or "—")
    return message, _questions(stated, read.language)


def _questions(indicators: Sequence[Indicator], language: Language) -> tuple[str, ...]:
    """Questions that these figures answer."""
    asked = (
        say(
            "ask_measure",
            language,
            place=place_name(i.place, language),
            year=i.period.year or "",
            label=label(i, language),
        )
        for i in indicators
    )
    return tuple(dict.fromkeys(asked))


def nearest(
    read: Interpretation, scope: Scope, library: Library, targets: Sequence[Target]
) -> list[Indicator]:
    """Figures about the same objects as what was asked, the likest first.

    Where very many are, only those are looked at that name most of the objects.
    """
    levels = _about_the_same(read, scope, library, targets)
    found = list(islice(chain.from_iterable(levels), _LOOKED_AT))
    scored = [(max(likeness(t, i) for t in targets), i) for i in found]
    scored = [pair for pair in scored if pair[0] > 0]
    scored.sort(key=lambda pair: (-pair[0], pair[1].quantity.start))
    return [i for _, i in scored[:_MOST]]


def _about_the_same(
    read: Interpretation, scope: Scope, library: Library, targets: Sequence[Target]
) -> Iterator[list[Indicator]]:
    """Figures that may name objects asked for: those that may name most of one target's first."""
    things = [frozenset(c.name for c in t.about if c.weight >= 1) for t in targets]
    most = max(map(len, things), default=0)
    held = library.figures(scope.reports) if most else []
    left = [
        own & (index.of(index.years, read.years) if read.years else index.every) & ~index.planned
        for index, own in held
    ]
    for count in range(most, 0, -1):
        found: list[Indicator] = []
        for k, (index, _) in enumerate(held):
            named = 0
            for wanted in things:
                named |= index.naming_some(wanted, count) & left[k]
            left[k] &= ~named
            found.extend(index.pick(named))
        yield sorted(in_order(found, scope.reports), key=lambda i: i.quantity.start)


def asked_words(read: Interpretation) -> str:
    """What was asked for, in the asker's words, without the year and place."""
    against = any(t.base is not None for t in read.targets)  # the years are what is compared
    words = re.sub(r"\s+", " ", read.question if against else read.body).strip(" ?？。.!的")
    return words[:40] or read.question[:40]


def coverage_of(documents: Sequence[Document], language: Language) -> str:
    """``光山县（2023）、通州区（2023）``: the reports there are, by place and year."""
    parts: dict[str, list[str]] = {}
    for document in documents:
        name = place_name(document.place, language) or document.title
        parts.setdefault(name, []).append(str(document.year) if document.year else "—")
    listed = [f"{name}（{'、'.join(sorted(set(years)))}）" for name, years in parts.items()]
    shown = listed[:20]
    return say("and", language).join(shown) + ("…" if len(listed) > 20 else "")


def without_evidence(read: Interpretation, scope: Scope) -> str:
    """That nothing supports an answer; of which body, where the question names one."""
    where = names_of(scope.places, read.language) if read.places else ""
    if not where:
        return say("no_evidence", read.language)
    return say("no_evidence_there", read.language, where=where)
