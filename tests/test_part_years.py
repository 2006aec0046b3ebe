"""The time of each part of a question: what years it is read with, and what is answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.domain import Answer
from tests.desk import Desk
from tests.reading import read

PLACE = "河北省邢台市清河县"
REPORT = """# 清河县2024年法治政府建设年度报告

## 一、主要成效

县级行政许可事项由2023年的317项调整为302项。实行告知承诺制的证明事项由原来的41项增至68项。

2024年收到行政复议申请96件(上年为74件)。县应急管理局罚款54万元,较2023年的39万元增加15万元。

公职律师由上年的13名增至21名。开办企业时间由改革前的9个工作日压缩到1个工作日。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("part_years"))
    opened.add("report", REPORT, kind="report", year=2024, jurisdiction=PLACE)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("清河县许可事项2021年是多少项,现在呢?", [("", (2021,)), ("now", ())]),
        ("清河县2022年收到多少件申请?上一年呢?", [("", (2022,)), ("before", ())]),
        ("清河县公职律师现在几名,上年几名?", [("now", ()), ("before", ())]),
        ("清河县2022年受理多少件,2023年受理多少件?", [("", (2022,)), ("", (2023,))]),
        (
            "清河县2021年受理多少件,审结多少件,2022年受理多少?",
            [("", (2021,))] * 2 + [("", (2022,))],
        ),
        ("清河县证明事项原来多少项?", [("former", ())]),
        ("清河县即办率原来是多少?", [("former", ())]),
        ("清河县证明事项原来多少项,增至多少项?", [("former", ()), ("now", ())]),
    ],
)
def test_parts_of_different_times(question: str, times: list[tuple[str, tuple[int, ...]]]) -> None:
    found = [t.time for t in read(question).targets]
    assert [(t.moment, t.years) for t in found if t] == times


@pytest.mark.parametrize(
    "question",
    [
        "清河县2023年受理多少件,审结多少件?",
        "清河县2023年受理行政复议多少件,现在调解员多少名?",
        "清河县2023年受理行政复议多少件,比2022年增加多少件?",
        "清河县2023年受理多少件,武义县呢?",
        "清河县现在有多少名调解员?",
    ],
)
def test_one_time_holds_for_all_parts(question: str) -> None:
    assert {t.time for t in read(question).targets if t.time and t.time.moment != ""} == set()


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("清河县的行政许可事项2023年是多少项,现在呢?", ["317项", "302项"]),
        ("清河县告知承诺制的证明事项现在有多少项?原来多少项?", ["68项", "41项"]),
        ("清河县2024年收到多少件行政复议申请?上一年呢?", ["96件", "74件"]),
        ("清河县应急管理局罚款多少,2023年是多少?", ["540000元", "390000元"]),
        ("清河县公职律师现在几名,上年几名?", ["21名", "13名"]),
        ("清河县改革前开办企业要几个工作日?", ["9个工作日"]),
        ("清河县公职律师原来几名?", []),
    ],
)
def test_each_part_is_answered_of_its_time(desk: Desk, question: str, figures: list[str]) -> None:
    outcome = desk.ask(question)
    shown = outcome.values if isinstance(outcome, Answer) else ()
    assert [f"{v.value}{v.unit}" for v in shown if v.primary] == figures


def test_what_was_formerly_is_told_as_such(desk: Desk) -> None:
    outcome = desk.ask("清河县告知承诺制的证明事项原来多少项?")
    assert isinstance(outcome, Answer)
    assert "原为41项" in outcome.answer


def test_a_filter_of_years_holds_for_every_part(desk: Desk) -> None:
    outcome = desk.ask("清河县行政许可事项现在多少项,2023年多少项?", years=(2024,))
    shown = outcome.values if isinstance(outcome, Answer) else ()
    assert {v.year for v in shown} <= {2024}
