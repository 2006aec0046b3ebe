"""Which headings are of plans, and for which year."""

from __future__ import annotations

import pytest

from ingest.plans import plan_of


@pytest.mark.parametrize(
    ("headings", "year"),
    [
        (("三、2025年工作打算",), 2025),
        (("三、下一步工作安排",), 2025),
        (("三、下一步工作安排", "(一)加强普法"), 2025),
        (("二、存在的问题", "(二)下一步打算"), 2025),
        (("二、存在的问题和下一步打算",), None),
    ],
)
def test_a_plan_is_for_the_year_after_the_reports(
    headings: tuple[str, ...], year: int | None
) -> None:
    plan = plan_of(headings, 2024)
    assert plan is not None
    assert plan.year == year


def test_how_things_stand_is_no_plan() -> None:
    both = ("三、存在的不足和打算",)
    assert plan_of(both, 2024, "执法人员中法律专业占比仅为23.5%。") is None
    assert plan_of(both, 2024, "力争法律专业占比提高到30%。") is not None
    assert plan_of(both, 2024, "培训执法人员600人次。") is not None
    assert plan_of(("三、下一步打算",), 2024, "占比仅为23.5%。") is not None


def test_a_report_without_a_year_plans_for_no_known_one() -> None:
    plan = plan_of(("三、下一步打算",), None)
    assert plan is not None
    assert plan.year is None


def test_other_headings_are_of_no_plan() -> None:
    assert plan_of(("一、2024年主要工作", "(一)落实责任"), 2024) is None
