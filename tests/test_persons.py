"""Who-questions and the words that can answer them."""

from __future__ import annotations

import pytest

from assistant.persons import asks_person, names_holder


@pytest.mark.parametrize(
    "text", ["县司法局局长是谁", "县长叫什么名字？", "who is the county head?"]
)
def test_a_name_is_asked_for(text: str) -> None:
    assert asks_person(text)


@pytest.mark.parametrize(
    "text",
    ["谁可以申请法律援助", "谁来承担举证责任", "who may apply for legal aid?", "复议由谁受理"],
)
def test_who_may_do_a_thing_is_no_name(text: str) -> None:
    assert not asks_person(text)


def test_a_name_beside_the_office_answers() -> None:
    assert names_holder("会议由局长李建国主持。", "司法局局长是谁")
    assert names_holder("李建国局长出席会议。", "司法局局长是谁")


def test_an_office_without_a_name_does_not() -> None:
    assert not names_holder("开展法治政府建设示范创建“局长谈”活动10次。", "司法局局长是谁")
    assert not names_holder("有序推进复议工作，局长出庭应诉3次。", "司法局局长是谁")
