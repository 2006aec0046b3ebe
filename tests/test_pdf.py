"""PDF made here by reportlab: paragraphs, pages, running heads, tables, and what can't be read."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from assistant.errors import SourceError, UnreadableFile
from assistant.settings import Settings
from ingest.load import Loaded, load
from ingest.sources import Source

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
PLAIN = ParagraphStyle("plain", fontName=FONT, fontSize=16, leading=28, wordWrap="CJK")
BODY = ParagraphStyle("body", parent=PLAIN, firstLineIndent=32, alignment=4)
TITLE = ParagraphStyle("title", parent=PLAIN, fontSize=22, leading=32, alignment=1)
RIGHT = ParagraphStyle("right", parent=PLAIN, alignment=2)
LONG = (
    "2022年，丰河县收到行政复议申请86件，受理71件，审结66件，其中维持40件，撤销5件，调解21件，"
    "与上年相比增长12.5%，行政机关负责人出庭应诉率100%，一审行政应诉案件33件，败诉率为3.03%。"
)
NUMBERS = "一二三四五六七八九"


def loaded(data: bytes, name: str = "a.pdf") -> Loaded:
    return load(Source(key=name, name=name, data=data), Settings())


def made(*story: Any, head: str = "", footer: str = "— {} —") -> bytes:
    buffer = io.BytesIO()

    def decorate(canvas: Canvas, document: Any) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, head)
        canvas.drawCentredString(A4[0] / 2, 40, footer.format(document.page))

    SimpleDocTemplate(buffer, pagesize=A4).build(
        list(story), onFirstPage=decorate, onLaterPages=decorate
    )
    return buffer.getvalue()


@pytest.mark.parametrize("footer", ["— {} —", "{}", "第{}页 共3页", "{}/3"])
def test_paragraphs_without_running_heads(footer: str) -> None:
    story = [
        Paragraph("丰河县人民政府<br/>关于2022年法治政府建设情况的报告", TITLE),
        Spacer(1, 50),
        Paragraph("一、主要举措", BODY),
        *(Paragraph(f"（{n}）{LONG}", BODY) for n in NUMBERS),
        Paragraph("丰河县人民政府", RIGHT),
        Paragraph("2023年1月20日", RIGHT),
    ]
    result = loaded(made(*story, head="丰河县年度报告", footer=footer))
    assert result.text.split("\n") == [
        "丰河县人民政府关于2022年法治政府建设情况的报告",
        "一、主要举措",
        *(f"（{n}）{LONG}" for n in NUMBERS),
        "丰河县人民政府",
        "2023年1月20日",
    ]
    assert len(result.pages) == 2
    assert result.pages[0] == 0
    assert result.text[result.pages[1] - 1] != "\n", "the page begins inside a paragraph"


def test_page_starts() -> None:
    story = []
    for n in NUMBERS[:4]:
        story += [Paragraph(f"{n}、第{n}页的内容。", BODY), Paragraph(LONG, BODY), PageBreak()]
    result = loaded(made(*story))
    assert len(result.pages) == 4
    for n, start in zip(NUMBERS, result.pages, strict=False):
        assert result.text.startswith(f"{n}、第{n}页的内容。", start)


def test_block_paragraphs_without_indent_are_told_apart_by_space() -> None:
    flush = ParagraphStyle("flush", parent=PLAIN, spaceAfter=18)
    width = LONG[:28]  # fills one line to the right edge
    result = loaded(
        made(Paragraph(width * 3, flush), Paragraph(LONG, flush), Paragraph(LONG, flush))
    )
    assert result.text.split("\n") == [width * 3, LONG, LONG]


def test_tables_in_place_with_merged_cells() -> None:
    data = [
        ["项目", "行政复议", "", "总计"],
        ["", "受理", "审结", ""],
        ["2021年", "60", "51", "111"],
        ["2022年", "71", "66", "137"],
    ]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONTNAME", (0, 0), (-1, -1), FONT),
        ("SPAN", (1, 0), (2, 0)),
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (3, 0), (3, 1)),
    ]
    result = loaded(
        made(Paragraph("一、数据", BODY), Table(data, style=style), Paragraph(LONG, BODY))
    )
    assert result.text.split("\n") == [
        "一、数据",
        "| 项目: 2021年 | 行政复议/受理: 60 | 行政复议/审结: 51 | 总计: 111 |",
        "| 项目: 2022年 | 行政复议/受理: 71 | 行政复议/审结: 66 | 总计: 137 |",
        LONG,
    ]


def test_a_table_over_a_page_break_keeps_its_head() -> None:
    head = ["办理结果", "", "自然人", "总计"]
    body = [["三、本年度办理结果", f"（{n}）某种结果", str(n), str(n + 1)] for n in range(1, 61)]
    body = [[row[0] if i in {0, 30} else "", *row[1:]] for i, row in enumerate(body)]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONTNAME", (0, 0), (-1, -1), FONT),
        ("SPAN", (0, 0), (1, 0)),
    ]
    for repeat in (0, 1):
        table = Table([head, *body], style=style, repeatRows=repeat)
        result = loaded(made(Paragraph(LONG, BODY), table, Paragraph(LONG, BODY), head="年度报告"))
        lines = result.text.split("\n")
        assert len(lines) == 62
        assert lines[0] == lines[-1] == LONG
        for n in range(1, 61):
            assert lines[n].endswith(f"（{n}）某种结果 | 自然人: {n} | 总计: {n + 1} |")
        assert len(result.pages) == 2
        assert result.text.startswith("| ", result.pages[1])


def test_a_pdf_by_another_name() -> None:
    assert loaded(made(Paragraph(LONG, BODY)), "a.txt").media == "pdf"


def _encrypted(user: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made(Paragraph(LONG, BODY)))))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_password_protected() -> None:
    with pytest.raises(UnreadableFile, match="password") as caught:
        loaded(_encrypted("secret", "owner"))
    assert caught.value.code == "encrypted_pdf"


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    assert loaded(_encrypted("", "owner")).text == LONG


def _scan() -> bytes:
    """Pages that are one picture each, as a scanner makes them."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for shade in (200, 220):
        picture = ImageReader(Image.new("L", (60, 80), shade))
        canvas.drawImage(picture, 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_scan_without_a_text_layer() -> None:
    with pytest.raises(UnreadableFile, match="no text layer") as caught:
        loaded(_scan())
    assert caught.value.code == "no_text_layer"
    assert "OCR" in caught.value.hint


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _without_objects(data: bytes) -> bytes:
    return data.replace(b"endobj", b"xxxxxx").replace(b" obj", b" xxx")


def _only_head(data: bytes) -> bytes:
    return data[:20]


@pytest.mark.parametrize("damage", [_cut, _without_objects, _only_head])
def test_damaged(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnreadableFile) as caught:
        loaded(damage(made(Paragraph(LONG, BODY))))
    assert caught.value.code in {"broken_pdf", "no_text_layer"}
    assert "a.pdf" in caught.value.message


_GOOD = made(
    Paragraph(LONG, BODY),
    Table(
        [["项目", "数量"], ["受理", "71"]],
        style=[("GRID", (0, 0), (-1, -1), 1, colors.black), ("FONTNAME", (0, 0), (-1, -1), FONT)],
    ),
)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=20)), min_size=1, max_size=5)
)
@settings(max_examples=60, deadline=None)
def test_any_damage_is_told_or_survived(damage: list[tuple[float, bytes]]) -> None:
    data = bytearray(_GOOD)
    for where, junk in damage:
        start = int(where * (len(data) - len(junk)))
        data[start : start + len(junk)] = junk
    with contextlib.suppress(SourceError):
        loaded(bytes(data))
