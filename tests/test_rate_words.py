"""What was mediated with success is found where only the figure before says 调解."""

from __future__ import annotations

import pytest

from tests.desk import Desk

TEXT = """# 临河县2024年法治政府建设年度报告

## 一、矛盾纠纷化解

全县建有人民调解组织205个，全年调解矛盾纠纷3128件，成功3064件。
劳动仲裁院受理案件340件，成功化解61件。
"""
META = {"jurisdiction": "临河县", "year": 2024, "kind": "report"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    one = Desk(tmp_path_factory.mktemp("succeeded"))
    one.add_all({"linhe": (TEXT, META)})
    return one


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("临河县2024年人民调解成功了多少件纠纷？", "3064"),
        ("临河县2024年调解成功多少件？", "3064"),
        ("临河县2024年调解矛盾纠纷多少件？", "3128"),
    ],
)
def test_success_in_two(desk: Desk, question: str, value: str) -> None:
    outcome = desk.ask(question)
    assert [v.value for v in getattr(outcome, "values", ())] == [value], outcome
