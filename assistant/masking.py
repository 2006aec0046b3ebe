"""What people say of themselves, masked before anything is stored: telephones, identity numbers,
bank cards, home addresses, e-mail, number plates.

Figures, years, hotline numbers and document numbers stay: they are what is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = "０１２３４５６７８９", "〇一二三四五六七八九", "零"
_PLAIN = {ord(c): str(n) for row in _DIGITS[:2] for n, c in enumerate(row)}
_PLAIN |= {ord("零"): "0", ord("幺"): "1", ord("－"): "-", ord("—"): "-", ord("\u3000"): " "}
_PLAIN |= {ord("（"): "(", ord("）"): ")", ord("＠"): "@", ord("．"): ".", ord("Ｘ"): "X"}

_BEFORE = r"(?<!\d)(?<!\d\.)(?<!\d,)"
_AFTER = r"(?![\.,]?\d)(?!\s*(?:元|万元|亿元|亿|美元|欧元))"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_GAP = r"[ \-]?"
_HAN = "\u4e00-\u9fff"

# In this order: a longer kind of number is not to be taken for a shorter one inside it.
_NUMBERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("邮箱", re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (
        "身份证号",
        re.compile(
            rf"{_BEFORE}[1-9]\d{{5}}{_GAP}(?:18|19|20)\d{{2}}{_DAY}{_GAP}\d{{3}}[\dXx](?!\d)"
        ),
    ),
    ("身份证号", re.compile(rf"{_BEFORE}[1-9]\d{{5}}\d{{2}}{_DAY}\d{{3}}{_AFTER}")),
    (
        "银行卡号",
        re.compile(rf"{_BEFORE}[1-9]\d{{3}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?{_AFTER}"),
    ),
    ("手机号", re.compile(rf"(?:\+?86{_GAP}|{_BEFORE})1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_AFTER}")),
    ("手机号", re.compile(rf"{_BEFORE}1[3-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{4}}{_AFTER}")),
    (
        "电话",
        re.compile(
            rf"(?:{_BEFORE}0\d{{2,3}}|\(0\d{{2,3}}\)){_GAP}[2-8]\d{{2,3}}{_GAP}\d{{4}}"
            rf"(?:[-转]\d{{1,6}})?{_AFTER}"
        ),
    ),
    (
        "电话",
        re.compile(r"(?:(?<=电话)|(?<=座机)|(?<=号码))[是为:：\s]{0,3}[2-8]\d{6,7}(?!\d)"),
    ),
    (
        "车牌号",
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
            r"[A-Z][ ·•]?[A-Z0-9]{5,6}(?![A-Za-z0-9])"
        ),
    ),
)
_HOUSE = r"\d{1,5}(?:号楼|号院|号|弄|栋|幢|座)(?![文令线召]|文件|公告)"
_ROOM = r"(?:[东南西北]?\d{0,3}(?:号楼|号|栋|幢|座|楼|层|单元|门|室|房|户))*(?:\d{2,5}(?:室|房)?)?"
_STREET = r"(?:大街|大道|路|街|道|巷|弄|胡同|里|小区|花园|公寓|大厦|苑|家园|社区|新村|村)"
_HOMES = re.compile(
    rf"(?P<street>[{_HAN}]{{0,12}}{_STREET}(?:[东南西北中]段)?){_HOUSE}{_ROOM}"
    rf"|(?P<village>[{_HAN}]{{0,8}}[村庄屯])\d{{1,3}}组(?:\d{{1,4}}号)?"
    rf"|(?P<estate>[{_HAN}]{{0,8}})\d{{1,4}}(?:号楼|栋|幢|座)\d{{0,2}}(?:单元)?\d{{2,4}}(?:室|房|户)?"
    rf"|\d{{1,2}}单元\d{{2,4}}(?:室|房|户)?"
)
# Where the name of a street begins: after the place that it lies in, or after what introduces it.
_LEFT = re.compile(r".*(?:省|市|区|县|旗|镇|乡|街道|办事处|住在|家住|住址|地址|位于|是|在|住|到)")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str


def mask(text: str) -> str:
    """The text with what identifies a person replaced by its kind: ``〔手机号〕``.

    Digits are recognised in full width and in Chinese (一三八…) as well.
    """
    plain = text.translate(_PLAIN)
    pieces, position = [], 0
    for span in _spans(plain):
        pieces += [text[position : span.start], f"〔{span.kind}〕"]
        position = span.end
    return "".join((*pieces, text[position:]))


def has_personal(text: str) -> bool:
    """Whether there is anything that ``mask`` would take out."""
    return bool(_spans(text.translate(_PLAIN)))


def _spans(plain: str) -> list[_Span]:
    """What is to go, in reading order; the first kind that claims a place has it."""
    found: list[_Span] = []
    for span in (*_numbers(plain), *_homes(plain)):
        if all(span.end <= other.start or other.end <= span.start for other in found):
            found.append(span)
    return sorted(found, key=lambda span: span.start)


def _numbers(plain: str) -> Iterator[_Span]:
    for kind, pattern in _NUMBERS:
        for match in pattern.finditer(plain):
            yield _Span(start=match.start(), end=match.end(), kind=kind)


def _homes(plain: str) -> Iterator[_Span]:
    for match in _HOMES.finditer(plain):
        name = match["street"] or match["village"] or match["estate"] or ""
        left = _LEFT.match(name[:-1])
        yield _Span(start=match.start() + (left.end() if left else 0), end=match.end(), kind="住址")
