"""The judge on outcomes made by hand: every check can fail, and each for its own reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Abstention, Answer, Citation, Question, Table, Value
from eval.cases import Case, Expected, Figure, Figures, Silence, Words
from eval.citations import law_name
from eval.figures import base, numerals, squeezed
from eval.judge import Verdict, judge

TEXT = "甲县2023年报告。全年共受理行政复议60件,审结51件,罚款31.5万元,下降21.6%。另有14件。"
LAW = "第三条 应当自受理之日起60日内办结。第四条 另行规定。"


class Kept:
    """Sources made by hand: texts and dates by document."""

    texts: Mapping[str, str] = {"r": TEXT, "new": LAW, "old": LAW}
    dates: Mapping[str, dt.date] = {"new": dt.date(2022, 2, 25), "old": dt.date(2005, 1, 10)}

    def text(self, document_id: str, version: int) -> str | None:
        return self.texts.get(document_id) if version == 1 else None

    def adopted(self, document_id: str) -> dt.date | None:
        return self.dates.get(document_id)


def cited(quote: str, n: int = 1, document: str = "r", **more: Any) -> Citation:
    start = Kept.texts[document].index(quote)
    known: dict[str, Any] = {"title": "甲县报告", "year": 2023, "section": ("一、复议",)}
    return Citation(
        n=n,
        document_id=document,
        version=1,
        issuer=None,
        quote=quote,
        start=start,
        end=start + len(quote),
        **{**known, **more},
    )


SENTENCE = cited("全年共受理行政复议60件,审结51件,罚款31.5万元,下降21.6%。")


def value(number: str = "60", unit: str = "件", **more: Any) -> Value:
    known: dict[str, Any] = {
        "measure": "行政复议受理量",
        "qualifier": None,
        "year": 2023,
        "jurisdiction": "甲县",
        "citation": 1,
        "primary": True,
    }
    return Value(value=number, unit=unit, **{**known, **more})


def figure(number: str, unit: str = "件", **more: Any) -> Figure:
    return Figure(value=Decimal(number), unit=unit, **more)


WANTED = Figures(
    values=(figure("60"),),
    also=(figure("51"), figure("21.6", "%")),
    quote="受理行政复议 60件",
    year=2023,
    place="甲县",
)


def answer(text: str = "甲县2023年受理行政复议60件。[1]", **more: Any) -> Answer:
    known: dict[str, Any] = {
        "question": "甲县2023年受理多少件？",
        "language": "zh",
        "intent": "numeric",
        "values": (value(),),
        "citations": (SENTENCE,),
    }
    return Answer(answer=text, **{**known, **more})


def verdict(outcome: Answer | Abstention, expected: Expected = WANTED) -> Verdict:
    kind = {Figures: "numeric", Words: "text", Silence: "abstain"}[type(expected)]
    case = Case(
        id="c",
        suite="s",
        question=Question(text=outcome.question),
        kind=kind,  # type: ignore[arg-type]
        expected=expected,
    )
    return judge(case, outcome, Kept())


def silence(reason: Any = "year_not_covered") -> Abstention:
    return Abstention(
        question="？", reason=reason, message="没有。", language="zh", intent="numeric"
    )


# Figures


def test_the_right_figure_with_its_sentence_passes() -> None:
    found = verdict(answer())
    assert found.passed
    assert (found.exact, found.cited, found.wrong, found.faults) == (True, True, (), ())


def test_listed_figures_may_stand_beside() -> None:
    both = (value(), value("51", primary=False, measure="审结"), value("21.6", "%", primary=False))
    assert verdict(answer("受理60件，审结51件，下降21.6%。[1]", values=both)).passed


def test_another_figure_beside_the_right_one_is_wrong() -> None:
    found = verdict(answer(values=(value(), value("14", primary=False))))
    assert not found.passed
    assert not found.exact
    assert found.wrong == ("行政复议受理量 14件 (甲县 2023)",)


@pytest.mark.parametrize(
    "shown",
    [
        value("600"),
        value("60", "人"),
        value("60", "万件"),
        value("60.0001"),
        value(jurisdiction="乙县"),
        value(jurisdiction=None),
        value(year=2022),
        value(year=None),
        value(high="70"),
        value("rubbish"),
    ],
)
def test_a_figure_wrong_in_any_respect_is_a_wrong_figure(shown: Value) -> None:
    found = verdict(answer("[1]", values=(shown,)))
    assert not found.exact
    assert len(found.wrong) == 1


def test_an_also_figure_of_another_body_is_wrong() -> None:
    found = verdict(answer(values=(value(), value("51", jurisdiction="乙县", primary=False))))
    assert found.wrong


@pytest.mark.parametrize(
    "text",
    [
        "受理600件。",
        "受理60万件。",
        "受理60人。",
        "受理六十件，撤回十四件。",
        "占百分之九十。",
        "受理（61）件。",
        "60 cases and 61 more",
        "受理60件，占30%。",
        "受理2000件。",
        "1. 受理61件",
        "罚款31.5元",
    ],
)
def test_a_numeral_in_the_words_that_is_not_listed_is_a_wrong_figure(text: str) -> None:
    found = verdict(answer(text))
    assert found.wrong
    assert not found.passed


@pytest.mark.parametrize(
    "text",
    [
        "2023年（甲县）受理60件。[1][12]",
        "受理六十件，下降百分之二十一点六。",
        "In 2023, 60 cases; down 21.6 percent [1]",
        "受理60 件",
        "根据第十二条，依《某条例（2021年）》，受理60件，热线12345热线。",
        "1. 受理60件\n2. 审结51件",
        "2023年3月4日公布：受理60件。",
    ],
)
def test_listed_figures_in_any_written_form_are_right(text: str) -> None:
    assert verdict(answer(text)).wrong == ()


def test_amounts_are_compared_in_base_units() -> None:
    wanted = replace(WANTED, values=(figure("315000", "元"),), quote="罚款31.5万元")
    for said in ("31.5万元", "315000元", "315,000元", "31.5 万元"):
        found = verdict(answer(said, values=(value("315000", "元"),)), wanted)
        assert found.passed, found
    assert verdict(answer("31.5亿元", values=(value("315000", "元"),)), wanted).wrong


def test_the_questions_own_number_may_be_said_again() -> None:
    question = "甲县2023年受理超过100件了吗？"
    assert verdict(answer("没有超过100件：60件。", question=question)).passed
    assert not verdict(answer("超过100件。", question=question, values=(value("100"),))).passed


def test_a_table_is_read_too() -> None:
    table = Table(columns=("县", "年", "件"), rows=(("甲县", "2023", "60"),), citations=(1,))
    assert verdict(answer(table=table)).passed
    wrong = replace(table, rows=(("甲县", "2023", "99"),))
    assert verdict(answer(table=wrong)).wrong == ("99 in the table",)


def test_every_expected_figure_must_be_given() -> None:
    wanted = replace(WANTED, values=(figure("60"), figure("51")), also=())
    found = verdict(answer(), wanted)
    assert not found.exact
    assert "not given: 51件" in found.faults
    assert found.wrong == ()


def test_the_first_primary_value_must_be_the_one_asked_for() -> None:
    behind = (value("51"), value("60"))
    assert not verdict(answer(values=behind)).exact
    aside = (value("51", primary=False), value("60"))
    assert verdict(answer(values=aside)).exact
    assert not verdict(answer(values=(value(primary=False),))).exact
    assert not verdict(answer(values=())).exact


def test_a_table_of_bodies_may_begin_with_any_that_may_be_in_it() -> None:
    wanted = Figures(
        values=(
            figure("60", place="甲县", year=2023, quote="受理行政复议60件"),
            figure("51", place="乙县", year=2023, quote="审结51件"),
        ),
        also=(figure("14", place="全国"),),
    )
    rest = (value(), value("51", jurisdiction="乙县"))
    nation = value("14", jurisdiction="全国")
    text = "分别是：14件、60件、51件。"
    assert verdict(answer(text, values=(nation, *rest)), wanted).exact
    alone = replace(WANTED, also=(figure("14", place="全国"),))
    assert not verdict(answer("14件，60件。", values=(nation, value())), alone).exact


def test_figures_of_several_bodies() -> None:
    wanted = Figures(
        values=(
            figure("60", place="甲县", year=2023, quote="受理行政复议60件"),
            figure("14", place="乙县", year=2022, quote="另有14件"),
        )
    )
    values = (value(), value("14", jurisdiction="乙县", year=2022, citation=2))
    right = answer(values=values, citations=(SENTENCE, cited("另有14件。", 2)))
    assert verdict(right, wanted).passed
    swapped = replace(right, values=(values[0], replace(values[1], jurisdiction="甲县")))
    assert verdict(swapped, wanted).wrong
    assert not verdict(
        replace(right, values=(values[0], replace(values[1], citation=1))), wanted
    ).cited


def test_a_lost_qualifier_is_told_apart() -> None:
    wanted = replace(WANTED, values=(figure("60", qualifier="余"),))
    assert verdict(answer(), wanted).blurred == ("60件 without 余",)
    assert verdict(answer(), wanted).passed
    assert verdict(answer(values=(value(qualifier="余"),)), wanted).blurred == ()


# Citations


def test_another_sentence_is_no_right_citation() -> None:
    found = verdict(answer(citations=(cited("另有14件。"),)))
    assert found.exact
    assert found.cited is False
    assert not found.passed


@pytest.mark.parametrize(
    "broken",
    [
        replace(SENTENCE, quote=SENTENCE.quote.replace("审结51", "审结 51")),
        replace(SENTENCE, start=SENTENCE.start + 1),
        replace(SENTENCE, version=2),
        replace(SENTENCE, document_id="unknown"),
        replace(SENTENCE, n=2),
        replace(SENTENCE, quote="", end=SENTENCE.start),
    ],
)
def test_a_citation_must_be_verbatim_and_there(broken: Citation) -> None:
    assert verdict(answer(citations=(broken,))).cited is False


def test_without_citations_nothing_is_cited() -> None:
    assert verdict(answer(citations=())).cited is False


# Words

SAID = Words(
    contains=("60日|六十日",), law="信访条例", adopted=dt.date(2022, 2, 25), article=("第三条",)
)
ARTICLE = cited(
    "应当自受理之日起60日内办结。",
    document="new",
    title="《信访条例》(2022-02-25)",
    section=("第一章", "第三条"),
)


def told(*citations: Citation, text: str = "六十日内办结。[1]") -> Answer:
    return answer(text, values=(), citations=citations or (ARTICLE,), intent="open")


def test_the_right_words_from_the_right_article_pass() -> None:
    assert verdict(told(), SAID).passed
    assert verdict(told(text="见下。"), SAID).passed


def test_which_citation_comes_first_is_told() -> None:
    other = cited("第四条 另行规定。", 2, "new", title="信访条例", section=("第四条",))
    assert verdict(told(ARTICLE, other), SAID).led is True
    behind = verdict(told(other, ARTICLE), SAID)
    assert behind.passed
    assert behind.led is False


def test_words_that_are_missing_fail() -> None:
    found = verdict(told(cited("第四条 另行规定。", document="new"), text="尽快"), SAID)
    assert not found.exact


@pytest.mark.parametrize(
    "citation",
    [
        replace(ARTICLE, title="信访条例实施细则"),
        replace(ARTICLE, document_id="old"),
        replace(ARTICLE, section=("第三条之一",)),
        replace(ARTICLE, section=("第十三条",)),
    ],
)
def test_another_law_edition_or_article_is_no_source(citation: Citation) -> None:
    found = verdict(told(citation), SAID)
    assert found.cited is False
    assert not found.passed


def test_an_older_edition_beside_the_right_one_is_a_fault() -> None:
    both = verdict(told(ARTICLE, replace(ARTICLE, n=2, document_id="old")), SAID)
    assert both.cited is False
    assert "cites the edition of 2005-01-10, not of 2022-02-25" in both.faults


def test_an_article_may_be_named_in_the_quote() -> None:
    whole = cited(
        "第三条 应当自受理之日起60日内办结。", document="new", title="信访条例", section=()
    )
    assert verdict(told(whole), SAID).passed


def test_without_a_law_the_quote_decides() -> None:
    wanted = Words(contains=("60日",), quote="自受理之日起60日内")
    assert verdict(told(), wanted).passed
    assert not verdict(told(cited("第四条 另行规定。", document="new"), text="60日"), wanted).passed


def test_what_is_told_of_the_corpus_itself_has_no_source() -> None:
    table = Table(columns=("题名",), rows=(("甲县报告",),), citations=())
    listed = replace(told(text="共1份文件。"), citations=(), table=table)
    assert verdict(listed, Words(contains=("甲县报告",))).passed
    assert not verdict(listed, Words(contains=("乙县报告",))).passed
    assert verdict(listed, Words(contains=("甲县报告",), quote="受理")).cited is False


# Silence


def test_silence_where_it_is_due() -> None:
    found = verdict(silence(), Silence(reason=("year_not_covered",)))
    assert found.passed
    assert found.reason_right is True


def test_another_reason_still_is_silence() -> None:
    found = verdict(silence("no_evidence"), Silence(reason=("year_not_covered",)))
    assert found.passed
    assert found.reason_right is False
    assert found.faults


def test_an_answer_where_silence_is_due_shows_wrong_figures() -> None:
    found = verdict(answer(), Silence(reason=("year_not_covered",)))
    assert not found.passed
    assert found.answered
    assert found.wrong
    wordy = answer("见第三条。", values=())
    assert not verdict(wordy, Silence(reason=("no_evidence",))).passed
    assert verdict(wordy, Silence(reason=("no_evidence",))).wrong == ()


def test_figures_said_in_words_are_wrong_where_a_figure_was_asked_for_in_vain() -> None:
    silent = Silence(reason=("no_evidence",))
    told_days = answer("应当在六十日内办结。", values=())
    assert verdict(told_days, silent).wrong == ("六十日 in the answer",)
    assert verdict(replace(told_days, question="怎么办理？"), silent).wrong == ()


def test_silence_where_an_answer_is_due_fails_without_a_wrong_figure() -> None:
    for expected in (WANTED, SAID):
        found = verdict(silence(), expected)
        assert not found.passed
        assert not found.answered
        assert found.wrong == ()


# Reading numerals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31.5万件", [("315000", "件")]),
        ("315,000件", [("315000", "件")]),
        ("160余万元", [("1600000", "元")]),
        ("16万余条", [("160000", "条")]),
        ("百分之二十一点六", [("21.6", "%")]),
        ("百分之5.5", [("5.5", "%")]),
        ("二十五名", [("25", "名")]),
        ("３０％", [("30", "%")]),
        ("2.5 million", [("2500000", "")]),
        ("12 per cent", [("12", "%")]),
        ("一批、一件事", []),
        ("第十二条、2023年、[3]", []),
        ("3—5件", [("3", ""), ("5", "件")]),
    ],
)
def test_numerals_are_read_in_base_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(shown.value, shown.unit) for shown in numerals(text)] == [
        (Decimal(number), unit) for number, unit in expected
    ]


@given(st.integers(min_value=0, max_value=10**10 - 1), st.sampled_from(["件", "人次", "%", "元"]))
def test_plain_and_grouped_numbers_are_read_alike(number: int, unit: str) -> None:
    for written in (f"{number}{unit}", f"{number:,}{unit}"):
        (shown,) = numerals(f"共{written}。")
        assert (shown.value, shown.unit) == (Decimal(number), unit)


def test_units_have_one_spelling() -> None:
    assert base(Decimal(2), "人（次）") == base(Decimal(2), "人次")
    assert base(Decimal("31.5"), "万元") == (Decimal(315000), "元")
    assert base(Decimal(1), "％") == (Decimal(1), "%")
    assert base(Decimal(1), "件") != base(Decimal(1), "起")


def test_wording_is_compared_without_blanks_and_width() -> None:
    assert squeezed("受理 “60”　件，Ａb") == squeezed('受理"60"件,aB')


@pytest.mark.parametrize(
    "title", ["中华人民共和国行政复议法", "《行政复议法》", "行政复议法(2023-09-01)"]
)
def test_a_law_has_one_name(title: str) -> None:
    assert law_name(title) == law_name("行政复议法")
    assert law_name(title) != law_name("行政复议法实施条例")
