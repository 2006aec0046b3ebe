"""Numerals that are no amounts, and the value of Chinese numerals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from string import ascii_letters

from assistant.divisions import divisions

_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
_HAN_GROUPS = {"万": 10_000, "亿": 100_000_000}
_HAN_FIRST = "一二三四五六七八九十百千万两"
_N = r"[0-9零〇一二两三四五六七八九十百千]"

# Each pattern names a kind of numeral that states no amount, beside it signs of which one stands in
# whatever it matches: most texts have none of most. Order is of no account.
_MASKS = tuple(
    (frozenset(signs), re.compile(pattern, re.MULTILINE))
    for signs, pattern in (
        # titles
        ("《", r"《[^《》]*(?:《[^《》]*》[^《》]*)*》"),
        ("年", r"(?<!\d)(?:19|20)\d{2}\s?(?:年度?)?\s?[-—–~～至到、]+\s?(?:19|20)?\d{2}\s?年度?"),
        ("年", r"(?<!\d)(?:19|20)\d{2}\s?年度?(?:\s?\d{1,2}\s?月(?:份|\s?\d{1,2}\s?[日号])?)?"),
        (
            "月",
            r"(?<![\d.])\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号]|份|底|初|中旬|上旬|下旬|(?=[,。、;至到]))",
        ),
        # 记者17日从…获悉
        ("日", r"(?<![\d.月个每满])\d{1,2}日(?=从|电|召开|举行|[上下]午|获悉|记者)"),
        ("年", rf"(?:近|过去)\s?{_N}{{1,2}}\s?年(?![内龄期])来?|(?<!\d){_N}{{1,2}}年来"),
        # 排名前五位的是
        ("位名", rf"(?:排名|排|居于?|位居|位列)前\s?{_N}{{1,2}}\s?[位名]"),
        ("-./", r"(?<!\d)(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?!\d)"),
        ("月", r"(?<![\d.])\d{1,2}月?\s?[-—–~至到]\s?\d{1,2}\s?月"),
        ("年", r"[二一][〇零O○一二三四五六七八九]{3}年"),
        ("号", r"[〔\[［【(]\s?(?:19|20)\d{2}\s?[〕\]］】)]\s?(?:第\s?)?\d+\s?号"),
        # ordinals and articles
        ("第", rf"第\s?{_N}+(?:[.．]\d+)?(?:\s?[-—、至]\s?(?:第\s?)?{_N}+)?"),
        # list numbers
        (".．、)", rf"(?:^|(?<=[。;；:：\n]))\s*[(]?{_N}{{1,3}}\s?(?:[.．、](?!\d)|[)])"),
        ("(", r"[(]\s?[0-9一二三四五六七八九十]{1,3}\s?[)]"),
        ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", r"[①-⑳]"),
        (
            "线台话便政警",
            r"(?<!\d)(?:12[0-9]{3}|110|119|120|122|96\d{3,4})"
            r"(?=(?!\s?(?:[件条次名批万宗项份余户卷册篇起元]|张(?!家)|个(?!体)|人(?![社力工才])))"
            r"[^\d,.、;。]{0,6}(?:热线|平台|专线|电话|服务便民|政务|报警))",
        ),
        (".·•", r"(?<!\d)\d{1,2}[.·•]\d{1,2}(?=[^\d%件万个元]{0,4}(?:日|宣传|活动|节|专项|行动))"),
        # 1+3+N, 7×24
        ("+×xX*", r"(?<!\d)\d+(?:[+×xX*]\d+|[+×xX*][a-zA-Z])+"),
        # round the clock
        ("小", r"(?<!\d)(?:7[*×x])?24\s?小时(?!以?内|之内)"),
        # addresses
        ("室房邮", r"(?<!\d)\d{3,4}\s?(?:室|房间)|(?:邮编|邮政编码)[:：]?\s?\d{6}"),
        ("号", r"(?<!\d)\d+\s?号(?:文|楼|院|令|公告|线)?"),
        ("", r"(?<![\d.])\d{3,4}-\d{7,8}|(?<!\d)1\d{10}(?!\d)"),
        (ascii_letters, r"[a-zA-Z]\d+(?:\.\d+)*|\d+[a-zA-Z](?![a-zA-Z])"),
        ("wh", r"www\.\S+|https?://\S+"),
    )
)
# What stands in quotes is a name (“5.12”, “最多跑1次”) unless it is long or ends in an amount.
_QUOTED = re.compile(r"[“\"‘「『]([^”\"’」』\n]{1,14})[”\"’」』]")
_AMOUNT_END = re.compile(r"\d[\d.,]*\s?[余多]?[万亿]?[余多]?[件人名次场家户项条份元%个起]+$")


def masked(plain: str) -> bytearray:
    """One byte a character of folded text: 1 where a numeral there states no amount."""
    hidden = bytearray(len(plain))
    signs = frozenset(plain)
    for own, pattern in (*_MASKS, (_HAN_FIRST, _places())):
        if own and signs.isdisjoint(own):
            continue
        for match in pattern.finditer(plain):
            hidden[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    for match in _QUOTED.finditer(plain):
        if not (_AMOUNT_END.search(match[1]) and len(match[1]) > 8):
            hidden[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return hidden


@cache
def _places() -> re.Pattern[str]:
    """Names of places that begin like an amount: 九台区 is no nine of anything."""
    names = sorted((n for n in divisions().by_name if n[0] in _HAN_FIRST), key=len, reverse=True)
    return re.compile(f"(?=[{_HAN_FIRST}])(?:{'|'.join(map(re.escape, names))})")


def han_value(numeral: str) -> Decimal | None:
    """二十五 → 25, 八点五 → 8.5, 三千 → 3000, 12.5 → 12.5; ``None`` if it is no numeral."""
    if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", numeral):
        return Decimal(numeral.replace(",", ""))
    whole, _, fraction = numeral.partition("点")
    value = _han_integer(whole)
    if value is None:
        return None
    if fraction:
        if any(c not in _HAN_DIGITS for c in fraction):
            return None
        digits = "".join(str(_HAN_DIGITS[c]) for c in fraction)
        return Decimal(f"{value}.{digits}")
    return Decimal(value)


def _han_integer(numeral: str) -> int | None:
    if not numeral:
        return None
    if len(numeral) > 1 and all(c in _HAN_DIGITS for c in numeral):
        return int("".join(str(_HAN_DIGITS[c]) for c in numeral))
    total = group = digit = 0
    for char in numeral:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in _HAN_UNITS:
            group += (digit or (1 if char == "十" else 0)) * _HAN_UNITS[char]
            digit = 0
        elif char in _HAN_GROUPS:
            scale = _HAN_GROUPS[char]
            # 一亿二千万: 万 counts the part after 亿 only; 一万亿 is all before it.
            part = group + digit
            total = (total + part) * scale if total < scale else total + part * scale
            group = digit = 0
        else:
            return None
    return total + group + digit
