"""A measure named in so many words: its own figure, and none that words narrow."""

from __future__ import annotations

import pytest

from assistant.looks import look_of
from assistant.measure_names import asked_by_name
from tests.reading import answers, stated


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
        ("政务服务事项数是多少？", "政务服务事项1975项全部进驻大厅。", ["1975项"]),
        ("司法所个数是多少？", "29个司法所全部达标。", ["29个"]),
        ("行政复议不予受理量是多少？", "依法作出行政复议不予受理决定12件。", ["12件"]),
        ("行政复议撤回量是多少？", "行政复议撤回申请终止84件。", ["84件"]),
        ("政务服务事项数增长了百分之几？", "主动公开政府信息900条，同比增长12.8%。", []),
        ("行政复议受理量增长了百分之几？", "受理行政复议90件，同比增长12.8%。", ["12.8%"]),
        ("行政复议受理量同比增幅是多少？", "受理行政复议90件，同比增长12.8%。", ["12.8%"]),
        ("法律援助受理量有多少元？", "受理法律援助案件60件。", []),
        ("行政复议受理量是多少？", "1—6月受理行政复议60件。", []),
    ],
)
def test_its_figure_answers(question: str, text: str, figures: list[str]) -> None:
    assert answers(question, text) == figures


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("司法鉴定办理量是多少？", "办理司法鉴定90件，其中法医临床类60件。", "90件"),
        ("行政复议确认违法量是多少？", "以确认违法方式纠错的行政复议案件31件。", "31件"),
        ("法律援助受援人数是多少？", "法律援助惠及受援人310人，其中农民工90人。", "310人"),
        ("行政复议听证量是多少？", "对16件疑难复杂的行政复议案件召开听证会。", "16件"),
    ],
)
def test_words_that_go_without_saying_narrow_nothing(question: str, text: str, figure: str) -> None:
    assert answers(question, text) == [figure]
    (whole, *_) = stated(text)
    assert look_of(whole).plain
