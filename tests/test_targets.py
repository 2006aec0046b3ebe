"""A question as a figure with a hole: what must be there, in which unit, how many of them."""

from __future__ import annotations

import pytest

from assistant.targets import targets
from tests.reading import target


def names(concepts: object) -> list[str]:
    return [c.name for c in concepts]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("question", "own", "about", "unit"),
    [
        ("受理行政复议多少件", ["受理"], ["行政复议"], "件"),
        ("行政复议审结了几件？", ["审结"], ["行政复议"], "件"),
        ("不予受理的行政复议申请有多少件", ["不予受理"], ["行政复议", "申请"], "件"),
        ("出庭应诉率是多少", ["出庭应诉率"], [], ""),
        ("罚款多少钱", ["罚款"], [], "元"),
        ("法律援助同比增长百分之几", ["增加"], ["法律援助"], "%"),
        ("多少人参加培训", ["培训"], [], "人"),
        ("省级民主法治村有多少个", ["省级"], ["民主法治村"], "个"),
    ],
)
def test_a_single_hole(question: str, own: list[str], about: list[str], unit: str) -> None:
    found = target(question)
    assert set(own) <= set(names(found.own))
    assert names(found.about) == about
    assert found.unit == unit


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("受理和审结行政复议各多少件", [["受理"], ["审结"]]),
        ("行政复议受理多少件，审结多少件，纠错率多少", [["受理"], ["审结"], ["纠错率"]]),
        ("受理量和审结量分别是多少", [["受理"], ["审结"]]),
        ("行政复议受理多少件，纠错率", [["受理"], ["纠错率"]]),
        ("国家级和省级示范村各几个", [["国家级"], ["省级"]]),
    ],
)
def test_several_holes(question: str, own: list[list[str]]) -> None:
    assert [names(t.own) for t in targets(question)] == own


@pytest.mark.parametrize(
    "question",
    ["培训执法人员多少场多少人次", "培训执法人员多少场、多少人次", "培训执法人员多少场，多少人次"],
)
def test_two_units_are_two_holes(question: str) -> None:
    assert [t.unit for t in targets(question)] == ["场", "人次"]


def test_a_later_part_takes_over_the_object() -> None:
    first, second = targets("行政复议受理多少件，审结多少件")
    assert names(first.about) == names(second.about) == ["行政复议"]


def test_the_outcome_is_asked_for_and_the_stage_is_the_scene() -> None:
    found = target("审结的案件里撤回多少件")
    assert found.own[0].name == "撤回"
    assert found.fallback is not None
    assert names(found.fallback.own) == ["撤回"]


@pytest.mark.parametrize(
    ("question", "limits", "ordinals"),
    [
        ("市本级受理了多少件", ["本级"], ()),
        ("下半年办理公证多少件", ["下半年"], ()),
        ("日均接听多少件", ["日均"], ()),
        ("第二批清理了多少项", [], ("第二批",)),
        ("受理多少件", [], ()),
    ],
)
def test_limits_and_ordinals(question: str, limits: list[str], ordinals: tuple[str, ...]) -> None:
    found = target(question)
    assert (names(found.limits), found.ordinals) == (limits, ordinals)


@pytest.mark.parametrize("question", ["占比是多少", "多少", "满意度多少", "同比增长多少"])
def test_a_bare_question_names_no_thing(question: str) -> None:
    assert target(question).bare


@pytest.mark.parametrize("question", ["受理多少件", "出庭应诉率", "律师有多少名", "村务公开多少次"])
def test_a_question_that_names_a_thing(question: str) -> None:
    assert not target(question).bare


def test_a_body_that_does_what_it_is_there_for_is_no_object_of_its_own() -> None:
    doing, counted = targets("公证处办理公证多少件")[0], targets("公证处有多少家")[0]
    assert [c.name for c in doing.about] == ["公证"]
    assert [c.name for c in counted.about] == ["公证机构"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("行政处罚案件数、罚没金额", 2),
        ("工单量以及市民满意率？", 2),
        ("调解和解率", 1),
    ],
)
def test_names_of_figures_beside_each_other_ask_for_each(text: str, parts: int) -> None:
    assert len(targets(text)) == parts


def test_what_is_asked_anew_is_no_part_of_what_was_asked_before() -> None:
    _, later = targets("司法所有多少个？上门服务多少场次？")
    assert names(later.about) == ["司法所", "上门服务"]
    assert later.fallback is not None
    assert names(later.fallback.about) == ["上门服务"]
    _, joined = targets("司法所有多少个，上门服务多少场次？")
    assert joined.fallback is None
