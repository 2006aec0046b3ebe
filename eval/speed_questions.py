"""Questions of every kind over whatever bodies, years and measures a catalogue has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from random import Random

from assistant.divisions import divisions
from assistant.domain import Indicator, Place
from assistant.lexicon import load_lexicon
from assistant.library import Library
from assistant.naming import english_place
from assistant.quantity import plain_decimal
from assistant.rate_rules import load_rules

_RELATIVE = frozenset({"%", "‰", "倍", "个百分点"})
_LEAST_BODIES = 3
_NOWHERE = ("海关查验量", "渔船检验艘数", "博物馆参观人次", "铁路货运量", "图书借阅册数")
_IN_WORDS = ("是怎么推进行政复议工作的？", "采取了哪些措施加强普法宣传？", "存在哪些问题和不足？")

Ask = Callable[[Random], str]


class Subjects:
    """What may be asked about: bodies, years, and measures that many bodies state of a year."""

    def __init__(self, library: Library) -> None:
        stated: dict[tuple[str, int], dict[Place, Indicator]] = defaultdict(dict)
        for figure in library.indicators(library.documents.values()):
            year, place = figure.period.year, figure.place
            if figure.measure and year and place and figure.period.scope != "planned":
                stated[figure.measure, year].setdefault(place, figure)
        self.stated: Mapping[tuple[str, int], Mapping[Place, Indicator]] = {
            key: told for key, told in stated.items() if len(told) >= _LEAST_BODIES
        }
        self.counted = [k for k, told in self.stated.items() if _is_count(told)]
        documents = library.documents.values()
        self.years = sorted({d.year for d in documents if d.year})
        self.bodies = sorted({d.place for d in documents if d.place}, key=lambda p: p.path)
        self._known = {p.name for p in self.bodies}

    def stranger(self, random: Random) -> str:
        """A county or district that there is no report of."""
        names = sorted(n for n in divisions().by_name if n[-1] in "县区" and 3 <= len(n) <= 4)
        return next(n for n in iter(lambda: random.choice(names), "") if n not in self._known)


def _is_count(told: Mapping[Place, Indicator]) -> bool:
    unit, _ = Counter(f.quantity.unit for f in told.values()).most_common(1)[0]
    return unit not in _RELATIVE


def kinds(subjects: Subjects) -> Mapping[str, Ask]:
    """Makers of questions by kind."""

    def subject(random: Random) -> tuple[str, int, Place, Indicator]:
        measure, year = random.choice(subjects.counted)
        place, figure = random.choice(list(subjects.stated[measure, year].items()))
        return _named(random, measure), year, place, figure

    def of_body(form: str) -> Ask:
        def ask(random: Random) -> str:
            name, year, place, figure = subject(random)
            value = plain_decimal(figure.quantity.value)
            words = f"{value}{figure.quantity.unit}"
            return form.format(body=place.name, year=year, name=name, words=words)

        return ask

    def of_bodies(form: str, count: int) -> Ask:
        def ask(random: Random) -> str:
            measure, year = random.choice(subjects.counted)
            told = list(subjects.stated[measure, year])
            bodies = [p.name for p in random.sample(told, min(count, len(told)))]
            return form.format(bodies="、".join(bodies), year=year, name=_named(random, measure))

        return ask

    def over_limit(random: Random) -> str:
        measure, year = random.choice(subjects.counted)
        figures = list(subjects.stated[measure, year].values())
        limit = random.choice(figures).quantity
        value = plain_decimal(limit.value.quantize(Decimal(1)))
        return f"{year}年{_named(random, measure)}超过{value}{limit.unit}的地方有哪些？"

    def rate(form: str) -> Ask:
        def ask(random: Random) -> str:
            name = random.choice(list(load_rules().reckoned))
            body = random.choice(subjects.bodies).name
            return form.format(body=body, year=random.choice(subjects.years), name=name)

        return ask

    def nowhere(form: str) -> Ask:
        def ask(random: Random) -> str:
            body, year = random.choice(subjects.bodies).name, random.choice(subjects.years)
            return form.format(body=body, year=year, name=random.choice(_NOWHERE))

        return ask

    def stranger(random: Random) -> str:
        name, year, _, _ = subject(random)
        return f"{subjects.stranger(random)}{year}年{name}是多少？"

    def english(random: Random) -> str:
        measure, year = random.choice(subjects.counted)
        body = english_place(random.choice(list(subjects.stated[measure, year])).name)
        name = load_lexicon().measures[measure].english
        return f"What was the number of {name} in {body} in {year}?"

    def in_words(random: Random) -> str:
        return f"{random.choice(subjects.bodies).name}{random.choice(_IN_WORDS)}"

    return {
        "one figure": of_body("{body}{year}年{name}是多少？"),
        "one figure, no year": of_body("{body}{name}是多少？"),
        "confirmation": of_body("{body}{year}年{name}是{words}吗？"),
        "two bodies": of_bodies("{year}年{bodies}的{name}分别是多少？", 2),
        "all bodies": of_body("{year}年各地{name}分别是多少？"),
        "all bodies and years": of_body("各地{name}分别是多少？"),
        "ranking": of_body("{year}年哪个地方的{name}最多？"),
        "ranking, no year": of_body("哪个地方的{name}最多？"),
        "first five": of_body("{year}年{name}排名前五的地方有哪些？"),
        "over a limit": over_limit,
        "change": of_body("{body}{year}年{name}比上年增加了多少？"),
        "growth of all": of_body("{year}年哪个地方的{name}增长最快？"),
        "sum of three": of_bodies("{bodies}{year}年{name}合计是多少？", 3),
        "sum of all": of_body("{year}年各地{name}合计是多少？"),
        "average of all": of_body("{year}年各地{name}平均是多少？"),
        "rate": rate("{body}{year}年{name}是多少？"),
        "rate of all": rate("{year}年各地{name}分别是多少？"),
        "body not there": stranger,
        "measure not there": nowhere("{body}{year}年{name}是多少？"),
        "measure nowhere": nowhere("{year}年各地{name}分别是多少？"),
        "English": english,
        "in words": in_words,
    }


def questions(library: Library, seed: int, each: int) -> Iterator[tuple[str, str]]:
    """``each`` questions of every kind with it, the same for the same seed and catalogue."""
    for kind, ask in kinds(Subjects(library)).items():
        random = Random(f"{seed}-{kind}")
        for _ in range(each):
            yield kind, ask(random)


def _named(random: Random, measure: str) -> str:
    known = load_lexicon().measures[measure]
    return random.choice((known.name, *known.synonyms))
