"""Whether a question asks for a figure, and whether it names a thing."""

from __future__ import annotations

import pytest

from assistant.asking import asks_figure, names_thing
from assistant.targets import targets


@pytest.mark.parametrize(
    "question",
    [
        "受理行政复议多少件？",
        "出庭应诉率",
        "行政复议受理量怎么样",
        "罚没金额",
        "公证处去年的业务收入",
        "受理超过100件了吗",
        "满意度是不是达到90%",
        "几件？",
        "培训人次",
        "占比",
        "哪个县受理行政复议最多",
        "哪个区的行政复议受理量最高？",
    ],
)
def test_what_asks_for_a_figure(question: str) -> None:
    assert asks_figure(question)


@pytest.mark.parametrize(
    "question",
    [
        "怎么申请法律援助",
        "什么是行政复议",
        "如何提高出庭应诉率",
        "有哪些措施",
        "法律援助可以网上办理吗",
        "公证能不能网上办理",
        "介绍一下法治建设",
        "最多跑一次",
        "",
        "？",
    ],
)
def test_what_does_not(question: str) -> None:
    assert not asks_figure(question)


@pytest.mark.parametrize("text", ["gdp多少", "有多少村", "人均住房多少"])
def test_a_thing_of_another_field_is_named_all_the_same(text: str) -> None:
    assert names_thing(text) or not all(t.bare for t in targets(text))


@pytest.mark.parametrize("text", ["多少件", "占比是多少", "一共多少", "数据是多少"])
def test_nothing_is_named(text: str) -> None:
    assert all(t.bare for t in targets(text))
    assert not names_thing(text)
