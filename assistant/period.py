"""The time that a figure is about, told from its clause."""

from __future__ import annotations

import re

from assistant.clause import Clause
from assistant.concepts import is_change
from assistant.domain import Period, PeriodScope
from assistant.standing import is_done, is_thing, stands
from assistant.text import PARENTHESES, fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s?年|(?=总共|全年))")
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?年?\s?[-—–~至到]+\s?(?:19|20)?\d{2}\s?年")
_FROM = re.compile(
    r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:之前|以前|前|以来)|(?:[由从自较比]|[多少高低]于|不及|超过|相当于)\s?(?:(?:19|20)\d{2}|上|去)\s?年(?:度|同期|[末底初])?的?"
)
_IN_BRACKETS = re.compile(r"((?:19|20)\d{2})\s?年(?:度)?\s?[(][^()]*$")
# 对2019年至2022年印发的文件进行清理: when they came about, not when they were gone through.
_CAME_ABOUT = re.compile(
    r"对[^,;。，；]{0,16}(?:19|20)\d{2}\s?年[^,;。，；]{0,40}?(?:出台|印发|制定|发布|颁布|公布|签订|签署|作出|办结|办理|审结|实施)"
    r"(?:的|[、,，][^;。；]{2,20}的)[^,;。，；]{2,24}?(?=进行|开展|予以|作了|做了)"
)
# 实施方案（2022—2025年）: what a plan is called.
_OF_PLAN = re.compile(
    r"(?<=方案|规划|纲要|计划|意见|行动|办法|清单|要点)\((?:19|20)\d{2}\s?年?\s?[-—–~至到]+\s?(?:19|20)?\d{2}\s?年?\)"
)
_BASE = re.compile(r"(?:[较比与同]|[多少高低]于|不及|超过|相当于)\s?(?:于|去|上|前)?\s?$")
_STOCK = re.compile(r"目前|现有|共有|现共|截至|截止|年底|年末|在册|现存|保有")
_RUNNING = re.compile(
    r"累计|(?<!今年)(?<!本年)(?<!本年度)(?<!年初)(?:去年|(?:19|20)\d{2}年)?以来|[自从].{0,12}(?:以来|(?<!之日)起)|(?:[二三四五六七八九十\d]|十[一二三四五])年来|历年"
)
# 近五年来,全省办理…,受援人…: what opens a sentence is of all that follows.
_OVER_YEARS = re.compile(
    r"[^;]{0,40}(?:近|过去)\s?(?:[二三四五六七八九十\d]|十[一二三四五])\s?年来?(?=[,间])(?!.*(?:19|20)\d{2}年)"
)
_YEARS_TOGETHER = re.compile(
    r"(?<![\d〇零一二三四五六七八九])(?:[二两三四五六七八九十]|\d)\s?年(?:间|来|里)?(?:共|合计|累计|总计)"
)
_DOING = re.compile(r"[^,;。、]{0,2}(?:申领|参加|参训|获|通过|被|接受|取得|报名|领取)")
_CASES = re.compile(r"共有[^,;。]{0,12}(?:案件|申请|诉求|投诉|来访)")
_LAST_YEAR = re.compile(
    r"(?:而|在)?(?:上年|去年|上一年)度?(?:同期)?(?=共|为|是|受理|收到|办理|审结|办结|新收|开展)"
)
_SAYING = re.compile(r"[、,和与及]|分别|达到?|为|是|有|共")
_FIGURE = re.compile(r"(?<![\d.])\d[\d,.]*\s?[万亿余多]*[\u4e00-\u9fff%](?<!年)(?<!月)(?<!日)")
_YEARS_SUM = re.compile(r"(?:全年|年内|本年度?|当年)[^,;。\s]{0,6}累计")
_OF_YEAR = re.compile(r"全年|年内|本年|当年|今年")
# 2022年、2023年分别受理50件、60件
_YEARS_APIECE = re.compile(
    r"(?P<years>(?:(?:19|20)\d{2}\s?年?(?:度)?(?:、|和|与|,))+(?:19|20)\d{2}\s?年(?:度)?)[^;。\d]{0,24}?分别[^;。\d]{0,16}"
)
_IN_PASSING = re.compile(r"(?:度|同期)*(?:仅|只|则)?(?:为|是|有)?\s?(?=\d)")
# 新华社北京2011年2月4日电: when it was written, not what it is of.
_DATELINE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?=电|讯|消息)")
_LISTING = ("其中:", "包括:", "分别是:", "分别为:")
_TITLE = re.compile(r"《[^《》]*》")


def period_of(text: str, span: tuple[int, int], clause: Clause, year: int | None) -> Period:
    """The figure's own year, else its clause's, else the report's ``year``.

    A year that only serves a comparison (较2022年增长) is not the figure's.
    """
    if clause.base_year is not None:
        return _compared_with(text, clause, clause.base_year, year)
    segment = _FROM.sub("", text[clause.segment.start : clause.segment.end])
    segment = _CAME_ABOUT.sub(_blank, segment)
    sentence = fold(_TITLE.sub(_blank, text[slice(*span)]))
    for aside in (_DATELINE, _CAME_ABOUT, _OF_PLAN):
        sentence = aside.sub(_blank, sentence)
    before = sentence[: clause.quantity.start - span[0]]
    if apiece := _apiece(before):
        return Period(year=apiece)
    if (match := _last(_RANGE, before)) and _governs_all(before, match, segment):
        return Period(year=None, scope="cumulative", words=match[0])
    if match := _YEARS_TOGETHER.search(fold(segment)):
        return Period(year=None, scope="cumulative", words=match[0])
    if match := _IN_BRACKETS.search(before):
        return Period(year=int(match[1]))
    own = _years(fold(_TITLE.sub(_blank, segment)))
    if own is None and year is not None and _LAST_YEAR.match(fold(segment).strip()):
        own = year - 1
    changed = not clause.row and is_change(clause.frame.local)
    if changed and not own:
        return Period(year=_changed_in(before, year))
    stated = own or _governing(before, year)
    scope_words = fold(clause.frame.head[-30:] + clause.frame.local)
    running = _RUNNING.search(scope_words) or _OVER_YEARS.match(before)
    if running and (_OF_YEAR.search(clause.frame.local) or _YEARS_SUM.search(scope_words)):
        running = None
    if running and not stated and f"{year}年" not in before:
        return Period(year=year, scope="cumulative", words=running[0])
    if clause.quantity.unit == "年" and before.endswith("连续"):
        return Period(year=stated or year, scope="cumulative", words="连续")
    stock = None if changed else _STOCK.search(scope_words)
    afar = stock is not None and stock[0] not in fold(clause.frame.local)
    if afar and (is_done(clause.frame.local) or clause.quantity.unit == "%"):
        stock = None  # 现有律师60名,开展法治讲座20场
    if stock and stock[0] == "共有" and _CASES.search(clause.frame.local):
        stock = None
    if stock and not (stock[0] == "共有" and _DOING.match(_behind(text, clause))):
        return Period(year=stated or year, scope="as_of", words=stock[0])
    if not changed and _stands(text, clause):
        return Period(year=stated or year, scope="as_of")
    return Period(year=stated or year)


def _compared_with(text: str, clause: Clause, base: str, year: int | None) -> Period:
    """The time of what a figure is compared with: 律师90名,由上年的80名增至90名."""
    front = clause.frame.local or clause.frame.governs
    standing = stands(front, _behind(text, clause), clause.quantity.unit)
    scope: PeriodScope = "as_of" if standing or _STOCK.search(front) else "year"
    return Period(year=_base_year(base, year), scope=scope, words=base)


def _stands(text: str, clause: Clause) -> bool:
    """Whether a figure's own words, or those that it is lent, or a cell's heads, say that."""
    unit = clause.quantity.unit
    if clause.row:
        labels = PARENTHESES.sub("", fold(clause.row)).split()
        return any(stands(label, "", unit) for label in labels)
    front = _front(text, clause)
    if front.strip() == "覆盖" and is_thing(clause.frame.governs):
        return stands("", _behind(text, clause), unit)  # 法律顾问律师60名,覆盖200个村
    if clause.lent or not _SAYING.sub("", front).strip():
        front = clause.frame.local or clause.frame.governs
    return stands(front, _behind(text, clause), unit)


def _changed_in(before: str, year: int | None) -> int | None:
    """The year that a change (增加, 同比) is of: the latest of those told of, its base apart.

    受理50件,2022年40件,增长25% is of the report's year, which the first figure is of unsaid.
    """
    return max(_years_told(before, year), default=year)


def _governs_all(before: str, span: re.Match[str], segment: str) -> bool:
    """Whether years open a phrase or stand in a figure's own: 评为2022-2023年度典型 do neither."""
    opens = not re.search(r"[\u4e00-\u9fff]$", before[: span.start()].rstrip("从自在于"))
    return opens or span[0] in fold(segment)


def _front(text: str, clause: Clause) -> str:
    """The words of a figure's own segment before it, back to the figure before."""
    words = text[clause.segment.start : clause.quantity.start]
    return re.split(r"\d[^\u4e00-\u9fff]*[\u4e00-\u9fff]{0,2}", fold(words))[-1]


def _behind(text: str, clause: Clause) -> str:
    return text[clause.quantity.end : clause.segment.end]


def _base_year(words: str, year: int | None) -> int | None:
    """2021, or 上/去 (the year before the report's), 前 (two before); 原 is of no known year."""
    if words.isdigit():
        return int(words)
    if words == "原" or year is None:
        return None
    return year - (2 if words == "前" else 1)


def _governing(before: str, year: int | None) -> int | None:
    """The year that an earlier phrase of the clause sets for all that follow."""
    return next(reversed(_years_told(before, year)), None)


def _apiece(before: str) -> int | None:
    """The year of a figure among those that are given one for each of several years."""
    match = _last(_YEARS_APIECE, before)
    if match is None:
        return None
    years = [int(y) for y in re.findall(r"(?:19|20)\d{2}", match["years"])]
    rest = before[match.end() :]
    place = len(re.findall(r"、|和|与|及", rest))
    plain = re.fullmatch(r"(?:[\d.,]+\s?[万亿余多]*[^\d、,;。]{1,5}?(?:、|和|与|以?及))*", rest)
    return years[place] if plain and place < len(years) else None


def _years_told(before: str, year: int | None) -> list[int]:
    """The years of the figures of a clause so far; the report's own where the first name none.

    A year told in passing (受理50件,2022年为40件,审结30件) is no other figure's.
    """
    listing = max(before.rfind(mark) for mark in _LISTING)
    start = 0 if listing >= 0 else before.rfind(";") + 1  # 2022年办理60件,其中:民事20件;刑事40件
    part = _FROM.sub(_blank, PARENTHESES.sub(_blank, before[start:]))
    found = [m for m in _YEAR.finditer(part) if not _BASE.search(part[: m.start()])]
    first = _FIGURE.search(part)
    years: list[int] = []
    if found and first is not None and first.start() < found[0].start() and year is not None:
        years.append(year)
    for match in found:
        own = int(match[1])
        opened = part[: match.start()].rstrip()[-1:] in ("(", ",")
        passing = opened and _IN_PASSING.match(part, match.end())
        if not (passing and years and own < max(years)):
            years.append(own)
    return years


def _years(segment: str) -> int | None:
    years = [int(m[1]) for m in _YEAR.finditer(segment) if not _BASE.search(segment[: m.start()])]
    return years[-1] if years else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
