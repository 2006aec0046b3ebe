"""Whether a unit can answer a question's."""

from __future__ import annotations

import pytest

from assistant.fit import fits
from tests.reading import target


@pytest.mark.parametrize(
    ("question", "unit", "fitting"),
    [
        ("受理多少件", "件", True),
        ("受理多少个案件", "件", True),
        ("受理多少件", "%", False),
        ("受理多少件", "元", False),
        ("受理多少件", "人", False),
        ("参加多少人次", "人", True),
        ("参加多少人", "场", False),
        ("罚款多少万元", "元", True),
        ("罚款多少元", "件", False),
        ("纠错率多少", "%", True),
        ("纠错率多少", "件", False),
        ("纠错率是百分之多少", "个百分点", False),
        ("败诉率是多少", "个百分点", False),
        ("败诉率比全市高多少", "个百分点", True),
        ("同比增长多少", "%", True),
        ("同比增长多少", "件", True),
        ("受理多少", "%", False),
        ("受理多少", "倍", False),
        ("多久办结", "个工作日", True),
        ("多久办结", "件", False),
        ("出庭多少次", "件次", True),
        ("出庭多少次", "件", False),
    ],
)
def test_units_fit_by_dimension(question: str, unit: str, fitting: bool) -> None:
    assert (fits(target(question), unit) is not None) is fitting


def test_the_unit_asked_for_costs_nothing() -> None:
    asked = target("受理多少件")
    same, near = fits(asked, "件"), fits(asked, "起")
    assert same == 0.0
    assert near is not None
    assert near > 0
