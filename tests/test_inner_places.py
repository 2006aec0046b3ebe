"""Towns and streets that only a report speaks of: their own figures or none, never another's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk import Desk, figures

LUXI = """# 芦溪县2023年法治政府建设年度报告

## 一、行政执法

全县行政执法部门罚没金额620万元。乡镇执法队办理案件96件、罚没12.5万元，其中那岭乡办案31件、大围镇办案24件、
城关镇办案18件，三个乡镇合计占76%。下沉执法人员44名。

## 二、人民调解

全年调解纠纷1530件。大围镇连续三年无命案，全年调解212件。
"""
QINGSHUI = """# 清水湾县2023年法治政府建设年度报告

## 一、行政执法

罚没款合计88万元，办理行政处罚案件310件。

## 二、人民调解

调解纠纷604件，其中凤鸣街道调解57件。

## 三、行政诉讼

行政机关负责人出庭应诉率97.5%。据有关数据，全国行政机关负责人出庭应诉率约为62%。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("inner"))
    opened.add_all({"luxi": (LUXI, {}), "qingshui": (QINGSHUI, {})})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value", "unit", "place"),
    [
        ("那岭乡办案多少件", "31", "件", "那岭乡"),  # 那 asks nothing here
        ("大围镇办案多少件（芦溪县）", "24", "件", "大围镇"),
        ("城关镇2023年办理案件几件", "18", "件", "城关镇"),
        ("芦溪县大围镇调解了多少纠纷", "212", "件", "大围镇"),
        ("凤鸣街道调解纠纷多少件", "57", "件", "凤鸣街道"),
        ("芦溪县调解纠纷多少件", "1530", "件", "芦溪县"),
        ("清水湾县罚没款多少", "880000", "元", "清水湾县"),
    ],
)
def test_a_figure_is_its_bodys(
    desk: Desk, question: str, value: str, unit: str, place: str
) -> None:
    assert figures(desk.answer(question)) == [(value, unit, 2023, place)]


@pytest.mark.parametrize(
    "question",
    [
        "大围镇罚没款多少万元",
        "凤鸣街道罚没款多少",
        "凤鸣街道办理行政处罚案件多少件",
        "城关镇有多少执法人员",
        "那岭乡调解纠纷多少件",
        "芦溪县大围镇罚没金额是多少",
        "火星镇罚没金额多少（芦溪县）",
        "太平镇罚没款多少",
        "清水湾县大围镇办案多少件",
    ],
)
def test_what_is_stated_of_others_only_is_not_shown(desk: Desk, question: str) -> None:
    desk.abstention(question)


def test_several_towns_are_told_side_by_side(desk: Desk) -> None:
    found = figures(desk.answer("那岭乡、城关镇办案各多少件"))
    assert {(value, place) for value, _, _, place in found} == {("31", "那岭乡"), ("18", "城关镇")}


def test_towns_are_compared(desk: Desk) -> None:
    found = figures(desk.answer("芦溪县哪个乡镇办案最多"))
    assert [(value, place) for value, _, _, place in found][0] == ("31", "那岭乡")


def test_all_towns_together_are_not_those_named(desk: Desk) -> None:
    assert figures(desk.answer("芦溪县各乡镇一共办理案件多少件"))[0][0] == "96"


def test_a_towns_figure_answers_only_for_the_town(desk: Desk) -> None:
    found = figures(desk.answer("2023年办理案件多少件"))
    assert {place for *_, place in found} <= {"芦溪县", "清水湾县"}


def test_the_country_is_no_county(desk: Desk) -> None:
    told = figures(desk.answer("清水湾县行政机关负责人出庭应诉率"))
    assert [(value, place) for value, _, _, place in told] == [("97.5", "清水湾县")]
    national = figures(desk.answer("全国行政机关负责人出庭应诉率是多少（清水湾县的报告）"))
    assert [(value, place) for value, _, _, place in national] == [("62", "全国")]
    desk.abstention("全国法律援助案件多少件（清水湾县的报告）")
