"""Figures that by their phrase are of more than what was asked for, of a part, or of the like."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.concepts import names_in
from assistant.content import content_words
from assistant.domain import Frame
from assistant.enforcement import SUITS, is_enforcement
from assistant.target import Target
from assistant.text import REMEMBERED, fold
from assistant.tokens import tagged

_CASES = re.compile(r"(刑事|民事|行政)(?=(?:[、和与及](?:刑事|民事|行政))*(?:案|和解案))")
_NAMES = re.compile(r"“[^”]*”|《[^》]*》|[（(][^（）()]*[)）]")
# 对重大决策、合同及执法决定: what a figure sums up, member by member.
_LISTED = re.compile(r"[\u4e00-\u9fff]{2,}(?:、[\u4e00-\u9fff]{2,})+")
_LAST = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:以及|和(?!解)|与(?!会)|及(?!时|格))(?=[\u4e00-\u9fff]{2})"
)
_TO_WHOM = re.compile(
    r"[向由经报给]|会同|联合|围绕|聚焦|紧扣"
)  # 向市政府、县人大备案9件; 围绕督察、评查等出台措施9项
_KINDS = "投诉|举报|咨询|求助|建议|求决|表扬|申诉|检举|控告"
_KIND = re.compile(_KINDS)
_RUN = re.compile(rf"(?:{_KINDS}){{3,}}")
_PAIRED = re.compile(rf"(?:{_KINDS}){{2,}}")  # 投诉举报90件,其中投诉60件
_QUOTED = re.compile(r"“([^”]{2,})”")
_QUOTED_RUN = re.compile(r"“[^”]{2,}”(?:[、和与及]?“[^”]{2,}”)+(?=[\u4e00-\u9fff]{2})")
_OF_BODY = re.compile(r"[省市县区州盟旗镇乡](?:人民)?政府|[局委厅]|[镇乡]|街道|部门")
_OTHERS = re.compile("其他|其它")
_WITH_OTHERS = re.compile(
    r"([\u4e00-\u9fff]{2,12})(?:以及|和|与|及)(?:其他|其它)(?=[\u4e00-\u9fff]{2})"
)
_CAUSED = re.compile(r"(?:因此|由此|因而|进而)[^,，。;；\d]{0,8}?(?:引发|引起|导致|产生)")
_CAUSE_ASKED = re.compile("因|引发|引起|导致|产生")
_EACH = re.compile(r"各|均|都|分别")
_TWO_OF_A_KIND = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{1,2})(?P<kind>[\u4e00-\u9fff]{2,3})(?:和|与|及|以及)"
    r"(?P<other>[\u4e00-\u9fff]{1,3})(?P=kind)"
)
_COUNTED = re.compile(r"等\s([\u4e00-\u9fff]{2,})$")  # 公众号、热线等8个渠道
_PART = re.compile(r"^其中[,，:：]?")
# 其中占道经营类 、违法搭建类 ；: parts, each with its figure, up to where they end.
_PARTS = re.compile(
    r"其中[^,，;；。]*?\s、[^,，;；。]*(?=[,，;；])|其中[^;；。]*(?=[;；])"
    r"|[（(][^（）()]*?\s、[^（）()]*[）)]"
)
_WHEN = re.compile(r"\d|[上下]半年|季度|[本今当全]年|月")  # 其中2023年投入… tells which part it is
_OPEN = re.compile("(?<!矫)正在|尚未|未")  # 反馈问题50个,已整改48个,2个正在整改
_THING = 0.8  # weight of an object from which a member of a list is what was asked
_PAIR = 2  # characters that tell one member of a list from another


def is_of_other_cases(target: Target, frame: Frame) -> bool:
    """Whether criminal cases are asked for and the nearest that are named are others (行政案件)."""
    asked = _cases_in(target.text)
    if not asked:
        return False
    texts = (frame.local, frame.governs, frame.head)
    stated = next((found for text in texts if (found := _cases_in(text))), None)
    if stated is None:
        last = list(_CASES.finditer(fold(frame.sentence)))[-1:]
        stated = frozenset(m[1] for m in last)
    return bool(stated) and not asked <= stated


def is_enforcement_case(target: Target, frame: Frame) -> bool:
    """Whether lawsuits are asked for and a figure's 行政案件 are what police or an office does."""
    if "行政案件" in target.text or not any(c.topic == SUITS for c in target.about):
        return False
    return is_enforcement(frame)


@lru_cache(maxsize=REMEMBERED)
def _cases_in(text: str) -> frozenset[str]:
    return frozenset(m[1] for m in _CASES.finditer(fold(text)))


def sums_more(target: Target, frame: Frame) -> bool:
    """Whether a figure is of several things, of which only some were asked for.

    对规范性文件、合同及执法决定审查60件 is not how many 合同 were reviewed; 公众号、热线等8个渠道
    are all 渠道.
    """
    if _of_both(frame.local, target):
        return True
    counted = _COUNTED.search(frame.local)
    if _has_one_of(frame.local, target) and not (counted and _is_asked(counted[1], target)):
        return True
    if _has_others(f"{frame.governs} {frame.local}", target) or _runs_on(target, frame.local):
        return True
    own = "、" in frame.local or sum(map(len, content_words(frame.local))) <= _PAIR
    above = "" if own else frame.governs  # what is only 存量 is of all that is listed above
    return _has_one_of(above, target, besides=frame.local)


def _has_others(phrase: str, target: Target) -> bool:
    """Whether a phrase is of what was asked and of others: 规范性文件和其他文件合计90件."""
    things = {c.name for c in target.about if c.kind == "object" and c.weight >= _THING}
    named = {name for first in with_others(phrase) for name in names_in(first)}
    return bool(things & named) and not _OTHERS.search(target.text)


def _runs_on(target: Target, local: str) -> bool:
    """Whether one of several that a phrase runs together is asked for: 投诉举报咨询, “甲”“乙”."""
    runs = [_KIND.findall(run[0]) for run in _RUN.finditer(local)]
    runs += [_QUOTED.findall(run[0]) for run in _QUOTED_RUN.finditer(local)]
    return any(len([k for k in run if k in target.text]) == 1 for run in runs)


def with_others(phrase: str) -> tuple[str, ...]:
    """What a phrase names together with others of its kind: 规范性文件 of 规范性文件和其他文件."""
    return tuple(_WITH_OTHERS.findall(phrase))


def _of_both(phrase: str, target: Target) -> bool:
    """Whether two of a kind are counted together, and one alone is asked for: 传统媒体和新媒体."""
    if target.dimension == "percent" or _EACH.search(phrase):
        return False  # 规范性文件和政策性文件均100%解读
    return any(
        m["kind"] in target.text
        and (m["one"] + m["kind"] in target.text) != (m["other"] + m["kind"] in target.text)
        for m in _TWO_OF_A_KIND.finditer(fold(phrase))
    )


def _has_one_of(phrase: str, target: Target, besides: str = "") -> bool:
    """Whether one only of what a phrase lists is asked for, and no other words say it.

    More of them asked are examples of all: 卫生许可、护士注册等业务.
    """
    members = _members(phrase) if "、" in phrase else ()
    things = {c.name for c in target.about if c.kind == "object" and c.weight >= _THING}
    asked = [p for p in members if p[:_PAIR] in target.text or things & names_in(p)]
    said = bool(things & names_in(besides))
    # 文件、合同、协议: the last two are one thing.
    alike = {frozenset(things & names_in(p)) or k for k, p in enumerate(asked)}
    one = len(members) > len(asked) > 0 and len(alike) == 1
    return one and not said and asked[0][:_PAIR] not in besides


def _is_asked(counted: str, target: Target) -> bool:
    """Whether the noun behind a figure is what was asked for; not 等1200人参加培训."""
    verb = any(tag == "v" for _, tag in tagged(counted)[:1])
    return not verb and counted[-_PAIR:] in target.text


@lru_cache(maxsize=REMEMBERED)
def _members(local: str) -> tuple[str, ...]:
    """What a phrase lists, each by the two characters that tell it; the last before 等 in full.

    The first has a verb before it (审查|合同) and the last the noun of all behind it, so that only
    the end of the one and the beginning of the other tell them.
    """
    plain = _NAMES.sub(" ", fold(local))
    found = _LISTED.search(plain)
    if found is None:
        return ()
    names = found[0].split("、")
    if _TO_WHOM.search(names[0]):
        return ()
    names = [*names[:-1], *_LAST.split(names[-1], maxsplit=1)]
    if any(name.endswith(("率", "度")) for name in names):
        return ()  # 回复率、满意率均为100%: each is
    first, *between, last = names
    named, examples, _ = last.partition("等")
    return (*(name[-_PAIR:] for name in (first, *between)), named if examples else last[:_PAIR])


def is_caused(target: Target, frame: Frame) -> bool:
    """Whether a figure is of what something brought about (因此引发诉讼2件), which wasn't asked."""
    told = _CAUSED.search(f"{frame.governs} {frame.local}")
    return told is not None and not _CAUSE_ASKED.search(target.text)


def is_of_part_before(target: Target, frame: Frame) -> bool:
    """Whether what is asked stands only in a list of parts before the figure.

    其中占道经营类40件、违法搭建类50件；结案80件: those concluded are of all that was filed.
    """
    before = frame.lead.rpartition("。")[2]
    parts = "".join(m[0] for m in _PARTS.finditer(before))
    if not parts or frame.local.startswith("其中"):
        return False
    said = (frame.local, frame.head, frame.governs, frame.tail, frame.item, *frame.path)
    elsewhere = fold(" ".join((*said, _PARTS.sub(" ", before))))
    return any(w in parts and w not in elsewhere for w in target.words if len(w) > 1)


def is_part_told_behind(target: Target, frame: Frame) -> bool:
    """Whether a part says nothing that its whole does not: 其中9个行业形成10个案例.

    Which part it is of stands behind it. So with what a next clause begins with (40个场景上线,
    12个场景产生2万件).
    """
    opening = _PART.match(frame.local)
    if opening is None and not (frame.governs and frame.lead.rstrip().endswith((",", "，"))):
        return False
    if "其中" in target.text or _WHEN.search(frame.local) or _OPEN.search(frame.local):
        return False
    own = frame.local[opening.end() if opening else 0 :]
    if opening and _OF_BODY.search(own):
        return False  # 区政府及部门应诉90件,其中区政府应诉30件
    said = "".join(content_words(own))
    listed = f"{said}、" in frame.head or f"、{said}" in frame.head  # 来信、来访共…,其中来信…
    listed = listed or any(said in _KIND.findall(run[0]) for run in _PAIRED.finditer(frame.head))
    return bool(said) and said in frame.head and not listed
