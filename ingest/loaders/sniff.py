"""What a file really is, told from its bytes; its name decides only between kinds of text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from assistant.errors import UnreadableFile

Media = Literal["html", "pdf", "docx", "txt", "md"]

SUFFIXES: dict[str, Media] = {
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".txt": "txt",
    ".md": "md",
}
_CONTENT_TYPES: dict[str, Media] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "md",
    "text/plain": "txt",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a SQLite database"),
)
_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->)", re.S)
_HTML_START = re.compile(r"\s*<(?:!doctype\s+html|html|head)\b", re.I)
_HTML_TAG = re.compile(r"<(?:p|div|table|span|br|h[1-6]|td|a)\b[^>]*>", re.I)
_HIGH_OR_NUL = re.compile(rb"[\x00\x80-\xff]")


def suffix_media(name: str) -> Media | None:
    """The kind that a file name's ending promises."""
    dot = name.rfind(".")
    return SUFFIXES.get(name[dot:].lower()) if dot >= 0 else None


def binary_media(data: bytes, name: str) -> Media | None:
    """``pdf`` or ``docx`` by their bytes, ``None`` for text.

    Raises ``UnreadableFile`` for binary formats that are not read, naming what it is.
    """
    if not data.strip(b"\x00\t\n\r\x0b\x0c "):
        raise UnreadableFile(f"{name!r} is empty.", code="empty_file", hint="Check the download.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _zip_media(data, name)
    if data.startswith(_OLE):
        raise _ole_refusal(data, name)
    if data.lstrip().startswith(b"{\\rtf"):
        raise _refusal(name, "an RTF document", "Save it as .docx.")
    for magic, what in _MAGIC:
        if data.startswith(magic) and _HIGH_OR_NUL.search(data[:512]):
            raise _refusal(name, what, "Give a .html, .pdf, .docx, .txt or .md file.")
    return None


def text_media(text: str, name: str, content_type: str | None) -> Media:
    """``html``, ``md`` or ``txt`` for decoded text."""
    promised = suffix_media(name)
    declared = _CONTENT_TYPES.get((content_type or "").partition(";")[0].strip().lower())
    if _opens_as_html(text[:5000]):
        return "html"
    if promised in {"html", None} and (promised or declared) == "html":
        return "html" if _HTML_TAG.search(text) else "txt"
    if promised == "md" or (promised is None and declared == "md"):
        return "md"
    return "txt"


def _opens_as_html(text: str) -> bool:
    position = 0
    while match := _PROLOGUE.match(text, position):
        position = match.end()
    return _HTML_START.match(text, position) is not None


def _zip_media(data: bytes, name: str) -> Media:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise broken_docx(name, str(error)) from error
    if "word/document.xml" in names or suffix_media(name) == "docx":
        return "docx"
    what = "a zip archive"
    for part, format_name in (
        ("xl/workbook.xml", "an Excel workbook"),
        ("ppt/presentation.xml", "a PowerPoint file"),
    ):
        if part in names:
            what = format_name
    raise _refusal(name, what, "Unpack it, or save its text as .docx.")


def broken_docx(name: str, why: str) -> UnreadableFile:
    """The error for a DOCX that does not open."""
    return UnreadableFile(
        f"{name!r} is a broken DOCX: {why}.",
        code="broken_docx",
        hint="Open it in a word processor and save it again.",
    )


def _ole_refusal(data: bytes, name: str) -> UnreadableFile:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableFile(
            f"{name!r} is protected by a password.",
            code="encrypted_docx",
            hint="Save it without one.",
        )
    return _refusal(name, "an old Office file (.doc, .xls or .wps)", "Save it as .docx.")


def _refusal(name: str, what: str, hint: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name!r} is {what}, not a text document.", code="binary_file", hint=hint
    )
