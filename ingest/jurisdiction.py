"""The place that a document is about, from its issuer's and its title's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from assistant.domain import NATION, Place

_UNIT = (
    r"(?:省|特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|开发区|示范区|高新区|管理区"
    r"|市|州|盟|县|旗|区|镇|乡|街道)"
)
# 广州市 ends in two units; 信阳市市场监督管理局 is not of a place called 信阳市市.
_CHAIN = re.compile(
    rf"(?:[一-龥]{{1,12}}?{_UNIT}(?:(?<=州)市|(?<=州)区(?!域)|(?<=区)旗|(?<=镇)区)?)+"
)
_LEADING = re.compile(
    r"^(?:关于|印发|转发|中共|共青团|《|“|[〇零○一二三四五六七八九]{4}年度?|\d{4}年度?)+"
)
_BARE = re.compile(rf"^(?:我|本|全|各|该|两|县|市|区|城|辖|社|{_UNIT})?{_UNIT}$")
_OURS = re.compile(rf"[我本全各]{_UNIT}$")
_FOLLOWS = re.compile(
    r"^(?:人民|[中高]级|委|政府|党|司法|公安|法院|检察|监察|街道|管委会|管理委员会|\d{4}|[〇零○一二三四五六七八九]{4}年"
    r"|关于|法治|依法|推进|全面|行政|政府|政务|年|近[\d一二两三四五六七八九十]+年|今年|去年|[上下]半年|$|[一-龥]{2,16}(?:局|厅|委员会|办公室|委|中心|办事处|支队|大队))"
)
_TERRITORY = re.compile(
    r"省、自治区、直辖市|中华人民共和国境内"
    r"|国务院[^。\n]{0,20}(?:主管|负责|指导|领导|统筹)[^。\n]{0,4}全国"
)


# 上海市城市管理局 is no place called 上海市城市, 烈山区委烈山区 none at all.
# A place of a wider kind in front of one of a narrower: 云港市澄江区, 雁岭州石门县.
_OUTER = re.compile(
    r"(?P<outer>[一-龥]{2,12}?(?:省|自治区|自治州|地区|盟|市(?![市辖区场级直]|[中南北东西郊]区)|(?<!自治)州(?!市)|[县旗](?=[一-龥]{2,}[镇乡])))"
    rf"(?P<inner>(?!{_UNIT})[一-龥]{{1,12}}(?:市|县|旗|区|镇|乡|街道))$"
)
_COMMON = re.compile(
    r"(?:城市|社区|市区|城区|园区|景区|辖区|校区|灾区|山区|牧区|库区|小区|片区|城镇|乡镇|村镇|集镇|城乡)$"
)
_ORGAN = re.compile(r"[省市县区旗州盟]委|政府|公安|司法|法治|建设")
_LONGEST = 20
_OFFICIAL = re.compile(r"政府|[局委厅办院]|中心|热线")


# A text that tells what there is 全国 and speaks of nothing of its own place is the country's.
_NATIONWIDE = re.compile(r"全国(?=共|现|[\u4e00-\u9fff]{2,12}(?:\d|机构|工作者|律师|共|办理))")
_LOCAL = re.compile(r"[全我本][省市县区州旗镇乡]")
_OFTEN = 2
_OPENING_LINES = 6
_WIDE = re.compile(r"(?:省|市|自治区|自治州|盟)$")
_SPELT = re.compile(r"[一-龥]{2,6}?(?:省|自治区|市|自治州|州|盟|县|旗|区)(?![级直属域内])")
_OPENS = re.compile(r"现[就将]|^(?:\d{4}|[〇零○一二三四五六七八九]{4})\s*年度?[,，]\s*", re.M)


class Resolver(Protocol):
    """What is needed of the gazetteer."""

    def resolve(self, name: str, context: str = "") -> Place | None:
        """The place that ``name`` names, told apart from its namesakes by ``context``."""


def find_place(
    title: str | None,
    issuer: str | None,
    text: str,
    context: str,
    gazetteer: Resolver,
    *,
    statute: bool,
    source: str = "",
) -> Place | None:
    """The issuer's place, else the title's, the opening's, that of the body it is from (来源).

    The country for its organs. A name that the gazetteer does not know stands without parents. A
    statute that names no place in its title and gives tasks to the provinces holds for the whole
    country: local ones must carry their place's name.
    """
    if issuer:
        place = _in(issuer, context, gazetteer) or gazetteer.resolve(issuer, context)
        if place is not None:
            return place
    place = _in(title, context, gazetteer) if title else None
    if place is not None:
        return place
    if title and re.match(r"中华人民共和国|(?:\d{4}年度?|去年|今年|上半年)?(?:全国|国务院)", title):
        return Place(names=(NATION,))
    if title and not statute and (place := _within_title(title, text, context, gazetteer)):
        return place
    if not statute and (place := _in_opening(text, context, gazetteer)):
        return place
    if not statute and _OFFICIAL.search(source):
        return gazetteer.resolve(source, context)
    if not statute and len(_NATIONWIDE.findall(text)) >= _OFTEN and not _LOCAL.search(text):
        return Place(names=(NATION,))
    if statute and _TERRITORY.search(text):
        return Place(names=(NATION,))
    return None


def _in(words: str, context: str, gazetteer: Resolver) -> Place | None:
    """The longest name that is known. A zone or town inside a known place is kept as its own:
    its figures are not that place's."""
    rest = _LEADING.sub("", re.sub(r"\s", "", words))
    unknown: str | None = None
    for name, follows in _names(rest, gazetteer):
        place = gazetteer.resolve(name, context)
        if place is not None:
            inner = unknown.removeprefix(name) if unknown else ""
            return Place(names=(*place.names, *parts_of(inner))) if inner else place
        if follows and unknown is None and len(name) <= _LONGEST:
            if known := _ending_in(name, context, gazetteer):
                return known
            unknown = name
    return Place(names=parts_of(unknown)) if unknown else None


def parts_of(name: str) -> tuple[str, ...]:
    """A name that no table has, cut where a city's or prefecture's ends: 云港市|澄江区."""
    parts: list[str] = []
    while match := _OUTER.match(name):
        parts.append(match["outer"])
        name = match["inner"]
    return (*parts, name) if name else tuple(parts)


def _within_title(title: str, text: str, context: str, gazetteer: Resolver) -> Place | None:
    """A place that the title names further on (近三年某省办结…), or by its short name.

    A short name counts where the text writes it out, or speaks of 全省, 全市 and the like.
    """
    plain = re.sub(r"\s", "", title)
    for match in _SPELT.finditer(" ".join(title.split())):
        name = match[0]
        for start in range(len(name) - 2):
            place = gazetteer.resolve(name[start:])
            if place is not None and place.name == name[start:]:
                return gazetteer.resolve(name[start:], context)
    rest = _LEADING.sub("", plain)
    for length in (3, 2):
        place = gazetteer.resolve(rest[:length]) if len(rest) > length else None
        if place is None or not place.name.startswith(rest[:length]):
            continue
        written = place.name in text or (place.name.endswith("省") and "全省" in text)
        office = rf"{rest[:length]}(?:自治区)?(?:司法|公安|财政|民政|[\u4e00-\u9fff]{{2,4}})厅"
        if _WIDE.search(place.name) and (written or re.search(office, text)):
            return place
        if re.search(rf"{place.name}(?:人民政府|司法局|法院|公安局)", text):
            return place  # 铜梁公证处…, 记者从铜梁区司法局获悉
    return None


def _in_opening(text: str, context: str, gazetteer: Resolver) -> Place | None:
    """现将某县… or 2023年，某县…: a known place that the first lines speak of as the reporter's."""
    opening = "\n".join(text.split("\n", _OPENING_LINES)[:_OPENING_LINES])
    for match in _OPENS.finditer(opening):
        for name, _ in _names(opening[match.end() : match.end() + 40], gazetteer):
            place = gazetteer.resolve(name, context)
            if place is not None:
                led_by_it = opening.startswith("委", match.end() + len(name))
                return None if led_by_it else place
    return None


def _names(words: str, gazetteer: Resolver) -> Iterator[tuple[str, bool]]:
    """Candidates, longest first, and whether what follows shows that it is a place's name."""
    match = _CHAIN.match(words)
    if match is None:
        return
    ends = [m.end() for m in re.finditer(_UNIT, words[: match.end()])]
    for end in reversed(ends):
        name = words[:end]
        common = _COMMON.search(name) and not _is_known(name, gazetteer)
        if (
            not _BARE.match(name)
            and not _OURS.search(name)
            and not common
            and not _ORGAN.search(name)
        ):
            yield name, _FOLLOWS.match(words[end:]) is not None


def _ending_in(name: str, context: str, gazetteer: Resolver) -> Place | None:
    """The city or province that a name ends in behind other words: 欢迎访问南京市."""
    for start in range(1, len(name) - 2):
        place = gazetteer.resolve(name[start:], context)
        if place is not None and place.name == name[start:] and _WIDE.search(place.name):
            return place
    return None


def _is_known(name: str, gazetteer: Resolver) -> bool:
    """Whether a name that ends as common nouns do (山区) is a known place's: 房山区."""
    place = gazetteer.resolve(name)
    return place is not None and name.endswith(place.name)
