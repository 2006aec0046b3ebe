"""Generated reports: the same by seed, consistent, and knowing where their own figures stand."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from assistant.lexicon import load_lexicon
from assistant.settings import Settings
from eval.synthetic.compose import Setting, fill
from eval.synthetic.facts import draw_world, load_facts, totals
from eval.synthetic.figures import Hand, write_figure
from eval.synthetic.patterns import load_patterns, topics
from eval.synthetic.questions import make_questions
from eval.synthetic.reports import Plan, generate
from eval.synthetic.run import measure
from eval.synthetic.truth import UNCHECKED

PLAN = Plan(bodies=2, years=2, seed=7, held_out=False)


def test_there_are_enough_patterns_and_half_are_held_out():
    patterns = load_patterns()
    assert len(patterns) >= 150
    held = [p for p in patterns if p.held_out]
    assert len(held) >= 75
    assert {p.topic for p in held} == set(topics())
    assert len({p.text for p in patterns}) == len(patterns)


def test_facts_and_patterns_name_measures_of_the_lexicon():
    known = load_lexicon().measures
    named = {f.measure for f in load_facts().values() if f.measure}
    named |= {m for p in load_patterns() for s in p.slots if (m := s.option("m"))}
    assert named - {"none", UNCHECKED} <= known.keys()
    for fact in load_facts().values():
        assert fact.measure is None or known[fact.measure].unit == fact.unit


def test_a_world_agrees_with_itself():
    world = draw_world(Random(3), range(2019, 2025))
    for values in world.values():
        for whole, groups in totals().items():
            for parts in groups:
                assert values[whole] == sum(values[p] for p in parts)
        assert all(value >= 0 for value in values.values())
        assert abs(values["纠错率"] - 100 * values["纠错"] / values["审结"]) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("value", "unit", "options", "hand", "words", "says", "qualifier"),
    [
        ("1075", "件", set(), Hand(), "1075件", "1075", None),
        ("1075", "件", set(), Hand(commas=True), "1,075件", "1075", None),
        ("75", "件", set(), Hand(blank=True), "75 件", "75", None),
        ("75", "件", set(), Hand(wide=True), "７５件", "75", None),
        ("12", "名", {"han"}, Hand(), "十二名", "12", None),
        ("2", "名", {"han"}, Hand(), "两名", "2", None),
        ("727215", "人次", {"wan"}, Hand(), "72.72万人次", "727200", None),
        ("727215", "人次", {"wan", "余"}, Hand(), "72万余人次", "720000", "余"),
        ("356", "项", {"余"}, Hand(), "350余项", "350", "余"),
        ("356", "项", {"近"}, Hand(), "近360项", "360", "近"),
        ("1234500", "元", set(), Hand(), "123.45万元", "1234500", None),
        ("1234500", "元", {"余"}, Hand(), "120余万元", "1200000", "余"),
        ("98.5", "%", {"以上"}, Hand(), "98.5%以上", "98.5", "以上"),
    ],
)
def test_figures_say_what_is_known_of_them(value, unit, options, hand, words, says, qualifier):
    written = write_figure(Decimal(value), unit, options, hand)
    assert (written.words, written.value, written.qualifier) == (words, Decimal(says), qualifier)


def test_the_same_seed_gives_the_same_reports():
    assert generate(PLAN) == generate(PLAN)
    other = Plan(bodies=2, years=2, seed=8, held_out=False)
    assert [r.text for r in generate(PLAN)] != [r.text for r in generate(other)]


def test_every_figure_stands_in_its_piece():
    reports = generate(PLAN)
    assert len(reports) >= 4
    for report in reports:
        for piece in report.pieces:
            for figure in piece.figures:
                assert piece.text[figure.start : figure.end] == figure.words


def test_a_report_tells_no_fact_of_its_year_twice_but_in_its_data():
    for report in generate(PLAN):
        told = [
            f.fact
            for piece in report.pieces[:-1]
            for f in piece.figures
            if f.fact and not f.aspect and f.exact
        ]
        assert len(told) - len(set(told)) <= 1


def test_what_is_planted_differs_from_the_world():
    plan = Plan(bodies=24, years=3, seed=2, held_out=False)
    planted = [r for r in generate(plan) if r.plant]
    assert {r.plant.kind for r in planted if r.plant} >= {"sum", "rate", "change"}
    unplanted = [r for r in generate(plan) if r.clean]
    assert unplanted
    assert all(r.plant is None for r in unplanted)


def test_a_changed_figure_is_written_in_its_stead():
    from eval.synthetic.bodies import draw_bodies

    random = Random(1)
    (body,) = draw_bodies(random, 1)
    world = draw_world(random, [2023, 2024])
    setting = Setting(body=body, year=2024, world=world, hand=Hand())
    pattern = next(p for p in load_patterns() if p.id == "复议-shown-1")
    piece = fill(pattern, 0, setting, random, {(0, 1): Decimal(4321)})
    assert piece.figures[1].words == "4321件"
    assert piece.figures[0].value == world[2024]["收到"]


def test_questions_name_bodies_and_years_that_are_there():
    reports = generate(Plan(bodies=4, years=2, seed=5, held_out=False))
    questions = make_questions(reports, seed=5, each=5)
    assert {q.kind for q in questions} >= {"figure", "comparison", "ranking", "sum", "change"}
    assert questions == make_questions(reports, seed=5, each=5)
    places = {r.place.name for r in reports}
    for question in questions:
        assert {body for body, _ in question.expected} <= places
        assert "{" not in question.text
        assert question.expected or question.results or question.kind == "absent"


def test_a_small_corpus_is_measured(tmp_path):
    settings = Settings(home=tmp_path / "home", cache=tmp_path / "cache")
    measured = measure(PLAN, settings, 2, lambda _: None)
    assert measured.extraction.lost == 0
    assert measured.extraction.stated > 200
    assert measured.extraction.found.hits > 0.95 * measured.extraction.stated
    assert len(measured.questions) >= 6
    assert measured.extracting > 0
