"""Text as it is read aloud in Mandarin: no digit, sign or unit is left to a synthetic voice.

Years and telephone numbers are said digit by digit, all else as numbers: 2023年 → 二零二三年,
60件 → 六十件, 21.6% → 百分之二十一点六, 〔2023〕5号 → 二零二三第五号, 3—5年 → 三到五年.
Numbers within Latin words (5G, A4) are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from assistant.aloud import number, one_by_one, percent, phone, spoken_data
from assistant.units import load_units

_Say = Callable[[re.Match[str]], str]
_Rule = tuple[re.Pattern[str], _Say]

_PLAIN = str.maketrans("０１２３４５６７８９％．＋－／", "0123456789%.+-/")
_N = r"\d+(?:,\d{3})*(?:\.\d+)?"
_TO = r"\s?(?:[-—–~～至到]|——)\s?"
_YEAR = r"(?:19|20)\d{2}"
_BEGIN = r"(?<![\d.a-zA-Z])(?<!\d,)"
_END = r"(?![\da-zA-Z]|[.,]\d)"


def read_aloud(text: str) -> str:
    """The text with every numeral, sign and unit as Mandarin says it."""
    said = text.translate(_PLAIN)
    for written, words in spoken_data()["symbols"].items():
        said = said.replace(written, words)
    for pattern, say in _rules():
        said = pattern.sub(say, said)
    return said


@cache
def _rules() -> Sequence[_Rule]:
    """What is said for what, in order: what is more particular goes first."""
    return (*_dates(), *_phones(), *_times(), *_shares(), *_orders(), *_signs(), *_amounts())


def _dates() -> list[_Rule]:
    return [
        _rule(r"(?<=[“‘「『])\d{3,}(?=[”’」』])", lambda m: one_by_one(m[0])),  # a name: “1335”
        _rule(
            rf"[〔\[［(（]\s?({_YEAR})\s?[〕\]］)）]\s?第?(\d+)(?=\s?号)",
            lambda m: f"{one_by_one(m[1])}第{number(m[2])}",
        ),
        _rule(  # the number of a court's case
            rf"[(（〔]({_YEAR})[)）〕]([\u4e00-\u9fff])(\d+)(?=[\u4e00-\u9fff]{{1,4}}\d+号)",
            lambda m: one_by_one(m[1]) + m[2] + one_by_one(m[3]),
        ),
        _rule(
            rf"{_BEGIN}({_YEAR})([-./])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01]){_END}",
            lambda m: f"{one_by_one(m[1])}年{_day(m[3])}月{_day(m[4])}日",
        ),
        _rule(
            rf"{_BEGIN}({_YEAR})(年?){_TO}({_YEAR})(?![\d.%])",
            lambda m: f"{one_by_one(m[1])}{m[2]}到{one_by_one(m[3])}",
        ),
        _rule(
            rf"{_BEGIN}({_YEAR})(?=\s?(?:年|、{_YEAR}(?!\d)))",
            lambda m: one_by_one(m[1]),
        ),
        _rule(rf"{_BEGIN}({_YEAR}){_END}(?!{_counted()})", lambda m: one_by_one(m[1])),
        _rule(r"(?<=月)\s?(\d{1,2})(?=\s?[日号])", lambda m: number(m[1])),
        _rule(rf"{_BEGIN}(\d{{1,2}})(?=\s?月)", lambda m: number(m[1])),
        _rule(rf"{_BEGIN}(\d{{1,2}})[·•](\d{{1,2}}){_END}", lambda m: number(m[1]) + number(m[2])),
    ]


def _phones() -> list[_Rule]:
    data = spoken_data()
    before, after = _any(data["phone_before"]), _any(data["phone_after"])
    line = r"(?:12[0-9]{3}|110|119|120|122|96\d{3,4}|95\d{3})"
    bare = rf"(?![\d%‰]|[.,]\d|{_counted()})"
    return [
        _rule(
            rf"{_BEGIN}(?:0\d{{2,3}}-\d{{7,8}}|[48]00-?\d{{3}}-?\d{{4}}|1[3-9]\d{{9}}){_END}",
            lambda m: phone(m[0]),
        ),
        _rule(r"(?<![\d.])(?:\d{17}[\dXx]|\d{17,})(?![\d.])", lambda m: _identity(m[0])),
        _rule(rf"{_BEGIN}{line}{bare}(?=[^\d,.，。;；]{{0,4}}?(?:{after}))", lambda m: phone(m[0])),
        _rule(rf"((?:{before})[:：]?\s?)({line}){bare}", lambda m: m[1] + phone(m[2])),
        _rule(rf"{_BEGIN}123\d\d{bare}", lambda m: phone(m[0])),
    ]


def _times() -> list[_Rule]:
    hour = r"([01]?\d|2[0-4])[:：]([0-5]\d)(?![\d:：])"
    day = r"(?:上午|下午|晚上|早上|中午|凌晨|时间|每[日天周]|工作日|周[一二三四五六日至到])"
    return [
        _rule(
            rf"{_BEGIN}{hour}{_TO}{hour}", lambda m: f"{_clock(m[1], m[2])}到{_clock(m[3], m[4])}"
        ),
        _rule(
            rf"{_BEGIN}(?<![比例为按])(0\d|1[3-9]|2[0-4])[:：]([0-5]\d)(?![\d:：])",
            lambda m: _clock(m[1], m[2]),
        ),
        _rule(rf"{_BEGIN}(\d{{1,2}})[:：](0\d)(?![\d:：])", lambda m: _clock(m[1], m[2])),
        _rule(rf"({day}[^\d，。]{{0,4}}){hour}", lambda m: m[1] + _clock(m[2], m[3])),
    ]


def _shares() -> list[_Rule]:
    return [
        _rule(rf"(?<![\da-zA-Z%])\+(?={_N})", lambda m: "正"),
        _rule(rf"{_BEGIN}({_N})%{_TO}({_N})%", lambda m: f"{percent(m[1])}到{percent(m[2])}"),
        _rule(rf"{_BEGIN}({_N}){_TO}({_N})%", lambda m: f"{percent(m[1])}到{number(m[2])}"),
        _rule(rf"(?<![\da-zA-Z%])-({_N})\s?%", lambda m: "负" + percent(m[1])),
        _rule(rf"({_N})\s?%", lambda m: percent(m[1])),
        _rule(rf"({_N})\s?‰", lambda m: f"千分之{number(m[1])}"),
        _rule(
            rf"{_BEGIN}(\d{{1,3}})/(\d{{1,3}})(?![\d/])",
            lambda m: f"{number(m[2])}分之{number(m[1])}",
        ),
        _rule(r"(?<!\d)(\d+)\s?分之\s?(\d+)", lambda m: f"{number(m[1])}分之{number(m[2])}"),
        _rule(
            rf"{_BEGIN}({_N})((?:\s?[:：∶]\s?{_N})+)",
            lambda m: "比".join(number(n) for n in re.findall(_N, m[0])),
        ),
    ]


def _orders() -> list[_Rule]:
    return [
        _rule(
            rf"第\s?(\d+)(?:{_TO}(第?)\s?(\d+))?",
            lambda m: f"第{number(m[1])}" + (f"到{m[2]}{number(m[3])}" if m[3] else ""),
        ),
        _rule(r"(?m)^\s*(\d{1,3})\s?(?:[.．](?!\d)|、)\s*", lambda m: f"第{number(m[1])}，"),
        _rule(rf"{_BEGIN}\d+(?:\.\d+){{2,}}", lambda m: "点".join(map(number, m[0].split(".")))),
    ]


def _signs() -> list[_Rule]:
    units: dict[str, str] = spoken_data()["units"]
    return [
        _rule(rf"(?<=\d)\s?({_any(units)})(?![a-zA-Z])", lambda m: units[m[1]]),
        _rule(rf"[¥￥]\s?({_N}[万亿]?)", lambda m: m[1] + "元"),
        _rule(r"(?<=\d)\s?[×xX*]\s?(?=\d)", lambda m: "乘"),
        _rule(r"(?<=\d)\s?\+\s?(?=[\dA-Za-z])", lambda m: "加"),
        _rule(r"(?<=\d)\s?=\s?(?=\d)", lambda m: "等于"),
        _rule(r"(?<![\da-zA-Z\u4e00-\u9fff%号）)])-(?=\d)|(?<=[为是降])-(?=\d)", lambda m: "负"),
    ]


def _amounts() -> list[_Rule]:
    counted = _counted()
    return [
        _rule(
            rf"{_BEGIN}({_N}){_TO}({_N})(?={counted})",
            lambda m: f"{number(m[1], counting=True)}到{number(m[2], counting=True)}",
        ),
        _rule(rf"{_BEGIN}({_N}){_TO}({_N}){_END}", lambda m: f"{number(m[1])}到{number(m[2])}"),
        _rule(rf"(?<![a-zA-Z\d])({_N})(?={counted})", lambda m: number(m[1], counting=True)),
        _rule(rf"(?<![a-zA-Z\d])({_N})(?![a-zA-Z\d])", lambda m: number(m[1])),
    ]


def _rule(pattern: str, say: _Say) -> _Rule:
    return re.compile(pattern), say


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _counted() -> str:
    """An expression for what follows a number that counts: a measure word, 余, 多, 万, 亿."""
    data = spoken_data()
    words = {*load_units().words, *data["more_counted"]} - {"%", "‰"}
    fixed = _any(f"{one}" for one in data["ordinal_units"])
    return rf"\s?(?!(?:{fixed})(?!次))(?:[万亿千百余多]|{_any(words)})"


def _day(digits: str) -> str:
    return number(digits.lstrip("0"))


def _clock(hours: str, minutes: str) -> str:
    said = f"{number(str(int(hours)))}点"
    if minutes == "00":
        return said
    return said + ("零" if minutes[0] == "0" else "") + f"{number(str(int(minutes)))}分"


def _identity(digits: str) -> str:
    return one_by_one(digits) + ("X" if digits[-1] in "xX" else "")
