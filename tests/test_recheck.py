"""Computed values are worked out anew: a wrong one never passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Answer, Citation, Value
from assistant.recheck import computed_faults

_CITATION = Citation(
    n=1,
    document_id="d",
    version=1,
    title="t",
    issuer=None,
    year=2023,
    section=(),
    quote="受理60件,审结51件",
    start=0,
    end=11,
)


def value(number: str, unit: str, measure: str, formula: str | None = None) -> Value:
    return Value(
        measure=measure,
        value=number,
        unit=unit,
        qualifier=None,
        year=2023,
        jurisdiction="清河县",
        citation=1,
        primary=True,
        computed=formula is not None,
        formula=formula,
    )


ACCEPTED = value("60", "件", "行政复议受理量")
CLOSED = value("51", "件", "行政复议审结量")
RATE = value("85", "%", "行政复议审结率", "51 ÷ 60")


def faults(*values: Value) -> list[str]:
    return computed_faults(
        Answer(
            question="?",
            answer="",
            language="zh",
            intent="numeric",
            citations=(_CITATION,),
            values=values,
        )
    )


@pytest.mark.parametrize(
    "values",
    [
        (RATE, CLOSED, ACCEPTED),
        (value("111", "件", "合计", "60 + 51"), CLOSED, ACCEPTED),
        (value("55.5", "件", "平均", "(60 + 51) ÷ 2"), CLOSED, ACCEPTED),
        (value("9", "件", "差", "60 − 51"), CLOSED, ACCEPTED),
        (value("1.18", "倍", "倍数", "60 ÷ 51"), CLOSED, ACCEPTED),
        (replace(RATE, value="100", formula="60 ÷ 60"), replace(CLOSED, value="60"), ACCEPTED),
        (
            value("50", "%", "变化", "(3 − 2) ÷ 2"),
            value("3", "件", "受理量"),
            replace(value("2", "件", "受理量"), year=2022),
        ),
        (
            value("2.6", "个百分点", "差", "24.2 − 21.6"),
            value("24.2", "%", "纠错率"),
            value("21.6", "%", "纠错率"),
        ),
    ],
)
def test_sound_values_pass(values: tuple[Value, ...]) -> None:
    assert faults(*values) == []


@pytest.mark.parametrize(
    "values",
    [
        (replace(RATE, value="86"), CLOSED, ACCEPTED),
        (replace(RATE, formula=None), CLOSED, ACCEPTED),
        (replace(RATE, formula="51 ÷ 61"), CLOSED, ACCEPTED),
        (replace(RATE, formula="51 ÷"), CLOSED, ACCEPTED),
        (RATE, CLOSED),
        (RATE, replace(CLOSED, measure="行政复议受理量"), ACCEPTED),
        (RATE, replace(CLOSED, year=2022), replace(ACCEPTED, year=2022)),
        (RATE, replace(CLOSED, jurisdiction="武义县"), ACCEPTED),
        (replace(RATE, unit="件"), CLOSED, ACCEPTED),
        (replace(RATE, value="100", formula="60 ÷ 60"), ACCEPTED),
        (value("111", "件", "合计", "60 + 51"), replace(CLOSED, unit="人次"), ACCEPTED),
        (value("111", "件", "合计", "111"),),
    ],
)
def test_unsound_values_are_faults(values: tuple[Value, ...]) -> None:
    assert faults(*values)


def test_a_stated_figure_is_meant_before_one_worked_out_that_is_as_large() -> None:
    now, then = value("11", "名", "顾问人数"), value("10", "名", "顾问人数")
    more = value("1", "名", "顾问人数增量", "11 − 10")
    growth = value("10", "%", "顾问人数增幅", "(11 − 10) ÷ 10")
    assert faults(more, growth, now, replace(then, year=2022)) == []
