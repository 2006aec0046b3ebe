"""Arguments to sources: what is found, what is refused, and what identifies it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import SourceError, TooLarge
from assistant.settings import Settings
from ingest.sources import expand, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "深/c.HTML", "深/d.htm", "e.pdf", "f.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("一", encoding="utf-8")
    for name in ("图.png", "~$f.docx", ".hidden.txt", "README.md", "深/表.xlsx", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("一", encoding="utf-8")
    return tmp_path


def test_folder_is_read_recursively_in_order(folder: Path) -> None:
    names = [ref.name for ref in expand([str(folder)])]
    assert names == ["a.md", "b.txt", "e.pdf", "f.docx", "c.HTML", "d.htm"]
    assert all(ref.fault is None for ref in expand([str(folder)]))


def test_each_source_comes_once_and_keys_are_resolved_paths(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    refs = expand(["a.md", str(folder / "a.md"), "深/../a.md", "*.md"])
    assert [ref.key for ref in refs] == [str((folder / "a.md").resolve())]


def test_globs(folder: Path) -> None:
    assert [r.name for r in expand([f"{folder}/*.txt"])] == ["b.txt"]
    assert [r.name for r in expand([f"{folder}/**/*.htm*"])] == ["d.htm"]
    (fault,) = expand([f"{folder}/*.png"])
    assert fault.fault is not None
    assert "matches nothing" in str(fault.fault)


def test_a_name_with_brackets_is_a_file_not_a_pattern(tmp_path: Path) -> None:
    path = tmp_path / "复议法[2023](修订)*.txt"
    path.write_text("第一条", encoding="utf-8")
    (ref,) = expand([str(path)])
    assert ref.path == path


@pytest.mark.parametrize(
    ("argument", "code", "words"),
    [
        ("没有.txt", "no_such_file", "does not exist"),
        ("图.png", "unsupported_type", ".png"),
        ("深/表.xlsx", "unsupported_type", ".xlsx"),
        ("空", "nothing", "holds nothing"),
    ],
)
def test_faults_are_raised_by_read_and_name_the_thing(
    folder: Path, argument: str, code: str, words: str
) -> None:
    (folder / "空").mkdir()
    (ref,) = expand([str(folder / argument)])
    with pytest.raises(SourceError, match=words) as caught:
        read(ref, Settings())
    assert caught.value.code == code
    assert argument in caught.value.message


@pytest.mark.parametrize(
    "argument", ["ftp://a/b.txt", "file:///etc/passwd", "\x00.txt", "a" * 5000]
)
def test_impossible_arguments_do_not_stop_a_batch(folder: Path, argument: str) -> None:
    bad, good = expand([argument, str(folder / "a.md")])
    assert bad.fault is not None
    assert good.fault is None


def test_devices_and_pipes_are_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "p.txt"
    os.mkfifo(pipe)
    (ref,) = expand([str(pipe)])
    with pytest.raises(SourceError, match="no regular file"):
        read(ref, Settings())
    (none,) = expand([str(tmp_path)])
    assert none.fault is not None


def test_size_limit(tmp_path: Path) -> None:
    settings = Settings(max_file_bytes=1000)
    (tmp_path / "x.txt").write_bytes(b"a" * 1000)
    (tmp_path / "y.txt").write_bytes(b"a" * 1001)
    right, over = expand([str(tmp_path)])
    assert len(read(right, settings).data) == 1000
    with pytest.raises(TooLarge, match=r"y\.txt"):
        read(over, settings)


def test_file_that_vanished(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("一", encoding="utf-8")
    (ref,) = expand([str(path)])
    path.unlink()
    with pytest.raises(SourceError, match="can't be read"):
        read(ref, Settings())


def test_urls_are_normalised() -> None:
    refs = expand(["HTTPS://Example.COM/A/%E6%8A%A5%E5%91%8A.html#top", "https://example.com"])
    assert refs[0].key == refs[0].url == "https://example.com/A/%E6%8A%A5%E5%91%8A.html"
    assert refs[0].name == "报告.html"
    assert refs[1].name == "example.com"


def test_what_is_no_address_is_named_and_the_rest_goes_on(folder: Path) -> None:
    bad, good = expand(["http://[::1", str(folder / "a.md")])
    assert bad.fault is not None and bad.fault.code == "bad_url"
    assert good.fault is None
