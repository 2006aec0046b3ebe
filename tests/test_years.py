"""Years in questions: absolute, by the clock, ranges; and numbers that are none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.years import year_mentions

TODAY = dt.date(2024, 5, 1)


def years(text: str) -> list[tuple[int, ...]]:
    return [m.years for m in year_mentions(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023年受理多少件", "2023年"),
        ("本单位2023年度的情况", "2023年度"),
        ("23年受理多少件", "23年"),
        ("二〇二三年受理多少", "二〇二三年"),
        ("二零二三年度", "二零二三年度"),
        ("２０２３年", "２０２３年"),
        ("the FY2023 figures", "FY2023"),
        ("how many cases in 2023?", "2023"),
        ("It accepted them in 2023.", "2023"),
        ("In 2023, how many?", "2023"),
        ("云岭县2023行政复议多少件", "2023"),
        ("截至2023年12月31日", "2023年"),
        ("2023-09-01施行的", "2023-09-01"),
        ("去年呢", "去年"),
        ("上年受理多少", "上年"),
        ("上一年度", "上一年度"),
        ("last year", "last year"),
        ("the previous year", "the previous year"),
        ("过去一年", "过去一年"),
    ],
)
def test_ways_to_say_2023(text: str, words: str) -> None:
    (mention,) = year_mentions(text, TODAY)
    assert mention.years == (2023,)
    assert mention.words == words == text[mention.start : mention.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前年", (2022,)),
        ("大前年", (2021,)),
        ("今年以来", (2024,)),
        ("本年度", (2024,)),
        ("this year", (2024,)),
        ("the year before last", (2022,)),
        ("明年的计划", (2025,)),
        ("2021—2023年", (2021, 2022, 2023)),
        ("2021-2023", (2021, 2022, 2023)),
        ("2021-23年", (2021, 2022, 2023)),
        ("2021至2023年", (2021, 2022, 2023)),
        ("2021年到2023年", (2021, 2022, 2023)),
        ("from 2021 to 2023", (2021, 2022, 2023)),
        ("between 2021 and 2023", (2021, 2022, 2023)),
        ("近三年", (2021, 2022, 2023)),
        ("过去五年", (2019, 2020, 2021, 2022, 2023)),
        ("最近3年来", (2021, 2022, 2023)),
        ("the last three years", (2021, 2022, 2023)),
        ("over the past 5 years", (2019, 2020, 2021, 2022, 2023)),
        ("1958年的条例", (1958,)),
    ],
)
def test_other_years(text: str, expected: tuple[int, ...]) -> None:
    assert years(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "3年内",
        "十年",
        "有期徒刑15年",
        "工作满20年",
        "五年规划",
        "2425项",
        "2023件",
        "受理2023余件",
        "2024 人次",
        "2,023元",
        "2023.5万元",
        "示例发〔2023〕5号",
        "（2023）示01行初5号",
        "“八五”普法",
        "第2023条",
        "1970年代",
        "以前年度",
        "上年纪的人",
        "上年结转多少件",
        "过去年份",
        "近几年",
        "每年、历年、全年、当年",
        "拨打12345",
        "《示例纲要（2021—2025年）》",
        "99年",
    ],
)
def test_numbers_and_words_that_name_no_year(text: str) -> None:
    assert years(text) == []


def test_several_years_stay_apart_and_in_order() -> None:
    assert years("2022年和2023年相比") == [(2022,), (2023,)]
    assert years("in 2021 and 2023") == [(2021,), (2023,)]
    assert years("去年和前年") == [(2023,), (2022,)]


def test_the_year_before_leans_on_a_named_year() -> None:
    assert years("2021年比上年增长多少") == [(2021,)]
    assert years("2021 compared with the previous year") == [(2021,)]


def test_relative_follows_the_clock() -> None:
    (mention,) = year_mentions("去年", dt.date(2031, 1, 1))
    assert mention.years == (2030,) and mention.relative
    assert not year_mentions("2030年", dt.date(2031, 1, 1))[0].relative


PIECES = st.sampled_from(
    [
        "2023",
        "年",
        "度",
        "-",
        "至",
        "去",
        "近",
        "三",
        "二〇二三",
        "FY",
        " ",
        "件",
        "《",
        "》",
        "last year",
    ]
)


@given(text=st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    last = 0
    for mention in year_mentions(text, TODAY):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.words == text[mention.start : mention.end]
        assert mention.years and list(mention.years) == sorted(set(mention.years))
        assert all(1900 <= year <= 2100 for year in mention.years)
        last = mention.end


@pytest.mark.parametrize("unit", ["2023", "《", "近三年", "二〇", " ", "from 2021 ", "\ud800"])
def test_long_texts_are_read(unit: str) -> None:
    year_mentions(unit * 10_000, TODAY)


@pytest.mark.parametrize("before", ["您好，", "请问,", "光山县，", "问题。", "no. "])
def test_a_year_after_a_comma_or_a_stop_is_one(before: str) -> None:
    """Overlooked, the question would be answered from whatever year is there."""
    assert [m.years for m in year_mentions(f"{before}2022年受理多少件", TODAY)] == [(2022,)]
    assert not year_mentions("共12,2022年件", TODAY)
