"""Figures that follow from stated ones, from question to answer over small documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from assistant.domain import Abstention, Answer, Value
from tests.desk import Desk

A, B, C = "河北省邢台市清河县", "浙江省金华市武义县", "河北省邢台市威县"
CITY = "河北省邢台市"
TEXTS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "a2023": (
        "# 清河县2023年法治政府建设报告\n\n"
        "全年收到行政复议申请82件，受理75件，审结70件。其中撤回7件，纠错9件。\n\n"
        "办理行政诉讼案件30件（一审18件、二审9件、再审3件）。",
        {"kind": "report", "jurisdiction": A, "year": 2023},
    ),
    "a2024": (
        "# 清河县2024年法治政府建设报告\n\n"
        "全年收到行政复议申请96件，受理90件，审结88件，纠错率12.5%。",
        {"kind": "report", "jurisdiction": A, "year": 2024},
    ),
    "b2024": (
        "# 武义县2024年法治政府建设报告\n\n全年受理行政复议案件133件，审结120件，上年结转4件。"
        "2020年以来累计审结行政复议案件600件。",
        {"kind": "report", "jurisdiction": B, "year": 2024},
    ),
    "c2024": (
        "# 威县2024年法治政府建设报告\n\n全年受理行政复议案件90件。办理法律援助案件200余件。",
        {"kind": "report", "jurisdiction": C, "year": 2024},
    ),
    "city2024": (
        "# 邢台市2024年法治政府建设报告\n\n全市受理行政复议案件900件。",
        {"kind": "report", "jurisdiction": CITY, "year": 2024},
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("computing"))
    opened.add_all(TEXTS)
    yield opened
    opened.close()


def first(answer: Answer) -> tuple[str, str, str | None]:
    value = next(v for v in answer.values if v.primary)
    return value.value, value.unit, value.formula


def stated(answer: Answer) -> set[str]:
    return {v.value for v in answer.values if not v.computed}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("清河县2023年行政复议审结率是多少", ("93.33", "%", "70 ÷ 75")),
        ("清河县2023年行政复议受理率", ("91.46", "%", "75 ÷ 82")),
        ("清河县2023年行政复议审结率和纠错率分别是多少", ("93.33", "%", "70 ÷ 75")),
        ("清河县2023年行政复议纠错率", ("12.86", "%", "9 ÷ 70")),
        ("清河县和武义县2024年一共受理多少件行政复议", ("223", "件", "90 + 133")),
        ("清河县2023年和2024年平均每年受理多少件行政复议", ("82.5", "件", "(75 + 90) ÷ 2")),
        ("2024年武义县受理的行政复议比清河县多多少件", ("43", "件", "133 − 90")),
        ("2024年武义县的行政复议受理量是清河县的几倍", ("1.48", "倍", "133 ÷ 90")),
        ("清河县2023年一审和二审行政诉讼案件一共多少件", ("27", "件", "18 + 9")),
        ("清河县2023年行政复议受理比审结多多少件", ("5", "件", "75 − 70")),
        ("清河县2023年一审案件占行政诉讼案件的比例", ("60", "%", "18 ÷ 30")),
        ("清河县2024年受理行政复议比上年增加了多少件", ("15", "件", "90 − 75")),
        ("清河县2024年受理行政复议比上年增长百分之多少", ("20", "%", "(90 − 75) ÷ 75")),
    ],
)
def test_figures_are_worked_out(desk: Desk, question: str, wanted: tuple[str, str, str]) -> None:
    answer = desk.answer(question)
    assert first(answer) == wanted
    assert wanted[2] in answer.answer
    assert all(v.citation in {c.n for c in answer.citations} for v in answer.values)


def test_what_it_is_computed_from_stands_beside_it(desk: Desk) -> None:
    answer = desk.answer("清河县2023年行政复议审结率是多少")
    operands = [v for v in answer.values if not v.computed]
    assert [(v.measure, v.value, v.primary) for v in operands] == [
        ("行政复议审结量", "70", False),
        ("行政复议受理量", "75", False),
    ]
    assert "计算" in answer.answer


def test_a_stated_rate_wins(desk: Desk) -> None:
    answer = desk.answer("清河县2024年行政复议纠错率是多少")
    assert first(answer) == ("12.5", "%", None)


@pytest.mark.parametrize(
    "question",
    [
        "武义县2024年行政复议审结率是多少",  # cases carried over leave the whole open
        "威县2024年行政复议审结率是多少",
        "清河县2023年行政诉讼败诉率",
        "清河县2022年行政复议审结率",
        "威县2024年受理行政复议比上年增加多少件",
    ],
)
def test_what_does_not_follow_is_not_said(desk: Desk, question: str) -> None:
    outcome = desk.ask(question)
    assert isinstance(outcome, Abstention), outcome


def test_bodies_without_the_figure_are_named_and_left_out(desk: Desk) -> None:
    answer = desk.answer("清河县、武义县、威县2024年一共审结多少件行政复议")
    sentence = next(line for line in answer.answer.split("\n") if "208" in line)
    assert "威县没有写明" in sentence
    assert "得不出全部的合计" in sentence
    assert "仅清河县2024年、武义县2024年" in sentence
    (partial,) = (v for v in answer.values if v.computed)
    assert (partial.value, partial.formula, partial.primary) == ("208", "88 + 120", False)
    assert {v.value for v in answer.values if v.primary} == {"88", "120"}


def test_a_sum_of_all_that_state_it_says_whom_it_is_without(desk: Desk) -> None:
    answer = desk.answer("2024年各县行政复议审结量合计多少件")
    sentence = next(line for line in answer.answer.split("\n") if "208" in line)
    assert "威县" in sentence
    assert first(answer)[0] == "208"


def test_a_body_and_its_city_are_not_added(desk: Desk) -> None:
    answer = desk.answer("清河县和邢台市2024年一共受理多少件行政复议")
    assert not any(v.computed for v in answer.values)
    assert stated(answer) == {"90", "900"}


def test_stages_of_the_same_cases_are_not_added(desk: Desk) -> None:
    answer = desk.answer("清河县2023年行政复议受理和审结一共多少件")
    assert not any(v.computed for v in answer.values)
    assert stated(answer) == {"75", "70"}


def test_parts_are_held_against_their_total(desk: Desk) -> None:
    answer = desk.answer("清河县2023年一审、二审、再审案件各多少？加起来对吗？")
    assert {"18", "9", "3", "30"} <= {v.value for v in answer.values}
    assert "一致" in answer.answer


def test_a_rate_of_many_is_stated_or_worked_out_for_each(desk: Desk) -> None:
    answer = desk.answer("清河县2023年和2024年行政复议纠错率各是多少")
    rates: dict[int | None, Value] = {v.year: v for v in answer.values if v.unit == "%"}
    assert (rates[2023].value, rates[2023].computed) == ("12.86", True)
    assert (rates[2024].value, rates[2024].computed) == ("12.5", False)


@pytest.mark.parametrize(
    ("question", "wanted", "words"),
    [
        ("清河县2023年受理行政复议是不是75件", {"75"}, "是，"),
        ("清河县2023年受理行政复议是70件吗", {"75"}, "不是"),
        ("清河县2023年行政复议受理75件，审结51件对吗", {"75", "70"}, "不全对"),
        ("清河县2023年行政复议受理75件、审结70件，对吗", {"75", "70"}, "是，"),
    ],
)
def test_figures_named_are_confirmed_or_not(
    desk: Desk, question: str, wanted: set[str], words: str
) -> None:
    answer = desk.answer(question)
    assert wanted == stated(answer)
    assert answer.answer.startswith(words)


def test_sources_that_disagree_are_shown_and_not_added(tmp_path: Path) -> None:
    opened = Desk(tmp_path)
    try:
        meta = {"kind": "report", "jurisdiction": A, "year": 2024}
        opened.add_all(TEXTS)
        opened.add("other", "# 清河县2024年复议公报\n\n全年受理行政复议91件，审结88件。", **meta)
        outcome = opened.ask("清河县和武义县2024年一共受理多少件行政复议")
        if isinstance(outcome, Answer):
            assert not any(v.computed for v in outcome.values)
        some = opened.answer("清河县、武义县、威县2024年一共受理多少件行政复议")
        (partial,) = (v for v in some.values if v.computed)
        sentence = next(line for line in some.answer.split("\n") if partial.value in line)
        assert "清河县2024年的数字各处说法不一" in sentence
        assert not partial.primary
        assert {"90", "91"} <= {v.value for v in some.values if not v.primary}
    finally:
        opened.close()


def test_a_rate_is_not_worked_out_of_a_whole_that_the_stated_one_is_not_of(tmp_path: Path) -> None:
    meta = {"kind": "report", "jurisdiction": A, "year": 2024}
    for name, rate, shown in (("a", "20", True), ("b", "30", False)):
        desk = Desk(tmp_path / name)
        text = f"# 清河县2024年报告\n\n审结行政复议50件，调解结案5件。\n\n纠错10件，纠错率{rate}%。"
        desk.add(name, text, **meta)
        outcome = desk.ask("清河县2024年行政复议调解率是多少")
        assert isinstance(outcome, Answer) == shown
        desk.close()


def test_rates_are_averaged(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for name, body, rate in (("a", A, "97.2"), ("b", B, "98.4")):
        text = f"# {body[6:]}2024年法治政府建设报告\n\n12345热线办结率{rate}%。"
        desk.add(name, text, kind="report", jurisdiction=body, year=2024)
    answer = desk.answer("2024年清河县、武义县热线办结率的平均值是多少？")
    assert first(answer) == ("97.8", "%", "(97.2 + 98.4) ÷ 2")
    desk.close()


def test_kinds_of_one_list_are_added(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    text = "# 清河县2024年行政复议工作报告\n\n按申请事项分，行政处罚类349件；投诉举报类296件。"
    desk.add("a", text, kind="report", jurisdiction=A, year=2024)
    answer = desk.answer("2024年清河县行政处罚类和投诉举报类复议案件合计多少件？")
    assert first(answer) == ("645", "件", "349 + 296")
    desk.close()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("清河县2024年好差评评价数是多少？", "93347"),
        ("清河县2024年负责人出庭应诉率", "97.21"),
        ("清河县2024年行政执法人员持证率", "94"),
        ("清河县2024年村居法律顾问覆盖村(社区)数", "383"),
        ("清河县2024年行政案件审结数同比变化多少？", None),
    ],
)
def test_what_stands_beside_a_figure_is_not_it(
    tmp_path: Path, question: str, wanted: str | None
) -> None:
    desk = Desk(tmp_path)
    text = (
        "# 清河县2024年法治政府建设报告\n\n好差评系统收到好差评93347条，其中好评占99.7%。\n\n"
        "出庭应诉率97.21%，其中县政府负责人出庭应诉率100%。\n\n"
        "行政执法人员500人，执法人员持证率94%，其中综合执法队伍持证率99%。\n\n"
        "40名律师担任383个村（社区）法律顾问。\n\n"
        "行政诉讼审结53件，败诉5件，行政诉讼败诉率9.4%，同比提高0.8个百分点。"
    )
    desk.add("a", text, kind="report", jurisdiction=A, year=2024)
    outcome = desk.ask(question)
    primary = (
        {v.value for v in outcome.values if v.primary} if isinstance(outcome, Answer) else set()
    )
    assert primary == ({wanted} if wanted else set())
    desk.close()


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("清河县2024年行政复议审结率", "60 ÷ 60"),
        ("清河县2024年法律援助办结率", "500 ÷ 500"),
        ("清河县2024年规范性文件备案率是多少", "12 ÷ 12"),
    ],
)
def test_equal_figures_make_a_whole(tmp_path: Path, question: str, formula: str) -> None:
    desk = Desk(tmp_path)
    text = (
        "# 清河县2024年法治政府建设报告\n\n受理行政复议案件60件，审结60件。\n\n"
        "受理法律援助案件500件，办结500件。\n\n制定规范性文件12件，备案12件。"
    )
    desk.add("a", text, kind="report", jurisdiction=A, year=2024)
    assert first(desk.answer(question)) == ("100", "%", formula)
    desk.close()
