"""Laws that a question names: those among the documents, and those that are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import yaml

from assistant.domain import Document
from assistant.text import fold

_TITLE = re.compile(r"《([^《》]{2,40})》")
_PREFIX = re.compile(r"^中华人民共和国")
_LAW_END = re.compile(r"(?:法|法典|条例|规定|细则)$")
# What follows a law's name where a question rests on it, and does not speak of 宪法宣传.
_RESTS = re.compile(r"\s*(?:规定|里|中|上|第|对|关于|的|怎|如何|有|是|,|。|\?|$)")
_ARTICLE = re.compile(r"第\s*([零〇一二三四五六七八九十百千\d]+)\s*条(之[一二三四五六七八九十])?")


@cache
def _known_laws() -> re.Pattern[str]:
    file = resources.files("assistant").joinpath("data/laws.yaml")
    names: list[str] = yaml.safe_load(file.read_text(encoding="utf-8"))["laws"]
    longest = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)))


def short_title(document: Document) -> str:
    """A law's title as people say it: 行政复议法."""
    return _PREFIX.sub("", document.title)


def named_laws(question: str, documents: Sequence[Document]) -> list[Document]:
    """The documents whose title the question names, the longest title only."""
    plain = fold(question)
    found = [d for d in documents if len(short_title(d)) >= 3 and fold(short_title(d)) in plain]
    if not found:
        return []
    names = {short_title(d) for d in found}
    return [d for d in found if not any(_is_part(short_title(d), name) for name in names)]


def _is_part(name: str, other: str) -> bool:
    return name != other and name in other


def absent_law(question: str, documents: Sequence[Document]) -> str | None:
    """The name of a law that the question rests on and no document is, or ``None``."""
    if named_laws(question, documents):
        return None
    titles = " ".join(fold(short_title(d)) for d in documents)
    plain = fold(question)
    named = [m[1] for m in _TITLE.finditer(question) if _LAW_END.search(m[1])]
    named += [m[0] for m in _known_laws().finditer(plain) if _RESTS.match(plain, m.end())]
    return next((name for name in named if fold(name) not in titles), None)


def article_asked(question: str) -> str | None:
    """``第三十四条`` for a question that names one article, in Chinese numerals; else ``None``."""
    found = {f"第{_in_han(m[1])}条{m[2] or ''}" for m in _ARTICLE.finditer(fold(question))}
    return next(iter(found)) if len(found) == 1 else None


def _in_han(numeral: str) -> str:
    """Digits as laws number their articles: 34 → 三十四, 110 → 一百一十."""
    if not numeral.isdigit():
        return numeral
    digits = "零一二三四五六七八九"
    number, text = int(numeral), ""
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += digits[digit] + word
        elif text and number and not text.endswith("零"):
            text += "零"
    return re.sub("^一十", "十", text)
