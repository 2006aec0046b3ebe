"""The nearest figure that nothing speaks against, and when it is taken."""

from __future__ import annotations

import math

import pytest

from assistant import nearness as module
from assistant.bundled_model import NAME
from assistant.embedding import HashingEmbedder
from assistant.nearness import Model, Nearness, load_model
from tests.desk import CrowdedEmbedder
from tests.reading import stated, target

CALLS = (
    "12345便民热线转办群众诉求28463件，按时办结率99.3%，回访满意率95.8%。"
    "行政复议受理60件，审结51件。大厅发放便民册320份。"
)


ASKED = "大厅送出去多少份便民卡"


@pytest.fixture
def near() -> Nearness:
    return Nearness(CrowdedEmbedder())


def test_a_likelihood_is_logistic():
    model = Model(embedder="any", bias=-1.0, least=0.5, weights={"likeness": 2.0, "lead": 10.0})
    told = model.likelihood({"likeness": 0.9, "lead": 0.05, "extra": 7.0})
    assert told == pytest.approx(1 / (1 + math.exp(-(-1.0 + 1.8 + 0.5))))


def test_the_shipped_model_weighs_what_is_told_of_a_figure(near):
    found = near.nearest(target(ASKED), stated(CALLS))
    assert found is not None
    assert set(load_model().weights) == set(found.features)
    assert load_model().embedder == NAME
    assert 0.5 < load_model().least < 1


def test_the_nearest_of_the_fitting_unit_is_found(near):
    found = near.nearest(target(ASKED), stated(CALLS))
    assert found is not None and found.indicator.quantity.words == "320份"
    assert found.features["lead"] > 0


def test_what_a_question_fixes_is_not_given_up_for_nearness(near):
    found = near.nearest(target("行政复议受理多少件"), stated("行政复议审结51件，听证3件。"))
    assert found is None  # neither was 受理


def test_a_refused_figure_that_is_nearer_counts_against_the_best(near):
    figures = stated("行政复议审结51件。街道来访接待51批。信访复查受理7件。")
    found = near.nearest(target("行政复议受理多少件"), figures)
    assert found is None or found.features["over_refused"] < 0


def test_where_the_words_were_there_they_decide(near):
    assert near.nearest(target("回访满意率是多少"), stated(CALLS)) is None
    assert near.nearest(target("差评多少条"), stated("好差评评价收到240条。")) is None


def test_an_office_that_is_named_must_be_named_of_the_figure(near):
    figures = stated("全年罚没收入120万元。")
    assert near.nearest(target("综合执法部门罚没款多少万元"), figures) is None


def test_where_no_clause_has_anything_of_a_question_no_model_is_asked(monkeypatch):
    embedder = HashingEmbedder(256)
    monkeypatch.setattr(embedder, "query", lambda _: pytest.fail("asked"))
    assert Nearness(embedder).nearest(target("柜台送出去多少份小卡片"), stated(CALLS)) is None


def test_a_change_is_never_guessed(near):
    assert near.nearest(target("满意率比上年提高多少"), stated("回访满意率95.8%。")) is None


def test_among_too_many_figures_none_is_near(near, monkeypatch):
    monkeypatch.setattr(module, "MOST", 1)
    assert near.nearest(target("满意率是多少"), stated(CALLS)) is None


def test_a_figure_is_taken_from_the_least_likelihood_on(near, monkeypatch):
    asked, figures = target(ASKED), stated(CALLS)
    for least, words in ((0.2, "320份"), (0.9, None)):
        model = Model(embedder=near._embedder.name, bias=0.0, least=least, weights={})
        monkeypatch.setattr(module, "load_model", lambda model=model: model)
        found = near.match(asked, figures)
        assert (found.indicator.quantity.words if found else None) == words


def test_vectors_of_clauses_are_made_once(monkeypatch):
    embedder = HashingEmbedder(256)
    asked: list[str] = []
    plain = embedder.phrases
    monkeypatch.setattr(embedder, "phrases", lambda texts: asked.extend(texts) or plain(texts))
    near = Nearness(embedder)
    for _ in range(2):
        near.nearest(target(ASKED), stated(CALLS))
    assert len(asked) == len(set(asked)) > 0


def test_likenesses_by_another_model_are_not_judged():
    assert not Nearness(HashingEmbedder()).fitted
