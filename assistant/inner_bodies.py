"""Bodies within a report's own place, whose figures are not the whole place's.

A town, a street, a sumu, a police station: 东湖街道查处20件 is that street's figure only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.domain import Frame
from assistant.text import REMEMBERED, fold
from assistant.tokens import is_known_word, tagged

KINDS = r"(?:镇(?![街域区村])|乡(?![镇村])|街道|苏木(?!镇)|嘎查|派出所|司法所|法庭)"
# 案件最少的西山街道仅20件: what is told of a body stands before its name.
_LEADING = re.compile(
    r"\s*(?:其中|包括|含)?[,:]?(?:[\u4e00-\u9fff]{1,8}最[多少高低大]的)?"
    rf"(?P<name>(?![各全等该本我第])[\u4e00-\u9fff]{{2,6}}?{KINDS})"
    r"(?![\u4e00-\u9fff]{0,3}(?:全部|实现|均))(?=[\u4e00-\u9fff\s“\"]|$)"
)
_NO_NAME = re.compile(
    r"乡镇|(?:街道|镇|乡|所|苏木).|通过|依托|围绕|联合|组织|结合|推动|开展|协助|[现共设建已另配]有|现设|拥有|指导|督促|选派|抽调"
    r"|街镇|基层|城镇|一村|建成|建设|规范|星级|示范|优秀|依法治|人民|巡回|中心|重点|试点|部分|所有|特色"
)
_FUNCTION = re.compile(r"[个各在对向全和与为县区市由以从把被将经于等及同按因受据其该至到]")
_SEVERAL = re.compile(r"\s*(?:、|和|与|及|以及)\s*[\u4e00-\u9fff]{2,6}?(?:镇|乡|街道|苏木)")
# What is told of several bodies, or of one that no town is: the town named before has ended.
_OTHER = re.compile(
    r"全[省市州盟县区旗]|其[余他]|[合总共]计|平均|乡镇|镇街|街镇|苏木镇|乡[(（]镇"
    r"|[各两二三四五六七八九十](?:个)?(?:乡|镇|街道|苏木|县|区|市|部门|单位|地)"
    r"|(?:^|[,，、])\s*[省市州盟县区旗](?:级|直)?(?:委|(?:人民)?政府|[\u4e00-\u9fff]{1,12}(?:局|中心|院|办公室|委员会|大队))"
)
_OFFICE = r"[\u4e00-\u9fff]{2,14}(?:局|委员会|卫健委|大队|支队)"
_BARE = re.compile(
    r"(?:其中|包括|含)?[,:]?\s*(?:[\u4e00-\u9fff]{1,8}最[多少高低大]的)?"
    rf"(?:(?![各全等该本我第])[\u4e00-\u9fff]{{2,6}}?{KINDS}|{_OFFICE})\s*"
    r"(?:办案|办理|办结|立案|查处|查办)?(?:案件)?\s*(?:居次|次之|居首|最多|最少|仅|有|为|达)?"
)
# 东湖街道办事处2024年…报告: what the report of a town tells of no other is its own.
_REPORTING = r"(?:办事处|人民政府|政府|党工委|党委)?\s*(?:关于|(?:19|20)\d\d|法治|依法|年度)"
_PLACE_BEFORE = r"(?:^|[省市州盟县区旗府]\s*)"
_SHORTEST = 2
_SEVERAL_NAMES = 2
_TOWN = re.compile(rf"{KINDS}$")


def leading_body(phrase: str) -> str:
    """The body that a phrase opens with: 东湖街道 of 其中东湖街道办案; empty where it is none."""
    match = _LEADING.match(phrase)
    if match is None or _SEVERAL.match(phrase, match.end()):
        return ""
    name = match["name"]
    return name if is_name(name) else ""


def is_town(name: str) -> bool:
    """Whether a name is one of a body that lies within a county: a town's, a police station's."""
    return _TOWN.search(name) is not None


@lru_cache(maxsize=REMEMBERED)
def is_headed(name: str, title: str) -> bool:
    """Whether a report's title says that it is a town's own: 江北区东湖街道办事处2024年…."""
    return re.search(f"{_PLACE_BEFORE}{re.escape(name)}{_REPORTING}", fold(title)) is not None


def is_bare(phrase: str) -> bool:
    """Whether a figure's phrase says whose it is and no more: 其中东湖街道, 市公安局."""
    return _BARE.fullmatch(phrase.strip()) is not None


def without_bodies(phrase: str) -> str:
    """A phrase without the body that it opens with."""
    name = leading_body(phrase)
    return phrase.replace(name, "", 1).strip() if name else phrase


@lru_cache(maxsize=REMEMBERED)
def body_of(frame: Frame) -> str:
    """The body that a figure is of by the nearest words to it; empty where they name none.

    What is told of a town goes on over commas, until another body is named or several together.
    """
    if name := leading_body(frame.local):
        return name
    for segment in reversed(re.split(r"[,，]", frame.part)):
        pieces = segment.split("、")
        named = [name for piece in pieces if (name := leading_body(piece))]
        if "等" in segment:
            return ""  # 东镇调委会等一批调委会受表彰,3名调解员获评: one of several
        if named:
            return named[0] if len(named) == 1 else ""
        if _OTHER.search(segment):
            return ""
    return ""


def is_of(names: Sequence[str], frame: Frame) -> bool:
    """Whether a figure is of the bodies of those names, if there are any: of one, or all at once.

    Named in its clause, and no other behind them.
    """
    if len(names) < _SEVERAL_NAMES:
        return all(_is_of(name, frame) for name in names)
    if any(_is_of(name, frame) for name in names):
        return True
    said = f"{frame.local} {frame.head} {frame.lead}"
    return all(name in said for name in names) and body_of(frame) in ("", *names)


def _is_of(name: str, frame: Frame) -> bool:
    if not is_town(name):
        return name in f"{frame.local} {frame.head} {frame.lead}"
    if name in frame.local:
        return True
    if frame.path and is_headed(name, frame.path[0]):
        return body_of(frame) in ("", name)
    clause = frame.part
    at = clause.rfind(name)
    if at < 0:
        return any(name in heading for heading in frame.path[-1:])
    behind = clause[at + len(name) :]
    others = re.split(r"[,，、\s]", behind)
    return _OTHER.search(behind) is None and not any(map(leading_body, others))


def is_name(name: str) -> bool:
    """Whether words that end as a body's name does are one: 东湖街道, neither 苏木镇 nor 覆盖镇."""
    if not is_town(name) or _OTHER.search(name):
        return False
    stem = _TOWN.sub("", fold(name))
    tags = [tag[0] for word, tag in tagged(stem) if len(word) > 1]
    if _NO_NAME.search(name) or any(tag in "vdpa" for tag in tags):
        return False  # 覆盖镇|村干部
    known = len(stem) == _SHORTEST and is_known_word(stem) and tags[:1] != ["r"]
    return known or _FUNCTION.search(name) is None  # 和平街道
