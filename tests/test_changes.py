"""Changes that follow from two years' figures, and those of one body told from those of two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk import Desk
from tests.test_computing import A

B = "浙江省金华市武义县"
C = "河南省焦作市武陟县"


def _report(name: str, year: int, text: str) -> str:
    return f"# {name}{year}年法治政府建设报告\n\n{text}"


TEXTS = {
    "a2022": (
        _report("清河县", 2022, "全年受理行政复议案件80件，办结法律援助案件40件。"),
        {"kind": "report", "jurisdiction": A, "year": 2022},
    ),
    "a2023": (
        _report("清河县", 2023, "全年受理行政复议案件75件，办结法律援助案件44件。"),
        {"kind": "report", "jurisdiction": A, "year": 2023},
    ),
    "a2024": (
        _report("清河县", 2024, "全年受理行政复议案件90件，办结法律援助案件33件。"),
        {"kind": "report", "jurisdiction": A, "year": 2024},
    ),
    "c2021": (
        _report(
            "武陟县", 2021, "执法人员820名，较2019年末增加46名。受理行政复议70件，比上年增加9件。"
        ),
        {"kind": "report", "jurisdiction": C, "year": 2021},
    ),
    "c2022": (
        _report("武陟县", 2022, "执法人员861名。受理行政复议88件。"),
        {"kind": "report", "jurisdiction": C, "year": 2022},
    ),
    "b2024": (
        _report("武义县", 2024, "全年受理行政复议案件133件，比上年增加20件。"),
        {"kind": "report", "jurisdiction": B, "year": 2024},
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("changes"))
    opened.add_all(TEXTS)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("清河县2023年行政复议受理量比上年减少了多少？", "5", "件"),
        ("清河县2023年行政复议受理量较上年下降百分之几？", "-6.25", "%"),
        ("清河县2024年行政复议受理量同比变化多少？", "15", "件"),
        ("清河县2024年行政复议受理量较上年有什么变化？", "15", "件"),
        ("清河县行政复议受理量从2022年到2024年增加了多少件？", "10", "件"),
        ("清河县2024年行政复议受理量是上年的几倍？", "1.2", "倍"),
        ("清河县2024年行政复议受理量是2022年的多少倍？", "1.13", "倍"),
        ("清河县2024年法律援助办结量比2023年少了多少件？", "11", "件"),
        ("武陟县2022年执法人员比2021年增加多少名？", "41", "名"),
        ("武陟县2022年受理的行政复议比2021年增加多少件？", "18", "件"),
    ],
)
def test_a_change_is_worked_out(desk: Desk, question: str, value: str, unit: str) -> None:
    first = next(v for v in desk.answer(question).values if v.primary)
    assert (first.value, first.unit) == (value, unit)
    assert first.computed


def test_a_decline_is_said_as_one(desk: Desk) -> None:
    assert "下降6.25%" in desk.answer("清河县2023年行政复议受理量比上年减少了多少？").answer


def test_a_stated_change_wins(desk: Desk) -> None:
    (value,) = desk.answer("武义县2024年行政复议受理量比上年增加了多少？").values
    assert (value.value, value.computed) == ("20", False)


@pytest.mark.parametrize(
    "question",
    [
        "2024年武义县的行政复议受理量比清河县多了多少件？",
        "2024年清河县行政复议受理量比武义县少了多少？",
    ],
)
def test_two_bodies_are_set_against_each_other(desk: Desk, question: str) -> None:
    first = next(v for v in desk.answer(question).values if v.primary)
    assert (first.value, first.formula) == ("43", "133 − 90")


def test_a_bodys_own_change_is_no_difference_between_two(desk: Desk) -> None:
    assert desk.abstention("2024年武义县法律援助受理量比清河县少了多少件？")


@pytest.mark.parametrize(
    "question",
    [
        "武义县和清河县相比，2024年谁的行政复议受理量多？",
        "对比一下武义县和清河县2024年的行政复议受理量",
        "2024年行政复议受理量，武义县多还是清河县多？",
    ],
)
def test_compared_bodies_are_both_shown(desk: Desk, question: str) -> None:
    assert {v.value for v in desk.answer(question).values} == {"133", "90"}


def test_a_change_over_more_than_a_year_is_none_over_the_last(desk: Desk) -> None:
    desk.abstention("武陟县2021年执法人员比上年增加多少名？")
    over_two = desk.answer("武陟县2021年执法人员较2019年末增加多少名？")
    assert [v.value for v in over_two.values] == ["46"]
