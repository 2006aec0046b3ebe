"""Passages: nothing lost, nothing twice, cut where sections, paragraphs and sentences end."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Kind, Section
from assistant.text import sentence_spans
from ingest.outline import is_point, outline
from ingest.split import LONGEST, LONGEST_ARTICLE, Span, split


def passages(text: str, kind: Kind = "report") -> list[tuple[str, str]]:
    """(path, words) of each passage."""
    spans = split(text, outline(text, kind), kind)
    return [("/".join(s.path), text[s.start : s.end]) for s in spans]


def assert_complete(text: str, sections: Sequence[Section], spans: Sequence[Span]) -> None:
    """Each non-blank character is in one passage, or in a heading line and in none."""
    owners = [0] * len(text)
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        for position in range(span.start, span.end):
            owners[position] += 1
    expected = [not char.isspace() for char in text]
    for section in sections:
        if not is_point(section) and "\n" in text[section.start : section.body]:
            for position in range(section.start, section.body):
                expected[position] = False
                assert owners[position] == 0
    assert all(n <= 1 for n in owners)
    assert all(n == 1 for n, wanted in zip(owners, expected, strict=True) if wanted)


LONG = "本县开展了若干次法治宣传活动并取得了一定成效。"


def test_a_heading_with_its_own_line_is_in_no_passage() -> None:
    text = f"报告\n一、成效\n（一）执法\n{LONG}\n（二）普法。{LONG * 5}\n二、问题\n"
    assert passages(text) == [
        ("", "报告"),
        ("一、成效/（一）执法", LONG),
        ("一、成效/（二）普法", f"（二）普法。{LONG * 5}"),
        ("二、问题", "二、问题"),
    ]


def test_long_sections_are_cut_at_points_then_sentences() -> None:
    points = "".join(f"{n}是做好工作。{LONG * 7}" for n in "一二三四")
    found = passages(f"1.执法。{points}\n2.普法。{LONG * 40}")
    assert [p for p, _ in found[:4]] == ["1.执法"] * 2 + ["2.普法"] * 2
    assert found[0][1].startswith("1.执法。一是") and found[1][1].startswith("三是")
    assert all(150 <= len(words) <= LONGEST and words.endswith("。") for _, words in found)


def test_tiny_items_go_together_with_the_words_that_lead_to_them() -> None:
    text = "一、材料\n申请人应当提交：\n1.申请表；\n2.身份证；\n3.户口簿\n二、期限\n1.五日。\n"
    assert passages(text, "guide") == [
        ("一、材料", "申请人应当提交：\n1.申请表；\n2.身份证；\n3.户口簿"),
        ("二、期限/1.五日", "1.五日。"),
    ]


def test_tiny_sections_of_different_parents_stay_apart() -> None:
    text = "一、甲\n1.好。\n二、乙\n1.好。\n2.好。\n"
    assert passages(text) == [("一、甲/1.好", "1.好。"), ("二、乙", "1.好。\n2.好。")]


def test_an_article_is_whole_up_to_its_limit_and_then_cut_at_items() -> None:
    items = [f"（{n}）{LONG * 2}" for n in "一二三四五六七八九十"]
    small = "第一条 有下列情形：\n\n" + "\n\n".join(items)
    large = "第二条 有下列情形：\n\n" + "\n\n".join(items * 3)
    assert len(small) <= LONGEST_ARTICLE < len(large)
    found = passages(f"示例条例\n2020年通过\n{small}\n{large}\n第三条 好。\n", "statute")
    assert found[0] == ("", "示例条例\n2020年通过")
    assert found[1] == ("第一条", small)
    pieces = [words for path, words in found if path == "第二条"]
    assert len(pieces) > 1 and all(p.startswith(("第", "（")) for p in pieces)
    assert found[-1] == ("第三条", "第三条 好。")


def test_rows_of_a_table_are_never_cut() -> None:
    row = "| 事项: " + "办理。" * 90 + " | 数量: 12 |"
    text = "一、表\n见下表。\n" + "\n".join([row] * 4) + "\n| 短 | 1 |\n| 短 | 2 |\n"
    for _, words in passages(text):
        assert words.count("| 事项") == words.count("| 数量")
        assert words.endswith(("。", " |"))


def test_a_sentence_without_end_is_cut_in_clauses_or_slices() -> None:
    found = passages("字" * 2000 + "，" + "句，" * 800)
    assert all(len(words) <= 900 for _, words in found)


MARKS = (
    "一、|二、|（一）|(二)|1.|2．|（1）|一是|二是|第一章 |第二节 |第一条 |第二条|附件1|。|；|："
    "|\n|\n\n| |　|成效|受理60件|，|\ud800|\x00|\x0b|\x85"
)
PIECES = st.sampled_from(MARKS.split("|"))
LONGS = st.sampled_from([LONG * 5, LONG * 30, "字" * 1000, "| 列: 1。2 |", "甲；" * 600])
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(PIECES, PIECES, PIECES, LONGS), max_size=60).map("".join),
)


@given(text=TEXTS, kind=st.sampled_from(["report", "statute", "guide"]))
def test_every_character_belongs_to_exactly_one_passage(text: str, kind: Kind) -> None:
    sections = outline(text, kind)
    spans = split(text, sections, kind)
    assert_complete(text, sections, spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    for span in spans:
        holding = [s for s in sections if s.start <= span.start and span.end <= s.end]
        assert span.path == () or span.path in {s.path for s in holding}


@pytest.mark.parametrize(
    "unit", [LONG, "一、好\n1.好。\n", "字", "| 1 | 2 |\n", "一是好。二是好。"]
)
def test_long_texts_take_linear_time(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    sections = outline(text, "report")
    begun = time.process_time()
    split(text, sections, "report")
    assert time.process_time() - begun < 4


@pytest.mark.shared
def test_the_real_report(shared_dir: Path) -> None:
    text = (shared_dir / "corpus/reports/guangshan-2023.txt").read_text(encoding="utf-8")
    sections = outline(text, "report")
    spans = split(text, sections, "report")
    assert_complete(text, sections, spans)
    sizes = [s.end - s.start for s in spans]
    assert max(sizes) <= LONGEST * 1.2 and sum(150 <= n <= 450 for n in sizes) > 0.7 * len(sizes)
    ends = {end for _, end in sentence_spans(text)}
    assert all(s.end in ends for s in spans)


@pytest.mark.shared
def test_articles_of_real_statutes_are_whole(shared_dir: Path) -> None:
    for file in sorted((shared_dir / "corpus/laws").glob("*.md")):
        text = file.read_text(encoding="utf-8").replace("#", " ")
        sections = outline(text, "statute")
        spans = split(text, sections, "statute")
        assert_complete(text, sections, spans)
        for section in sections:
            length = len(text[section.start : section.end].strip())
            if section.label.endswith("条") and length <= LONGEST_ARTICLE:
                assert section.start in {s.start for s in spans if s.path == section.path}
                assert sum(s.path == section.path for s in spans) == 1
