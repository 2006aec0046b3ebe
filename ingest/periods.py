"""The year, or the month, that a text is about, as its first lines and its body say it."""

from __future__ import annotations

import re

from ingest.dates import years
from ingest.titles import year_of_title

_LOOKED_AT = 12  # lines at the top
_SHORT_TEXT = 1500
# 2016年以来 is no year that is told of, nor is 继2016年…之后.
_YEAR_ALONE = re.compile(
    r"(?<![\d《〔继自从由])((?:19|20)\d{2})年(?!\s?\d{1,2}\s?月|度?以来|至今|起)"
)
_PERIOD = re.compile(
    r"(?:统计|报告)(?:的)?(?:期限|期间|时限|时间|周期|期)[^。\n]{0,20}?\d{4}\s*年\s*1\s*月\s*1\s*日"
)
_ISSUE = re.compile(r"^((?:19|20)\d{2})\s*年第\s*\d{1,3}\s*期", re.M)  # of a bulletin
_MONTHLY = re.compile(
    r"^((?:19|20)\d{2})年(?P<month>\d{1,2}月)份?[一-龥]{2,20}$", re.M
)  # 2023年7月数据发布
_DATELINE_IN = 40  # characters of a line that may give the day of a text
_DATELINE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年\s?\d{1,2}月|[-/.]\d{1,2}[-/.]\d{1,2})")
_NOW = re.compile(r"今年|本年|上半年|下半年|(?<!去年)同期|目前|日前|近日|截至\d{1,2}月")
_TOP = 3  # lines that may be a title
# 某市12345热线2023年5月份运行情况
_MONTH_IN_TITLE = re.compile(
    r"(?:19|20)\d{2}年(?P<month>\d{1,2}月)份?(?!\d{1,2}[日号])[一-龥\d]{0,14}(?:运行|数据|受理|办理|工作)?(?:情况|通报|月报|简报|分析|报告)[的一-龥]{0,6}$"
)
_HEADED = re.compile(
    r"^一、((?:19|20)\d{2})\s*年(?:度)?[^\n。,，]{2,40}$", re.M
)  # 一、2024年工作情况
_ANNOUNCED = re.compile(
    r"现[就将]?[^。\n]{0,60}?年[^。\n]{0,50}(?:报告|汇报|总结|通报|公布|公开)?如下"
)


def year_of_opening(text: str, title: str | None) -> int | None:
    """The year reported on as the body states it: its period, 现将…报告如下, its first words."""
    period = _PERIOD.search(text[:3000])
    if period:
        return next((year for year, _, _ in years(period[0])), None)
    lines = [line for line in text.split("\n")[:_LOOKED_AT] if line != title]
    opening = "\n".join(lines)[:1500]
    announced = _ANNOUNCED.search(opening)
    if announced:
        year = year_of_title(announced[0])
        if year is not None:
            return year
    first = next((line for line in lines if len(line) > 40), "")
    begins = next(years(first[:12]), None)
    if begins and begins[1] == 0 and re.match(r"年度?[,，]", first[begins[2] :]):
        return begins[0]
    if issue := _ISSUE.search("\n".join(lines)):
        return int(issue[1])
    if month := _MONTHLY.search("\n".join(lines)):
        return int(month[1])
    headed = _HEADED.search(text)
    return int(headed[1]) if headed else None


def only_year(text: str) -> int | None:
    """The one year that a short text speaks of, days and months apart."""
    named = {int(m[1]) for m in _YEAR_ALONE.finditer(text)} if len(text) < _SHORT_TEXT else set()
    return named.pop() if len(named) == 1 else None


def year_of_news(text: str) -> int | None:
    """The year that a dated short text means by 今年 or 目前, or the one before for 去年."""
    if len(text) >= _SHORT_TEXT:
        return None
    lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    dated = (m for line in lines for m in _DATELINE.finditer(line[:_DATELINE_IN]))
    first = next(dated, None)
    if first is None:
        return None
    year = int(first[1])
    if _NOW.search(text):
        return year
    return year - 1 if "去年" in text else None


def is_of_part(title: str) -> bool:
    """Whether a report is of less than a year: it comes out within the year that it is of."""
    return re.search(r"[上下]半年|季度|月份?(?!\d)|今年以来", title) is not None


def month_of(text: str) -> str:
    """The month that a text is the figures of (2023年7月数据发布), else nothing."""
    lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    month = _MONTHLY.search("\n".join(lines)) or next(
        (m for line in lines[:_TOP] if (m := _MONTH_IN_TITLE.search(line))), None
    )
    return month["month"] if month else ""
