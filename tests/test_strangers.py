"""A place that no document is about, named beside one that has a report."""

from __future__ import annotations

import pytest

from tests.desk import Desk, figures

REPORT = """云峤县2023年法治政府建设年度报告
2023年，云峤县推进依法行政。
一、主要做法
全年跨省通办事项260项。与邻省通办业务中，办理重庆市业务120件。行政给付5200宗。行政奖励31宗。
每亩补贴标准由25元上调到30元。
一审行政诉讼案件34件，败诉1件。
"""


@pytest.fixture
def desk(tmp_path):
    with_documents = Desk(tmp_path)
    with_documents.add("a.txt", REPORT)
    yield with_documents
    with_documents.close()


def test_what_is_asked_of_another_place_is_not_told_of_its_own(desk):
    assert desk.abstention("云峤县跨省通办的事项里，天津的有多少项？")


def test_side_by_side_the_place_without_documents_is_left_out(desk):
    answer = desk.answer("2023年云峤县和天津市跨省通办事项各多少项？")
    assert [value for value, *_ in figures(answer)] == ["260"]
    assert "天津" in answer.answer


def test_kinds_of_power_are_things_of_their_own(desk):
    assert [v for v, *_ in figures(desk.answer("云峤县2023年行政给付多少宗"))] == ["5200"]
    assert [v for v, *_ in figures(desk.answer("云峤县2023年行政奖励多少宗"))] == ["31"]
    assert desk.abstention("云峤县2023年行政征用多少宗")


def test_what_a_figure_was_raised_to_is_what_it_is(desk):
    assert [v for v, *_ in figures(desk.answer("云峤县每亩补贴标准是多少元"))] == ["30"]


def test_cases_that_were_lost_are_told_as_people_say_it(desk):
    assert [v for v, *_ in figures(desk.answer("云峤县2023年行政诉讼政府败了几件"))] == ["1"]
