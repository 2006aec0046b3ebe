"""A department's own figures are not its place's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.domain import NATION, Document, Place
from assistant.offices import department_of, names_body, owner_of
from tests.desk import Desk, figures
from tests.reading import QINGHE, target

PARKS = """# 东莞市城市管理和综合执法局2023年政府信息公开工作年度报告

一、总体情况

2023年，我局收到政府信息公开申请64件，因信息公开被申请行政复议3件。
"""
JUSTICE = """# 清河县司法局2023年法治政府建设年度报告

全年办理法律援助案件318件，调处矛盾纠纷1290件；本局实施行政处罚2件。
"""


def document(issuer: str | None, title: str, place: Place | None = QINGHE) -> Document:
    return Document(
        id="d", slug="d", title=title, kind="report", issuer=issuer, place=place, year=2023
    )


@pytest.mark.parametrize(
    ("issuer", "title", "department"),
    [
        ("清河县司法局", "清河县司法局2023年工作总结", "清河县司法局"),
        ("清河县人民政府", "清河县2023年法治政府建设情况", None),
        ("清河县人民政府办公室", "清河县2023年法治政府建设情况的报告", None),
        ("清河县人民政府办公室", "2023年政府信息公开工作年度报告", "清河县人民政府办公室"),
        ("中共清河县委全面依法治县委员会办公室", "2023年法治政府建设情况", None),
        ("东莞松山湖开发区管理委员会", "2023年法治政府建设情况", None),
        (None, "2023年法治政府建设情况", None),
    ],
)
def test_who_speaks_for_its_place(issuer: str | None, title: str, department: str | None) -> None:
    assert department_of(document(issuer, title)) == department


def test_ministries_speak_for_the_country() -> None:
    assert department_of(document("某某局", "全国情况", Place(names=(NATION,)))) is None


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("法律援助案件多少件", False),
        ("行政处罚多少件", True),
        ("收到政府信息公开申请多少件", True),
    ],
)
def test_what_a_justice_bureau_has_of_its_own(question: str, own: bool) -> None:
    report = document("清河县司法局", "清河县司法局2023年法治政府建设年度报告")
    assert (owner_of(report, target(question)) is not None) == own


def test_a_title_that_names_the_matter_speaks_for_the_place() -> None:
    report = document("清河县司法局", "清河县2023年行政处罚统计分析")
    assert owner_of(report, target("行政处罚多少件")) is None


def test_a_question_names_a_department_by_its_kind_or_its_words() -> None:
    department = "东莞市城市管理和综合执法局"
    assert names_body(target("城管局收到政府信息公开申请多少件"), department)
    assert not names_body(target("收到政府信息公开申请多少件"), department)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("bodies"))
    opened.add_all({"parks": (PARKS, {}), "justice": (JUSTICE, {})})
    yield opened
    opened.close()


def test_the_city_is_not_answered_for_by_one_of_its_offices(desk: Desk) -> None:
    assert desk.abstention("东莞市2023年收到政府信息公开申请多少件？").reason == (
        "indicator_not_stated"
    )
    answer = desk.answer("东莞市城管局2023年收到政府信息公开申请多少件？")
    assert figures(answer) == [("64", "件", 2023, "东莞市")]


def test_a_justice_bureau_reports_legal_aid_for_its_county(desk: Desk) -> None:
    answer = desk.answer("清河县2023年办理法律援助案件多少件？")
    assert figures(answer) == [("318", "件", 2023, "清河县")]
    assert desk.abstention("清河县2023年行政处罚多少件？").reason == "indicator_not_stated"


def test_a_street_that_a_question_names_has_its_own_figures() -> None:
    named = replace(target("干部学法考试多少人"), named=("东湖街道",))
    assert names_body(named, "江北区人民政府东湖街道办事处")
    assert not names_body(named, "江北区人民政府西山街道办事处")
