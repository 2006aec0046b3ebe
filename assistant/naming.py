"""How figures and places are called in an answer, in Chinese and in English."""

from __future__ import annotations

import re
from functools import cache

from assistant.domain import NATION, Indicator, Language, Place
from assistant.lexicon import load_lexicon
from assistant.messages import say

_SUFFIXES = {
    "省": "Province",
    "自治区": "Autonomous Region",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "市": "City",
    "县": "County",
    "区": "District",
    "旗": "Banner",
    "州": "Prefecture",
    "盟": "League",
    "镇": "Town",
    "乡": "Township",
    "街道": "Subdistrict",
}
_LEADING = re.compile(
    r"^(?:(?:19|20)\d{2}年(?:度|以来)?|今年以来|全年|本年度|截至[^,，]{0,8}|目前|其中|全县|全区|全市|我县|我区|我市|共|累计|已经?|,|，|:|：|\s)+"
)
_TRAILING = re.compile(r"(?:共计?|达到?|为|是|有|至|了|累计|合计|,|，|:|：|\s)+$")


def label(indicator: Indicator, language: Language) -> str:
    """The measure's name, or for a figure outside the lexicon its own phrase."""
    measure = load_lexicon().measures.get(indicator.measure or "")
    if measure is not None:
        return measure.english if language == "en" else measure.name
    return surface(indicator)


def surface(indicator: Indicator) -> str:
    """A figure's own phrase, with what governs it where the phrase alone is thin."""
    own = _TRAILING.sub("", _LEADING.sub("", indicator.frame.local))
    if len(own) >= 5:
        return own
    head = " ".join(dict.fromkeys(indicator.frame.head.split()))
    head = _TRAILING.sub("", _LEADING.sub("", head))[-24:]
    return f"{head}·{own}" if head and own else own or head or "—"


def stretch_name(stretch: tuple[str, int] | None, language: Language) -> str:
    """What a stretch of a year is called behind the year: ``第一季度``; nothing for none."""
    if stretch is None:
        return ""
    kind, number = stretch
    han, side = "零一二三四五六七八九十"[min(number, 10)], "上" if number == 1 else "下"
    return say(f"stretch_{kind}", language, number=number, han=han, side=side)


def place_name(place: Place | None, language: Language) -> str:
    """``光山县`` or ``Guangshan County``; ``""`` where the place is not known."""
    if place is None:
        return ""
    return place.name if language != "en" else english_place(place.name)


@cache
def english_place(name: str) -> str:
    """A place's name in pinyin with its kind in English: ``Guangshan County``."""
    from pypinyin import lazy_pinyin

    if name == NATION:
        return "China (nationwide)"
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if name.endswith(suffix) and len(name) > len(suffix):
            stem = "".join(lazy_pinyin(name.removesuffix(suffix))).capitalize()
            return f"{stem} {_SUFFIXES[suffix]}"
    return "".join(lazy_pinyin(name)).capitalize()
