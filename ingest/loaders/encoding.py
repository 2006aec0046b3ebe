"""Bytes to text: UTF-8, GB18030 (GBK, GB2312), UTF-16, told apart by content and declaration.

Text that was once read in the wrong encoding and saved so (mojibake) is refused: its characters
are lost or wrong, and a figure in it cannot be trusted.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from assistant.errors import UnreadableFile
from assistant.text import is_han

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Only these are believed when declared: Latin-1 is what servers claim by default, and some
# names that Python knows (idna, unicode_escape) are no text encodings at all.
_DECLARABLE = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_NON_ASCII = re.compile(r"[^\x00-\x7f]{4,}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TELLTALE = re.compile("锟斤拷|烫烫烫|屯屯屯")
_WRONG_READINGS = (
    ("gb18030", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("latin-1", "gb18030"),
    ("big5hkscs", "gb18030"),
)

_SAMPLE = 40_000
_PLAUSIBLE = 0.7
_MOST_LOST = 0.002


def decode(data: bytes, name: str, content_type: str | None = None) -> str:
    """The text in ``data``. Raises ``UnreadableFile``: binary_file, unknown_encoding, mojibake."""
    text = _by_bom(data)
    if text is None:
        text = _best(data, declared(data, content_type))
    if text is None:
        # What is no plausible Chinese may be the remains of it.
        remains = _strict(data, "gb18030")
        text = remains if remains is not None and mojibake(remains) else None
    if text is None or _looks_binary(text):
        raise _undecodable(data, name)
    trouble = mojibake(text)
    if trouble:
        raise UnreadableFile(
            f"{name!r} is garbled: {trouble}.",
            code="mojibake",
            hint="Get the file again from its publisher; what was lost can't be restored.",
        )
    return text


def declared(data: bytes, content_type: str | None = None) -> str | None:
    """The codec named by HTTP header, XML declaration or meta tag, if it is one we know."""
    header = _HEADER.search(content_type or "")
    found = header.group(1) if header else ""
    if not found:
        match = _XML.search(data[:200]) or _META.search(data[:4096])
        found = match.group(1).decode("ascii", "ignore") if match else ""
    return _DECLARABLE.get(found.lower())


def mojibake(text: str) -> str | None:
    """What shows that ``text`` was read in a wrong encoding, or ``None``."""
    lost = text.count("\ufffd")
    if lost >= 3 and lost > _MOST_LOST * len(text):
        return f"{lost} characters are lost (U+FFFD)"
    telltales = len(_TELLTALE.findall(text))
    if telltales >= 3 or telltales * 300 > len(text):
        return f"it holds {_TELLTALE.search(text)[0]!r}, the mark of lost characters"  # type: ignore[index]
    sample = "\n".join(_NON_ASCII.findall(text[:_SAMPLE]))
    for wrong, right in _WRONG_READINGS:
        if _reads_better(sample, wrong, right):
            return f"it is {right.upper()} text that was once read as {wrong.upper()}"
    return None


def _reads_better(sample: str, wrong: str, right: str) -> bool:
    """Whether undoing a wrong reading gives plain Chinese, which true text never does."""
    undone = sample.encode(wrong, "ignore").decode(right, "replace").replace("\n", "")
    common = sum(1 for c in undone if c in _common_han())
    if common < 8 or common < 0.6 * len(undone) or undone.count("\ufffd") > 0.25 * len(undone):
        return False
    kept = sum(1 for c in sample if c in _common_han())
    return kept < 0.6 * len(sample)


def _by_bom(data: bytes) -> str | None:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data.decode(codec, "replace")
    return None


def _best(data: bytes, codec: str | None) -> str | None:
    text = _strict(data, "utf-8") if b"\x00" not in data else None
    if text is not None and (codec in {None, "utf-8"} or len(data) > 200 or text.isascii()):
        return text
    strict = [t for c in (codec, "utf-8", "gb18030") if c and (t := _strict(data, c)) is not None]
    if len(data) % 2 == 0:
        strict += [t for c in ("utf-16-le", "utf-16-be") if (t := _strict(data, c)) is not None]
    best = max(strict, key=plausibility, default=None)
    if best is not None and plausibility(best) >= _PLAUSIBLE:
        return best
    return _tolerant(data, codec)


def _tolerant(data: bytes, codec: str | None) -> str | None:
    """A reading with a few bytes lost: a file cut off within a character, one bad byte."""
    for candidate in dict.fromkeys((codec or "utf-8", "utf-8", "gb18030")):
        text = data.decode(candidate, "replace")
        few = text.count("\ufffd") <= max(2, _MOST_LOST * len(text))
        if few and plausibility(text) >= _PLAUSIBLE:
            return text
    return None


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def plausibility(text: str) -> float:
    """0 to 1: how much of a sample is what Chinese prose or markup is made of."""
    sample = text[:_SAMPLE]
    return sum(map(_weight, sample)) / max(1, len(sample))


def _weight(char: str) -> float:
    if char < "\x7f":
        return float(char >= " " or char in "\t\n\r\x0c")
    if is_han(char):
        # Traditional and rare characters count half: a wrong reading is made of little else.
        return 1.0 if char in _common_han() else 0.5
    return float(
        "\u3000" <= char <= "\u3020"
        or "\uff01" <= char <= "\uff5e"
        or "\u2010" <= char <= "\u2026"
        or "\u2460" <= char <= "\u249b"
        or char in "\xa0\xb7×℃√●■◆★"
    )


@cache
def _common_han() -> frozenset[str]:
    """The 6,763 Han characters of GB 2312, the everyday ones."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return frozenset("".join(row.decode("gb2312", "ignore") for row in rows))


def _looks_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > max(2, len(sample) // 200)


def _undecodable(data: bytes, name: str) -> UnreadableFile:
    if b"\x00" in data or _looks_binary(data[:_SAMPLE].decode("latin-1")):
        return UnreadableFile(
            f"{name!r} is binary, not text.",
            code="binary_file",
            hint="Give a .html, .pdf, .docx, .txt or .md file.",
        )
    return UnreadableFile(
        f"{name!r} is in no encoding that is read (UTF-8, GB18030, UTF-16).",
        code="unknown_encoding",
        hint="Save it as UTF-8.",
    )
