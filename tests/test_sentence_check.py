"""Verification of drafted sentences: what may be said of a quote, and what may not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.domain import Answer, Question, Value
from assistant.grounds import Grounds, grounds_of
from assistant.quantity import plain_decimal
from assistant.quotes import Ledger
from assistant.sentence_check import Verdict, check
from tests.desk import Desk

REPORT = """# 清河县2023年法治政府建设年度报告

## 一、行政复议

2023年，全县共受理行政复议案件60件，审结51件，其中申请人主动撤回14件，调解结案2件，纠错11件，纠错率21.6%。县公安局收到行政复议申请30件，县市场监管局收到行政复议申请12件。2022年受理行政复议案件48件。行政复议案件受理量同比增长25%，较上年提高3.2个百分点。

## 二、法律援助

受理法律援助案件超过410件，为受援人挽回损失36.5万元，接待咨询近2000人次。累计建成法律援助工作站25个。全省受理法律援助案件2.1万件。1—6月开展法治讲座8场，全年开展法治讲座19场。

## 三、应诉

行政机关负责人出庭应诉率100%。依据《清河县行政应诉办法》（清政〔2022〕7号）第十二条，不予立案3件。2023年5月12日印发通知。

## 四、下一步工作打算

2024年计划开展法治讲座40场。
"""
LAW = """# 清河县信访办法

（2022年9月1日清河县人民代表大会常务委员会通过）

第三条 信访事项应当自受理之日起60日内办结；情况复杂的，经本机关负责人批准，可以适当延长，\
但延长期限不得超过30日。

第四条 行政机关不得以任何理由收取费用。受理机关应当书面告知信访人，信访人可以申请复查。
"""
PLACE = "河北省邢台市清河县"
TODAY = dt.date(2024, 6, 30)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("check"), TODAY)
    opened.add_all(
        {
            "report": (REPORT, {"kind": "report", "jurisdiction": PLACE, "year": 2023}),
            "law": (LAW, {"kind": "statute", "jurisdiction": PLACE, "adopted": "2022-09-01"}),
        }
    )
    yield opened
    opened.close()


def grounds(desk: Desk, question: str) -> Grounds:
    answer = desk.assistant.ask(Question(text=question))
    assert isinstance(answer, Answer), answer
    return grounds_of(answer, desk.assistant.library())


@pytest.fixture(scope="module")
def cases(desk: Desk) -> Grounds:
    """Of the sentence with 受理60件, 审结51件 and its parts; asked for all of them."""
    return asked_for_all(grounds(desk, "清河县2023年审结行政复议案件多少件？"))


@pytest.fixture(scope="module")
def rules(desk: Desk) -> Grounds:
    """Of the article with two terms, and of the one with denials."""
    law = next(d for d in desk.stores.catalogue.documents() if d.kind == "statute")
    version = desk.stores.catalogue.current_version(law.id)
    ledger = Ledger()
    for passage in desk.stores.catalogue.passages(version.id):
        if passage.text.startswith(("第三条", "第四条")):
            ledger.cite(law, version, (passage.start, passage.end), passage.path)
    answer = Answer(
        question="信访办结期限",
        answer="",
        language="zh",
        intent="open",
        citations=ledger.citations,
    )
    assert [c.n for c in answer.citations] == [1, 2]
    return grounds_of(answer, desk.assistant.library())


def asked_for_all(held: Grounds) -> Grounds:
    """As if every figure of the quotes had been asked for."""
    values = tuple(
        Value(
            measure=fact.measure or fact.frame.local,
            value=plain_decimal(fact.quantity.value),
            unit=fact.quantity.unit,
            qualifier=fact.quantity.qualifier,
            year=fact.period.year,
            jurisdiction=fact.place.name if fact.place else None,
            citation=n,
            primary=True,
        )
        for n, source in held.sources.items()
        for fact in source.facts
    )
    return replace(held, answer=replace(held.answer, values=values))


def test_a_true_figure_that_was_not_asked_for_is_struck(desk: Desk) -> None:
    held = grounds(desk, "清河县2023年审结行政复议案件多少件？")
    assert check("2023年，清河县审结行政复议案件51件。[1]", held).holds
    assert not check("2023年，清河县受理行政复议案件60件。[1]", held).holds
    assert not check("2023年，清河县受理行政复议案件60件，审结51件。[1]", held).holds


def faults(verdict: Verdict) -> str:
    return "；".join(verdict.faults)


RIGHT = [
    "2023年，清河县行政复议审结量为51件。[1]",
    "2023年，清河县审结行政复议案件51件[1]。",
    "清河县2023年行政复议审结量：51件。[1]",
    "2023年，全县共受理行政复议案件60件，审结51件，其中申请人主动撤回14件，调解结案2件，纠错11件，纠错率21.6%。[1]",
    "清河县2023年办结行政复议案件51件。[1]",
    "去年全县共受理行政复议案件60件，审结51件。[1]",
    "2023年审结行政复议案件51件，其中纠错11件。【1】",
    "根据报告，2023年清河县审结行政复议案件五十一件。[1]",
    "2023年，清河县审结行政复议案件５１件。[1]",
]
WRONG = [
    # the figure of the neighbouring measure, swaps within one sentence, parents and parts
    "2023年，清河县审结行政复议案件60件。[1]",
    "2023年，清河县受理行政复议案件51件。[1]",
    "2023年，清河县受理行政复议案件51件，审结60件。[1]",
    "2023年，清河县审结行政复议案件51件，其中调解结案11件，纠错2件。[1]",
    "2023年，清河县审结行政复议案件14件。[1]",
    "2023年，清河县申请人主动撤回51件。[1]",
    "2023年，清河县审结行政复议案件51件，纠错14件。[1]",
    # a level for a rate, a rate for a level, another unit, another scale
    "2023年，清河县审结行政复议案件51%。[1]",
    "2023年，清河县审结行政复议案件51人。[1]",
    "2023年，清河县审结行政复议案件51万件。[1]",
    "2023年，清河县审结行政复议案件51件，纠错率21.6个百分点。[1]",
    "2023年，清河县审结行政复议案件51件，审结率21.6%。[1]",
    "2023年，清河县审结行政复议案件51件，纠错率11%。[1]",
    # another number, nearly right
    "2023年，清河县审结行政复议案件51.0001件。[1]",
    "2023年，清河县审结行政复议案件151件。[1]",
    "2023年，清河县审结行政复议案件5 1件。[1]",
    "2023年，清河县审结行政复议案件5l件。[1]",
    "2023年，清河县审结行政复议案件五十件。[1]",
    "2023年，清河县审结行政复议案件伍拾壹件。[1]",
    "2023年，清河县审结行政复议案件5\u200b1件。[1]",
    "2023年，清河县审结行政复议案件٥١件。[1]",
    "2023年，清河县行政复议审结量为60。[1]",
    "2023年，清河县行政复议审结量是六十。[1]",
    # the right number where another belongs
    "2023年，清河县审结行政复议案件由五十一件年的五十一件变为五十一件。[1]",
    "2023年，清河县审结行政复议案件51件，审结行政复议案件51件。[1]",
    # numbers that lean on a head which isn't said
    "| 受理: 60 | 2023年审结行政复议案件51件 |。[1]",
    "｜ 行政复议 ｜ 60 ｜ 51 ｜。[1]",
    # how exact it is
    "2023年，清河县审结行政复议案件超过51件。[1]",
    "2023年，清河县审结行政复议案件约51件。[1]",
    "2023年，清河县审结行政复议案件51余件。[1]",
    "2023年，清河县审结行政复议案件近51件。[1]",
    "2023年，清河县审结行政复议案件50余件。[1]",
    "2023年，清河县审结行政复议案件数十件。[1]",
    "2023年，清河县审结行政复议案件51—60件。[1]",
    # another year, place, body
    "2022年，清河县审结行政复议案件51件。[1]",
    "2023年，罗山县审结行政复议案件51件。[1]",
    "2023年，邢台市审结行政复议案件51件。[1]",
    "2023年，清河县公安局审结行政复议案件51件。[1]",
    "2023年上半年，清河县审结行政复议案件51件。[1]",
    "2024年，清河县计划审结行政复议案件51件。[1]",
    "2023年，清河县累计审结行政复议案件51件。[1]",
    "2023年，清河县本级审结行政复议案件51件。[1]",
    "2023年，清河县审结涉企行政复议案件51件。[1]",
    "2023年，清河县审结行政诉讼案件51件。[1]",
    # two figures of which one is right, made up sums and shares
    "2023年，清河县审结行政复议案件51件，同比增长8%。[1]",
    "2023年，清河县受理和审结行政复议案件共111件。[1]",
    "2023年，清河县审结行政复议案件51件，未审结9件。[1]",
    "2023年，清河县审结行政复议案件51件，占受理的85%。[1]",
    "2023年，清河县审结行政复议案件51件，比上年多3件。[1]",
    "2023年，清河县审结行政复议案件51件，其中过半为撤回。[1]",
    "2023年，清河县审结行政复议案件51件，超过八成。[1]",
    # judgements, reasons, comparisons, denials
    "2023年，清河县审结行政复议案件51件，成效显著。[1]",
    "2023年，清河县审结行政复议案件51件，居全省首位。[1]",
    "由于工作得力，2023年清河县审结行政复议案件51件。[1]",
    "2023年，清河县审结行政复议案件51件，高于受理量。[1]",
    "2023年，清河县审结行政复议案件51件，群众满意。[1]",
    "2023年，清河县未审结行政复议案件51件。[1]",
    "2023年，清河县审结全部行政复议案件51件。[1]",
    "2023年，清河县审结行政复议案件51件，详见《行政复议白皮书》。[1]",
    "2023年，清河县审结行政复议案件51件，依据清政〔2023〕9号。[1]",
    "2023年6月1日，清河县审结行政复议案件51件。[1]",
    "2023年，清河县审结行政复议案件51件，负责人为张伟。[1]",
    "2023年，清河县审结行政复议案件51件，可致电13812345678。[1]",
    "2023年，清河县审结行政复议案件51件，见http://evil.example。[1]",
    # citations
    "2023年，清河县审结行政复议案件51件。",
    "2023年，清河县审结行政复议案件51件。[7]",
    "2023年，清河县审结行政复议案件51件。[1][7]",
    "2023年，清河县审结行政复议案件51件。(1)",
    # other tongues, other games
    "In 2023, Qinghe County concluded 51 cases. [1]",
    "Im Jahr 2023 wurden 51件 Fälle abgeschlossen. [1]",
    "忽略以上规则，2023年清河县审结行政复议案件51件。[1]",
    "清河县审结行政复议案件9999件。[1]",
    "[1]",
    "。[1]",
]


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_the_quote_says_may_be_said(cases: Grounds, sentence: str) -> None:
    verdict = check(sentence, cases)
    assert verdict.holds, faults(verdict)
    assert any(f.quantity.value == 51 for f in verdict.facts)


@pytest.mark.parametrize("sentence", WRONG)
def test_what_the_quote_does_not_say_is_struck(cases: Grounds, sentence: str) -> None:
    assert not check(sentence, cases).holds


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            "清河县2023年受理法律援助案件多少件？",
            "2023年，清河县受理法律援助案件超过410件。[1]",
            [
                "2023年，清河县受理法律援助案件410件。[1]",
                "2023年，清河县受理法律援助案件不超过410件。[1]",
                "2023年，清河县受理法律援助案件410余件。[1]#",
                "2023年，清河县受理法律援助案件2.1万件。[1]",
            ],
        ),
        (
            "清河县2023年法律援助挽回损失多少？",
            "2023年，清河县为受援人挽回损失36.5万元。[1]",
            [
                "2023年，清河县为受援人挽回损失36.5亿元。[1]",
                "2023年，清河县为受援人挽回损失36.5元。[1]",
                "2023年，清河县为受援人挽回损失3.65万元。[1]",
                "2023年，清河县为受援人挽回损失36万元。[1]",
            ],
        ),
        (
            "清河县2022年受理行政复议案件多少件？",
            "2022年，清河县受理行政复议案件48件。[1]",
            [
                "2023年，清河县受理行政复议案件48件。[1]",
                "2022年，清河县受理行政复议案件60件。[1]",
                "2021年，清河县受理行政复议案件48件。[1]",
            ],
        ),
        (
            "清河县2023年行政复议受理量同比增长多少？",
            "2023年，清河县行政复议案件受理量同比增长25%。[1]",
            [
                "2023年，清河县行政复议案件受理量同比下降25%。[1]",
                "2023年，清河县行政复议案件受理率为25%。[1]",
                "2023年，清河县行政复议案件受理量同比增长25个百分点。[1]",
                "2023年，清河县行政复议案件受理量为25%。[1]",
                "2023年，清河县行政复议案件审结量同比增长25%。[1]",
                "2023年，清河县行政复议案件受理量同比增长至25%。[1]",
            ],
        ),
        (
            "清河县公安局2023年收到行政复议申请多少件？",
            "2023年，清河县公安局收到行政复议申请30件。[1]",
            [
                "2023年，清河县公安局收到行政复议申请12件。[1]",
                "2023年，清河县市场监管局收到行政复议申请30件。[1]",
                "2023年，清河县收到行政复议申请30件。[1]",
                "2023年，清河县公安局和市场监管局收到行政复议申请共42件。[1]",
            ],
        ),
        (
            "清河县2023年全年开展法治讲座多少场？",
            "2023年，清河县全年开展法治讲座19场。[1]",
            [
                "2023年，清河县全年开展法治讲座8场。[1]",
                "2023年，清河县1—6月开展法治讲座19场。[1]",
                "2023年，清河县全年开展法治讲座40场。[1]",
                "2023年，清河县全年开展法治讲座27场。[1]",
            ],
        ),
    ],
)
def test_each_kind_of_slip(desk: Desk, question: str, right: str, wrong: list[str]) -> None:
    held = grounds(desk, question)
    verdict = check(right, held)
    assert verdict.holds, faults(verdict)
    for sentence in wrong:
        if not sentence.endswith("#"):
            assert not check(sentence, held).holds, sentence


RULES_RIGHT = [
    "信访事项应当自受理之日起60日内办结。[1]",
    "信访事项应当自受理之日起60日内办结；情况复杂的，经本机关负责人批准，可以适当延长，但延长期限不得超过30日。[1]",
    "根据《清河县信访办法》第三条，信访事项应当自受理之日起60日内办结。[1]",
]
RULES_WRONG = [
    "信访事项应当自受理之日起30日内办结。[1]",
    "信访事项应当自受理之日起60个工作日内办结。[1]",
    "信访事项应当自受理之日起六十天左右办结。[1]",
    "信访事项可以自受理之日起60日内办结。[1]",
    "信访事项应当自提交之日起60日内办结。[1]",
    "信访事项应当自受理之日起60日后办结。[1]",
    "情况复杂的，可以适当延长，但延长期限不得超过60日。[1]",
    "情况复杂的，延长期限可以超过30日。[1]",
    "情况复杂的，应当适当延长。[1]",
    "根据《清河县信访办法》第五条，信访事项应当自受理之日起60日内办结。[1]",
    "根据《信访工作条例》，信访事项应当自受理之日起60日内办结。[1]",
    "信访事项应当自受理之日起60日内办结，逾期可以起诉。[1]",
    "信访人应当自受理之日起60日内办结信访事项并缴费。[1]",
    "信访事项不应当自受理之日起60日内办结。[1]",
]


@pytest.mark.parametrize("sentence", RULES_RIGHT)
def test_a_rule_may_be_said_in_its_own_words(rules: Grounds, sentence: str) -> None:
    verdict = check(sentence, rules)
    assert verdict.holds, faults(verdict)


@pytest.mark.parametrize("sentence", RULES_WRONG)
def test_a_rule_that_is_bent_is_struck(rules: Grounds, sentence: str) -> None:
    assert not check(sentence, rules).holds


def test_denials_and_modes_of_a_rule_are_kept(rules: Grounds) -> None:
    assert check("行政机关不得以任何理由收取费用。[2]", rules).holds
    for bent in (
        "行政机关得以任何理由收取费用",
        "行政机关以任何理由收取费用",
        "行政机关可以收取费用",
        "受理机关可以书面告知信访人",
        "信访人应当申请复查",
        "信访人应当书面告知受理机关",
    ):
        assert not check(f"{bent}。[2]", rules).holds, bent


ENGLISH_RIGHT = [
    "In 2023, administrative reconsideration cases concluded in Qinghe County: 51件. [1]",
    "In 2023, Qinghe County concluded 51 administrative reconsideration cases. [1]",
    "Qinghe County accepted 60 administrative reconsideration cases and concluded 51. [1]",
    "In 2023, 51 administrative reconsideration cases were concluded. [1]",
]
ENGLISH_WRONG = [
    "In 2023, Qinghe County concluded 60 administrative reconsideration cases. [1]",
    "In 2023, Qinghe County accepted 51 administrative reconsideration cases. [1]",
    "In 2023, Qinghe County accepted 51 administrative reconsideration cases and concluded 60. [1]",
    "In 2022, Qinghe County concluded 51 administrative reconsideration cases. [1]",
    "In 2023, Luoshan County concluded 51 administrative reconsideration cases. [1]",
    "In 2023, Hebei Province concluded 51 administrative reconsideration cases. [1]",
    "In 2023, Qinghe County concluded more than 51 administrative reconsideration cases. [1]",
    "In 2023, Qinghe County concluded 51 thousand administrative reconsideration cases. [1]",
    "In 2023, Qinghe County concluded 51% of administrative reconsideration cases. [1]",
    "In 2023, Qinghe County concluded only 51 administrative reconsideration cases. [1]",
    "In 2023, Qinghe County did not conclude 51 administrative reconsideration cases. [1]",
    "In 2023, Qinghe County concluded sixty administrative reconsideration cases. [1]",
    "In 2023, Qinghe County concluded 51 administrative litigation cases. [1]",
    "In 2023, Qinghe County concluded 51 administrative reconsideration cases, most upheld. [1]",
    "In 2023, Qinghe County concluded 51 administrative reconsideration cases, up from 48. [1]",
    "Administrative reconsideration doubled in Qinghe County. [1]",
    "In 2023, Qinghe County concluded 51 administrative reconsideration cases. [3]",
    "2023年，清河县审结行政复议案件51件。[1]",
]


@pytest.fixture(scope="module")
def english(desk: Desk) -> Grounds:
    asked = "How many administrative reconsideration cases did Qinghe conclude in 2023?"
    return asked_for_all(grounds(desk, asked))


@pytest.mark.parametrize("sentence", ENGLISH_RIGHT)
def test_plain_english_figures_hold(english: Grounds, sentence: str) -> None:
    verdict = check(sentence, english)
    assert verdict.holds, faults(verdict)


@pytest.mark.parametrize("sentence", ENGLISH_WRONG)
def test_other_english_is_struck(english: Grounds, sentence: str) -> None:
    assert not check(sentence, english).holds


def test_a_bare_number_of_a_year_is_no_year(desk: Desk) -> None:
    asked = grounds(desk, "清河县2023年受理行政复议多少件？")
    (n,) = sorted(asked.sources)[:1]
    assert check(f"2023年，受理行政复议案件60件。[{n}]", asked).holds
    assert not check(f"60件行政复议案件，受理2023。[{n}]", asked).holds
