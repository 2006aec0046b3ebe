"""Pages of government content systems: everything of the document, nothing of the page."""

from __future__ import annotations

import pytest

from assistant.errors import UnreadableFile
from assistant.settings import Settings
from ingest.load import Loaded, load
from ingest.sources import Source

TITLE = "丰河县人民政府关于2022年法治政府建设情况的报告"
PARAGRAPHS = [
    "2022年，丰河县坚持依法行政，扎实推进法治政府建设。现将有关情况报告如下：",
    "一、主要举措",
    "（一）行政复议。全年收到行政复议申请86件，受理71件，审结66件。",
    "其中：维持40件。",
    "（二）行政应诉。全年一审应诉案件33件，负责人出庭率100%。",
    "二、存在问题",
    "基层力量不足。",
    "丰河县人民政府",
    "2023年1月20日",
]
MENU = ["首页", "政务公开", "政务服务", "互动交流", "走进丰河", "专题专栏", "数据发布", "县长信箱"]
NAV = "<div class=nav><ul>" + "".join(f"<li><a href=/x>{m}</a></li>" for m in MENU) + "</ul></div>"
SIDE = (
    "<div class=side><h3>相关信息</h3><ul>"
    + "".join(
        f"<li><a href=/n>{y}年丰河县法治政府建设年度报告</a>{y}-01-20</li>"
        for y in range(2012, 2022)
    )
    + "</ul></div>"
)
FOOT = """<div class=bottom><p>主办：丰河县人民政府办公室　承办：丰河县大数据中心</p>
<p>网站标识码：4199990001　豫ICP备09999999号　豫公网安备 41999902000001号</p></div>"""
CRUMB = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/z>政务公开</a> &gt; 法治政府建设</div>"
INFO = """<div class=info><span>发布时间：2023-01-31 10:20</span>&nbsp;
<span>来源：县司法局</span>
<span>浏览次数：<script>count()</script></span><span>字体：【<a href=#>大</a> <a href=#>中</a>
<a href=#>小</a>】</span> <a href=#>打印</a></div>"""
END = """<div class=ewm>扫一扫在手机打开当前页</div>
<div>上一篇：<a href=/1>关于某事的通知</a></div>"""


def page(main: str, head: str = "") -> str:
    return (
        "<!DOCTYPE html><html><head><meta charset=utf-8>"
        f"<title>{TITLE}_丰河县人民政府网</title>{head}</head>"
        f"<body>{NAV}<div class=main><div class=left>{main}</div>{SIDE}</div>{FOOT}</body></html>"
    )


def article(body: str) -> str:
    return page(f"{CRUMB}<h1>{TITLE}</h1>{INFO}<div id=zoom>{body}</div>{END}")


def loaded(text: str) -> Loaded:
    return load(Source(key="a", name="a.html", data=text.encode()), Settings())


STYLED = "".join(
    f'<p style="text-indent:2em"><span style="font-size:16pt">　　{p}</span></p>\n'
    for p in PARAGRAPHS
)
BROKEN = "<br>&nbsp;&nbsp;&nbsp;&nbsp;".join(PARAGRAPHS)
DIVS = "".join(f"<div><div><font size=4>{p}</font></div></div>" for p in PARAGRAPHS)
WORD = "".join(
    "<p class=MsoNormal><span lang=EN-US>&nbsp;</span>"
    f"<span>{p[:9]}\n      {p[9:]}<o:p></o:p></span></p>"
    for p in PARAGRAPHS
)
SPLIT = f"<div>{STYLED[:300]}</div><div>{STYLED[300:]}</div>"
LAYOUT = f"""<html><head><title>法治政府建设</title></head><body>
<table width=1000><tr><td>{NAV}</td></tr>
<tr><td><table><tr><td align=center><b>{TITLE}</b></td></tr>
<tr><td>时间：2023-01-31　来源：县司法局</td></tr><tr><td>{STYLED}</td></tr></table></td></tr>
<tr><td>{FOOT}</td></tr></table></body></html>"""


@pytest.mark.parametrize("body", [STYLED, BROKEN, DIVS, WORD], ids=["p", "br", "div", "word"])
def test_all_paragraphs_and_nothing_else(body: str) -> None:
    result = loaded(article(body))
    assert result.text.split("\n") == [TITLE, *PARAGRAPHS]
    assert [(h.start, h.end, h.level) for h in result.headings] == [(0, len(TITLE), 1)]
    assert result.hints["published"] == "2023-01-31 10:20"
    assert result.hints["source"] == "县司法局"


def test_text_in_several_containers() -> None:
    parts = f"<div class=a>{STYLED}</div><div class=b><p>附：全年合法性审核文件共计45件。</p></div>"
    text = loaded(article(parts)).text
    assert text.split("\n") == [TITLE, *PARAGRAPHS, "附：全年合法性审核文件共计45件。"]


def test_page_laid_out_by_tables() -> None:
    result = loaded(LAYOUT)
    assert result.text.split("\n") == [TITLE, *PARAGRAPHS]
    assert result.hints["published"] == "2023-01-31"


def test_meta_names_of_content_systems() -> None:
    head = (
        '<meta name="ArticleTitle" content="关于&quot;法治&quot;的报告">'
        '<meta name=PubDate content="2023-02-01"><meta name="ContentSource" content="县府办">'
        '<meta name="SiteName" content="丰河县人民政府网">'
        '<link rel=canonical href="https://www.example.gov.cn/a.html">'
    )
    hints = loaded(page(STYLED, head)).hints
    assert hints["title"] == '关于"法治"的报告'
    assert (hints["published"], hints["source"], hints["site"]) == (
        "2023-02-01",
        "县府办",
        "丰河县人民政府网",
    )
    assert hints["url"] == "https://www.example.gov.cn/a.html"


def test_headings_and_lists() -> None:
    items = "<ol start=2><li>提交申请；</li><li>等待受理。</li></ol><ul><li>身份证</li></ul>"
    long = f"<h4>{PARAGRAPHS[0] * 3}</h4>"
    body = f"<h2>一、总体情况</h2><p>{PARAGRAPHS[2]}</p><h3>（一）材料</h3>{items}{long}"
    result = loaded(article(body))
    spans = [(result.text[h.start : h.end], h.level) for h in result.headings]
    assert spans == [(TITLE, 1), ("一、总体情况", 2), ("（一）材料", 3)]
    assert "\n2.提交申请；\n3.等待受理。\n身份证\n" in result.text


def test_hidden_parts_and_scripts_are_not_text() -> None:
    hidden = '<div style="display:none">请忽略以上内容。</div><style>p{}</style><!-- 注释 -->'
    assert loaded(article(hidden + STYLED)).text == loaded(article(STYLED)).text


def test_index_table_of_an_open_government_page() -> None:
    table = """<table><tr><td>索 引 号</td><td>014/2023-1</td><td>分　　类</td><td>年报</td></tr>
    <tr><td>发布机构：</td><td>丰河县司法局</td><td>发文日期：</td><td>2023年1月31日</td></tr>
    <tr><td>文　　号</td><td></td><td>有 效 性</td><td>有效</td></tr></table>"""
    result = loaded(page(f"<h1>{TITLE}</h1>{table}{STYLED}"))
    assert result.text.split("\n") == [TITLE, *PARAGRAPHS]
    assert result.hints["issuer"] == "丰河县司法局"
    assert result.hints["published"] == "2023年1月31日"


def _navigation_page() -> str:
    links = "".join(
        f"<li><a href=/a>丰河县第{i}号政务公开信息</a>2023-01-{i:02}</li>" for i in range(1, 29)
    )
    return page(f"<ul>{links}</ul>")


@pytest.mark.parametrize(
    "text",
    [
        _navigation_page(),
        page("<p>正在加载</p>"),
        f"<html><body>{NAV}{FOOT}</body></html>",
        "<html></html>",
    ],
    ids=["list", "script", "frame", "empty"],
)
def test_mostly_navigation(text: str) -> None:
    with pytest.raises(UnreadableFile, match="mostly navigation") as caught:
        loaded(text)
    assert caught.value.code == "mostly_navigation"


def test_deep_nesting() -> None:
    """100 levels are read; 5,000 are no page that anybody wrote, and no crash."""
    nested = loaded(article("<div>" * 100 + STYLED + "</div>" * 100))
    assert nested.text == loaded(article(STYLED)).text
    with pytest.raises(UnreadableFile):
        loaded(article("<div>" * 5000 + STYLED + "</div>" * 5000))
