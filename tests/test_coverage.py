"""What the catalogue holds, counted."""

from __future__ import annotations

import pytest

from assistant.coverage import coverage, current_numbers
from tests.desk import Desk
from tests.shelf import NOTE, QINGHE_2023, QINGHE_2024


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.add("one", QINGHE_2023, jurisdiction="河北省邢台市清河县", year=2023)
    desk.add("two", QINGHE_2024, jurisdiction="河北省邢台市清河县", year=2024)
    yield desk
    desk.close()


def test_figures_are_counted_by_measure_unit_and_year(desk):
    catalogue = desk.stores.catalogue
    there = coverage(catalogue.database)
    figures = catalogue.indicators()
    assert sum(there.units.values()) == len(figures)
    assert there.measures["行政复议受理量"] == 2
    assert list(there.units)[0] == "件"
    for year, times in there.years.items():
        assert times == sum(one.period.year == year for one in figures)


def test_what_is_replaced_is_not_counted(desk):
    before = coverage(desk.stores.catalogue.database).measures["行政复议受理量"]
    desk.add("one", NOTE, jurisdiction="河北省邢台市清河县", year=2023)
    catalogue = desk.stores.catalogue
    assert coverage(catalogue.database).measures["行政复议受理量"] == before - 1
    numbers = current_numbers(catalogue.database)
    assert {catalogue.document("one").id: 2, catalogue.document("two").id: 1} == numbers
