"""Names that somebody sends never lead anywhere, and too much is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import TooLarge
from ui.uploads import LONGEST_NAME, receive, safe_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("年度报告.pdf", "年度报告.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("/etc/cron.d/x.txt", "x.txt"),
        ("C:\\boot.ini", "boot.ini"),
        ("..", "upload"),
        ("", "upload"),
        (".hidden.txt", "hidden.txt"),
        ("~$report.docx", "report.docx"),
        ("a\0b\n.txt", "ab.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("报" * 300 + ".pdf", "报" * 48 + ".pdf"),
    ],
)
def test_names(sent: str, kept: str):
    assert safe_name(sent) == kept


@given(st.text(max_size=400))
def test_any_name_is_one_harmless_part(sent: str):
    kept = safe_name(sent)
    assert kept and kept not in (".", "..")
    assert not set(kept) & set("/\\\0")
    assert len(kept.encode("utf-8")) <= LONGEST_NAME
    assert Path("/folder", kept).parent == Path("/folder")


def test_a_file_over_the_limit_is_refused_as_it_comes(tmp_path: Path):
    with pytest.raises(TooLarge, match="'big.txt'"):
        receive(io.BytesIO(b"x" * 11), tmp_path, 0, "big.txt", 10)
    upload = receive(io.BytesIO(b"x" * 10), tmp_path / "new", 1, "../fits.txt", 10)
    assert upload.path.parent == tmp_path / "new"
    assert upload.path.read_bytes() == b"x" * 10
