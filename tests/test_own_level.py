"""A city's own level: neither all of the city, nor left unsaid where nothing else is stated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk import Desk

REPORT = """# 临溪市2024年法治政府建设报告

市本级新收行政复议申请1286件，受理1105件。各县（市、区）收到行政复议申请2940件。

# 公证

市本级办理公证300件，全市办理公证9000件。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("level"))
    opened.add("report", REPORT, kind="report", jurisdiction="临溪市", year=2024)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "said", "value"),
    [
        ("临溪市2024年收到行政复议申请多少件？", "市本级行政复议申请收到量", "1286"),
        ("临溪市2024年市本级收到行政复议申请多少件？", "市本级", "1286"),
        ("临溪市各县区收到行政复议申请多少件？", "各县", "2940"),
        ("临溪市2024年办理公证多少件？", "公证办理量：", "9000"),
        ("临溪市2024年市本级办理公证多少件？", "市本级", "300"),
    ],
)
def test_what_is_of_one_level_is_said_to_be(desk: Desk, question: str, said: str, value: str):
    answer = desk.answer(question)
    assert [v.value for v in answer.values] == [value]
    assert said in answer.answer


def test_it_is_not_the_whole_citys(desk: Desk):
    assert desk.abstention("临溪市全市共收到行政复议申请多少件？").reason == "indicator_not_stated"
