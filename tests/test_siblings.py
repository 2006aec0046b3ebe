"""Several figures asked for at once: parts of one sentence, and what is no part of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.domain import Answer
from tests.desk import Desk

PLACE = "河北省邢台市清河县"
REPORT = """# 清河县2024年法治政府建设年度报告

## 一、主要成效

清河县综合实力排名比上年前进7位。投入人民调解经费96万元。

对14个部门、6个镇开展法治督察,发现问题72个,至年底已整改65个。配备专职审核员24名,比2023年底增加5名。

全年新发草场、水源、宅基地“三类争议”案件38件,调结34件。调处“三类争议”陈案205件。

全县行政诉讼败诉率3.1%,低于全市0.9个百分点,低于全省1.7个百分点。

县水务局查办水事案件57件,罚款83万元。办理法律援助案件640件。

采取书面加实地方式,对11个科室、13个社区开展法治建设检查。全县新增经营主体2.6万户,总量达到15.8万户。

取消县级证明事项8项,村(居)证明事项29项。全县办理行政许可310件,行政处罚45件。

县公安局查处治安案件860起;县自然资源局立案查处违法用地,结案44宗。全县共20镇参加考核。

举办业务轮训3次,轮训人数达188人。2024年共完成4家单位,17项行政职权事项的调整和公示工作。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("siblings"))
    opened.add("report", REPORT, kind="report", year=2024, jurisdiction=PLACE)
    yield opened
    opened.close()


def shown(desk: Desk, question: str) -> list[str]:
    """The figures of an answer, those that were asked for."""
    outcome = desk.ask(question)
    if not isinstance(outcome, Answer):
        return []
    return [f"{v.value}{v.unit}" for v in outcome.values if v.primary]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("清河县法治督察发现多少问题，整改了多少个？", ["72个", "65个"]),
        ("清河县专职审核员有几名，比上年底多几个？", ["24名", "5名"]),
        ("清河县“三类争议”新发多少件，调结多少件？", ["38件", "34件"]),
        ("清河县行政诉讼败诉率多少，比全省低几个百分点？", ["3.1%", "1.7个百分点"]),
        ("清河县行政诉讼败诉率多少，比全市低几个百分点？", ["3.1%", "0.9个百分点"]),
        ("清河县水务局罚了多少款，案件多少件？", ["830000元", "57件"]),
        ("清河县搞了几次业务轮训，多少人参加？", ["3次", "188人"]),
        ("清河县法治建设检查了几个科室、几个社区？", ["11个", "13个"]),
        ("清河县新增经营主体多少，总量多少？", ["26000户", "158000户"]),
        ("清河县取消的县级证明事项和村(居)证明事项各几项？", ["8项", "29项"]),
        ("清河县办理行政许可和行政处罚各几件？", ["310件", "45件"]),
        ("清河县2024年调整公示了多少项行政职权事项，涉及几家单位？", ["17项", "4家"]),
    ],
)
def test_a_part_is_answered_from_the_sentence_of_the_other(
    desk: Desk, question: str, figures: list[str]
) -> None:
    assert shown(desk, question) == figures


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("清河县人民调解经费投了多少，比上年多多少？", ["960000元"]),
        ("清河县专职审核员有几名，其中女性多少名？", ["24名"]),
        ("清河县行政诉讼败诉率多少，比全国低几个百分点？", ["3.1%"]),
        ("清河县搞了几次业务轮训，合格率多少？", ["3次"]),
        ("清河县公安局查处治安案件多少起，办结多少件？", ["860起"]),
        ("清河县法治督察发现多少问题，提出意见多少条？", ["72个"]),
        ("清河县调整公示了多少项行政职权事项，总量多少？", ["17项"]),
        ("清河县办理法律援助案件多少件，涉及多少家企业？", ["640件"]),
    ],
)
def test_a_part_that_is_not_stated_takes_no_other_figure(
    desk: Desk, question: str, figures: list[str]
) -> None:
    assert shown(desk, question) == figures
