"""Years that a question names, absolutely (2023年, FY2023) or by the clock (去年, last year).

A span counted back (近三年, last three years) ends with the last complete year, the one before
``today``'s: yearly reports exist for those only, and it is what staff mean by it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.text import fold

_LONGEST_SPAN = 30  # years; a wider range names its two ends only
_FUTURE = 30
_HAN = "零一二三四五六七八九"
_HAN_DIGIT = {char: value for value, char in enumerate(_HAN)} | {"〇": 0, "○": 0, "o": 0}
_SMALL = {"两": 2, "十": 10} | {char: value for value, char in enumerate(_HAN)}
_ENGLISH_NUMBERS = "one two three four five six seven eight nine ten"
_ENGLISH = {word: value for value, word in enumerate(_ENGLISH_NUMBERS.split(), 1)}
_Y4 = r"(?:19|20)\d\d"
_HY = r"[一二][〇零○o一二三四五六七八九]{3}"
_TO = r"\s*(?:[-—–‐―~～至到]|--|——)\s*"
_YEAR = r"\s*年度?(?![代级龄纪])"
# A count's unit, a decimal or a bigger number makes 2023 an amount.
_UNIT = (
    r"(?![\d%％‰a-z]|[.,，]\d|\s*(?:余|多)?\s*(?:件|人|项|次|场|个|名|元|万|亿|户|家|份|条|起|页|号|篇|期|例|部|余|处|所"
    r"|辆|宗|批|册|台|套|分|米|公里|平方|亩|吨|天|日|小时|字|位|对|支|岁|倍|章|款|多[件人项次个名家]))"
)
_NOT_AMOUNT = (
    r"(?<!\d[.,])"  # 12,2022; a comma or stop of the sentence is no matter
    r"(?<![\d〔\[【a-z第¥$#])(?<!超过)(?<!达到)(?<!不足)(?<!大约)(?<!大于)(?<!小于)(?<!约)(?<!共)"
)
_SHORT_BEFORE = (
    r"(?<!\d[.,])"
    r"(?<![\d〔第近满约共达每逾到后前])(?<!过去)(?<!超过)(?<!不足)(?<!最近)(?<!未来)(?<!今后)"
)
_SHORT_AFTER = (
    r"(?!以|内|来|间|之|有期|期|前|后|规划|计划|工龄|左右|级|代|龄|多|余|的时间|保质|质保|不)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class YearMention:
    """Years named by ``text[start:end]``, in ascending order; ``relative`` to the clock or not."""

    years: tuple[int, ...]
    start: int
    end: int
    words: str
    relative: bool

    @property
    def leans(self) -> bool:
        """Whether it leans on a year that is spoken of (上年), rather than on the clock (去年)."""
        return _LEANING.fullmatch(fold(self.words)) is not None


_Reader = Callable[[re.Match[str], dt.date], tuple[int, ...]]


def year_mentions(text: str, today: dt.date) -> list[YearMention]:
    """The years that ``text`` names, in reading order.

    Spans of time (3年, 五年规划), counts (2023件), document numbers (〔2023〕5号), decades, and
    what stands in 《》 are none. 上年 and "the previous year" are left out where another year is
    named beside them: they lean on that year, not on the clock.
    """
    plain = re.sub(r"《[^《》]*》", lambda m: "《" * len(m.group()), fold(text))
    found = sorted(_readings(plain, today), key=lambda m: (m.start, -m.end))
    kept: list[YearMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    upright = [mention for mention in kept if not _LEANING.fullmatch(mention.words)]
    return [
        YearMention(
            years=m.years,
            start=m.start,
            end=m.end,
            words=text[m.start : m.end],
            relative=m.relative,
        )
        for m in upright or kept
    ]


def _readings(plain: str, today: dt.date) -> Iterator[YearMention]:
    for pattern, read, relative in _PATTERNS:
        for match in pattern.finditer(plain):
            years = read(match, today)
            if years:
                yield YearMention(
                    years=years,
                    start=match.start(),
                    end=match.end(),
                    words=match.group(),
                    relative=relative,
                )


def _range(match: re.Match[str], today: dt.date) -> tuple[int, ...]:
    first = _value(match["a"], today)
    last = _value(match["b"], today)
    if first is None or last is None:
        return ()
    if not 0 <= last - first <= _LONGEST_SPAN:
        return tuple(sorted({first, last}))
    return tuple(range(first, last + 1))


def _single(match: re.Match[str], today: dt.date) -> tuple[int, ...]:
    year = _value(match["a"], today)
    return () if year is None else (year,)


def _value(words: str, today: dt.date) -> int | None:
    """A year in four or two figures or in Han digits; None where it can't be one."""
    if words.isascii() and words.isdigit():
        year = int(words)
        if len(words) == 2:
            year += 2000
            return year if 2000 < year <= today.year + 1 else None
    else:
        year = int("".join(str(_HAN_DIGIT[char]) for char in words))
    return year if 1900 <= year <= today.year + _FUTURE else None


def _ago(years: int) -> _Reader:
    return lambda _, today: (today.year - years,)


def _back(match: re.Match[str], today: dt.date) -> tuple[int, ...]:
    words = match["n"]
    count = int(words) if words.isdecimal() else _SMALL.get(words) or _ENGLISH.get(words, 0)
    last = today.year - 1
    return tuple(range(last - count + 1, last + 1)) if 0 < count <= _LONGEST_SPAN else ()


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


_ANY = rf"(?:{_Y4}|{_HY})"
_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十])"
_NE = rf"(?P<n>\d{{1,2}}|{'|'.join(_ENGLISH)})"
_LEANING = re.compile(
    r"上一?年度?|上1年|(?:the\s+)?(?:previous|prior|preceding)\s+(?:fiscal\s+|calendar\s+)?year"
)
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader, bool], ...] = (
    # ranges
    (
        _pattern(
            rf"{_NOT_AMOUNT}从?(?P<a>{_ANY})(?:\s*年度?)?{_TO}(?P<b>{_ANY})(?:{_YEAR}|{_UNIT})"
        ),
        _range,
        False,
    ),
    (_pattern(rf"{_NOT_AMOUNT}(?P<a>{_Y4})(?:年度?)?{_TO}(?P<b>\d\d){_YEAR}"), _range, False),
    (
        _pattern(
            rf"\b(?:(?:from|between)\s+)?(?P<a>{_Y4})\s*(?:to|through|until|and)\s+(?P<b>{_Y4})\b"
        ),
        lambda m, today: _range(m, today) if _is_span(m) else (),
        False,
    ),
    # a date, then single years
    (_pattern(rf"{_NOT_AMOUNT}(?P<a>{_Y4})([-/.])\d{{1,2}}\2\d{{1,2}}(?!\d)"), _single, False),
    (_pattern(rf"{_NOT_AMOUNT}(?P<a>{_Y4}){_YEAR}"), _single, False),
    (_pattern(rf"(?<![一二三四五六七八九〇零])(?P<a>{_HY}){_YEAR}"), _single, False),
    (
        _pattern(rf"{_SHORT_BEFORE}(?P<a>(?:1[6-9]|[2-9][1-46-9])){_YEAR}{_SHORT_AFTER}"),
        _single,
        False,
    ),
    # 15年 and 20年 are spans more often than not: a year only where a name or a pause stands before
    (
        _pattern(
            rf"(?:^|(?<=[\s,，、:：?？市县区省年和与在比]))(?P<a>[12][05]){_YEAR}{_SHORT_AFTER}"
        ),
        _single,
        False,
    ),
    (_pattern(rf"(?<![a-z])fy\s*'?(?P<a>{_Y4}|\d\d)(?!\d)"), _single, False),
    (_pattern(rf"{_NOT_AMOUNT}(?<![(（])(?P<a>{_Y4})(?!\s*年){_UNIT}"), _single, False),
    # spans counted back
    (
        _pattern(rf"(?:最近|过去|近|以往)的?\s*{_N}\s*个?年(?:来|间|内|里|度)?(?![级代])"),
        _back,
        True,
    ),
    (_pattern(rf"\b(?:the\s+)?(?:last|past|previous|recent)\s+{_NE}\s+years\b"), _back, True),
    (_pattern(r"\b(?:over|in)\s+the\s+past\s+year\b"), _ago(1), True),
    # by the clock
    (_pattern(r"(?<![过失除])去年度?"), _ago(1), True),
    (_pattern(r"大前年"), _ago(3), True),
    (_pattern(r"(?<![以之大提])前年度?"), _ago(2), True),
    (_pattern(r"(?<![以之])上(?:一|1)?年度?(?![纪级龄限]|结转)"), _ago(1), True),
    (_pattern(r"(?<!如)今年度?"), _ago(0), True),
    (_pattern(r"(?<![成资基根日样版书])本年度?(?![级])"), _ago(0), True),
    (_pattern(r"(?<!光)明年度?"), _ago(-1), True),
    (_pattern(r"\bthe\s+year\s+before\s+last\b"), _ago(2), True),
    (
        _pattern(
            r"\b(?:(?:the\s+)?(?:previous|prior|preceding)|last)\s+(?:fiscal\s+|calendar\s+)?year\b"
        ),
        _ago(1),
        True,
    ),
    (_pattern(r"\b(?:this|(?:the\s+)?current)\s+(?:fiscal\s+|calendar\s+)?year\b"), _ago(0), True),
    (_pattern(r"\bnext\s+year\b"), _ago(-1), True),
)


def _is_span(match: re.Match[str]) -> bool:
    """``2021 to 2023`` and ``between 2021 and 2023`` are spans; ``2021 and 2023`` is two years."""
    words = match.group()
    return " and " not in words or words.startswith("between")
