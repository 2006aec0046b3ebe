"""Titles as real sites write them: title, kind, issuer, place and year that follow from them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.description import BODY, GONGYI, LONGHUA, NATION, described, names

TITLES: list[tuple[str, str | None, tuple[str, ...] | None, int | None, str]] = [
    ("巩义市人民政府关于2022年法治政府建设情况的报告", "巩义市人民政府", GONGYI, 2022, "report"),
    ("关于巩义市2022年法治政府建设工作情况的报告", None, GONGYI, 2022, "report"),
    ("巩义市公安局2023年度推进法治政府建设工作总结", "巩义市公安局", GONGYI, 2023, "report"),
    ("2023年深圳市龙华区法治政府建设年度报告", None, LONGHUA, 2023, "report"),
    ("深圳市龙华区2021年度法治政府建设情况报告", None, LONGHUA, 2021, "report"),
    ("浙江省人民政府关于二〇二三年法治政府建设情况的报告",
     "浙江省人民政府", ("浙江省",), 2023, "report"),
    ("巩义市司法局法治政府建设工作报告", "巩义市司法局", GONGYI, None, "report"),
    ("中共巩义市委巩义市人民政府关于2024年法治政府建设情况的报告",
     "中共巩义市委巩义市人民政府", GONGYI, 2024, "report"),
    ("巩义市2022年法治政府建设情况和2023年工作计划的报告", None, GONGYI, 2022, "report"),
    ("巩义市法治政府建设实施方案（2021-2025年）", None, GONGYI, None, "policy"),
    ("司法部2023年法治政府建设年度报告", "司法部", NATION, 2023, "report"),
    ("2023年全国行政复议情况（数据摘要）", None, NATION, 2023, "report"),
    ("巩义市人民政府关于印发2024年度法治政府建设工作要点的通知",
     "巩义市人民政府", GONGYI, 2024, "policy"),
    ("国务院关于加强数字政府建设的指导意见", "国务院", NATION, None, "policy"),
    ("广州市越秀区2022年法治政府建设报告", None, ("广东省", "广州市", "越秀区"), 2022, "report"),
    ("巩义市高新技术产业开发区管委会2022年法治政府建设报告",
     "巩义市高新技术产业开发区管委会", (*GONGYI, "高新技术产业开发区"), 2022, "report"),
    ("巩义市城市管理局2022年法治政府建设报告", "巩义市城市管理局", GONGYI, 2022, "report"),
    ("丰河县2022年法治政府建设报告", None, ("丰河县",), 2022, "report"),
    ("丰河县人民政府2022年政府信息公开工作年度报告", "丰河县人民政府", ("丰河县",), 2022, "report"),
    ("法律援助申请办事指南", None, None, None, "guide"),
    ("《巩义市2023年法治政府建设报告》政策解读", None, GONGYI, 2023, "other"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "issuer", "place", "year", "kind"), TITLES)
def test_titles(
    title: str, issuer: str | None, place: tuple[str, ...] | None, year: int | None, kind: str
) -> None:
    found = described(f"{title}\n{BODY}\n{BODY}")
    assert found.title == title
    assert found.issuer == issuer
    assert names(found.place) == place
    assert found.year == year
    assert found.kind == kind
    assert (found.published, found.signed, found.adopted, found.audience) == (None,) * 4


@pytest.mark.parametrize(
    "lines",
    [
        ["巩义市人民政府", "关于2022年法治政府建设情况的报告"],
        ["巩义市人民政府关于2022年", "法治政府建设情况的报告"],
        ["巩义市人民政府关于2022年法治政府建设情况", "的报告"],
        ["巩政〔2023〕5号", "巩义市人民政府", "关于2022年法治政府建设情况的报告"],
        ["首页 > 政务公开 > 法治政府建设", "巩义市人民政府关于2022年法治政府建设情况的报告",
         "时间:2023-03-01 来源:"],
        ["今天是:2023年3月1日 星期三", "工作报告", "您所在的位置:政务公开 > 工作报告",
         "巩义市人民政府关于2022年法治政府建设情况的报告",
         "文章来源：司法局 更新时间：2023/03/01 11:30"],
        ["巩义市人民政府 2023年3月1日星期三", "无障碍 简体| 繁体",
         "巩义市人民政府关于2022年法治政府建设情况的报告",
         "来源:市政府办 发布时间:2023-03-01 09:18",
         "巩义市人民政府关于2022年法治政府建设情况的报告"],
        ["巩义市人民政府门户网站", "法治政府建设年度报告",
         "巩义市人民政府关于2022年法治政府建设情况的报告"],
    ],
)  # fmt: skip
def test_title_over_several_lines_or_not_first(lines: list[str]) -> None:
    found = described("\n".join([*lines, "市委、市人大常委会：", BODY, BODY]))
    assert found.title == "巩义市人民政府关于2022年法治政府建设情况的报告"
    assert found.issuer == "巩义市人民政府"
    assert found.year == 2022


def test_a_sites_name_above_a_title_is_not_part_of_it() -> None:
    title = "巩义市2022年法治政府建设情况报告"
    for above in ("巩义市人民政府", "巩义市人民政府网", "政务公开", "中国·巩义"):
        assert described(f"{above}\n{title}\n{BODY}\n{BODY}").title == title


def test_a_columns_name_is_a_title_where_there_is_no_better() -> None:
    assert described(f"工作报告\n{BODY}\n{BODY}").title == "工作报告"


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        ("2022年，我市坚持依法行政。现将有关情况报告如下：", 2022),
        ("我市坚持依法行政。现将2021年度法治政府建设情况报告如下：", 2021),
        ("现将我市2021年法治政府建设工作情况和2022年工作计划报告如下：", 2021),
        ("本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。", 2020),
        ("二〇二二年，我市坚持依法行政，扎实推进各项工作。", 2022),
        ("2021年以来，我市坚持依法行政，扎实推进各项工作。", None),
        ("今年以来，我市坚持依法行政。现将有关情况报告如下：", None),
        ("我市坚持依法行政，连续5年获评优秀，2023年将继续努力。", None),
    ],
)
def test_year_from_the_opening_never_from_publication(opening: str, year: int | None) -> None:
    text = (
        f"巩义市法治政府建设情况报告\n发布时间：2024-01-15 来源：市司法局\n{opening}{BODY}\n{BODY}"
    )
    found = described(text)
    assert found.year == year
    assert found.published == dt.date(2024, 1, 15)


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("2023年，巩义市坚持依法行政，扎实推进各项工作。", GONGYI),
        ("我市坚持依法行政。现将巩义市2023年法治政府建设情况报告如下：", GONGYI),
        ("2023年，郑州市委坚强领导，全局上下扎实推进各项工作。", None),
        ("2023年，在郑州市委领导下，我局扎实推进各项工作。", None),
        ("2023年，我市扎实推进各项工作，得到郑州市肯定。", None),
    ],
)
def test_place_from_the_opening(opening: str, place: tuple[str, ...] | None) -> None:
    assert names(described(f"2023年度法治政府建设情况报告\n{opening}\n{BODY}").place) == place
