"""Figures of a table's row: unit and scale from their heads, labels from their own block."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.cells import cell_figures, shown
from ingest.table_figures import caption, row_clauses

PENALTIES = "| 行政处罚实施数量（宗） | 罚款: 812 | 合计（宗）: 905 | 罚没金额（万元）: 47.36 |"
BLOCKS = "| 单位: 东港镇 | 数量: 31 | 单位: 西坪镇 | 数量: 18 |"
CAPTIONED = "各乡镇罚没情况（单位：万元）\n| 乡镇: 东港镇 | 罚没: 3.5 |\n| 乡镇: 西坪镇 | 罚没: 2 |"


def units(row: str) -> list[tuple[str, str, str]]:
    return [(f.head, str(f.quantity.value), f.quantity.unit) for f in cell_figures(row)]


def test_a_number_takes_the_unit_of_its_own_head_before_that_of_the_band() -> None:
    assert units(PENALTIES) == [
        ("罚款", "812", "宗"),
        ("合计（宗）", "905", "宗"),
        ("罚没金额（万元）", "473600.00", "元"),
    ]


def test_an_amount_of_money_without_a_unit_is_no_count() -> None:
    assert units("| 项目: 东港镇 | 罚没金额: 3.5 | 件数: 4 |") == [("件数", "4", "")]


@pytest.mark.parametrize(("index", "label"), [(0, "东港镇"), (1, "西坪镇")])
def test_where_heads_come_again_each_figure_has_its_own_label(index: int, label: str) -> None:
    assert cell_figures(BLOCKS)[index].label == label


def test_the_line_above_a_table_says_the_unit_of_all_its_rows() -> None:
    start = CAPTIONED.rindex("\n") + 1
    assert "万元" in caption(CAPTIONED, start)
    (clause,) = row_clauses(CAPTIONED, (start, len(CAPTIONED)))
    assert (clause.quantity.value, clause.quantity.unit) == (20_000, "元")
    assert CAPTIONED[clause.quantity.start : clause.quantity.end] == "2"


def test_a_figure_is_shown_with_the_unit_of_its_head() -> None:
    assert [shown(f.quantity) for f in cell_figures(PENALTIES)] == ["812宗", "905宗", "47.36万元"]
    assert [shown(f.quantity) for f in cell_figures("| 受理: 约71件 |")] == ["约71件"]


def test_a_table_title_governs_figures_whose_heads_name_no_step() -> None:
    text = "表1 各镇受理行政复议案件情况\n| 镇: 东港镇 | 数量: 6 |"
    (clause,) = row_clauses(text, (text.index("|"), len(text)))
    assert "受理行政复议" in clause.frame.governs


@pytest.mark.parametrize(
    ("unit", "value", "base"), [("项", "1200", "项"), ("万件", "12.5", "件"), ("市监局", "12", "")]
)
def test_a_column_of_units_says_each_rows_unit_and_nothing_of_what_is_counted(
    unit: str, value: str, base: str
) -> None:
    row = f"| 指标名称: 政务服务办件 | 计量单位: {unit} | 2024年: {value} |"
    (figure,) = cell_figures(row)
    assert figure.quantity.unit == base
    assert figure.label == ("政务服务办件" if base else f"政务服务办件 {unit}")


def test_of_several_units_above_a_table_amounts_take_the_money() -> None:
    row = "| 部门: 市公安局 | 案件数: 816 | 较上年增减: -12 | 罚没金额: 92.4 |"
    found = cell_figures(row, caption="部门行政处罚情况（单位：件、万元）")
    assert [(f.quantity.value, f.quantity.unit) for f in found] == [(816, "件"), (924_000, "元")]
    assert {f.label for f in found} == {"市公安局"}


def test_a_number_in_full_width_takes_its_rows_unit() -> None:
    row = "| 项目: 群众安全感 | 计量单位: % | 2024年: ９８．３５ |"
    (figure,) = cell_figures(row)
    assert (figure.quantity.value, figure.quantity.unit) == (Decimal("98.35"), "%")
    assert shown(figure.quantity) == "９８．３５%"
    assert figure.label == "群众安全感"
