"""Evaluation cases: the shipped files hold, and every fault of a file is named."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain import Filters
from eval.cases import (
    BadCases,
    Figures,
    Silence,
    Words,
    label_files,
    load_labels,
    load_suite,
    suite_files,
)

CASE = """\
today: 2024-06-01
cases:
  - id: c1
    question: 去年受理多少件？
    kind: numeric
    filters: {years: [2023], places: [甲县]}
    expect:
      values: [{value: "60", unit: 件}]
      also: [{value: "21.6", unit: "%"}]
      quote: 受理60件
      year: 2023
      place: 甲县
"""


def _written(folder: Path, text: str) -> Path:
    path = folder / "suite.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_is_read(tmp_path: Path) -> None:
    suite = load_suite(_written(tmp_path, CASE))
    assert (suite.name, suite.today) == ("suite", dt.date(2024, 6, 1))
    (case,) = suite.cases
    assert case.question.filters == Filters(years=(2023,), places=("甲县",))
    assert isinstance(case.expected, Figures)
    assert case.expected.values[0].value == Decimal(60)
    assert case.expected.also[0].unit == "%"


def test_each_kind_has_its_own_form(tmp_path: Path) -> None:
    text = """\
today: 2024-06-01
cases:
  - {id: t, question: 几日内答复？, kind: text, expect: {contains: ["60日|六十日"], law: 某法,
     adopted: 2020-01-02, article: [第三条]}}
  - {id: a, question: 天气如何？, kind: abstain, expect: {reason: [out_of_scope]}}
"""
    said, silent = load_suite(_written(tmp_path, text)).cases
    assert isinstance(said.expected, Words)
    assert said.expected.adopted == dt.date(2020, 1, 2)
    assert silent.expected == Silence(reason=("out_of_scope",))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: numeric", "kind: number", "kind: Input should be"),
        ('value: "60"', 'value: "sixty"', "values.0.value"),
        ("unit: 件}]\n", "unit: 件, colour: red}]\n", "values.0.colour"),
        ("      quote: 受理60件\n", "", "needs a 'quote'"),
        ('values: [{value: "60", unit: 件}]', "values: []", "at least one figure"),
        ("question: 去年受理多少件？", 'question: " "', "the question is empty"),
        ("filters: {years: [2023]", "filters: {year: [2023]", "filters.year"),
        ("today: 2024-06-01", "today: soon", "today"),
        ("kind: numeric", "kind: abstain", "reason"),
    ],
)
def test_a_fault_names_its_case(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in CASE
    with pytest.raises(BadCases, match="suite.yaml") as caught:
        load_suite(_written(tmp_path, CASE.replace(old, new, 1)))
    assert said in str(caught.value)
    assert "today" in said or "'c1'" in str(caught.value)


def test_ids_are_unique(tmp_path: Path) -> None:
    case = CASE[CASE.index("  - id") :]
    with pytest.raises(BadCases, match="'c1' more than once"):
        load_suite(_written(tmp_path, CASE + case))


@pytest.mark.parametrize("text", ["cases: [", "[]", "today: 2024-06-01\ncases: []", ""])
def test_what_is_no_suite_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadCases, match="suite.yaml"):
        load_suite(_written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match="none.yaml"):
        load_suite(tmp_path / "none.yaml")


def test_labels_are_read_and_checked(tmp_path: Path) -> None:
    text = """\
document: some-report
quantities:
  - {text: 60件, context: 受理60件, value: "60", unit: 件, qualifier: null, period: "2023",
     scope: year, place: 甲县, what: 受理, measure: null}
not_quantities:
  - {text: 2023年, context: 2023年报告, why: a title}
"""
    labels = load_labels(_written(tmp_path, text))
    assert (labels.document, labels.quantities[0].value) == ("some-report", Decimal(60))
    with pytest.raises(BadCases, match="must stand once in its context"):
        load_labels(_written(tmp_path, text.replace("context: 受理60件", "context: 受理61件")))


@pytest.mark.parametrize("path", suite_files(), ids=lambda path: path.stem)
def test_the_shipped_suites_hold(path: Path) -> None:
    suite = load_suite(path)
    assert len(suite.cases) >= 40
    assert any(case.kind == "abstain" for case in suite.cases)


@pytest.mark.parametrize("path", label_files(), ids=lambda path: path.stem)
def test_the_shipped_labels_hold(path: Path) -> None:
    labels = load_labels(path)
    assert len(labels.quantities) > 100
    assert labels.not_quantities


def test_there_are_enough_cases() -> None:
    cases = [case for path in suite_files() for case in load_suite(path).cases]
    assert len(cases) >= 400
    assert sum(case.kind == "abstain" for case in cases) >= 30
    assert len({(case.suite, case.question) for case in cases}) == len(cases)
