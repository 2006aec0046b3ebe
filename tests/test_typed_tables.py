"""Tables typed as characters in plain text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.domain import Answer, Question
from ingest.loaders.plain import read_text
from ingest.pipeline import Pipeline
from tests.desk import Desk

PIPES = """
| 部门 | 检查次数（次） | 处罚案件（件） |
|------|------|------|
| 市场监管局 | 1,204 | 88 |
| 城管局 | 530 | 41 |
"""
BORDERED = """
+--------+--------+
| 部门 | 办件量（件） |
+--------+--------+
| 税务局 | 312 |
| 公安局 | 97 |
+--------+--------+
"""
TABS = "部门\t培训场次\t人数\n公安局\t12场\t340人\n司法局\t9场\t120人\n"


def rows(text: str) -> list[str]:
    return [line.text for line in read_text(text).lines if line.row]


def test_pipes_with_a_rule_make_a_table():
    assert rows(PIPES) == [
        "| 部门: 市场监管局 | 检查次数（次）: 1,204 | 处罚案件（件）: 88 |",
        "| 部门: 城管局 | 检查次数（次）: 530 | 处罚案件（件）: 41 |",
    ]


def test_a_frame_of_dashes_is_no_row():
    assert rows(BORDERED) == [
        "| 部门: 税务局 | 办件量（件）: 312 |",
        "| 部门: 公安局 | 办件量（件）: 97 |",
    ]


def test_tabs_make_a_table_where_figures_stand_below_a_head():
    assert rows(f"前言\n{TABS}后记") == [
        "| 部门: 公安局 | 培训场次: 12场 | 人数: 340人 |",
        "| 部门: 司法局 | 培训场次: 9场 | 人数: 120人 |",
    ]


def test_rows_that_are_canonical_already_stay_so():
    line = "| 部门: 税务局 | 办件量（件）: 312 |"
    assert rows(f"{line}\n{line}") == [line, line]


@pytest.mark.parametrize(
    "text",
    [
        "第一条\t为了规范行政行为，制定本办法。\n第二条\t本办法自2023年5月1日起施行。",
        "目录\n第一章\t总则\n第二章\t受理",
        "一、\t受理行政复议案件60件\n二、\t审结51件",
        "| 只有一行 | 3件 |",
        "| 两格 | 3件 |\n| 三格 | 4件 | 5件 |",
        "\t缩进的一段\n\t缩进的又一段",
    ],
)
def test_what_is_no_table_stays_as_lines(text: str):
    assert rows(text) == []
    assert [line.text for line in read_text(text).lines] == text.split("\n")


def test_a_figure_of_a_typed_table_is_found(tmp_path: Path):
    desk = Desk(tmp_path, dt.date(2024, 6, 30))
    try:
        path = tmp_path / "kept.txt"
        path.write_text(f"永兴县2023年行政执法统计表\n{PIPES}", encoding="utf-8")
        given = {"jurisdiction": "湖南省郴州市永兴县", "year": "2023", "kind": "report"}
        report = Pipeline(desk.stores).ingest([str(path)], given)
        assert not report.failures
        outcome = desk.assistant.ask(Question(text="永兴县2023年城管局处罚案件多少件？"))
        assert isinstance(outcome, Answer)
        assert [(v.value, v.unit) for v in outcome.values] == [("41", "件")]
    finally:
        desk.close()


BLANKS = """2023年重点部门行政处罚案件情况（单位：件、万元）
部门 案件数 较上年增减 罚没金额
市公安局 816 -12 92.4
市水利局 47 +5 18.6
合计 863 -7 111.0
"""


def test_blanks_make_a_table_where_every_row_is_a_label_and_figures():
    assert rows(BLANKS) == [
        "| 部门: 市公安局 | 案件数: 816 | 较上年增减: -12 | 罚没金额: 92.4 |",
        "| 部门: 市水利局 | 案件数: 47 | 较上年增减: +5 | 罚没金额: 18.6 |",
        "| 部门: 合计 | 案件数: 863 | 较上年增减: -7 | 罚没金额: 111.0 |",
    ]


def test_blanks_in_running_text_make_none():
    assert rows("清河县 2023 年度\n法治政府 建设 报告\n全县 受理 90 件\n") == []
    assert rows("部门 案件数 罚没金额\n市公安局 816 92.4\n") == []
