"""DOCX made here by python-docx: headings, numbers, tables, tracked changes, broken archives."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import SourceError, TooLarge, UnreadableFile
from assistant.settings import Settings
from ingest.load import Loaded, load
from ingest.sources import Source

LONG = "2022年，丰河县收到行政复议申请86件，受理71件，审结66件。"


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def loaded(data: bytes, name: str = "a.docx", limit: int = 50_000_000) -> Loaded:
    return load(Source(key=name, name=name, data=data), Settings(max_file_bytes=limit))


def headings(result: Loaded) -> list[tuple[str, int]]:
    return [(result.text[h.start : h.end], h.level) for h in result.headings]


def test_headings_tables_and_paragraphs_in_order() -> None:
    document = docx.Document()
    document.add_heading("丰河县2022年度报告", 1)
    document.add_paragraph(LONG)
    document.add_heading("一、数据", 2)
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows,
        [("项目", "2021年", "2022年"), ("受理", "60", "71"), ("审结", "51", "66")],
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("　　末段。")
    result = loaded(saved(document))
    assert result.text.split("\n") == [
        "丰河县2022年度报告",
        LONG,
        "一、数据",
        "| 项目: 受理 | 2021年: 60 | 2022年: 71 |",
        "| 项目: 审结 | 2021年: 51 | 2022年: 66 |",
        "末段。",
    ]
    assert headings(result) == [("丰河县2022年度报告", 1), ("一、数据", 2)]
    assert result.media == "docx"


def test_title_style_stands_above_headings() -> None:
    document = docx.Document()
    document.add_heading("丰河县2022年度报告", 0)
    document.add_heading("一、概况", 1)
    document.add_heading(LONG, 2)
    assert headings(loaded(saved(document))) == [("丰河县2022年度报告", 1), ("一、概况", 2)]


def test_merged_cells() -> None:
    document = docx.Document()
    document.add_paragraph(LONG)
    table = document.add_table(rows=4, cols=3)
    texts = [
        ("项目", "申请人", ""),
        ("", "自然人", "法人"),
        ("受理", "60", "11"),
        ("审结", "58", "8"),
    ]
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    assert loaded(saved(document)).text.split("\n")[1:] == [
        "| 项目: 受理 | 申请人/自然人: 60 | 申请人/法人: 11 |",
        "| 项目: 审结 | 申请人/自然人: 58 | 申请人/法人: 8 |",
    ]


def _numbered(document: Any, levels: list[tuple[str, str]]) -> None:
    """Adds a list definition 90 of ``(format, pattern)`` levels."""
    rows = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{rows}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )


def test_automatic_numbers_are_part_of_the_text() -> None:
    document = docx.Document()
    _numbered(
        document,
        [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")],
    )
    for depth, text in [
        (0, "概况"),
        (1, "复议"),
        (2, "受理"),
        (2, "审结"),
        (1, "应诉"),
        (0, "问题"),
        (1, "人员"),
    ]:
        paragraph = document.add_paragraph(text)
        numbering = (
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
        )
        paragraph._p.get_or_add_pPr().append(parse_xml(numbering))
    assert loaded(saved(document)).text.split("\n") == [
        "一、概况", "（一）复议", "1.受理", "2.审结", "（二）应诉", "二、问题", "（一）人员",
    ]  # fmt: skip


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("受理")
    names = nsdecls("w")
    for xml in (
        f'<w:ins {names} w:id="1" w:author="a"><w:r><w:t>71</w:t></w:r></w:ins>',
        f'<w:del {names} w:id="2" w:author="a"><w:r><w:delText>99</w:delText></w:r></w:del>',
        f"<w:hyperlink {names}><w:r><w:t>件</w:t></w:r></w:hyperlink>",
        f"<w:smartTag {names}><w:r><w:t>。</w:t></w:r></w:smartTag>",
    ):
        paragraph._p.append(parse_xml(xml))
    inner = "<w:p><w:r><w:t>控件里的一段。</w:t></w:r></w:p>"
    content = f"<w:sdt {names}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(content))
    assert loaded(saved(document)).text == "受理71件。\n控件里的一段。"


def test_document_title_is_only_a_hint() -> None:
    document = docx.Document()
    document.core_properties.title = "模板"
    document.add_paragraph(LONG)
    result = loaded(saved(document))
    assert result.hints == {"document_title": "模板"}
    assert result.text == LONG


def _rewritten(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def _plain() -> bytes:
    document = docx.Document()
    document.add_paragraph(LONG)
    return saved(document)


def _bad_xml(name: str, content: bytes) -> bytes:
    return content[:-40] if name == "word/document.xml" else content


def _no_types(name: str, content: bytes) -> bytes | None:
    return None if name == "[Content_Types].xml" else content


def _no_document(name: str, content: bytes) -> bytes | None:
    return None if name == "word/document.xml" else content


@pytest.mark.parametrize("change", [_bad_xml, _no_types, _no_document])
def test_broken_documents(change: Callable[[str, bytes], bytes | None]) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.docx") as caught:
        loaded(_rewritten(_plain(), change))
    assert caught.value.code == "broken_docx"


@pytest.mark.parametrize("keep", [30, 0.5, 0.97])
def test_cut_off_archives(keep: float) -> None:
    data = _plain()
    with pytest.raises(UnreadableFile) as caught:
        loaded(data[: int(keep if keep > 1 else keep * len(data))])
    assert caught.value.code == "broken_docx"


def test_damaged_bytes_inside() -> None:
    data = bytearray(_plain())
    start = data.find(b"word/document.xml") + 60
    data[start : start + 200] = bytes(200)
    with pytest.raises(UnreadableFile) as caught:
        loaded(bytes(data))
    assert caught.value.code == "broken_docx"


def _bomb(name: str, content: bytes) -> bytes:
    if name != "word/document.xml":
        return content
    filler = b"<w:p><w:r><w:t>" + b"\xe4\xb8\x80" * 7_000_000 + b"</w:t></w:r></w:p>"
    return re.sub(rb"(<w:body>)", lambda m: m[1] + filler, content)


def test_zip_bomb() -> None:
    data = _rewritten(_plain(), _bomb)
    assert len(data) < 200_000
    with pytest.raises(TooLarge, match="unpack") as caught:
        loaded(data)
    assert caught.value.code == "zip_bomb"


def test_many_large_parts_are_a_bomb_as_well() -> None:
    with pytest.raises(TooLarge) as caught:
        loaded(_plain(), limit=len(_plain()))
    assert caught.value.code == "zip_bomb"


def test_entities_are_not_expanded() -> None:
    """The billion-laughs document: its entities stay what they are, or it is refused."""
    definitions = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 9))
    head = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "哈">{definitions}]>'

    def laugh(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        body = re.sub(rb"^<\?xml[^>]*\?>", head.encode(), content)
        return body.replace("受理71件".encode(), b"&e8;")

    try:
        text = loaded(_rewritten(_plain(), laugh)).text
    except UnreadableFile as error:
        assert error.code == "broken_docx"
    else:
        assert len(text) < 1000


@given(
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=30)), min_size=1, max_size=5)
)
@settings(max_examples=60, deadline=None)
def test_any_damage_is_told_or_survived(damage: list[tuple[float, bytes]]) -> None:
    data = bytearray(_PLAIN)
    for where, junk in damage:
        start = int(where * (len(data) - len(junk)))
        data[start : start + len(junk)] = junk
    with contextlib.suppress(SourceError):
        loaded(bytes(data))


_PLAIN = _plain()
