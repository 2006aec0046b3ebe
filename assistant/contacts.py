"""Questions after a telephone number, which only words that have one can answer."""

from __future__ import annotations

import re

_ASKED = re.compile(
    r"(?<![个通次少])(?:电话|号码|联系方式|热线)(?:号码?)?(?:是|为|打|拨)?(?:多少|几|什么|哪个)?号?[?？。!！]?$"
    r"|(?:打|拨)(?:哪个|什么)(?:电话|号码?|热线)|怎么联系"
    r"|\b(?:phone|telephone) number\b|\bnumber (?:to|should I|do I) (?:call|dial)\b",
    re.IGNORECASE,
)
_RANG = re.compile(r"(?:多少|几)(?:个|通|次|条|部|起)(?:来电|电话|热线)")
# Of a place (0376-8888888), mobile, or a service's short number (12345, 110, 400-…).
_NUMBER = re.compile(
    r"(?<![\d.,])(?:0\d{2,3}[-—－ ]?\d{7,8}|1[3-9]\d{9}|400[-—－ ]?\d{3}[-—－ ]?\d{4}"
    r"|[2-8]\d{6,7}|12\d{3}|1[12]\d)(?![\d.,万亿件人次起名个条份项户家场%])"
)


def asks_contact(question: str) -> bool:
    """Whether a question asks which number to call (法律援助电话), not how often it rang."""
    plain = question.strip()
    return bool(_ASKED.search(plain)) and not _RANG.search(plain)


def names_contact(text: str) -> bool:
    """Whether a text has a telephone number."""
    return bool(_NUMBER.search(text))
