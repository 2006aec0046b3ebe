"""Which operation a question asks for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from assistant.domain import Place, Question
from assistant.interpret import interpret
from assistant.operation import Operation, operation_of
from assistant.places import Gazetteer

_KNOWN = [
    Place(names=("河北省", "邢台市", "清河县")),
    Place(names=("浙江省", "金华市", "武义县")),
]
_GAZETTEER = Gazetteer()


def asked(question: str) -> Operation | None:
    return operation_of(
        interpret(
            Question(text=question),
            today=dt.date(2025, 6, 1),
            known=_KNOWN,
            gazetteer=_GAZETTEER,
        )
    )


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("清河县和武义县2024年一共受理多少件行政复议", "sum"),
        ("清河县2023年、2024年平均每年受理多少件", "average"),
        ("2024年武义县受理的行政复议比清河县多多少件", "difference"),
        ("武义县受理的行政复议是清河县的几倍", "ratio"),
        ("撤回案件占审结案件的比例是多少", "share"),
        ("2024年行政复议受理量排名前三的是哪些县", "rank"),
        ("哪个县的行政复议申请增长最快", "rank"),
        ("2024年受理超过100件的有哪些县", "threshold"),
        ("清河县2023年受理行政复议是不是75件", "confirm"),
        ("Which county accepted the most reconsideration cases in 2024?", "rank"),
        ("How many cases did Qinghe and Wuyi accept in total in 2024?", "sum"),
    ],
)
def test_operations_are_told_apart(question: str, kind: str) -> None:
    operation = asked(question)
    assert operation is not None
    assert operation.kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "清河县2023年受理行政复议多少件",
        "清河县2023年行政复议案件平均办理时间是多少天",
        "清河县2023年行政复议纠错率的标准差是多少",
        "清河县2024年有哪些不足",
        "各县分别受理了多少件行政复议",
        "清河县2023年受理行政复议超过50件了吗",
        "清河县2023年受理了50件以上行政复议吗",
    ],
)
def test_a_figure_as_it_stands_is_no_operation(question: str) -> None:
    assert asked(question) is None


def test_a_limit_is_read_with_its_scale_and_direction() -> None:
    operation = asked("2024年办件量不到1.5万件的有哪些县")
    assert operation is not None
    assert (operation.limit, operation.below, operation.inclusive) == (Decimal(15000), True, False)


def test_how_many_and_from_which_end() -> None:
    operation = asked("2024年行政复议受理量后两位的是哪些县")
    assert operation is not None
    assert (operation.count, operation.least) == (2, True)
    plain = asked("2024年哪个县受理的行政复议最多？各是多少？")
    assert plain is not None
    assert (plain.count, plain.least) == (1, False)
