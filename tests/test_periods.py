"""The year and the month that a text is about."""

from __future__ import annotations

import pytest

from ingest.periods import is_of_part, month_of, only_year, year_of_news

NEWS = "半年援助多人\n{date}\n本报讯 今年上半年，全市共办理法律援助案件300件。"


@pytest.mark.parametrize(
    "date", ["2019-08-20", "某市晚报 2019-08-20", "2019年8月20日", "2019年8月"]
)
def test_what_a_dated_text_means_by_this_year(date: str) -> None:
    assert year_of_news(NEWS.format(date=date)) == 2019


def test_last_year_of_a_dated_text() -> None:
    assert year_of_news("2019-02-16\n去年，全省办理法律援助案件300件。") == 2018


def test_a_text_that_says_neither_or_has_no_date() -> None:
    assert year_of_news("2019-02-16\n全省办理法律援助案件300件。") is None
    assert year_of_news("今年上半年，全市办理法律援助案件300件。") is None


def test_years_since_which_something_is_told_of_are_not_the_texts_own() -> None:
    assert only_year("2021年，全市办理案件300件。") == 2021
    assert only_year("2016年以来，全市办理案件300件。") is None
    assert only_year("继2016年获奖之后，今年再次获奖。") is None


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("某市12345热线2023年5月份运行情况", "5月"),
        ("某市12345政务服务便民热线2023年11月运行情况通报", "11月"),
        ("2023年7月数据发布", "7月"),
        ("某市2023年法治政府建设情况报告", ""),
        ("某市关于2023年5月9日会议的报告", ""),
    ],
)
def test_the_month_that_a_title_names(line: str, month: str) -> None:
    assert month_of(f"{line}\n本月受理各类诉求300件。") == month


def test_titles_of_less_than_a_year() -> None:
    assert is_of_part("某市上半年消费投诉举报数据分析报告")
    assert is_of_part("某县热线中心2025年第一季度运行情况分析报告")
    assert not is_of_part("某市2023年法治政府建设情况报告")
