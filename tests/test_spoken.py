"""The spoken form of outcomes: nothing but words, in time, no figure cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Abstention, Answer
from assistant.handoff import handoff
from assistant.spoken import duration, speech, speech_of

FIGURES = "光山县2023年，行政复议受理量：60件。[1]\n光山县2023年，行政复议审结量：51件。[1]"
LAW = (
    "根据《中华人民共和国法律援助法》第三十一条：下列事项的当事人，因经济困难没有委托代理人的，"
    "可以向法律援助机构申请法律援助：（一）依法请求国家赔偿；（二）请求给予社会保险待遇或者社会救助。[1]"
)


def test_figures_as_they_are_said() -> None:
    said = speech(FIGURES, "zh", 30)
    assert said.text == (
        "光山县二零二三年，行政复议受理量是六十件。光山县二零二三年，行政复议审结量是五十一件。"
    )
    assert said.complete
    assert said.seconds == pytest.approx(duration(said.text), abs=0.1)


def test_no_brackets_marks_addresses_or_markdown() -> None:
    text = "## 要点\n1. （一）推进**改革**。见[链接](http://a.b/c)。[1]\n- 详见https://x.gov.cn/a?b=1。`x`[12]"
    said = speech(text, "zh", 60).text
    assert not re.search(r"[\[\]()（）《》#*`|]|http|www", said)
    assert "推进改革" in said
    assert "一，" in said


def test_what_stands_in_brackets_is_said_between_pauses() -> None:
    said = speech("（按本系统所在地光山县回答。）\n受理案件60件（含上年结转3件）。", "zh", 60).text
    assert said == "按本系统所在地光山县回答。受理案件六十件，含上年结转三件。"


def test_a_date_after_a_colon_is_no_figure_of_what_stands_before() -> None:
    said = speech("据《光山县报告》：2023年受理60件。主要做了：一是普法。", "zh", 60).text
    assert said == "据光山县报告：二零二三年受理六十件。主要做了：一是普法。"


def test_english_is_said_in_english() -> None:
    said = speech("Guangshan, 2023: cases accepted: 60件. [1]\nFines: 31.5万元. [2]", "en", 30)
    assert said.text == "Guangshan, 2023: cases accepted: 60 cases. Fines: 315,000 yuan."


def test_a_long_answer_ends_with_a_sentence_and_offers_more() -> None:
    text = FIGURES * 5
    said = speech(text, "zh", 14)
    assert not said.complete
    assert said.seconds <= 14
    assert said.text.endswith("内容较长，可以把全文发给您。")
    assert said.text.startswith("光山县二零二三年，行政复议受理量是六十件。")


def test_a_long_sentence_ends_with_a_clause() -> None:
    said = speech(LAW, "zh", 12)
    assert said.seconds <= 12
    assert "没有委托代理人的。内容较长" in said.text


@given(st.integers(min_value=3, max_value=16), st.integers(min_value=0, max_value=10**9))
def test_a_figure_is_never_cut(seconds: int, value: int) -> None:
    text = f"去年全县共受理各类案件{value}件，审结{value}件，结案率{value % 100}.5%"
    whole = speech(text, "zh", 1000).text
    said = speech(text, "zh", seconds)
    assert said.seconds <= max(seconds, duration("内容较长，可以把全文发给您。") + 0.1)
    kept = said.text.removesuffix("内容较长，可以把全文发给您。")
    assert whole.startswith(kept.rstrip("。"))
    digits = "零一二两三四五六七八九十百千万亿点"
    standing = set(re.findall(f"[{digits}]+", whole))
    assert set(re.findall(f"[{digits}]+", kept)) <= standing


def test_outcomes_are_said() -> None:
    common = {"question": "q", "language": "zh"}
    answer = Answer(answer=FIGURES, intent="numeric", citations=(), **common)  # type: ignore[arg-type]
    silent = Abstention(
        reason="no_evidence",
        message="可拨打12345咨询。",
        intent="open",
        **common,  # type: ignore[arg-type]
    )
    assert speech_of(answer, 30).text.startswith("光山县二零二三年")
    assert speech_of(silent, 30).text == "可拨打一二三四五咨询。"


def test_a_handoff_message_is_said_with_its_numbers() -> None:
    said = speech(handoff("emergency", "zh").message, "zh", 60).text
    assert "幺幺零" in said
    assert "幺幺九" in said
    assert "幺二零" in said
