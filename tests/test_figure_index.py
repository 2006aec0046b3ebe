"""The index finds every figure that fills a hole: compared with trying them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from assistant.agreement import phrase_agrees
from assistant.domain import Document, Filters, Indicator, Question
from assistant.embedding import HashingEmbedder
from assistant.figure_index import FigureIndex
from assistant.figures import fitting
from assistant.interpret import Interpretation, interpret
from assistant.library import Library
from assistant.needs import needs_of
from assistant.overlap import likeness
from assistant.places import Gazetteer
from assistant.scope import Scope, scope_of
from assistant.select import choose
from assistant.slots import bind, looks_left, near_of
from assistant.target import Target
from assistant.unify import Unifier, unify
from eval.cases import FOLDER, load_suite, suite_files
from eval.speed_questions import questions
from eval.synthetic.reports import Plan, generate, save
from tests.small import stores_in

TODAY = dt.date(2025, 6, 1)
SAMPLES = Path(__file__).parents[1] / "samples"
_CASES = 250
_TRIED = 60  # figures that each target is tried with by force


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Real reports, and generated ones of both halves of the patterns."""
    folder = tmp_path_factory.mktemp("reports")
    paths = [p for p in SAMPLES.glob("*.md") if p.name != "README.md"]
    for held_out in (True, False):
        plan = Plan(bodies=2, years=2, seed=5 + held_out, held_out=held_out)
        paths += save(generate(plan), folder)
    with stores_in(tmp_path_factory.mktemp("home"), HashingEmbedder()) as stores:
        from ingest.pipeline import Pipeline

        Pipeline(stores).ingest([str(path) for path in paths])
        yield Library(stores.catalogue)


@pytest.fixture(scope="module")
def asked(library: Library) -> list[Interpretation]:
    """Questions of every kind over these reports, and those of the shipped cases."""
    texts = [text for _, text in questions(library, seed=3, each=4)]
    suites = [load_suite(path) for path in suite_files(FOLDER)]
    cases = [case.question.text for suite in suites for case in suite.cases]
    texts += Random(4).sample(cases, _CASES)
    gazetteer, known = Gazetteer(), library.places()
    return [
        interpret(Question(text=text), today=TODAY, known=known, gazetteer=gazetteer)
        for text in texts
    ]


def _scope(read: Interpretation, library: Library) -> Scope:
    return scope_of(read, Filters(), library, Gazetteer(), today=TODAY, jurisdiction=None)


def _scanned(
    target: Target, read: Interpretation, scope: Scope, library: Library
) -> Sequence[Indicator]:
    """All figures of the years and places asked for, without planned ones and towns' own."""

    def of_town(figure: Indicator, document: Document) -> bool:
        own, of = document.place, figure.place
        return own is not None and of is not None and of != own and of.within(own)

    def of_year(figure: Indicator, document: Document) -> bool:
        return figure.period.year in (read.years or (document.year,))

    return [
        figure
        for document in scope.reports
        for figure in library.indicators([document])
        if of_year(figure, document)
        and figure.period.scope != "planned"
        and (figure.place in scope.places if scope.places else not of_town(figure, document))
    ]


def test_there_is_something_to_compare(library: Library, asked: list[Interpretation]):
    assert len(library.indicators(library.documents.values())) > 1_000
    assert len({t for read in asked for t in read.targets}) > 200


def test_no_figure_that_fills_a_hole_is_left_out(library: Library, asked: list[Interpretation]):
    random = Random(1)
    indexes = [index for index, _ in library.figures(library.documents.values())]
    every = [(index, k) for index in indexes for k in range(len(index.figures))]
    left_out: list[tuple[str, str]] = []
    filled = 0
    for target in dict.fromkeys(t for read in asked for t in read.targets):
        wanted = {id(index): _meeting(target, index) for index in indexes}
        for index, k in random.sample(every, _TRIED):
            figure = index.figures[k]
            fills = any(unify(one, figure) for one in _falling_back(target))
            filled += fills
            if fills and not wanted[id(index)] >> k & 1:
                left_out.append((target.text, figure.frame.local))
    assert left_out == []
    assert filled > 25


def test_what_is_near_a_figure_decides_what_its_phrase_decides(
    library: Library, asked: list[Interpretation]
):
    random = Random(7)
    every = library.indicators(library.documents.values())
    bound = 0
    for target in dict.fromkeys(t for read in asked for t in read.targets):
        unifier, left = Unifier(target), looks_left(target)
        for figure in random.sample(every, _TRIED):
            near = near_of(figure.frame, left)
            binding = bind(target, figure.frame)
            assert bind(target, near) == binding
            assert phrase_agrees(target, near) == phrase_agrees(target, figure.frame)
            assert unifier.match(figure) == unify(target, figure)
            bound += binding is not None
    assert bound > 500


def _falling_back(target: Target) -> Iterator[Target]:
    one: Target | None = target
    while one is not None:
        yield one
        one = one.fallback


def _meeting(target: Target, index: FigureIndex) -> int:
    found = 0
    for needs in needs_of(target):
        found |= index.meeting(needs, index.every)
    return found


def test_the_same_figures_are_chosen_as_by_trying_all(
    library: Library, asked: list[Interpretation]
):
    chosen = narrowed = scanned = 0
    for read in asked:
        scope = _scope(read, library)
        for target in read.targets:
            few = list(fitting(target, read, scope, library))
            if set(map(id, few)) - set(map(id, _scanned(target, read, scope, library))):
                continue  # plans are asked for
            every = _scanned(target, read, scope, library)
            found = choose(target, few)
            assert found == choose(target, every), (read.question, target.text)
            chosen += bool(found)
            narrowed, scanned = narrowed + len(few), scanned + len(every)
    assert chosen > 100
    assert narrowed < scanned / 20


def test_what_is_likest_names_a_thing_asked_for(library: Library, asked: list[Interpretation]):
    random = Random(2)
    indexes = [index for index, _ in library.figures(library.documents.values())]
    every = [(index, k) for index in indexes for k in range(len(index.figures))]
    for target in dict.fromkeys(t for read in asked for t in read.targets):
        things = [c.name for c in target.about if c.weight >= 1]
        for index, k in random.sample(every, 20):
            if likeness(target, index.figures[k]) > 0:
                assert index.naming(things) >> k & 1


def test_sets_are_picked_in_reading_order(library: Library):
    index, _ = max(library.figures(library.documents.values()), key=lambda pair: pair[1])
    assert tuple(index.pick(index.every)) == index.figures
    for one, own in index.own.items():
        figures = tuple(index.pick(own))
        assert figures == tuple(index.of_document(one))
        assert {i.document_id for i in figures} <= {one}
        year = library.documents[one].year
        assert {i.period.year for i in index.pick(own & index.current)} <= {year}
    years = index.of(index.years, index.years)
    assert years == index.every
    assert index.of(index.years, (1900,)) == 0
    planned = list(index.pick(index.planned))
    assert all(i.period.scope == "planned" for i in planned)
