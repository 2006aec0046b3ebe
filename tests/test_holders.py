"""What a thing holds or has is not the thing."""

from __future__ import annotations

import pytest

from tests.desk import Desk

TEXT = """# 临河县2023年法治政府建设年度报告

## 一、公共法律服务

公共法律服务中心增至6个功能区、8个窗口。全年接待群众来访4135人次。建成人民调解组织365个。

## 二、政务服务

公布政务服务事项清单31个。
"""
META = {"jurisdiction": "临河县", "year": 2023, "kind": "report"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    one = Desk(tmp_path_factory.mktemp("holders"))
    one.add_all({"linhe": (TEXT, META)})
    return one


@pytest.mark.parametrize(
    "question",
    [
        "临河县2023年公共法律服务中心有几个？",
        "临河县2023年建了多少个公共法律服务中心？",
        "临河县2023年政务服务事项有多少个？",
        "临河县2023年每个月接待群众来访多少人次？",
    ],
)
def test_another_thing_is_not_counted_for_it(desk: Desk, question: str) -> None:
    assert desk.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("临河县2023年公共法律服务中心有几个功能区？", "6"),
        ("临河县2023年公共法律服务中心有多少个窗口？", "8"),
        ("临河县2023年有多少个人民调解组织？", "365"),
        ("临河县2023年政务服务事项清单有多少个？", "31"),
        ("临河县2023年接待群众来访多少人次？", "4135"),
    ],
)
def test_the_thing_itself_is(desk: Desk, question: str, value: str) -> None:
    outcome = desk.ask(question)
    assert [v.value for v in getattr(outcome, "values", ())] == [value], outcome
