"""Tables as rows that can be read alone: heads, merged cells, parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.settings import Settings
from ingest.load import load
from ingest.loaders import tables
from ingest.sources import Source

FILL = (
    "<p>本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止，由丰河县人民政府办公室编制。</p>"
    * 2
)


def rows(table: str) -> list[str]:
    """Through a whole page, as they reach the canonical text."""
    page = f"<html><body>{FILL}<table border=1>{table}</table>{FILL}</body></html>"
    text = load(Source(key="a", name="a.html", data=page.encode()), Settings()).text
    return text.split("\n")[2:-2]


def tr(*cells: str) -> str:
    return "<tr>" + "".join(c if c.startswith("<t") else f"<td>{c}</td>" for c in cells) + "</tr>"


def test_head_row_by_figures() -> None:
    assert rows(tr("项目", "2021年", "2022年") + tr("受理", "60", "71") + tr("审结", "51", "")) == [
        "| 项目: 受理 | 2021年: 60 | 2022年: 71 |",
        "| 项目: 审结 | 2021年: 51 |",
    ]


def test_no_head_row() -> None:
    assert rows(tr("受理", "71件") + tr("审结", "66件")) == ["| 受理 | 71件 |", "| 审结 | 66件 |"]


def test_pairs_of_two_columns_have_no_head() -> None:
    assert rows(tr("单位名称", "某市司法局") + tr("受理", "71")) == [
        "| 单位名称 | 某市司法局 |",
        "| 受理 | 71 |",
    ]
    assert rows(tr("指标", "数量（件）") + tr("受理", "71")) == ["| 指标: 受理 | 数量（件）: 71 |"]


def test_a_table_in_two_parts() -> None:
    def part(*lines: tuple[str, ...]) -> list[tables.Cell]:
        return tables.place([[(text, 1, 1, False) for text in line] for line in lines])

    above = part(("项目", "2021年", "2022年"), ("受理", "60", "71"))
    for below in (
        part(("审结", "51", "66")),
        part(("项目", "2021年", "2022年"), ("审结", "51", "66")),
    ):
        assert tables.rows(tables.continued(above, below))[-1] == (
            "| 项目: 审结 | 2021年: 51 | 2022年: 66 |"
        )
    label = tables.place(
        [[("三、办理结果", 2, 1, False), ("公开", 1, 1, False), ("3", 1, 1, False)]]
    )
    cut = tables.place([[("", 2, 1, False), ("不予公开", 1, 1, False), ("1", 1, 1, False)]])
    assert tables.rows(tables.continued(label, cut))[-1] == "| 三、办理结果 | 不予公开 | 1 |"


def test_words_only() -> None:
    table = tr("事项", "依据", "时限") + tr("法律援助", "法律援助法第三条", "七个工作日")
    assert rows(table) == ["| 事项: 法律援助 | 依据: 法律援助法第三条 | 时限: 七个工作日 |"]


def test_marked_head_cells_and_characters_of_the_row_form() -> None:
    table = tr("<th>项目：名称</th>", "<th>数量（单位：件）</th>") + tr("受理|登记", "71")
    assert rows(table) == ["| 项目 名称: 受理｜登记 | 数量（件）: 71 |"]


def test_parts_with_their_own_heads() -> None:
    table = (
        tr("<td colspan=4><p>第二十条第（一）项</p></td>")
        + tr("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
        + tr("规章", "0", "0", "0")
        + tr("行政规范性文件", "7", "2", "21")
        + tr("<td colspan=4>第二十条第（五）项</td>")
        + tr("信息内容", "<td colspan=3>本年处理决定数量</td>")
        + tr("行政许可", "<td colspan=3>12034</td>")
    )
    first, second = "第二十条第（一）项", "第二十条第（五）项"
    assert rows(table) == [
        first,
        f"| {first} | 信息内容: 规章 | 本年制发件数: 0 | 本年废止件数: 0 | 现行有效件数: 0 |",
        f"| {first} | 信息内容: 行政规范性文件 | "
        "本年制发件数: 7 | 本年废止件数: 2 | 现行有效件数: 21 |",
        second,
        f"| {second} | 信息内容: 行政许可 | 本年处理决定数量: 12034 |",
    ]


NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICATIONS = (
    tr(f"<td rowspan=3 colspan=3>{NOTE}</td>", "<td colspan=4>申请人情况</td>")
    + tr(
        "<td rowspan=2>自然人</td>", "<td colspan=2>法人或其他组织</td>", "<td rowspan=2>总计</td>"
    )
    + tr("商业企业", "其他")
    + tr("<td colspan=3>一、本年新收政府信息公开申请数量</td>", "67", "9", "1", "77")
    + tr(
        "<td rowspan=3>三、本年度办理结果</td>",
        "<td colspan=2>（一）予以公开</td>",
        "30",
        "4",
        "0",
        "34",
    )
    + tr("<td rowspan=2>（三）不予公开</td>", "1.属于国家秘密", "0", "0", "0", "0")
    + tr("2.其他", "1", "0", "0", "1")
)


def test_heads_of_several_rows_and_labels_over_several_rows() -> None:
    group = "申请人情况/法人或其他组织"
    first, *_, last = rows(APPLICATIONS)
    assert first == (
        "| 一、本年新收政府信息公开申请数量 | 申请人情况/自然人: 67 "
        f"| {group}/商业企业: 9 | {group}/其他: 1 | 申请人情况/总计: 77 |"
    )
    assert last == (
        "| 三、本年度办理结果 | （三）不予公开 | 2.其他 | 申请人情况/自然人: 1 "
        f"| {group}/商业企业: 0 | {group}/其他: 0 | 申请人情况/总计: 1 |"
    )


def test_grouped_heads_of_disputes() -> None:
    table = (
        tr("<td colspan=2>行政复议</td>", "<td colspan=4>行政诉讼</td>")
        + tr(
            "<td rowspan=2>结果维持</td>",
            "<td rowspan=2>总计</td>",
            "<td colspan=2>未经复议直接起诉</td>",
            "<td colspan=2>复议后起诉</td>",
        )
        + tr("结果维持", "总计", "结果维持", "总计")
        + tr("1", "2", "3", "4", "5", "6")
    )
    direct, after = "行政诉讼/未经复议直接起诉", "行政诉讼/复议后起诉"
    assert rows(table) == [
        f"| 行政复议/结果维持: 1 | 行政复议/总计: 2 | {direct}/结果维持: 3 | {direct}/总计: 4 "
        f"| {after}/结果维持: 5 | {after}/总计: 6 |"
    ]


def test_row_labels_reaching_down_without_a_head() -> None:
    table = tr("<td rowspan=2>行政复议</td>", "受理", "71") + tr("审结", "66")
    assert rows(table) == ["| 行政复议 | 受理 | 71 |", "| 行政复议 | 审结 | 66 |"]


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999999", "5000"])
def test_absurd_spans(span: str) -> None:
    table = tr(f"<td rowspan={span} colspan={span}>项目</td>", "数量") + tr("受理", "71")
    assert any("71" in row for row in rows(table))


_SPANS = st.integers(1, 3)
_CELL = st.tuples(st.sampled_from(["项", "第", "", "甲乙"]), _SPANS, _SPANS, st.just(value=False))
_HEAD = [(f"列{n}", 1, 1, True) for n in range(12)]


@given(st.lists(st.lists(_CELL, max_size=4), max_size=5))
def test_every_cell_below_the_head_is_shown(body: list[list[tuple[str, int, int, bool]]]) -> None:
    named = [
        [(f"{text}{r}x{c}" if text else "", a, b, h) for c, (text, a, b, h) in enumerate(row)]
        for r, row in enumerate(body)
    ]
    shown = "\n".join(tables.rows(tables.place([_HEAD, *named])))
    assert all(cell[0] in shown for row in named for cell in row)
