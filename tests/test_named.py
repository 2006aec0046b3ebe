"""A measure named in so many words: its own figure, and none that words narrow."""

from __future__ import annotations

import pytest

from assistant.measure_names import asked_by_name
from tests.reading import answers


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("的行政复议受理量是多少？", ["行政复议受理量"]),
        ("哪个地方的法律明白人人数最多？", ["法律明白人数"]),
        ("和的罚没金额分别是多少？", ["罚款金额"]),
        ("、、律师事务所数合计是多少？", ["律师事务所数"]),
        ("涉企行政复议受理量是多少？", []),
        ("上半年行政复议受理量是多少？", []),
        ("女律师数是多少？", []),
        ("如何提高出庭应诉率？", []),
        ("为什么行政复议受理量下降了？", []),
        ("公安局的行政复议受理量是多少？", []),
        ("月均行政复议受理量是多少？", []),
        ("我想知道 的行政复议受理量的数字", ["行政复议受理量"]),
        ("行政复议受理量情况怎么样？", ["行政复议受理量"]),
        ("对比一下 和 的行政复议受理量", ["行政复议受理量"]),
        ("有几个地方行政复议受理量超过了100件？", ["行政复议受理量"]),
        ("把 各地的行政复议受理量排个名", ["行政复议受理量"]),
        ("行政复议受理量较上年有什么变化？", ["行政复议受理量"]),
    ],
)
def test_what_a_question_names(question: str, measures: list[str]) -> None:
    named = asked_by_name(question)
    assert [m.name for m in named.measures] == measures if named else not measures


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("行政复议维持件数是多少？", "审结复议案件46件，其中维持17件，驳回4件。", ["17件"]),
        ("办理时限压缩比是多少？", "提供帮办代办340件，办理时限压缩比85.8%。", ["85.8%"]),
        ("合法性审核合同数是多少？", "审核合同51份，聘请政府法律顾问18名。", ["51份"]),
        ("律师数是多少？", "现有律师事务所26家、律师276名。", ["276名"]),
        ("行政复议受理量是多少？", "受理行政复议60件，受理涉企行政复议9件。", ["60件"]),
        ("司法建议数是多少？", "收到司法建议11份。收到司法建议12份。", []),
        ("村居法律顾问律师数是多少？", "法律顾问覆盖村(社区)155个。", []),
        ("行政复议受理量是多少？", "审结行政复议51件。", []),
        ("法律援助受理量有多少元？", "受理法律援助案件60件。", []),
        ("行政复议受理量是多少？", "1—6月受理行政复议60件。", []),
    ],
)
def test_its_figure_answers(question: str, text: str, figures: list[str]) -> None:
    assert answers(question, text) == figures
