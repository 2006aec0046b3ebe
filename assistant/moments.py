"""When within a year a figure is of: months, quarters, halves, days, the year it is compared with.

A question and a figure must agree on them."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.domain import Frame
from assistant.subyear import stretches
from assistant.target import Target
from assistant.text import REMEMBERED, fold

_MONTHS = re.compile(r"(?<!\d)(\d{1,2})月?\s?[-—–~至到]\s?(\d{1,2})\s?月")
_BASE = re.compile(r"[比较]\s?((?:19|20)\d{2})\s?年")
_STANDARD = re.compile(r"(?:[比较]|[高低]于|[高低]出|超[过出]?)\s?(全[国省市州盟区县])")
_DAYS = re.compile(r"\d{1,2}月\d{1,2}日[-—–~至到]+(?:\d{1,2}月)?\d{1,2}日")
_WHOLE_YEAR = re.compile(r"全年|(?<!\d)(?:19|20)\d{2}年度?(?![第上下\d一二三四])")
# 1—6月,受理60件: the months set the scene for all that follows.
_SCENE = re.compile(rf"(?:{_MONTHS.pattern})(?:期间)?\s*(?:[,，]|[全本][省市州盟县区旗])")
_OF_ALL_PLACE = re.compile(r"[全本][省市州盟县区旗][^,，]*同比")
_DATELINE = re.compile(r"^\s*(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?\s")
# What a stretch is only compared with: 与上年第四季度相比, 较一季度.
_COMPARED = re.compile(
    r"[^\s,，。;；]*相比|[较比]\s?(?:(?:19|20)\d{2}年)?第?(?:[一二三四1-4]季度|[上下]半年|\d{1,2}月份?)"
)
# What there is at a moment is of no half-year.
_REACHED = re.compile(
    r"(?:组织|机构|[员会站室厅队所]|中心|律师|工作者)(?:已|现已)?(?:达到?|发展到)了?\s*$"
)


def months_of(frame: Frame) -> tuple[str, ...]:
    """Spans of months that narrow a figure, the whole year not among them."""
    sentence = frame.sentence
    year = max((m.end() for m in _WHOLE_YEAR.finditer(sentence)), default=0)
    opened = "" if "全年" in frame.local else sentence[year:]
    before = limiting(frame)
    if _OF_ALL_PLACE.match(frame.local) and not _SCENE.search(fold(opened)):
        opened, before = "", (frame.local,)  # 9月至12月检查60次,全县检查频次下降…
    spans = _MONTHS.finditer(fold(" ".join((opened, *before))))
    return tuple(m[0] for m in spans if (m[1], m[2]) != ("1", "12"))


def standards_agree(target: Target, frame: Frame) -> bool:
    """比全省低多少 is not 低于全市…, nor what changed against the year before."""
    return set(_STANDARD.findall(target.text)) == set(_STANDARD.findall(fold(frame.local)))


def bases_agree(target: Target, frame: Frame) -> bool:
    """比2021年增长多少 asked is not 较2019年增长…, nor in 2023 what changed over one year."""
    if target.change and target.base is not None:
        return str(target.base) in _BASE.findall(fold(f"{frame.head} {frame.local}"))
    asked = _BASE.findall(target.text)
    stated = _BASE.findall(fold(frame.local)) if asked else []
    return not stated or asked == stated


def based_on(frame: Frame) -> list[int]:
    """The years that a figure's own phrase compares it with: 较2019年末增加."""
    return [int(year) for year in _BASE.findall(fold(frame.local))]


def days_agree(target: Target, frame: Frame) -> bool:
    """What is asked of some days (9月8日至12月25日) is stated of the same."""
    asked = _DAYS.findall(target.text)
    if not asked:
        return True
    near = _squeezed(" ".join((frame.local, frame.head, frame.sentence)))
    return all(_squeezed(days) in near for days in asked)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", fold(text))


def only_stands(frame: Frame) -> bool:
    """Whether a figure is of how many there are, whenever: 上半年…人民调解员达到500人."""
    return _REACHED.search(frame.local) is not None and not stretches(frame.local)


def stretch_of(frame: Frame) -> tuple[str, int] | None:
    """The one stretch of a year that a figure is of, if its words or its text name one."""
    stated = stretches_of(frame)
    return next(iter(stated)) if len(stated) == 1 else None


def is_of_part(frame: Frame) -> bool:
    """Whether a figure is of the stretch of a year that its whole text is of."""
    whole = stretches(frame.path[0]) if frame.path else frozenset[tuple[str, int]]()
    return bool(whole) and whole == stretches_of(frame)


@lru_cache(maxsize=REMEMBERED)
def stretches_of(frame: Frame) -> frozenset[tuple[str, int]]:
    """The stretches of a year that narrow a figure."""
    stated = stretches(frame.local)
    if not stated and not _WHOLE_YEAR.search(frame.local):
        titles = frozenset(s for part in frame.path for s in stretches(part))
        stated = stretches(_COMPARED.sub("", frame.head)) or _stretch_before(frame) or titles
    return stated


def _stretch_before(frame: Frame) -> frozenset[tuple[str, int]]:
    """The stretch that the figure's sentence sets for all that follows, unless a year ends it."""
    own = _COMPARED.sub("", _DATELINE.sub("", frame.sentence))
    year = max((m.end() for m in _WHOLE_YEAR.finditer(own)), default=0)
    return stretches(own[year:])


def limiting(frame: Frame) -> tuple[str, ...]:
    """What may narrow a figure: 全年 ends the narrowing of the one before (下半年33件,全年90件)."""
    return (frame.local,) if "全年" in frame.local else (frame.local, frame.head)
