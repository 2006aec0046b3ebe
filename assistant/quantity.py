"""Stated amounts in Chinese text: found at exact offsets, in plain base units.

``quantities("受理31.5万余件,占21.6%")`` gives ``315000 件 (余)`` and ``21.6 %``. What only
looks like an amount (dates, document numbers, ordinals, list numbers, titles, hotline numbers,
names in quotes) is masked first, by the rules of ``assistant/numerals.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from assistant.domain import Quantity
from assistant.numerals import han_value, masked
from assistant.text import fold
from assistant.units import Units, load_units

_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.])|\d+(?:\.\d+)?"
_HAN = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_ABOUT = re.compile(r"[一二两三四五六七八九]{2}")  # 两三件, 三四十人: no figure at all
# 三项共计60件, 三类案件合计60件, 两年共受理60件: how many the list before has is no figure.
_KINDS = frozenset({"类", "项", "年", "种", "个方面", "级", "者"})
_OF_A_LIST = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:共计|合计|总计|累计|共(?![同享建产性有用])|合?占)|数据|指标"
)
_SCALE = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_SUM = re.compile(
    r"(?:讨薪|欠薪|工资|薪酬|损失|资金|金额|经费|罚款|罚没款?|赔偿金?|投资|债务|贷款|补贴|标的)[额共达计约近超余逾]{0,3}$"
)
_VIEWED = re.compile(
    r"(?:阅读|浏览|点击|播放|访问|观看|转发|点赞|收看|曝光)[量数]?(?:累计)?[共达计约近超余逾过]{0,3}$"
)
_NUMERAL = re.compile(
    r"[\d零〇一二两三四五六七八九十百千万亿几数]"
)  # without one there is no amount
_DIGIT = re.compile(r"\d")
_MULTIPLIER = r"(?:[十百千]?[万亿]|[百千](?![米克瓦分]))"  # 5千米 and 2百分点 are units


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    units = load_units()
    before = "|".join(map(re.escape, units.before))
    inside = "|".join(map(re.escape, units.inside))
    after = "|".join(map(re.escape, units.after))
    unit = "|".join(map(re.escape, units.words))
    han_unit = "|".join(map(re.escape, units.after_han))
    not_han = "|".join(map(re.escape, units.not_after_han))
    dash = r"\s?(?:—+|–|-|~|～|至|到)\s?"
    return {
        "digits": re.compile(
            rf"(?P<before>{before})?\s?"
            rf"(?:(?P<low>{_DIGITS})(?P<lowmultiplier>{_MULTIPLIER})?(?P<lowunit>{unit})?{dash})?"
            rf"(?:(?P<larger>(?<![\d.])\d+)(?P<group>[万亿])零?(?=\d))?"  # 3万5000, 1亿2000万
            rf"(?P<number>(?<![\d.])(?:{_DIGITS}))\s?"
            rf"(?P<inside>{inside})?(?P<multiplier>{_MULTIPLIER})?(?P<inside2>{inside})?\s?"
            rf"(?P<unit>{unit})?(?P<after>{after})?"
        ),
        "han": re.compile(
            rf"(?P<before>{before})?(?P<number>(?<![第零〇一二两三四五六七八九十百千万亿几数]){_HAN})"
            rf"(?P<inside>{inside})?(?P<multiplier>)(?P<inside2>)"
            rf"(?P<unit>{han_unit})(?!{not_han})(?P<after>{after})?"
        ),
        "none": re.compile(
            r"(?:(?:未|没有?)(?:再|曾)?(?:发生|出现|引发|接到|收到)过?|(?<!有)无)"
            r"(?P<number>[一1])(?P<unit>[起件例宗人名])(?!外|[\d万千百十])"
        ),
        "share": re.compile(
            rf"(?P<before>{before})?(?P<base>百|千|万|{_HAN}|\d+)分之"
            rf"(?P<number>{_HAN}|{_DIGITS})(?P<after>{after})?"
        ),
    }


def quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Every stated amount in ``text[start:end]``, in order; offsets count from ``text``'s start."""
    stop = len(text) if end is None else end
    plain = fold(text[start:stop])
    if not _NUMERAL.search(plain):
        return []
    hidden = masked(plain)
    taken = bytearray(len(plain))
    found: list[Quantity] = []
    for finder in (_nones, _shares, _numbers, _han_numbers):
        for quantity in finder(plain, hidden):
            if any(taken[quantity.start : quantity.end]):
                continue
            taken[quantity.start : quantity.end] = b"\x01" * (quantity.end - quantity.start)
            found.append(quantity)
    found.sort(key=lambda q: q.start)
    found = _share_units(plain, found)
    return [_placed(q, text, start) for q in found if q.unit]


def _placed(quantity: Quantity, text: str, start: int) -> Quantity:
    """The amount with its place in the whole text, of which what was read begins at ``start``."""
    left, right = quantity.start + start, quantity.end + start
    return Quantity(
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        start=left,
        end=right,
        words=text[left:right],
    )


def _numbers(plain: str, hidden: bytearray) -> Iterator[Quantity]:
    units = load_units()
    position = 0
    while match := _next_number(plain, position):
        number_at = match.start("number")
        position = max(match.end("number"), position + 1)
        if hidden[number_at] or (match["low"] and hidden[match.start("low")]):
            continue
        position = max(match.end(), position)
        unit, scale = units.base(match["unit"] or _left_out(plain, match))
        factor = scale * _factor(match["multiplier"])
        number = _decimal(match["number"]) * factor
        if match["larger"]:
            number += _decimal(match["larger"]) * _factor(match["group"]) * scale
        low = _low(match, unit, factor)
        if match["low"] and low is None:
            continue
        yield Quantity(
            value=number if low is None else low,
            high=None if low is None else number,
            unit=unit,
            qualifier=_qualifier(match, units),
            start=_left(match, units),
            end=match.start() + len(match[0].rstrip()),
            words="",
        )


def _next_number(plain: str, position: int) -> re.Match[str] | None:
    """The first amount in digits from a position on.

    It begins at its first digit, or no further before it than the longest word and a blank: to try
    it everywhere else would take most of the time.
    """
    digit = _DIGIT.search(plain, position)
    if digit is None:
        return None
    pattern, first = _patterns()["digits"], digit.start()
    opening, reach = _openings()
    for start in range(max(position, first - reach), first):
        if plain[start] in opening and (match := pattern.match(plain, start)):
            return match
    return pattern.match(plain, first) or pattern.search(plain, first + 1)


@cache
def _openings() -> tuple[frozenset[str], int]:
    """What an amount may begin with before its digits, and how far before them."""
    before = load_units().before
    blanks = (c for c in map(chr, range(0x3001)) if re.fullmatch(r"\s", c))
    return frozenset((*(word[0] for word in before), *blanks)), len(before[0]) + 1


def _left_out(plain: str, match: re.Match[str]) -> str:
    """讨薪8.2亿, 阅读量87.3万: an amount of money, or of views, whose unit is left out."""
    if match["multiplier"] not in ("万", "亿", "千万", "百万") or match["unit"]:
        return ""
    before, after = plain[: match.start("number")], plain[match.end() :]
    if _VIEWED.search(before):
        return "次"
    return "元" if _SUM.search(before) and not re.match(r"[\u4e00-\u9fffa-z]", after) else ""


def _low(match: re.Match[str], unit: str, factor: int) -> Decimal | None:
    """The lower end of a range; without a unit of its own it shares the upper end's."""
    if not match["low"]:
        return None
    own, scale = load_units().base(match["lowunit"] or "")
    if own and own != unit:
        return None
    if match["lowmultiplier"]:
        scale *= _factor(match["lowmultiplier"])
    elif not own:
        scale = factor
    return _decimal(match["low"]) * scale


def _han_numbers(plain: str, hidden: bytearray) -> Iterator[Quantity]:
    units = load_units()
    for match in _patterns()["han"].finditer(plain):
        if hidden[match.start("number")] or _ABOUT.search(match["number"]):
            continue
        if match["unit"] in _KINDS and _OF_A_LIST.match(plain, match.end()):
            continue
        value = han_value(match["number"])
        # 一 before a measure word is an article (一批, 一个) far more often than a count.
        if value is None or value <= 1:
            continue
        unit, scale = units.base(match["unit"])
        yield Quantity(
            value=value * scale,
            unit=unit,
            qualifier=_qualifier(match, units),
            start=_left(match, units),
            end=match.end(),
            words="",
        )


def _nones(plain: str, hidden: bytearray) -> Iterator[Quantity]:
    """无一件, 未发生1起: none at all."""
    for match in _patterns()["none"].finditer(plain):
        if not hidden[match.start("number")]:
            yield Quantity(
                value=Decimal(0),
                unit=match["unit"],
                start=match.start(),
                end=match.end(),
                words="",
            )


def _shares(plain: str, hidden: bytearray) -> Iterator[Quantity]:
    for match in _patterns()["share"].finditer(plain) if "分之" in plain else ():
        if hidden[match.start("number")]:
            continue
        base, part = _share_part(match["base"]), _share_part(match["number"])
        if part is None or not base:
            continue
        percent = match["base"] in ("百", "一百", "100")
        yield Quantity(
            value=part if percent else (part / base * 100).quantize(Decimal("0.01")),
            unit="%",
            qualifier=_share_qualifier(match),
            start=_left(match, load_units()),
            end=match.end(),
            words="",
        )


def _share_part(words: str) -> Decimal | None:
    """百 stands alone in 百分之百; elsewhere it says no number."""
    return Decimal(_SCALE[words]) if words in _SCALE else han_value(words)


def _share_units(plain: str, found: list[Quantity]) -> list[Quantity]:
    """Bare numbers in a 、-list take the unit of the number that ends the list (60、51、14件)."""
    result = list(found)
    for index in range(len(result) - 2, -1, -1):
        here, following = result[index], result[index + 1]
        between = plain[here.end : following.start]
        if not here.unit and following.unit and between in ("、", "和", "与", "及", ","):
            result[index] = replace(here, unit=following.unit)
    return result


def _qualifier(match: re.Match[str], units: Units) -> str | None:
    before, *rest = match.group("before", "inside", "inside2", "after")
    parts = (None if before in units.plain_before else before, *rest)
    return "".join(p for p in parts if p) or None


def _left(match: re.Match[str], units: Units) -> int:
    """Where the amount begins: a word that blurs nothing (达到) is not part of it."""
    before = match["before"]
    start = match.end("before") if before in units.plain_before else match.start()
    while match.string[start].isspace():
        start += 1
    return start


def _share_qualifier(match: re.Match[str]) -> str | None:
    before = match["before"]
    plain = before in load_units().plain_before
    return ("" if plain else before or "") + (match["after"] or "") or None


def _factor(multiplier: str | None) -> int:
    factor = 1
    for char in multiplier or "":
        factor *= _SCALE[char]
    return factor


def plain_decimal(value: Decimal) -> str:
    """The wire form of a value: no exponent, no trailing zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace(" ", ""))
