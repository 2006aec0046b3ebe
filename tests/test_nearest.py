"""From a question whose words no report has to the figure that is meant."""

from __future__ import annotations

import pytest

from assistant import nearness
from assistant.nearness import Model
from tests.desk import CrowdedEmbedder, Desk, figures

REPORT = """云峤县2023年法治政府建设年度报告
2023年，云峤县推进依法行政。
一、主要做法
（一）热线服务。12345便民热线转办群众诉求28463件，按时办结率99.3%，回访满意率95.8%。
（二）公证服务。公证处全年出证1164件，减免费用12万元。
"""
OTHER = REPORT.replace("云峤县", "溧浦县").replace("95.8", "91.2")
ASKED = "云峤县2023年热线回访之后觉得满意的比率"


@pytest.fixture
def sure(monkeypatch):
    """A model that takes whatever is nearest."""
    model = Model(embedder="crowded-512", bias=9.0, least=0.9, weights={})
    monkeypatch.setattr(nearness, "load_model", lambda: model)


@pytest.fixture
def desk(tmp_path):
    with_documents = Desk(tmp_path, embedder=CrowdedEmbedder())
    with_documents.add("a.txt", REPORT)
    yield with_documents
    with_documents.close()


def test_without_a_fitted_model_what_no_words_find_is_not_told(desk):
    assert desk.abstention("云峤县2023年公证处开出多少张证明").reason == "indicator_not_stated"


def test_the_nearest_is_told_with_its_own_words_and_cited(desk, sure):
    answer = desk.answer("云峤县2023年公证处开出多少张证明")
    assert figures(answer) == [("1164", "件", 2023, "云峤县")]
    assert "公证处全年出证1164件" in answer.citations[0].quote


def test_of_several_bodies_no_figure_passes_for_all(desk, sure):
    desk.add("b.txt", OTHER)
    assert desk.abstention("2023年公证处开出多少张证明")


def test_a_term_that_a_law_sets_is_no_figure_of_a_report(desk, sure):
    assert not figures_of(desk.ask("申请行政复议的期限是多少日？"))


def figures_of(outcome):
    return getattr(outcome, "values", ())
