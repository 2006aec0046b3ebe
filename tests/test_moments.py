"""When within a year, and against which year, a figure is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.moments import bases_agree, months_of
from tests.reading import stated, target


@pytest.mark.parametrize(
    ("base", "text", "agrees"),
    [
        (None, "行政复议申请同比增长25%。", True),
        (2021, "行政复议申请同比增长25%。", False),
        (2021, "行政复议申请比2021年增长25%。", True),
        (2021, "行政复议申请较2019年增长25%。", False),
    ],
)
def test_a_change_is_against_the_year_asked_for(base: int | None, text: str, agrees: bool) -> None:
    figure = next(f for f in stated(text) if f.quantity.unit == "%")
    asked = replace(target("行政复议申请增长多少？"), base=base)
    assert bases_agree(asked, figure.frame) is agrees


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("9月至12月扫码检查820次，全县检查频次同比下降31.5%。", ()),
        ("9月至12月，检查820次，全县检查频次同比下降31.5%。", ("9月至12月",)),
        ("9月至12月全县检查820次，全县检查频次同比下降31.5%。", ("9月至12月",)),
        ("9月至12月扫码检查820次，频次同比下降31.5%。", ("9月至12月",)),
    ],
)
def test_months_of_another_figure_narrow_none_of_the_whole_place(
    text: str, months: tuple[str, ...]
) -> None:
    figure = next(f for f in stated(text) if f.quantity.unit == "%")
    assert tuple(dict.fromkeys(months_of(figure.frame))) == months
