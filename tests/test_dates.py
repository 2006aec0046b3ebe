"""Dates in every way that documents write them."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import dates, han_number, parse_date


@given(st.dates(dt.date(1949, 1, 1), dt.date(2099, 12, 31)))
def test_every_way_of_writing_a_date(date: dt.date) -> None:
    digits = "〇一二三四五六七八九"
    tens = ["", "十", "二十", "三十"]
    year = "".join(digits[int(c)] for c in str(date.year))
    month, day = (
        tens[n // 10] + (digits[n % 10] if n % 10 else "") for n in (date.month, date.day)
    )
    written = [
        date.isoformat(),
        f"{date.year}/{date.month}/{date.day} 10:20",
        f"{date.year}.{date.month:02}.{date.day:02}",
        f"{date.year}年{date.month}月{date.day}日",
        f"{date.year} 年 {date.month} 月 {date.day} 日",
        f"{year}年{month}月{day}日",
    ]
    assert {parse_date(text) for text in written} == {date}
    assert [d.date for d in dates(f"于{written[3]}至{written[0]}")] == [date, date]


def test_no_dates() -> None:
    for text in (
        "2024-02-30",
        "2024-3",
        "〔2024〕3号",
        "12024-01-01",
        "",
        "2024年",
        "第2024-1-123号",
    ):
        assert parse_date(text) is None
    assert [han_number(text) for text in ("十", "廿一", "三十一", "元", "百", "二二")] == [
        10,
        21,
        31,
        1,
        0,
        0,
    ]
