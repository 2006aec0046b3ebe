"""Answers in sentences: the source's own words, of the right document, or none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.domain import Passage
from assistant.sentences import article_of, item_spans
from tests.desk import CrowdedEmbedder, Desk
from tests.shelf import SHELF


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("sentences"), embedder=CrowdedEmbedder())
    opened.add_all(SHELF)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("申请法律援助需要什么材料", "身份证件"),
        ("在哪里可以申请法律援助", "法律援助中心窗口"),
        ("违反规定燃放烟花爆竹怎么处罚", "五百元以上一千元以下罚款"),
        ("燃放烟花爆竹罚款多少元", "五百元以上一千元以下罚款"),
        ("清河县烟花爆竹燃放管理条例对燃放怎么规定", "烟花爆竹"),
    ],
)
def test_the_answer_is_in_the_sources_words(desk: Desk, question: str, words: str) -> None:
    answer = desk.answer(question)
    assert any(words in c.quote for c in answer.citations)
    assert words in answer.answer


def test_every_line_ends_in_its_citation(desk: Desk) -> None:
    answer = desk.answer("违反规定燃放烟花爆竹怎么处罚")
    for citation in answer.citations:
        assert f"[{citation.n}]" in answer.answer
        assert citation.section is not None


def test_a_rule_is_named_with_its_article(desk: Desk) -> None:
    answer = desk.answer("燃放烟花爆竹罚款多少元")
    assert "《清河县烟花爆竹燃放管理条例》第三条" in answer.answer


@pytest.mark.parametrize(
    "question", ["火星移民计划是什么", "今天天气怎么样", "怎么炒股票赚钱", "民法典怎么规定离婚"]
)
def test_what_no_document_speaks_of(desk: Desk, question: str) -> None:
    assert desk.abstention(question).reason in ("no_evidence", "out_of_scope")


def test_a_law_that_is_not_there_is_named(desk: Desk) -> None:
    outcome = desk.abstention("《土地承包法》怎么规定")
    assert outcome.reason == "no_evidence"
    assert "土地承包法" in outcome.message


@pytest.mark.parametrize(
    ("year", "words", "other"),
    [(2016, "每日六时至二十二时", "全年禁止"), (2024, "全年禁止", "每日六时")],
)
def test_the_edition_of_the_time_asked(desk: Desk, year: int, words: str, other: str) -> None:
    answer = desk.answer(f"{year}年清河县烟花爆竹燃放管理条例第二条怎么规定燃放烟花爆竹")
    quotes = " ".join(c.quote for c in answer.citations)
    assert words in quotes
    assert other not in quotes


def passage(text: str, path: tuple[str, ...] = ()) -> Passage:
    return Passage(
        id="p",
        document_id="d",
        version_id="v",
        ordinal=0,
        path=path,
        start=0,
        end=len(text),
        text=text,
    )


@pytest.mark.parametrize(
    ("text", "path", "article"),
    [
        ("第三条 不得燃放。", (), "第三条"),
        ("不得燃放。", ("第一章 总则", "第十二条"), "第十二条"),
        ("第四条之一 另行规定。", (), "第四条之一"),
        ("依照第三条办理。", (), ""),
        ("法治建设。", ("一、总体情况",), ""),
    ],
)
def test_the_article_of_a_passage(text: str, path: tuple[str, ...], article: str) -> None:
    assert article_of(passage(text, path)) == article


def test_points_are_items() -> None:
    text = "主要做法：一是健全制度机制，落实责任。二是强化培训，开展轮训。三是加强监督检查。"
    items = [text[a:b] for a, b in item_spans(text, passage(text))]
    assert [i for i in items if i[1] == "是"] == [
        "一是健全制度机制，落实责任。",
        "二是强化培训，开展轮训。",
        "三是加强监督检查。",
    ]


def test_items_cover_a_plain_paragraph_without_overlap() -> None:
    text = (
        "全面推进依法行政各项工作任务。行政复议规范化建设得到进一步加强，办案质量提升。完善机制。"
    )
    spans = list(item_spans(text, passage(text)))
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))


def test_a_time_limit_that_no_document_states(desk: Desk) -> None:
    assert desk.abstention("行政复议申请期限多久").reason in ("no_evidence", "out_of_scope")


@pytest.mark.xfail(strict=True, reason="place and year named without a report end the search")
def test_the_law_of_a_past_year_in_a_place_without_its_name(desk: Desk) -> None:
    answer = desk.answer("2016年清河县燃放烟花爆竹怎么规定")
    assert "每日六时至二十二时" in " ".join(c.quote for c in answer.citations)
