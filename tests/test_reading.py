"""Text as it is read aloud: labelled readings, and what is said reads back as the same number."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.aloud import number, one_by_one, phone
from assistant.numerals import han_value
from assistant.reading import read_aloud

READINGS = {
    "2023年受理60件": "二零二三年受理六十件",
    "21.6%": "百分之二十一点六",
    "100%": "百分之百",
    "0.05%": "百分之零点零五",
    "5%-10%": "百分之五到百分之十",
    "5—10%": "百分之五到十",
    "-3.2%": "负百分之三点二",
    "5‰": "千分之五",
    "31.5万件": "三十一点五万件",
    "1,234,567元": "一百二十三万四千五百六十七元",
    "10050件": "一万零五十件",
    "3—5年": "三到五年",
    "2至3人": "两到三人",
    "2件": "两件",
    "22件": "二十二件",
    "2人次": "两人次",
    "2个月": "两个月",
    "2月": "二月",
    "3月2日": "三月二日",
    "2日内": "两日内",
    "第2": "第二",
    "2级": "二级",
    "2000件": "两千件",
    "12000人": "一万二千人",
    "2万件": "两万件",
    "2.5万件": "二点五万件",
    "20余件": "二十余件",
    "3000多人": "三千多人",
    "第10条": "第十条",
    "第3-5条": "第三到五条",
    "国发〔2023〕5号": "国发二零二三第五号",
    "（2023）豫1522行初5号": "二零二三豫一五二二行初五号",
    "2023年5月12日": "二零二三年五月十二日",
    "2023-05-12": "二零二三年五月十二日",
    "2021—2023年": "二零二一到二零二三年",
    "2021、2022、2023年": "二零二一、二零二二、二零二三年",
    "受理2023件": "受理两千零二十三件",
    "截至2023": "截至二零二三",
    "拨打12345": "拨打一二三四五",
    "受理12345件": "受理一万二千三百四十五件",
    "12348、12345热线": "幺二三四八、一二三四五热线",
    "拨打110报警": "拨打幺幺零报警",
    "查处110起": "查处一百一十起",
    "电话：0376-8888888": "电话：零三七六，八八八八八八八",
    "13912345678": "幺三九幺二三四五六七八",
    "1:3": "一比三",
    "比例1:10": "比例一比十",
    "3/5": "五分之三",
    "三分之二": "三分之二",
    "9:00-17:30": "九点到十七点三十分",
    "上午8:05": "上午八点零五分",
    "25㎡": "二十五平方米",
    "3km": "三公里",
    "7×24小时": "七乘二十四小时",
    "2.3个百分点": "二点三个百分点",
    "５０件": "五十件",
    "5G": "5G",
    "“1335”工作布局": "“一三三五”工作布局",
    "1. 设立窗口": "第一，设立窗口",
    "增长率为-5": "增长率为负五",
}


@pytest.mark.parametrize(("written", "said"), READINGS.items())
def test_readings(written: str, said: str) -> None:
    assert read_aloud(written) == said


amounts = st.decimals(
    min_value=0, max_value=Decimal(10) ** 15, places=2, allow_nan=False, allow_infinity=False
).map(lambda d: format(d.normalize(), "f"))


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_a_whole_number_reads_back(value: int) -> None:
    assert han_value(number(str(value))) == value


@given(amounts)
def test_a_decimal_reads_back_however_it_is_written(digits: str) -> None:
    value = Decimal(digits)
    whole, _, fraction = digits.partition(".")
    grouped = f"{int(whole):,}" + (f".{fraction}" if fraction else "")
    assert han_value(number(digits)) == value
    for written in (digits, grouped):
        said = read_aloud(f"共处罚款{written}元")
        assert said.startswith("共处罚款")
        assert said.endswith("元")
        assert han_value(said[4:-1]) == value


@given(st.integers(min_value=0, max_value=99_999), st.sampled_from(["件", "人", "次", "个", "户"]))
def test_a_count_reads_back_and_two_is_liang(value: int, unit: str) -> None:
    said = read_aloud(f"共{value}{unit}")
    assert han_value(said[1 : -len(unit)]) == value
    assert (value == 2) == (said == f"共两{unit}")


@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_a_percentage_reads_back(value: Decimal) -> None:
    said = read_aloud(f"{value}%")
    assert said.startswith("百分之")
    told = said.removeprefix("百分之")
    assert (Decimal(100) if told == "百" else han_value(told)) == value


@given(st.integers(min_value=1900, max_value=2099))
def test_a_year_is_said_digit_by_digit(year: int) -> None:
    assert read_aloud(f"{year}年") == one_by_one(str(year)) + "年"


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_telephone_number_keeps_each_digit(digits: str) -> None:
    said = phone(digits)
    assert len(said) == 11
    assert "一" not in said
    assert read_aloud(digits) == said


@given(st.text(alphabet="受理件年月日%-—0123456789.,:/第万元（）", max_size=30))
def test_no_digit_is_left(text: str) -> None:
    assert not re.search(r"\d", read_aloud(text))
