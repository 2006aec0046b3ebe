"""What is put into a page is escaped, whoever wrote it."""

from __future__ import annotations

from importlib import resources

import pytest

from assistant.domain import Answer, Citation, Table
from assistant.events import told
from ui.web.source import lines
from ui.web.templates import linked, render, web_address
from ui.web.texts import TONGUES, texts
from ui.web.turns import Turn, show

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "![x](https://evil.example/pixel.png)",
    "[text](javascript:alert(1))",
    "{{ 7*7 }} ${7*7} {% raw %}",
    "</textarea></style></script>",
)


def hostile_turn(words: str) -> Turn:
    cited = Citation(
        n=1,
        document_id='1" onclick="x',
        version=1,
        title=words,
        issuer=words,
        year=2023,
        section=(words,),
        quote=words,
        start=0,
        end=3,
        url="javascript:alert(1)",
        note=words,
    )
    answer = Answer(
        question=words,
        answer=f"{words} [1] [2]",
        language="zh",
        intent="open",
        citations=(cited,),
        table=Table(columns=(words,), rows=((words,),), citations=(1,)),
        suggestions=(words,),
        trace_id='t"><b>',
    )
    turn = Turn(question=words)
    for event in told(answer):
        turn = turn.after(event)
    return turn


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("tongue", TONGUES)
def test_a_hostile_text_stays_text(words, tongue):
    shown = show(hostile_turn(words), tongue, lambda _: None)
    plain = show(hostile_turn("无害"), tongue, lambda _: None)
    assert shown.count("<") == plain.count("<")
    assert "javascript:alert(1)" not in shown.replace("[text](javascript:alert(1))", "")
    assert 'onclick="x' not in shown and "<b>" not in shown.split('data-trace="')[1]


def test_only_known_citations_become_links():
    found = linked("甲[1]乙[2]<b>[3]", {1: "/one", 3: "/three?a=1&b=2"}.get)
    assert found.count("<a ") == 2
    assert 'href="/three?a=1&amp;b=2"' in found
    assert "[2]&lt;b&gt;" in found


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http:///x",
        "vbscript:x",
        "http://[",
        None,
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(url):
    assert web_address(url) is None


def test_an_address_of_the_web_is():
    assert web_address(" https://www.gov.cn/a ") == "https://www.gov.cn/a"


def test_the_marked_pieces_are_the_quote():
    text = "一、概况\n  全年受理60件，\r\n审结51件。\n其他\n"
    start, end = text.index("受理"), text.index("件。") + 2
    found = list(lines(text, start, end, {"一、概况"}, within=(0, len(text))))
    marked = "".join(p.text for line in found for p in line.pieces if p.marked)
    assert marked == text[start:end].replace("\r\n", "")
    assert [line.heading for line in found] == [True, False, False, False]
    assert "".join(p.text for line in found for p in line.pieces) == text.replace(
        "\r\n", ""
    ).replace("\n", "")


def test_texts_have_no_name_that_a_mapping_has():
    """In a template ``t.copy`` would be the method of a dict."""
    for tongue in TONGUES:
        assert not set(texts(tongue)) & set(dir(dict))


def test_no_template_says_safe():
    for file in resources.files("ui").joinpath("web/templates").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", "") and "autoescape" not in text, file.name


def test_a_suggestion_that_is_markup_is_text():
    page = render("empty.html", t=texts("zh"), questions=(HOSTILE[0],), stranger=False, empty=False)
    assert "<script" not in page
