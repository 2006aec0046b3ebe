"""Figures as they are written."""

from __future__ import annotations

import pytest

from assistant.amount import amount
from assistant.quantity import plain_decimal, quantities


@pytest.mark.parametrize(
    ("told", "value", "unit", "qualifier", "high"),
    [
        ("60件", "60", "件", None, None),
        ("近2000件", "2000", "件", "近", None),
        ("2000余件", "2000", "件", "余", None),
        ("近2000余件", "2000", "件", "近余", None),
        ("3件以上", "3", "件", "以上", None),
        ("不少于3次", "3", "次", "不少于", None),
        ("10—15日", "10", "日", None, "15"),
    ],
)
def test_the_qualifier_stands_where_it_is_read(
    told: str, value: str, unit: str, qualifier: str | None, high: str | None
) -> None:
    assert amount(value, unit, qualifier, high) == told


@pytest.mark.parametrize(
    "text", ["约300件", "300余件", "300件以上", "300多人次", "近300件", "30%左右"]
)
def test_what_is_read_is_written_again(text: str) -> None:
    (read,) = quantities(text)
    assert amount(plain_decimal(read.value), read.unit, read.qualifier) == text
