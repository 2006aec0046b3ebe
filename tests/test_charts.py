"""Charts: what is drawn, what is not, and where."""

from __future__ import annotations

import re
from decimal import Decimal

from ui.web.charts import Point, chart_of, draw


def point(body: str, year: int, value: str, measure: str = "行政复议受理量") -> Point:
    return Point(
        measure=measure,
        unit="件",
        body=body,
        year=year,
        value=Decimal(value),
        words=f"{value}件",
    )


def test_bodies_of_one_year_are_bars_the_longest_first():
    chart = chart_of([point("甲县", 2023, "30"), point("乙县", 2023, "60")])
    assert chart is not None and chart.kind == "bars"
    assert chart.bodies == ["乙县", "甲县"]
    assert re.findall(r"width:([\d.]+)%", draw(chart, "{measure} {when}")) == ["100.0", "50.0"]


def test_years_of_a_body_are_a_line_from_zero():
    chart = chart_of([point("甲县", 2024, "100"), point("甲县", 2022, "50")])
    assert chart is not None and chart.kind == "line"
    assert chart.years == [2022, 2024]
    tops = [float(one) for one in re.findall(r"top:([\d.]+)%", draw(chart, "{measure} {when}"))]
    assert 100 - tops[0] == (100 - tops[1]) / 2  # half the figure stands half as high
    assert "甲县 · 行政复议受理量 2022–2024" in draw(chart, "{measure} {when}")


def test_a_body_with_one_year_only_is_no_line():
    chart = chart_of([point("甲县", 2023, "1"), point("甲县", 2024, "2"), point("国", 2023, "9")])
    assert chart is not None and chart.bodies == ["甲县"]


def test_sources_that_disagree_are_not_drawn():
    assert chart_of([point("甲县", 2023, "30"), point("甲县", 2023, "31")]) is None


def test_one_figure_is_not_drawn():
    assert chart_of([point("甲县", 2023, "30")]) is None
    assert chart_of([]) is None


def test_measures_are_not_mixed():
    mixed = [point("甲县", 2023, "30"), point("乙县", 2023, "7", "行政复议审结量")]
    assert chart_of(mixed) is None


def test_all_zero_and_below_zero():
    zero = chart_of([point("甲县", 2023, "0"), point("乙县", 2023, "0")])
    assert zero is not None and "width:0.0%" in draw(zero, "{measure} {when}")
    below = chart_of([point("甲县", 2023, "-5"), point("甲县", 2024, "5")])
    assert below is not None
    tops = [float(one) for one in re.findall(r"top:([\d.]+)%", draw(below, "{measure} {when}"))]
    assert tops[0] > tops[1] and all(0 < top < 100 for top in tops)


def test_names_are_escaped():
    hostile = "<img src=x onerror=alert(1)>"
    chart = chart_of([point(hostile, 2023, "3"), point("乙县", 2023, "4")])
    assert chart is not None
    assert "<img" not in draw(chart, "{measure} {when}")
