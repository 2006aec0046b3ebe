"""Sources to canonical text: what files really are, plain text, Markdown, offsets."""

from __future__ import annotations

import gzip
import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import MetadataError, TooLarge, UnreadableFile
from assistant.settings import Settings
from ingest.load import Loaded, assemble, load
from ingest.loaders.lines import Line
from ingest.sources import Source, expand, read

SETTINGS = Settings()


def loaded(data: bytes | str, name: str = "a.txt", content_type: str | None = None) -> Loaded:
    raw = data.encode() if isinstance(data, str) else data
    return load(Source(key=name, name=name, data=raw, content_type=content_type), SETTINGS)


def refused(data: bytes | str, name: str = "a.txt") -> str:
    with pytest.raises(UnreadableFile) as caught:
        loaded(data, name)
    assert repr(name) in caught.value.message
    assert caught.value.hint
    return caught.value.code


PARAGRAPH = "2022年，丰河县共收到行政复议申请86件，受理71件，审结66件。"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", "\u200b\u3000\n".encode()])
def test_empty(data: bytes) -> None:
    assert refused(data) == "empty_file"


def _zip(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (gzip.compress(b"x", mtime=0), "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Office"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (_zip(**{"xl__workbook.xml": "<a/>"}), "Excel"),
        (_zip(**{"a.txt": "x"}), "zip archive"),
        (b"MZ\x90\x00\x03\x00", "program"),
    ],
)
def test_binary_kinds_are_named(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile, match=what) as caught:
        loaded(data)
    assert caught.value.code == "binary_file"


def test_a_protected_office_file_is_told_from_an_old_one() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refused(data, "a.docx") == "encrypted_docx"


def test_content_decides_over_the_name() -> None:
    html = f"<!DOCTYPE html><html><body><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></body></html>"
    assert loaded(html, "a.txt").media == "html"
    assert loaded(html, "a.md").media == "html"
    assert loaded(PARAGRAPH, "a.html").media == "txt"
    assert loaded(f"# 一\n{PARAGRAPH}", "页面", "text/markdown").media == "md"
    assert loaded(f"<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>", "页面", "text/html").media == "html"


def test_over_the_limit() -> None:
    with pytest.raises(TooLarge, match="1,001"):
        load(Source(key="a", name="a.txt", data=b"a" * 1001), Settings(max_file_bytes=1000))


def test_canonical_text_of_plain_text() -> None:
    body = f"　　{PARAGRAPH}  \r\n\xa0\xa0下一段，\u200b（一）、全角:半角&nbsp;不变。\t\r"
    source = f"\ufeff标题\r\n\r\n\r\n{body}"
    assert loaded(source).text == f"标题\n{PARAGRAPH}\n下一段，（一）、全角:半角 不变。"


def test_hard_wrapped_text_is_joined() -> None:
    long = "全县各级行政机关认真贯彻落实上级部署，扎实推进依法行政，" * 12
    wrapped = "\n".join(["　　" + long[:38], *(long[i : i + 40] for i in range(38, len(long), 40))])
    text = loaded(f"工作总结\n{wrapped}\n（一）行政复议\n{wrapped}\n").text
    assert text.split("\n") == ["工作总结", long, "（一）行政复议", long]


def test_unwrapped_text_keeps_its_lines() -> None:
    lines = ["一、概况", "（一）组织领导", PARAGRAPH, "其中：维持40件；", "撤销5件。"] * 5
    assert loaded("\n".join(lines)).text == "\n".join(lines)


MARKDOWN = """---
title: 丰河县2022年报告
year: 2022
published: null
---

# 丰河县2022年报告

<!-- 说明
不要显示 -->
## 一、**行政复议** ##

受理71件，[办法](https://a.example/x)第三条。

| 项目 | 2021年 | 2022年 |
| --- | :-: | --: |
| 受理 | 60 | 71 |
| 审结 | 51 | |

- 维持40件
> 引用一句
***
#### 深一级
`结尾`
"""


def test_markdown() -> None:
    result = loaded(MARKDOWN, "a.md")
    assert result.text.split("\n") == [
        "丰河县2022年报告",
        "一、行政复议",
        "受理71件，办法第三条。",
        "| 项目: 受理 | 2021年: 60 | 2022年: 71 |",
        "| 项目: 审结 | 2021年: 51 |",
        "维持40件",
        "引用一句",
        "深一级",
        "结尾",
    ]
    spans = [(result.text[h.start : h.end], h.level) for h in result.headings]
    assert spans == [("丰河县2022年报告", 1), ("一、行政复议", 2), ("深一级", 4)]
    assert result.front == {"title": "丰河县2022年报告", "year": 2022, "published": None}


@pytest.mark.parametrize("front", ["title: [a", "- a\n- b", "a: b: c", "just words"])
def test_broken_front_matter(front: str) -> None:
    with pytest.raises(MetadataError, match=r"a\.md"):
        loaded(f"---\n{front}\n---\n{PARAGRAPH}", "a.md")


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    result = loaded(f"# 题\n\n{PARAGRAPH}\n\n---\n\n{PARAGRAPH}", "a.md")
    assert result.front == {}
    assert result.text == f"题\n{PARAGRAPH}\n{PARAGRAPH}"


HOSTILE = [
    "[",
    "*",
    "**a ",
    "|",
    "<!--",
    "<!---->",
    "> ",
    "&",
    "首页>",
    "来源",
    "（",
    "#",
    "<p ",
    "年",
    "`",
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.timeout(20)
def test_hostile_repetition_takes_no_long_time(piece: str, name: str) -> None:
    result = loaded(f"{PARAGRAPH}\n{piece * 60_000}\n{piece * 40}\n{PARAGRAPH}", name)
    assert result.text.startswith(PARAGRAPH)


@given(st.lists(st.text(max_size=40), max_size=12), st.sampled_from(["a.txt", "a.md"]))
def test_canonical_form_of_any_text(lines: list[str], name: str) -> None:
    """NFC, no blank lines, no outer blanks, nothing invisible; headings are spans of the text."""
    try:
        result = loaded("\n".join([PARAGRAPH, *lines, PARAGRAPH]).encode("utf-8", "replace"), name)
    except (UnreadableFile, MetadataError):
        return
    assert result.text == unicodedata.normalize("NFC", result.text)
    for line in result.text.split("\n"):
        assert line
        assert line == line.strip()
        assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in line)
    for heading in result.headings:
        assert "\n" not in result.text[heading.start : heading.end]
        assert heading.end == len(result.text) or result.text[heading.end] == "\n"


@given(st.lists(st.tuples(st.text("甲乙", max_size=5), st.integers(0, 2)), max_size=20))
def test_page_starts_never_go_back(parts: list[tuple[str, int]]) -> None:
    lines: list[Line] = []
    page = 0
    for text, begins in parts:
        marks = tuple((min(i, len(text)), page + i + 1) for i in range(begins))
        page += begins
        lines.append(Line(text=text, pages=marks))
    text, _, pages = assemble(lines, page)
    assert len(pages) == page
    assert list(pages) == sorted(pages)
    assert all(0 <= start <= len(text) for start in pages)


def test_real_report(shared_dir: Path) -> None:
    (ref,) = expand([str(shared_dir / "corpus" / "reports" / "guangshan-2023.txt")])
    result = load(read(ref, SETTINGS), SETTINGS)
    lines = result.text.split("\n")
    assert len(lines[0]) == 25
    assert lines[-1] == "2024年2月14日"
    assert result.hints["published"] == "2024-03-04"
    assert "www.xinyang.gov.cn" in result.hints["source"]
    assert not any(word in result.text for word in ("首页", "扫一扫", "来源:"))
    assert sum(line.startswith(("一、", "二、", "三、", "四、", "五、")) for line in lines) == 4


def test_all_real_laws(shared_dir: Path) -> None:
    refs = expand([str(shared_dir / "corpus" / "laws")])
    assert len(refs) == 85
    for ref in refs:
        result = load(read(ref, SETTINGS), SETTINGS)
        assert result.media == "md"
        assert result.headings[0].start == 0
        assert "INFO END" not in result.text
        assert "#" not in result.text
        assert "第一条" in result.text
