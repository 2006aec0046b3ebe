"""Chiefs that appear in court are told apart from their deputies and from all heads."""

from __future__ import annotations

import pytest

from tests.desk import Desk

TEXT = """# 临河县2024年法治政府建设年度报告

## 一、行政应诉

全县一审行政诉讼案件90件，行政机关负责人出庭应诉率98.5%，其中“一把手”出庭应诉率27.3%。
行政机关负责人出庭应诉64件，其中主要负责人出庭21件，副职负责人出庭43件。
"""
ALL_HEADS = """# 安川县2024年法治政府建设年度报告

## 一、行政应诉

全县行政机关负责人出庭应诉52件，出庭应诉率100%。
"""
CHIEFS_ONLY = """# 东川县2024年法治政府建设年度报告

## 一、行政应诉

全县“一把手”出庭应诉率41.2%。主要负责人出庭应诉14件。
"""
META = {"jurisdiction": "临河县", "year": 2024, "kind": "report"}
OTHER = {"jurisdiction": "安川县", "year": 2024, "kind": "report"}
THIRD = {"jurisdiction": "东川县", "year": 2024, "kind": "report"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    one = Desk(tmp_path_factory.mktemp("rank"))
    one.add_all(
        {"linhe": (TEXT, META), "anchuan": (ALL_HEADS, OTHER), "dongchuan": (CHIEFS_ONLY, THIRD)}
    )
    return one


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("临河县2024年负责人出庭应诉率是多少？", "98.5"),
        ("临河县2024年一把手出庭应诉率是多少？", "27.3"),
        ("临河县2024年主要负责人出庭应诉率是多少？", "27.3"),
        ("临河县2024年一把手出庭多少件？", "21"),
        ("临河县2024年行政机关主要负责人出庭应诉有几件？", "21"),
        ("临河县2024年行政机关负责人出庭应诉多少件？", "64"),
        ("安川县2024年负责人出庭应诉率是多少？", "100"),
    ],
)
def test_each_rank_has_its_own_figure(desk: Desk, question: str, value: str) -> None:
    outcome = desk.ask(question)
    assert [v.value for v in getattr(outcome, "values", ())] == [value], outcome


@pytest.mark.parametrize(
    "question",
    [
        "安川县2024年一把手出庭应诉率是多少？",
        "东川县2024年行政机关负责人出庭应诉率是多少？",
        "东川县2024年出庭应诉率是多少？",
        "东川县2024年负责人出庭应诉多少件？",
        "安川县2024年主要负责人出庭应诉多少件？",
        "安川县2024年正职负责人出庭多少件？",
        "安川县2024年分管负责人出庭应诉多少件？",
    ],
)
def test_one_rank_is_not_the_other(desk: Desk, question: str) -> None:
    assert desk.ask(question).status == "abstained"
