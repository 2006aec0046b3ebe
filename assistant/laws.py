"""Laws that a question names: those among the documents, and those that are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Document
from assistant.text import fold
from assistant.tokens import tagged

_TITLE = re.compile(r"《([^《》]{2,40})》")
_PREFIX = re.compile(r"^中华人民共和国")
# Words that end in 法 and name no law.
_NO_LAW = re.compile(
    r"(?:办法|方法|执法|司法|立法|普法|违法|合法|非法|依法|守法|用法|学法|宪政|无法|做法|说法|看法|想法|用法|法律|法治|法制|枉法|民法通则之外)$"
)
_NAMED = re.compile(r"^[\u4e00-\u9fff]{1,18}(?:法|法典|条例)$")


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
    """The name of a law that the question names and no document is, or ``None``."""
    if named_laws(question, documents):
        return None
    titles = " ".join(fold(short_title(d)) for d in documents)
    for match in _TITLE.finditer(question):
        if fold(match[1]) not in titles:
            return match[1]
    for word, _ in tagged(question):
        if _NAMED.match(word) and not _NO_LAW.search(word) and word not in titles:
            return word
    return None
