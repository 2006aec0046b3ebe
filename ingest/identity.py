"""Names that stay the same from one ingest to the next: ids, slugs, content hashes."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.split import Span

LONGEST_SLUG = 80
_UNFIT = re.compile(r"[\s/\\\x00-\x1f\x7f]+")


def document_id(key: str) -> str:
    """Twelve hex digits of the source's key: a changed text keeps it, another source never has it.

    Not made from the file's name: every county calls its file 年度报告.pdf.
    """
    return _digest(key)[:12]


def slug(key: str, document: str, taken: Mapping[str, str]) -> str:
    """The file's stem or the URL's last part, with a number where another document has it.

    ``taken`` maps the slugs in use to document ids.
    """
    base = _stem(key) or document
    name, number = base, 1
    while taken.get(name, document) != document:
        number += 1
        name = f"{base}-{number}"
    return name


def content_hash(text: str, spans: Sequence[Span], pages: Sequence[int]) -> str:
    """Of all that a version is: the text, how it is cut and where its pages begin.

    The cuts count because passages are embedded: a text cut anew must be embedded anew.
    """
    cuts = [[span.start, span.end, *span.path] for span in spans]
    return _digest(json.dumps([text, cuts, list(pages)]))


def version_id(document: str, number: int, content: str) -> str:
    """Twenty hex digits."""
    return _digest(document, str(number), content)[:20]


def passage_id(document: str, content: str, start: int, end: int) -> str:
    """Twenty hex digits; the same passage of the same text always gets the same."""
    return _digest(document, content, str(start), str(end))[:20]


def _stem(key: str) -> str:
    path = unquote(urlsplit(key).path.rstrip("/")) if "://" in key else key.replace("\\", "/")
    name = unicodedata.normalize("NFC", PurePosixPath(path).name)
    stem, dot, suffix = name.rpartition(".")
    bare = stem if dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,5}", suffix) else name
    return _UNFIT.sub("-", bare).strip("-")[:LONGEST_SLUG]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
