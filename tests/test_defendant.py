"""A government's own lawsuits are not all those of its place."""

from __future__ import annotations

import pytest

from tests.desk import Desk
from tests.reading import answers

TEXT = """# 临河县2024年法治政府建设年度报告

## 一、行政应诉

全县行政机关办理行政应诉案件83件，其中以县政府为被告的26件。
"""
WITHOUT = """# 安川县2024年法治政府建设年度报告

## 一、行政应诉

全县办理行政诉讼案件71件。
"""
META = {"jurisdiction": "临河县", "year": 2024, "kind": "report"}
OTHER = {"jurisdiction": "安川县", "year": 2024, "kind": "report"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    one = Desk(tmp_path_factory.mktemp("defendant"))
    one.add_all({"linhe": (TEXT, META), "anchuan": (WITHOUT, OTHER)})
    return one


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2024年以临河县政府当被告的行政诉讼有几件？", "26"),
        ("2024年以临河县政府为被告的行政诉讼有几件？", "26"),
        ("2024年临河县政府当被告的案件有多少件？", "26"),
        ("临河县2024年办理行政应诉案件多少件？", "83"),
    ],
)
def test_whose_lawsuits_they_are(desk: Desk, question: str, value: str) -> None:
    outcome = desk.ask(question)
    assert [v.value for v in getattr(outcome, "values", ())] == [value], outcome


def test_all_lawsuits_are_not_those_against_the_government(desk: Desk) -> None:
    assert desk.ask("2024年以安川县政府为被告的行政诉讼有几件？").status == "abstained"


def test_what_a_government_had_with_its_offices_is_not_its_own() -> None:
    shared = "县政府及县直部门共办理行政应诉案件83件，审结70件，其中县政府应诉26件。"
    assert answers("政府自己应诉的案件有多少件", shared) == ["26件"]
    assert answers("行政应诉案件有多少件", shared)[0] == "83件"
