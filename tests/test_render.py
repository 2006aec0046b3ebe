"""What a person gets to read: everything that the outcome holds, and nothing that acts."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Abstention, Answer, Citation, PeriodScope, Reason, Table, Value
from ui.console import PIPE_WIDTH, Screen, printable
from ui.labels import EN, ZH
from ui.render import render

CITED = Citation(
    n=1,
    document_id="d",
    version=1,
    title="某县2023年报告",
    issuer="某县人民政府",
    year=2023,
    section=("一、总体", "（二）复议"),
    quote="受理3—5件，审结约2件。",
    start=0,
    end=13,
    url="https://www.example.gov.cn/a.html",
    page=7,
    note="摘要，非原文。",
)
VALUE = Value(
    measure="审结量",
    value="2",
    unit="件",
    qualifier="约",
    year=2023,
    jurisdiction="某县",
    citation=1,
    primary=True,
)
ANSWER = Answer(
    question="?", answer="约2件。[1]", language="zh", intent="numeric", citations=(CITED,)
)
ABSTENTION = Abstention(
    question="?", reason="ambiguous", message="有两种读法。", language="zh", intent="open"
)


def shown(outcome: Answer | Abstention) -> str:
    out = io.StringIO()
    Screen(file=out, width=PIPE_WIDTH, markup=False, highlight=False).print(render(outcome))
    return out.getvalue()


def test_an_answer_shows_its_source_whole():
    text = shown(ANSWER)
    for part in (
        "约2件。[1]",
        "某县2023年报告 · 某县人民政府 · 2023 · 第7页",
        "一、总体 › （二）复议",
    ):
        assert part in text
    assert "“受理3—5件，审结约2件。”" in text
    assert "注：摘要，非原文。" in text and "https://www.example.gov.cn/a.html" in text


def test_several_figures_make_a_table():
    ranged = replace(VALUE, measure="受理量", value="3", high="5", qualifier=None, primary=False)
    total = replace(VALUE, measure="合计", computed=True, formula="3 + 2", scope="cumulative")
    text = shown(replace(ANSWER, values=(VALUE, ranged, total)))
    assert "约2件" in text and "3—5件" in text
    assert "(累计; 计算：3 + 2)" in text


def test_one_figure_needs_no_table():
    assert shown(replace(ANSWER, values=(VALUE,))) == shown(ANSWER)


def test_a_table_shows_each_row_with_its_source():
    table = Table(columns=("地区", "件"), rows=(("甲县", "1"), ("乙县", "2")), citations=(1, 2))
    lines = shown(replace(ANSWER, table=table)).splitlines()
    assert any(line.split() == ["甲县", "1", "[1]"] for line in lines)
    bare = shown(replace(ANSWER, table=replace(table, citations=()), citations=()))
    assert "甲县" in bare and "出处" not in bare


def test_an_abstention_shows_reason_message_and_what_else_to_ask():
    text = shown(replace(ABSTENTION, suggestions=("甲？", "乙？")))
    assert "[ambiguous]" in text and "有两种读法。" in text
    assert "可以这样问" in text and "· 甲？" in text and "· 乙？" in text


def test_an_english_question_has_an_english_frame():
    text = shown(replace(ANSWER, language="en"))
    assert "Sources" in text and "p. 7" in text and "Note: " in text


@pytest.mark.parametrize("words", [ZH, EN])
def test_every_reason_and_scope_has_words(words):
    assert set(words.reasons) == set(get_args(Reason))
    assert set(words.scopes) == set(get_args(PeriodScope))


@given(st.text())
def test_nothing_shown_is_obeyed_by_a_terminal(text):
    clean = printable(text)
    assert len(clean) == len(text)
    assert not any(ord(char) < 32 and char not in "\n\t" for char in clean)
    assert not any(127 <= ord(char) < 160 for char in clean)
    assert printable(clean) == clean


def test_markup_and_escapes_in_a_document_are_only_text():
    text = shown(replace(ANSWER, citations=(replace(CITED, quote="[red]x[/red]\x1b[2J"),)))
    assert "[red]x[/red]" in text and "\x1b" not in text
