"""An office's figures are its own: not another's, and not the whole place's."""

from __future__ import annotations

import pytest

from assistant.departments import is_left_out, is_of_body, tells_bodies
from tests.reading import stated, target


@pytest.mark.parametrize(
    ("question", "text", "meant"),
    [
        ("2024年公安局立案多少起?", "县公安局立案64起。", True),
        ("2024年公安局立案多少起?", "县应急管理局立案64起。", False),
        ("2024年罚款多少起?", "县应急管理局罚款64起。", False),
        ("2024年罚款多少起?", "全县执法部门罚款64起。", True),
        ("2024年应诉案件多少起?", "以县政府为被告的案件64起。", False),
        ("2024年公安局党组会几次?", "召开局党组会议64次。", True),
        ("2024年公安局集中学习多少次?", "2024年局党组集中学习64次。", True),
    ],
)
def test_a_figure_is_of_the_office_that_is_named_nearest(
    question: str, text: str, meant: bool
) -> None:
    (figure,) = stated(text)
    assert is_of_body(target(question), figure.frame) is meant


def test_what_is_of_all_but_one_is_not_that_ones() -> None:
    (figure,) = stated("除县公安局之外，其他部门立案64起。")
    assert is_left_out(target("2024年公安局立案多少起?"), figure.frame)
    assert not is_left_out(target("2024年应急管理局立案多少起?"), figure.frame)


def test_whose_a_figure_is_counts_for_what_offices_do_themselves() -> None:
    assert tells_bodies(target("2024年罚款多少元?"))
    assert not tells_bodies(target("2024年开展普法讲座多少场?"))


WITH_OTHERS = "加强与公安、应急等相关部门的协调配合，提升效能。共办理行政处罚案件801件。"


@pytest.mark.parametrize(
    ("question", "text", "meant"),
    [
        ("交通局办了多少件行政处罚案件", WITH_OTHERS, True),
        ("城管局中心组学法几次", "将法律学习纳入每次局党委会议程，全年中心组学法8次。", True),
        ("城管局中心组学法几次", "县水产局党委中心组学法8次。", False),
        ("交通局办了多少件行政处罚案件", "县公安局办理行政处罚案件801件。", False),
    ],
)
def test_partners_and_ones_own_office_are_no_other(question: str, text: str, meant: bool) -> None:
    (figure,) = stated(text)
    assert is_of_body(target(question), figure.frame) is meant
