"""The body that a question names, and whether a report is its own: 文旅局 of 文化广电旅游局."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.text import fold

_KINDS = "局|委员会|委|厅|办公室|中心|大队|支队|总队"
_ASKED = re.compile(rf"\s*([\u4e00-\u9fff]{{1,14}}?(?:{_KINDS}))(?![长员])")
_REPORTER = re.compile(
    rf"[\u4e00-\u9fff]{{2,24}}?(?:{_KINDS})(?=[^\u4e00-\u9fff]|关于|法治|工作|行政|$)"
)


def body_asked(text: str) -> str:
    """The body that a question opens with, its place blanked out; empty where it names none."""
    match = _ASKED.match(fold(text))
    return match[1] if match else ""


@lru_cache(maxsize=20_000)
def is_reporter(body: str, head: str) -> bool:
    """Whether a body is, maybe by a shorter name, the one whose report a title or name heads."""
    if len(body) < 2:
        return False
    return any(
        reporter[0][-1] == body[-1] and _shortens(body, reporter[0])
        for reporter in _REPORTER.finditer(fold(head))
    )


def _shortens(short: str, name: str) -> bool:
    rest = iter(name)
    return all(char in rest for char in short)
