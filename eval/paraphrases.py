"""The same figures told by five writers and asked for by six people each.

``data/paraphrases`` holds topics: measures, five paragraphs of other writers with a slot for each
figure, six questions for each measure. The paragraphs of one writer make one report of an invented
county, its figures drawn at random and all different, so that what is shown tells which is meant.
Each report leaves out every fourth topic, of which nothing may be told.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import yaml

from assistant.chain import Assistant
from assistant.domain import Answer, Question
from assistant.embedding import Embedder, LazyEmbedder
from assistant.settings import load_settings
from eval.corpora import Corpus, assistant_over, opened

FOLDER = Path(__file__).parent / "data" / "paraphrases"
YEAR = 2023
LEFT_OUT = 4
TODAY = dt.date(YEAR + 1, 6, 1)
PLACES = ("云峤县", "溧浦县", "朔岚县", "芷阳县", "漳屏县")
_SLOT = re.compile(r"\[([^\]\d]+)\]")
_NUMERALS = "一二三四五六七八九"
SCALES = (1, 1_000, 10_000, 10_000_000, 100_000_000)  # 件, 千, 万, 千万, 亿
_SHARES, _DAYS, _MEASURED = ("%", "个百分点"), ("天", "日"), ("元", "米", "亩")

Verdict = Literal["exact", "inexact", "missed", "wrong", "abstained"]
Figures = dict[tuple[str, str], str]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What reports tell of one matter. ``measures``: units by name; questions have ``{p}``, ``{y}``
    for place and year."""

    name: str
    measures: dict[str, str]
    paragraphs: tuple[str, ...]
    questions: dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question over one report. ``stated`` is the figure's numerals, or null where the report
    doesn't tell it; ``shown`` what came, in words."""

    topic: str
    measure: str
    question: str
    stated: str | None
    shown: tuple[str, ...]
    verdict: Verdict


def load_topics(folder: Path = FOLDER) -> list[Topic]:
    """All topics, by file name."""
    return [_topic(yaml.safe_load(f.read_text("utf-8"))) for f in sorted(folder.glob("*.yaml"))]


def _topic(raw: dict[str, object]) -> Topic:
    measures, paragraphs, questions = raw["measures"], raw["paragraphs"], raw["questions"]
    assert isinstance(measures, dict) and isinstance(questions, dict)
    assert isinstance(paragraphs, list)
    return Topic(
        name=str(raw["topic"]),
        measures={str(name): str(unit) for name, unit in measures.items()},
        paragraphs=tuple(map(str, paragraphs)),
        questions={str(name): tuple(map(str, asked)) for name, asked in questions.items()},
    )


def compose(topics: Sequence[Topic], writer: int, seed: int) -> tuple[str, Figures]:
    """The report of one writer, with the figures that it tells by topic and measure."""
    draw = random.Random(f"{seed} {writer}")
    told: Figures = {}
    used: set[str] = set()
    parts = [
        f"{PLACES[writer]}{YEAR}年法治政府建设年度报告",
        f"{YEAR}年，{PLACES[writer]}深入推进依法行政，现将有关情况报告如下。",
        "一、主要做法和成效",
    ]
    for number, topic in enumerate(topics):
        if len(topics) > LEFT_OUT and (number + writer) % LEFT_OUT == 0:
            continue

        def figure(slot: re.Match[str], topic: Topic = topic) -> str:
            name = slot[1]
            if name not in topic.measures:
                return slot[0]
            while (value := _drawn(topic.measures[name], draw)) in used:
                pass
            used.add(value)
            told[topic.name, name] = value
            return value

        heading = f"（{_NUMERALS[number % len(_NUMERALS)]}）{topic.name}工作"
        parts += [heading, _SLOT.sub(figure, topic.paragraphs[writer])]
    return "\n".join(parts) + "\n", told


def _drawn(unit: str, draw: random.Random) -> str:
    if unit in _SHARES:
        return f"{draw.randint(31, 98)}.{draw.randint(1, 9)}"
    if unit.endswith(_DAYS):
        return f"{draw.randint(2, 59)}.{draw.randint(1, 9)}"
    if unit.endswith(_MEASURED):
        return f"{draw.randint(12, 900)}.{draw.randint(1, 9)}"
    return str(draw.randint(12, 2900))


def save(topics: Sequence[Topic], seed: int, folder: Path) -> list[Figures]:
    """Write the reports of all writers. Gives what each tells."""
    told = []
    for writer in range(len(PLACES)):
        text, figures = compose(topics, writer, seed)
        (folder / f"writer-{writer + 1}.txt").write_text(text, encoding="utf-8")
        told.append(figures)
    return told


def questions(topics: Sequence[Topic]) -> Iterator[tuple[str, str, int, str]]:
    """Topic, measure, writer and text of every question."""
    for topic in topics:
        for measure, texts in topic.questions.items():
            for writer, place in enumerate(PLACES):
                for text in texts:
                    yield topic.name, measure, writer, text.format(p=place, y=f"{YEAR}年")


def ask_all(
    assistant: Assistant, topics: Sequence[Topic], told: Sequence[Figures]
) -> Iterator[Asked]:
    """Ask every question over every report."""
    for topic, measure, writer, text in questions(topics):
        outcome = assistant.ask(Question(text=text))
        values = outcome.values if isinstance(outcome, Answer) else ()
        first = [v for v in values if v.primary] or list(values)
        stated = told[writer].get((topic, measure))
        yield Asked(
            topic=topic,
            measure=measure,
            question=text,
            stated=stated,
            shown=tuple(f"{v.measure} {v.value}{v.unit}" for v in first),
            verdict=_verdict(stated, [Decimal(v.value) for v in first]),
        )


def _verdict(stated: str | None, shown: Sequence[Decimal]) -> Verdict:
    if not shown:
        return "abstained" if stated is None else "missed"
    if stated is None:
        return "wrong"
    right = [value in [Decimal(stated) * scale for scale in SCALES] for value in shown]
    if all(right):
        return "exact"
    return "inexact" if any(right) else "wrong"


def tally(asked: Sequence[Asked]) -> dict[Verdict, int]:
    """How many of each verdict."""
    order: tuple[Verdict, ...] = ("exact", "inexact", "missed", "wrong", "abstained")
    return {verdict: sum(a.verdict == verdict for a in asked) for verdict in order}


def measure(seed: int, say: Callable[[str], None]) -> list[Asked]:
    """Ask everything, with the real embedding model."""
    topics = load_topics()
    with over(topics, seed, LazyEmbedder(load_settings()), say) as (assistant, told):
        return list(ask_all(assistant, topics, told))


@contextmanager
def over(
    topics: Sequence[Topic], seed: int, embedder: Embedder, say: Callable[[str], None]
) -> Iterator[tuple[Assistant, list[Figures]]]:
    """An assistant over the reports of all writers, and what they tell."""
    with tempfile.TemporaryDirectory(prefix="fazhi-paraphrases-") as passing:
        texts = Path(passing) / "texts"
        texts.mkdir()
        told = save(topics, seed, texts)
        corpus = Corpus(name="paraphrases", paths=(texts,))
        say(f"ingesting {len(told)} reports of {sum(map(len, told))} figures …")
        with opened(corpus, load_settings(), embedder, Path(passing)) as (stores, _):
            say(f"asking {sum(1 for _ in questions(topics))} questions …")
            yield assistant_over(stores, TODAY), told
