"""What can be asked here: places, years and questions made from the documents that are there.

Only from documents that the asker may see, and only questions that were tried and answered: a
suggestion tells that its answer is there.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from assistant.domain import (
    Answer,
    Audience,
    Document,
    Filters,
    Indicator,
    Language,
    Place,
    Question,
)
from assistant.lexicon import load_lexicon
from assistant.naming import label, place_name
from assistant.scope import seen
from ui.service import Service
from ui.web.texts import Tongue, texts

READ = 12  # reports whose figures are looked through
SHOWN = 6
TRIED = 18  # questions asked at most to find those that are answered


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """What a person may know to be there; each of ``questions`` is answered."""

    documents: int = 0
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()


class Suggestions:
    """Holdings by audience and language, kept until the index changes."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._turn = threading.Lock()
        self._version = -1
        self._known: dict[tuple[Audience, Tongue], Holdings] = {}

    def holdings(self, audience: Audience, tongue: Tongue) -> Holdings:
        """What people of an audience may know to be there."""
        version = self._service.catalogue.index_version()
        with self._turn:
            if version != self._version:
                self._version, self._known = version, {}
            if (audience, tongue) not in self._known:
                self._known[audience, tongue] = self._read(audience, tongue)
            return self._known[audience, tongue]

    def _read(self, audience: Audience, tongue: Tongue) -> Holdings:
        filters = Filters(audience=audience)
        documents = [d for d in self._service.catalogue.documents() if seen(d, filters)]
        read = {d.id for d in _looked_through(documents)}
        figures = self._service.catalogue.indicators(read)
        tried = list(dict.fromkeys(_questions(figures, tongue)))[:TRIED]
        answered = (q for q in tried if self._answered(q, filters))
        return Holdings(
            documents=len(documents),
            places=tuple(sorted({d.place.path for d in documents if d.place})),
            years=tuple(sorted({d.year for d in documents if d.year}, reverse=True)),
            questions=tuple(one for one, _ in zip(answered, range(SHOWN), strict=False)),
        )

    def _answered(self, question: str, filters: Filters) -> bool:
        outcome = self._service.ask(Question(text=question, filters=filters))
        return isinstance(outcome, Answer) and bool(outcome.values)


def _looked_through(documents: Iterable[Document]) -> list[Document]:
    """Reports, newest first: of many places before many of one place."""
    reports = [d for d in documents if d.kind == "report" and d.place and d.year]
    reports.sort(key=lambda d: (-(d.year or 0), d.slug))
    met: Counter[Place | None] = Counter()
    turns = {}
    for one in reports:
        turns[one.id] = met[one.place]
        met[one.place] += 1
    return sorted(reports, key=lambda d: turns[d.id])[:READ]


def _questions(figures: Sequence[Indicator], tongue: Tongue) -> Iterator[str]:
    """Questions about these figures, of different forms in turn."""
    forms = (_compared(figures, tongue), _over_years(figures, tongue), _single(figures, tongue))
    return (one for one in chain.from_iterable(zip_longest(*forms)) if one is not None)


def _named(figures: Iterable[Indicator]) -> Iterator[Indicator]:
    """Figures of a measure, a place and a whole year."""
    known = load_lexicon().measures
    for one in figures:
        if one.measure in known and one.place and one.period.year and one.period.scope == "year":
            yield one


def _compared(figures: Sequence[Indicator], tongue: Tongue) -> Iterator[str]:
    found: dict[tuple[str | None, int | None], list[Indicator]] = defaultdict(list)
    for one in _named(figures):
        found[one.measure, one.period.year].append(one)
    for group in sorted(found.values(), key=lambda group: -len({i.place for i in group})):
        if len({one.place for one in group}) > 1:
            yield _say("compare", group[0], tongue)


def _over_years(figures: Sequence[Indicator], tongue: Tongue) -> Iterator[str]:
    found: dict[tuple[str | None, Place | None], list[Indicator]] = defaultdict(list)
    for one in _named(figures):
        found[one.measure, one.place].append(one)
    for group in sorted(found.values(), key=lambda group: -len({i.period.year for i in group})):
        if len({one.period.year for one in group}) > 1:
            yield _say("trend", group[0], tongue)


def _single(figures: Sequence[Indicator], tongue: Tongue) -> Iterator[str]:
    """Of every place in turn a measure not asked for yet, what many documents state first."""
    named = list(_named(figures))
    stated = Counter(name for _, name in {(i.document_id, i.measure) for i in named})
    named.sort(key=lambda one: -stated[one.measure])
    by_place: dict[Place | None, list[Indicator]] = defaultdict(list)
    for one in named:
        by_place[one.place].append(one)
    asked: set[str | None] = set()
    for turn in zip_longest(*by_place.values()):
        for figure in turn:
            if figure is not None and figure.measure not in asked:
                asked.add(figure.measure)
                yield _say("single", figure, tongue)


def _say(form: str, figure: Indicator, tongue: Tongue) -> str:
    language: Language = tongue
    name = label(figure, language)
    template: str = texts(tongue)["suggested"][form]
    place = place_name(figure.place, language)
    return template.format(place=place, year=figure.period.year, measure=name)
