"""What narrows a figure, and which questions that makes it no answer to."""

from __future__ import annotations

import pytest

from assistant.domain import Indicator, Place
from assistant.target import Target
from assistant.wholeness import is_at_home, narrowing_of, narrows
from tests.reading import report, stated, target

CITY = Place(names=("河北省", "邢台市"))


def _narrowed(figure: Indicator, asked: Target) -> bool:
    narrowing = narrowing_of(figure.frame)
    return narrows(narrowing, asked, at_home=is_at_home(narrowing, figure.place))


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("受理行政复议多少件？", "受理行政复议60件。", True),
        ("受理行政复议多少件？", "1—6月受理行政复议60件。", False),
        ("1—6月受理行政复议多少件？", "1—6月受理行政复议60件。", True),
        ("受理行政复议多少件？", "1—12月受理行政复议60件。", True),
        ("受理行政复议多少件？", "上半年受理行政复议60件。", False),
        ("上半年受理行政复议多少件？", "上半年受理行政复议60件。", True),
        ("上半年受理行政复议多少件？", "受理行政复议60件。", False),
        ("受理行政复议多少件？", "个别乡镇受理行政复议60件。", False),
        ("个别乡镇受理行政复议多少件？", "个别乡镇受理行政复议60件。", True),
        ("持证率多少？", "部分县区力量薄弱，持证率60%。", False),
        ("部分县区持证率多少？", "部分县区力量薄弱，持证率60%。", True),
        ("受理行政复议多少件？", "月均受理行政复议60件。", False),
        ("受理行政复议多少件？", "行政诉讼一审案件60件。", False),
        ("法治副校长多少名？", "选派60名法治副校长每月进校授课。", True),
        ("法治副校长多少名？", "每月选派60名法治副校长进校授课。", False),
        ("市级以上民主法治村多少个？", "市级民主法治村60个。", False),
        ("收到复议申请多少件？", "各县（市、区）收到复议申请60件。", False),
        ("各县区收到复议申请多少件？", "各县（市、区）收到复议申请60件。", True),
        ("收到复议申请多少件？", "全市各县（市、区）收到复议申请60件。", True),
        ("市级以上民主法治村多少个？", "市级及以上民主法治村60个。", True),
        ("行政处罚案件多少件？", "行政处罚类60件。", False),
    ],
)
def test_a_narrowed_figure_answers_only_what_is_as_narrow(
    question: str, text: str, fits: bool
) -> None:
    (figure,) = stated(text)
    assert _narrowed(figure, target(question)) is not fits


def test_a_countys_own_level_is_the_county() -> None:
    (figure,) = stated("县本级受理行政复议60件。")
    asked = target("受理行政复议多少件？")
    assert not _narrowed(figure, asked)
    (figure,) = stated("市本级受理行政复议60件。", report(place=CITY))
    assert _narrowed(figure, asked)
