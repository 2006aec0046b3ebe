"""Page furniture goes, what it says stays as a hint, the document's own words stay as they are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean, labelled, tidy
from ingest.loaders.lines import Line

BODY = "2022年，丰河县共收到行政复议申请86件，受理71件。"


def cleaned(*lines: str) -> tuple[list[str], dict[str, str]]:
    kept, hints = clean([Line(text=line) for line in lines], {})
    return [line.text for line in kept], hints


@pytest.mark.parametrize(
    "line",
    [
        "首页 > 政务公开 > 法治政府建设",
        "首页»司法工作»法律援助",
        "当前位置：首页 > 政务公开",
        "您所在的位置:政务公开 > 工作报告",
        "今天是:2023年10月31日 星期二 农历九月十七",
        "无障碍 简体| 繁體",
        "个人中心 | 无障碍 | 适老版",
        "字体：【大 中 小】 打印本页 关闭窗口",
        "【字号：大 中 小】",
        "浏览次数： 次 打印",
        "分享到：微信 微博 QQ空间",
        "责任编辑：张三 审核：李四",
        "扫一扫在手机打开当前页",
        "索 引 号：014/2023-1 分 类：年报",
    ],
)
def test_furniture_before_and_after_the_text(line: str) -> None:
    assert cleaned(line, "标题", BODY, BODY, line)[0] == ["标题", BODY, BODY]


@pytest.mark.parametrize(
    ("line", "hints"),
    [
        ("时间:2024-03-04 来源:", ["2024-03-04", None]),
        ("来源:县府办 发布时间:2024-03-28 09:18", ["2024-03-28 09:18", "县府办"]),
        ("文章来源：司法局 更新时间：2021/03/29 11:30", ["2021/03/29 11:30", "司法局"]),
        ("浏览次数:信息来源: 司法局发布时间:2025-11-07", ["2025-11-07", "司法局"]),
        (
            "某市门户网站 www.a.gov.cn 时间:2024-03-04 来源:",
            ["2024-03-04", "某市门户网站 www.a.gov.cn"],
        ),
        (
            "来源：司法局 发布日期：2018-04-03 浏览次数： 字体：【大 中 小】",
            ["2018-04-03", "司法局"],
        ),
        ("来  源：县司法局 打印 关闭", [None, "县司法局"]),
    ],
)
def test_labelled_lines_become_hints(line: str, hints: list[str | None]) -> None:
    lines, found = cleaned("标题", line, BODY)
    assert lines == ["标题", BODY]
    assert [found.get("published"), found.get("source")] == hints


def test_other_hints() -> None:
    _, found = cleaned(
        "发文机关：丰河县人民政府 成文日期：2024年1月2日 文号：丰政〔2024〕1号", BODY
    )
    assert found == {
        "issuer": "丰河县人民政府",
        "written": "2024年1月2日",
        "number": "丰政〔2024〕1号",
    }


def test_hints_of_the_page_stand_above_those_of_the_text() -> None:
    _, hints = clean([Line(text="来源：甲"), Line(text=BODY)], {"source": "乙", "site": ""})
    assert hints == {"source": "乙"}


@pytest.mark.parametrize(
    "line",
    [
        "附件：1.统计表",
        "办理时间：周一至周五上午9:00",
        "名称：法律援助申请",
        "联系电话：0371-64353000",
        "丰河县人民政府",
        "2023年1月20日",
        "各镇人民政府：",
        "来源于群众的意见86条，时间：为2023年全年。",
        "第一条 来源：本条例所称来源。",
    ],
)
def test_words_of_the_document_stay(line: str) -> None:
    assert cleaned("标题", line, BODY, BODY, line)[0] == ["标题", line, BODY, BODY, line]


@pytest.mark.parametrize(
    "line", ["来源：司法局", "首页 > 政务公开", "打印", "时间：2024-01-01", "上一篇：某通知"]
)
def test_inside_the_text_nothing_is_cut_but_what_is_never_text(line: str) -> None:
    assert cleaned(BODY, line, BODY)[0] == [BODY, line, BODY]
    assert cleaned(BODY, "扫一扫在手机打开当前页", BODY)[0] == [BODY, BODY]


def test_footer_is_cut_to_the_end() -> None:
    footer = [
        "上一篇：没有了",
        "下一篇：关于某事的通知",
        "网站地图",
        "主办：某县人民政府",
        "地址：某路1号",
    ]
    lines, hints = cleaned(BODY, "丰河县人民政府", "2023年1月20日", *footer, "来源：县司法局")
    assert lines == [BODY, "丰河县人民政府", "2023年1月20日"]
    assert hints == {"source": "县司法局"}


def test_licence_lines() -> None:
    assert cleaned(BODY, "豫ICP备09999999号-1 豫公网安备 41999902000001号", BODY)[0] == [BODY, BODY]
    sentence = "全年办理网站ICP备案相关咨询30件。"
    assert cleaned(BODY, sentence, BODY)[0] == [BODY, sentence, BODY]


def test_page_marks_of_cut_lines_are_kept() -> None:
    lines = [
        Line(text=BODY, pages=((0, 1),)),
        Line(text="扫一扫在手机打开当前页", pages=((0, 2),)),
        Line(text=BODY),
        Line(text="上一篇：无", pages=((0, 3),)),
    ]
    kept, _ = clean(lines, {})
    assert [number for line in kept for _, number in line.pages] == [1, 2, 3]


def test_headings_are_never_cut() -> None:
    kept, _ = clean(
        [Line(text="来源：甲", level=1), Line(text=BODY), Line(text="打印", level=2)], {}
    )
    assert [line.text for line in kept] == ["来源：甲", BODY, "打印"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("\ufeff　　行政\u200b复议\xa0\xa086件\t", "行政复议 86件"),
        ("&nbsp;&nbsp;“受理”&ldquo;审结&rdquo;&#8212;&amp;", "“受理”“审结”—&"),
        ("Ａ１，:；（）％ 保持原样", "Ａ１，:；（）％ 保持原样"),
        ("第一条　为了", "第一条　为了"),
        ("e\u0301", "é"),
        ("a\x00b\x07c\ud800", "abc"),
        ("AT&T；R&D", "AT&T；R&D"),
    ],
)
def test_tidy(source: str, text: str) -> None:
    assert tidy(source) == text


@given(st.text())
def test_tidy_is_stable_and_canonical(text: str) -> None:
    once = tidy(text)
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "\n" not in once
    if "&" not in once:  # an entity may spell the next one: &amp;nbsp;
        assert tidy(once) == once


@given(st.text(max_size=80))
def test_labelled_never_fails(text: str) -> None:
    values = labelled(tidy(text))
    assert values is None or all(values.values())


def test_blanks_inside_words_of_running_text_go_and_others_stay() -> None:
    torn = "全市村(居) 法律顾问提供服务470余场次,办理司 法鉴定171件,群众满意 度不断提升。"
    lines, _ = clean([Line(text=torn)], {})
    assert "村(居)法律顾问" in lines[0].text
    assert "办理司法鉴定171件" in lines[0].text
    law = "第一条 为了规范行政行为,根据有关法律、法规的规定,结合本市实际,制定本办法,请遵照执行。"
    assert clean([Line(text=law)], {})[0][0].text == law
