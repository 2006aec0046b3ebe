"""English questions and everyday wordings in the field's own words."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.concepts import load_concepts, names_in
from assistant.glossary import load_colloquial, load_glossary, to_chinese, to_formal
from assistant.lexicon import load_lexicon
from assistant.tokens import terms

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=40)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "How many administrative reconsideration cases were accepted in 2023?",
            "多少件 行政复议案件 受理 2023?",
        ),
        ("What was the error correction rate?", "纠错率?"),
        ("first-instance and retrial cases", "一审 再审 案件"),
        ("How many people's mediators are there?", "多少名 人民调解员?"),
        ("How many villages were covered?", "多少个 村 覆盖?"),
        ("HOW MUCH MONEY was saved", "多少钱 节省"),
        ("what percentage of cases", "百分之多少 案件"),
        ("Labor Contract Law", "劳动合同法"),
        ("the Legal Aid Law's time limit", "法律援助法 期限"),
        ("how to apply for legal aid", "怎么申请 法律援助"),
        ("water, gas and electricity", "用水用气用电"),
        ("how many were accepted and how many concluded", "多少 受理，多少 审结"),
    ],
)
def test_english_phrases_become_chinese(english: str, chinese: str) -> None:
    assert to_chinese(english) == (chinese, [])


def test_inflections_fall_back_to_the_stem() -> None:
    for phrase in ("notarisation", "mediating", "hotlines", "drill", "withdraws"):
        text, unknown = to_chinese(phrase)
        assert not unknown, phrase
        assert re.fullmatch(r"[\u4e00-\u9fff]+", text), phrase


def test_the_longest_phrase_wins() -> None:
    assert to_chinese("mediation success rate")[0] == "调解成功率"
    assert to_chinese("mediation")[0] == "调解"


def test_words_are_bounded() -> None:
    text, unknown = to_chinese("showcases")
    assert (text, unknown) == ("showcases", ["showcases"])


def test_unknown_words_stay_and_are_named() -> None:
    text, unknown = to_chinese("How many cases did Xinyang accept in 2022?")
    assert text == "多少件 Xinyang 受理 2022?"
    assert unknown == ["Xinyang"]


def test_a_question_in_both_languages_keeps_its_chinese() -> None:
    text, unknown = to_chinese("甲县2023年的 correction rate（纠错率）是多少？")
    assert text == "甲县2023年的 纠错率（纠错率）是多少？"
    assert unknown == []


def test_a_class_is_no_english_word() -> None:
    assert to_chinese("A类经营主体多少户") == ("A类经营主体多少户", [])
    assert to_chinese("3A级景区几家") == ("3A级景区几家", [])


def test_phrases_do_not_run_over_chinese_or_numbers() -> None:
    assert to_chinese("legal 2023 aid")[0] != "法律援助"
    assert "法律援助" not in to_chinese("legal的aid")[0]


@given(st.text(st.characters(exclude_categories=("Lu", "Ll", "Lt")), max_size=60))
@example("２０２３年受理多少件？")
def test_text_without_latin_letters_comes_back_unchanged(text: str) -> None:
    if not re.search("[A-Za-z]", text):
        assert to_chinese(text) == (text, [])


@given(st.text(max_size=200))
@example("\ud800 how many\x00 cases")
def test_numbers_and_chinese_stay_in_order(text: str) -> None:
    rewritten, unknown = to_chinese(text)
    assert all(word in text for word in unknown)
    # Numbers inside a known phrase (12345 hotline) are the phrase's; others stay.
    kept = [n for n in re.findall(r"[0-9]+", text) if n != "12345"]
    assert [n for n in re.findall(r"[0-9]+", rewritten) if n in kept] == kept or "12345" in text


def test_the_glossary_is_large_and_speaks_the_fields_words() -> None:
    glossary = load_glossary()
    assert len(glossary.terms) >= 600
    assert not {w for w in glossary.stop if (w,) in glossary.terms}
    known = names_in(" ".join(glossary.terms.values()))
    asked = {c.name for c in load_concepts().by_name.values() if c.kind in ("stage", "level")}
    assert asked - known <= {"乡级"}


def test_a_measures_english_name_is_understood() -> None:
    """The shown English names lead back to what the measure needs, for nearly all of them."""
    measures = load_lexicon().measures.values()
    firm = {n for n, c in load_concepts().by_name.items() if c.weight >= 1}
    missed = [
        (m.english, m.name, sorted((m.needs & firm) - names_in(to_chinese(m.english)[0])))
        for m in measures
        if not m.needs & firm <= names_in(to_chinese(m.english)[0])
    ]
    assert len(missed) <= len(measures) * 0.3, missed


def test_a_long_question_takes_little_time() -> None:
    to_chinese("warm up")
    started = time.perf_counter()
    to_chinese("how many reconsideration cases were accepted " * 200)
    assert time.perf_counter() - started < 1.0


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("复议案子办完了多少", "复议案件审结多少"),
        ("自己撤了的有几件", "主动撤回的有几件"),
        ("民告官的案子", "行政诉讼的案件"),
        ("发了几个红头文件", "发了几个规范性文件"),
        ("打12345的满意率", "12345热线的满意率"),
        ("处罚了多少钱", "罚款金额多少元"),
        ("败诉率降了几个点", "败诉率下降几个百分点"),
        ("药品方面立了多少案子", "药品方面立案多少件"),
        ("有几件转到下一年", "有几件结转下年"),
        ("主要负责人出庭多少件", "一把手出庭多少件"),
        ("罚没收入多少钱", "罚没金额多少钱"),
        ("成功率提高了多少", "成功率提高多少"),
        ("败诉率降低了多少", "败诉率下降多少"),
        ("还没判下来的有几件", "还没判决的有几件"),
        ("有多少项具体任务", "有多少项任务"),
    ],
)
def test_everyday_wordings_become_formal(said: str, meant: str) -> None:
    assert to_formal(said) == meant


def test_there_are_enough_everyday_wordings() -> None:
    assert len(load_colloquial()) >= 150


def test_formal_wordings_are_not_hurt() -> None:
    names = [n for m in load_lexicon().measures.values() for n in (m.name, *m.synonyms)]
    words = [w for c in load_concepts().by_name.values() for w in c.words]
    for name in (*names, *words, *terms()):
        assert names_in(name) <= names_in(to_formal(name)), name


def test_everyday_wordings_do_not_nest() -> None:
    """Rewriting twice changes nothing: what a pair writes is formal already."""
    for said in load_colloquial():
        once = to_formal(said)
        assert names_in(to_formal(once)) == names_in(once), said


def test_a_pair_keeps_the_stages_apart() -> None:
    for said, meant in load_colloquial().items():
        for stage in ("受理", "审结", "收到"):
            for other in {"受理", "审结", "收到"} - {stage}:
                assert not (stage in names_in(said) and other in names_in(meant)), said


@given(HAN)
def test_any_chinese_is_taken(text: str) -> None:
    assert isinstance(to_formal(text), str)


def test_a_piece_of_a_name_in_quotes_is_no_everyday_wording() -> None:
    assert to_formal("老娘舅调解多少件") != "老娘舅调解多少件"
    assert to_formal("“水乡老娘舅”调解多少件") == "“水乡老娘舅”调解多少件"
    assert to_formal("“老娘舅”调解多少件") != "“老娘舅”调解多少件"
