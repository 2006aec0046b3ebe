"""Things asked for side by side: which questions 各多少 stands for."""

from __future__ import annotations

import pytest

from assistant.coordination import each_of
from assistant.targets import targets


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("责任清单和容错情形各多少项", ["责任清单有多少项", "容错情形有多少项"]),
        ("取消的市级证明和村级证明各几项", ["取消的市级证明有几项", "取消的村级证明有几项"]),
        (
            "网上竞赛累计参赛单位和参赛人数各多少",
            ["网上竞赛累计参赛单位有多少", "网上竞赛累计参赛人数有多少"],
        ),
        ("审查合同和出具律师函各多少份", ["审查合同有多少份", "出具律师函有多少份"]),
        ("审查合同和文件各多少份", ["审查合同有多少份", "审查文件有多少份"]),
        ("公安局治安案件和刑事案件各多少起", ["公安局治安案件有多少起", "公安局刑事案件有多少起"]),
        (
            "建成的普法驿站,省级、市级各有几个",
            ["建成的普法驿站,省级有几个", "建成的普法驿站,市级有几个"],
        ),
        (
            "抽查的国家任务和省级任务各完成多少个",
            ["抽查的国家任务完成多少个", "抽查的省级任务完成多少个"],
        ),
        ("办件中行政许可、其他事项各多少件", ["办件中行政许可有多少件", "办件中其他事项有多少件"]),
    ],
)
def test_each_thing_is_a_question_with_the_head_of_all(question: str, each: list[str]) -> None:
    assert [one.question for one in each_of(question)] == each


@pytest.mark.parametrize(
    "question",
    [
        "受理和审结行政复议各多少件",
        "公安局受理和办结的行政案件各是多少",
        "国家级和省级示范村各几个",
        "   和   各受理多少件",
        "各部门受理多少件",
        "调解和解多少件",
    ],
)
def test_what_is_done_with_one_thing_is_no_row_of_things(question: str) -> None:
    assert each_of(question) == ()


def test_what_is_done_above_a_row_sets_the_scene_of_each() -> None:
    found = targets("规范性文件清理,保留、废止、宣布失效的各多少件")
    assert [[c.name for c in t.fallback.own] for t in found if t.fallback] == [
        ["保留"],
        ["废止"],
        ["失效"],
    ]
    assert {c.name for t in found if t.fallback for c in t.fallback.context} == {"清理"}
