"""Bytes to text: every encoding that documents come in, and garbled text refused."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.errors import UnreadableFile
from ingest.loaders.encoding import decode, mojibake

TEXT = """丰河县人民政府关于2022年法治政府建设情况的报告
2022年,丰河县共收到行政复议申请86件,受理71件,审结66件,其中维持40件、撤销5件。
行政机关负责人出庭应诉率100%,“放管服”改革事项办结率98.5%。
"""
TRADITIONAL = "關於二零二二年法治政府建設情況的報告\n全年共受理行政覆議案件71件，審結66件。\n" * 3


@pytest.mark.parametrize(
    "codec",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_encodings_are_told_apart_by_content(codec: str) -> None:
    assert decode(TEXT.encode(codec), "a.txt") == TEXT


def test_big_endian_with_mark_and_traditional_text() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "a.txt") == TEXT
    for codec in ("utf-8", "utf-16", "utf-16-le"):
        assert decode(TRADITIONAL.encode(codec), "a.txt") == TRADITIONAL


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("text", ["法治政府", "受理71件", "第一条 为了规范行政行为，制定本办法。"])
def test_short_texts(codec: str, text: str) -> None:
    assert decode(text.encode(codec), "a.txt") == text


def test_declarations() -> None:
    page = '<html><head><meta charset="gb2312"></head><body>联通</body></html>'
    assert decode(page.encode("gb18030"), "a.html") == page
    big5 = '<meta http-equiv="Content-Type" content="text/html; charset=big5">' + TRADITIONAL
    assert decode(big5.encode("big5"), "a.html") == big5
    assert decode("联通".encode("gbk"), "a", "text/html; charset=GBK") == "联通"


@pytest.mark.parametrize(
    "charset", ["gb2312", "iso-8859-1", "big5", "unicode_escape", "rot13", "x"]
)
def test_a_wrong_declaration_does_not_prevail(charset: str) -> None:
    page = f'<html><meta charset="{charset}"><body>{TEXT}</body></html>'
    assert decode(page.encode(), "a.html") == page
    assert decode(page.encode("gb18030"), "a.html") == page


def test_a_file_cut_off_within_a_character() -> None:
    for codec in ("utf-8", "gb18030"):
        assert decode(TEXT.rstrip().encode(codec) * 3 + b"\xe6", "a.txt").startswith(TEXT[:50])


def _misread(text: str, right: str, wrong: str) -> str:
    return text.encode(right).decode(wrong, "replace")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("utf-8", "gb18030"), ("utf-8", "gbk"), ("utf-8", "latin-1"), ("gbk", "latin-1"),
     ("utf-8", "cp1252"), ("gbk", "utf-8")],
)  # fmt: skip
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_mojibake_is_refused(right: str, wrong: str, codec: str) -> None:
    data = _misread(TEXT * 3, right, wrong).encode(codec, "replace")
    with pytest.raises(UnreadableFile, match=r"a\.txt") as caught:
        decode(data, "a.txt")
    assert caught.value.code == "mojibake"


def test_replacement_characters_read_as_gbk() -> None:
    lost = "\ufffd\ufffd" * 4
    text = f"全年共受理{_misread(lost, 'utf-8', 'gbk')}案件71件。" * 3
    assert "锟斤拷" in text
    with pytest.raises(UnreadableFile, match="锟斤拷"):
        decode(text.encode(), "a.txt")


def test_one_lost_character_is_no_mojibake() -> None:
    assert mojibake(TEXT * 10 + "审结\ufffd件") is None


@pytest.mark.parametrize(
    "text", ["", "plain English, nothing else.", "§1 Ärger über Straßen — naïve café"]
)
def test_other_scripts_are_no_mojibake(text: str) -> None:
    assert mojibake(text) is None


_COMMON = b"".join(
    bytes((high, low)) for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)
).decode("gb2312")


@given(st.text(alphabet=_COMMON + "，。、；：“”（）《》0123456789%\n", min_size=30, max_size=300))
@example("行政机关负责人出庭应诉率" * 4)
def test_what_was_saved_is_what_is_read(text: str) -> None:
    for codec in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert decode(text.encode(codec), "a.txt") == text


def test_binary() -> None:
    for data in (
        bytes(range(256)) * 20,
        b"\x00\x01\x02\x03" * 100,
        b"\x7fabc\x01\x02\x03\x04" * 50,
    ):
        with pytest.raises(UnreadableFile) as caught:
            decode(data, "a.txt")
        assert caught.value.code == "binary_file"


def test_unknown_encoding_is_named_so() -> None:
    with pytest.raises(UnreadableFile, match="no encoding") as caught:
        decode("Отчёт о работе правительства за прошлый год".encode("koi8-r"), "a.txt")
    assert caught.value.code == "unknown_encoding"
