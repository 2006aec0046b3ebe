"""Words that are alike around a figure don't make it count what is asked."""

from __future__ import annotations

from assistant.domain import Indicator
from assistant.other_things import (
    changes_another,
    changes_over_more,
    counts_powers,
    has_another_head,
    is_of_another,
    is_other_kind,
    names_another,
)
from assistant.targets import targets
from tests.reading import stated, target


def figure(text: str, words: str) -> Indicator:
    return next(i for i in stated(text) if i.quantity.words == words)


def test_what_changed_is_what_is_asked() -> None:
    asked = target("法治讲座增长多少?")
    assert changes_another(asked, figure("商标注册量增长7%。", "7%").frame)
    assert not changes_another(asked, figure("法治讲座增长7%。", "7%").frame)


def test_a_change_is_against_the_year_before() -> None:
    told = figure("执法人员较2021年末增加46名。", "46名")
    assert changes_over_more(target("执法人员增加多少名?"), told)
    assert not changes_over_more(target("执法人员有多少名?"), told)


def test_another_kind_is_not_meant() -> None:
    told = figure("受理消费服务投诉70件。", "70件").frame
    assert is_other_kind(target("受理医疗服务投诉多少件?"), told)
    assert not is_other_kind(target("受理消费服务投诉多少件?"), told)


def test_what_no_word_names_is_another_thing() -> None:
    text = "查处超限货车80台次，查处非法采砂6起。"
    asked = target("查处超限货车多少台次?")
    assert names_another(asked, figure(text, "6起").frame)
    assert not names_another(asked, figure(text, "80台次").frame)


def test_kinds_of_power_are_no_cases() -> None:
    asked = target("办理行政处罚案件多少件?")
    assert counts_powers(asked, figure("梳理权责清单，行政处罚70项。", "70项"))
    assert not counts_powers(asked, figure("行政处罚案件70件。", "70件"))


def test_a_rate_is_of_what_was_asked_before() -> None:
    _, rate = targets("取消了几项证明事项，满意率多少")
    assert is_of_another(rate, figure("政务服务满意率99.6%。", "99.6%").frame)
    assert not is_of_another(rate, figure("证明事项办理满意率99.6%。", "99.6%").frame)


def test_a_noun_before_the_hole_is_no_other_noun() -> None:
    asked = target("法治文化长廊几处?")
    assert has_another_head(asked, figure("累计建成法治文化阵地37处。", "37处").frame)
    assert not has_another_head(asked, figure("建成法治文化长廊5处。", "5处").frame)
