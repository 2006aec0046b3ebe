"""Which number to call is answered by a number to call."""

from __future__ import annotations

import pytest

from assistant.contacts import asks_contact, names_contact
from tests.desk import CrowdedEmbedder, Desk

TEXT = """# 临河县2023年法治政府建设年度报告

## 一、公共法律服务

县法律援助中心受理法律援助案件1125件，接待咨询4135人次。

临河县公证处设在县政务服务中心三楼，公证处电话是0376-8851234。
"""


@pytest.mark.parametrize(
    "question",
    [
        "临河县法律援助电话",
        "法律援助中心电话是多少？",
        "投诉打哪个电话",
        "公证处怎么联系",
        "What is the phone number of the legal aid centre?",
    ],
)
def test_a_number_to_call_is_asked_for(question: str) -> None:
    assert asks_contact(question)


@pytest.mark.parametrize(
    "question",
    [
        "12345热线受理多少件？",
        "电话咨询多少人次？",
        "热线办结率",
        "电信诈骗案件多少起",
        "热线一共接到多少个电话？",
    ],
)
def test_how_often_it_rang_is_another_question(question: str) -> None:
    assert not asks_contact(question)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("咨询电话0376-8851234。", True),
        ("拨打12348热线", True),
        ("手机13812345678", True),
        ("受理12345件", False),
        ("受理法律援助案件1125件", False),
        ("挽回损失1238.5万元", False),
    ],
)
def test_a_number_to_call_is_told_from_a_figure(text: str, there: bool) -> None:
    assert names_contact(text) is there


def test_it_is_found_or_not_made_up(tmp_path_factory: pytest.TempPathFactory) -> None:
    desk = Desk(tmp_path_factory.mktemp("contacts"), embedder=CrowdedEmbedder())
    desk.add_all({"linhe": (TEXT, {"jurisdiction": "临河县", "year": 2023, "kind": "report"})})
    found = desk.ask("临河县公证处电话是多少？")
    missing = desk.ask("临河县法律援助电话")
    desk.close()
    assert "0376-8851234" in getattr(found, "answer", "")
    assert "1125件" not in getattr(missing, "answer", "")
