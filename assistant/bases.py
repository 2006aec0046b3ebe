"""Figures that others are compared with: 较2021年的31件减少…, 上年为20件, 由50件增加到60件."""

from __future__ import annotations

import re

from assistant.text import fold

# 较2021年的31件减少…, 由2018年的19.4%降至10.7%: the first figure is the other year's.
_BASE = re.compile(
    r"(?:^|.*?)(?:较|比|与|由|从|自|[多少高低]于|不及|超过)\s?(?P<year>(?:19|20)\d{2}|上|去|前)一?\s?年(?:度|同期|[末底])?的?"
    r"(?P<what>[\u4e00-\u9fff]{2,8}[量数率])?\s?$"
)
_OF_YEAR = re.compile(
    r"(?:较|比|与|由|从|自|[多少高低]于|不及|超过)\s?(?:(?:19|20)\d{2}|上|去|前)一?\s?年(?:度|同期|[末底])?的?\s?$"
)
# 受理50件,2022年同期40件 and (2022年为40件): the other year's figure of the same.
_ASIDE = re.compile(
    r"^(?:而|在)?(?P<year>(?:19|20)\d{2}|上|去|前)\s?年(?:度|同期|[末底])*(?:仅|只|则)?(?:为|是|有)?(?P<verb>[\u4e00-\u9fff]{2})?$"
)
# 与2022年相比,案件从40件增加到50件
_COMPARED = re.compile(
    r"(?:与|同|较|比|和)\s?(?P<year>(?:19|20)\d{2}|上|去|前)\s?年(?:度|同期)?(?:相比|比较|[,]|[^,;。\d]{0,12}[由从])"
)
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s?年)")
FORMER = "原"  # the year of what a figure was before: of no known one
_FORMER = re.compile(
    r"(?:(?:由|从)(?:原来|原先|原有|原|之前|以前|过去|改革前)?|[将把]?(?:原来|原先|原有|原))的?\s?$"
)
_MUCH = r"(?:大幅度?|大大|进一步|逐步|平均|整体|总体|直接|均|再)?"
_CHANGED = (
    r"压缩|压减|缩短|缩减|减少|精简|下降|降低|"
    r"提高|提升|增加|上升|增长|扩大|优化|调整|"
    r"变化?|攀升|回落|跃升|上涨|下滑|上调|下调|改|缩|压|调|发展|升|降|增|减"
)
_CHANGES = re.compile(rf"\s?{_MUCH}(?:{_CHANGED}|多|少)")
_BECAME = re.compile(rf"\s?{_MUCH}(?:{_CHANGED})(?:至|到|为)")
_REACHED = re.compile(rf"^{_MUCH}(?:{_CHANGED})(?:到|至|为)")


def based(
    so_far: str, before: str, behind: str, *, lent: str | None, after_base: bool
) -> tuple[str, str | None] | None:
    """A compared figure's phrase and year (``2021``, ``上`` as written, ``原``: of no known one).

    ``before`` are the words since the figure before it, ``so_far`` the sentence's until then,
    ``behind`` what follows. ``lent`` is the phrase of the figure before, which counts the same;
    ``after_base`` that this is what another became (the year is then ``None``).
    """
    match = _BASE.match(before)
    if match and match["what"] and _CHANGES.match(behind):
        return match["what"], match["year"]  # 比2023年受理量435件少21件
    if match and not match["what"]:
        return _OF_YEAR.sub("", before).strip(), match["year"]
    if (former := _FORMER.search(before)) and _BECAME.match(behind):
        return before[: former.start()].strip(), _compared_with(so_far + before) or FORMER
    if lent is None:
        return None
    aside = _ASIDE.match(before.strip())
    if aside and aside["verb"] and aside["verb"] not in lent:
        aside = None  # 主动公开90条,2023年公开80条; 受理90件,2023年审结80件
    if aside and not _goes_on(so_far, aside["year"]):
        return lent, aside["year"]
    return (lent, None) if after_base and _REACHED.match(before) else None


def _goes_on(so_far: str, year: str) -> bool:
    """Whether a sentence goes from year to year: 2022年40件,受理30件,2023年50件,受理40件."""
    return year.isdigit() and any(told < year for told in _YEARS.findall(so_far))


def _compared_with(before: str) -> str | None:
    """The year that a sentence says it compares with, before a figure that became another."""
    plain = fold(before)
    found = list(_COMPARED.finditer(plain, plain.rfind(";") + 1))
    return found[-1]["year"] if found else None
