"""The hole in a question and its unit."""

from __future__ import annotations

import pytest

from assistant.hole import asked_unit, closed, has_hole, hole_pattern


@pytest.mark.parametrize(
    ("question", "unit", "dimension"),
    [
        ("受理多少件", "件", "cases"),
        ("纠错率是百分之几", "%", "percent"),
        ("下降几个百分点", "个百分点", "percent"),
        ("罚没多少万元", "元", "money"),
        ("多少群众参加", "人", "people"),
        ("多少人次参加", "人次", "people"),
        ("占比是多少", "", "percent"),
        ("专题调研次数", "次", "times"),
        ("多久办结", "", "time"),
        ("投了多少普法经费", "元", "money"),
        ("建设资金投了多少", "元", "money"),
        ("专题调研次数", "次", "times"),
        ("多少家企业享受补贴", "家", "entities"),
        ("给多少农民工要回了工资", "人", "people"),
        ("讲师团有多少成员", "", "count"),
        ("培训了多少新任领导干部", "人", "people"),
        ("安排了多少项目", "", "count"),
        ("安排了多少项措施", "项", "documents"),
        ("公证处收了多少公证费", "元", "money"),
        ("公证费收了多少", "元", "money"),
        ("拆除违建面积多大", "", "area"),
        ("发放多少贷款", "元", "money"),
        ("查处多少消费", "", ""),
        ("清理多少条款", "", "count"),
    ],
)
def test_the_unit_asked_for(question: str, unit: str, dimension: str) -> None:
    assert asked_unit(question) == (unit, dimension)


@pytest.mark.parametrize(("question", "asks"), [("受理多少件", True), ("哪几个县受理", False)])
def test_a_hole_asks_for_a_figure(question: str, asks: bool) -> None:
    assert has_hole(question) is asks


@pytest.mark.parametrize(
    ("question", "put_together"),
    [
        ("督察发现了多少个问题", "督察发现问题多少个"),
        ("查出几个问题，整改几个", "查出问题几个，整改几个"),
        ("督察查出来多少个问题", "督察查出问题多少个"),
        ("受理多少件复议", "受理多少件复议"),
        ("办理行政多少件许可", "办理行政多少件许可"),
    ],
)
def test_what_a_hole_parts_is_one_thing(question: str, put_together: str) -> None:
    assert closed(question) == put_together


def test_the_hole_takes_its_measure_word_with_it() -> None:
    match = hole_pattern().search("办理几多件行政复议")
    assert match is not None
    assert match["unit"] == "件"
