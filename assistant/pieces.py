"""The figures that an operation takes: the question without the words that ask to reckon.

``受理比审结多多少件`` takes two, 受理 and 审结; ``光山比通州多受理多少件`` one, of two bodies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.concepts import load_concepts
from assistant.glossary import to_chinese, to_formal
from assistant.hole import hole_pattern
from assistant.interpret import Interpretation
from assistant.operation import Operation, cues
from assistant.plain import plain_of
from assistant.target import Target
from assistant.targets import targets
from assistant.text import fold

_NEVER_MENTIONED = re.compile(r"(?!)")
# Words that only ask to reckon, by operation; what is left names the figures.
_DROPPED = {
    "sum": re.compile(
        r"一共|总共|共计|合计|总计|加起来|加在一起|合起来|合在一起|相加|的?之和|的?总和|总的|(?<!行)总(?=收|受|办)"
        r"|分别|各个?(?:地区|地方|县|区|市)?|所有(?:地区|地方|县|区|市)?|全部|几个|这些|两年|三年|四年|五年|这几年|历年"
    ),
    "average": re.compile(
        r"的?平均(?:数|值)?(?:每[年个县区市地])?(?:区县)?|每年平均|年均|均值|各个?(?:地区|地方|县|区|市)?|所有(?:地区|地方|县|区|市)?"
        r"|全部|几个|这些|两地|两县|两区|三地|两年|三年|四年|五年|这几年|历年"
    ),
    "difference": re.compile(
        r"相差|(?<!误)差(?=多少|几)|的?差距|的?差额|之差|两地|两县|两区|两者|之间"
    ),
    "rank": re.compile(
        r"相比较?|对比|比起来|还是|(?<=[高低多少大小])一?[些点](?=\s*$)|排名|排行|排序|排在?第?|从[高多大]到[低少小]|从[低少小]到[高多大]"
        r"|[前后]\s*[\d一二两三四五六七八九十]{1,3}\s*(?:名|位|个|家)?(?:的)?|最[多少高低大小快慢](?:的)?\s*[二两三四五六七八九十\d]{0,2}\s*[名位个]?"
        r"|更[多少高低大小快慢]|哪(?:些|个|几个|一个|里)?|谁|(?:地区|地方|县区|区县|单位|县|区|市)(?=是|有|$|[\s,?的])|是什么|依次|分别|各是多少|各"
        r"|[高低多少大小快慢](?=[\s?]*$)|排"
    ),
    "threshold": re.compile(
        r"哪(?:些|个|几个|里)?|有(?=哪|$|[\s?])|谁|(?:地区|地方|县区|区县|单位|县|区|市)(?=是|有|$|[\s,?的])"
    ),
}
_YEAR_BEFORE = re.compile(r"^[\s的]*(?:上一?年度?|去年|前一年)(?:同期)?[\s的]*$")
_LISTED = re.compile(r"\s*(?:、|以及|还有|加上|[和与及跟+/])\s*")
_LISTED_ENGLISH = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\b|\bplus\b|&)\s*", re.IGNORECASE)
_COMPARED = re.compile(
    r"^(?P<a>.*?)(?:比|较)(?P<b>.*?)(?:多|(?<!减)少|高|低|大|小)(?:出|了)?(?=多少|几|出|了|\s|$)(?P<rest>.*)$"
)
_MULTIPLE = re.compile(
    r"^(?P<a>.*?)(?:是|为|达到?|相当于)(?P<b>.*?)的?\s*(?:几|多少)倍(?P<rest>.*)$"
)
_SHARE = re.compile(
    r"^(?P<a>.*?)占(?:了|到)?(?P<b>.*?)的?\s*(?:比例|比重|百分比|份额|百分之|多少|几成|%)(?P<rest>.*)$"
)
_SHARE_ENGLISH = re.compile(
    r"(?:what|which)\s+(?:share|percentage|proportion|part)\s+of\s+(?P<b>.+?)\s+"
    r"(?:were|was|are|is|did|had|made up|concerned|ended)\b(?P<a>.*)$",
    re.IGNORECASE,
)
_LIST_OF_TWO = re.compile(r"[\u4e00-\u9fff]{2}(?:、|[和与及或])[\u4e00-\u9fff]{2}")
_EMPTY = re.compile(r"^[\s,、和与及跟的?是有为]*$")
_SHARED = frozenset({"案件", "申请", "群众"})  # objects that say nothing of the thing itself


def whole_target(read: Interpretation, operation: Operation) -> Target | None:
    """The one figure that is asked of several bodies or years."""
    if (named := _named(read, operation)) is not None:
        return named
    text = _without(read.body, operation)
    compared = _sides(text, operation)
    if compared is not None:
        text = compared[0]
    found = targets(_asking(text, _hole_in(read.body, operation)))
    if len(found) != 1:
        return None
    adding = operation.kind in ("sum", "average")
    return _usable(_in_unit(found[0], read) if adding else found[0], read)


def _in_unit(target: Target, read: Interpretation) -> Target:
    """The target with the unit that the whole question asks for (一共投了多少经费: money)."""
    if target.dimension or len(read.targets) != 1 or target.change != read.targets[0].change:
        return target
    return replace(target, unit=read.targets[0].unit, dimension=read.targets[0].dimension)


def _named(read: Interpretation, operation: Operation) -> Target | None:
    """The measure that the question names in so many words; without its change where two figures
    are set against each other (比通州区少了多少)."""
    if len(read.targets) != 1 or not read.targets[0].measures:
        return None
    target = read.targets[0]
    if operation.kind not in ("difference", "ratio"):
        return target
    return plain_of(target)


def part_targets(
    read: Interpretation, operation: Operation, *, apart: bool = False
) -> tuple[Target, ...]:
    """The figures of one body that are named beside each other, two at least, or none.

    ``apart`` takes a name that holds a joint for a list as well: 废止和宣布失效 is two figures.
    """
    one = len(read.targets) == 1 and read.targets[0].measures
    pieces = () if one else _pieces(read, operation, apart=apart)
    if len(pieces) < 2:
        return ()
    hole = _hole_in(read.body, operation)
    found: list[Target] = []
    for piece in pieces:
        asked = targets(_asking(piece, hole))
        if len(asked) != 1:
            return ()
        found.append(asked[0])
    found = _completed(found)
    if any(t.bare for t in found):
        return ()
    named = [t for target in found if (t := _usable(target, read)) is not None]
    return tuple(named) if len(named) == len(found) else ()


def _usable(target: Target, read: Interpretation) -> Target | None:
    """A target that names something, with the inner places of the question's own ones."""
    if target.bare:
        return None
    named = read.targets[0].named if read.targets else ()
    return replace(target, named=named) if named else target


def _pieces(read: Interpretation, operation: Operation, *, apart: bool) -> list[str]:
    english = re.search(r"[a-zA-Z]{3}", read.bare) is not None
    if operation.kind == "share":
        return _share_sides(read, english)
    if english and operation.kind in ("sum", "difference"):
        parts = [_translated(p) for p in _LISTED_ENGLISH.split(read.bare)]
        return [p for p in (_without(p, operation) for p in parts) if not _EMPTY.match(p)]
    text = _without(read.body, operation)
    if operation.kind in ("difference", "ratio"):
        sides = _sides(text, operation)
        if sides is not None:
            return [] if _EMPTY.match(sides[1]) else list(sides)
    return _split(hole_pattern().sub(" ", text), apart=apart)


def _share_sides(read: Interpretation, english: bool) -> list[str]:
    if english:
        match = _SHARE_ENGLISH.search(read.bare)
        return [_translated(match["a"]), _translated(match["b"])] if match else []
    match = _SHARE.match(read.body.strip())
    if match is None or _EMPTY.match(match["a"]) or _EMPTY.match(match["b"]):
        return []
    return [match["a"], match["b"]]


def against_last_year(read: Interpretation, operation: Operation) -> bool:
    """Whether one figure is set against the year before's (是上年的几倍, 比上年多多少)."""
    sides = _sides(read.body, operation)
    return sides is not None and _YEAR_BEFORE.match(sides[1]) is not None


def share_of_bodies(read: Interpretation) -> str | None:
    """What is a share of a wider body's: 审结的行政复议占(全国)的百分之几; ``None`` otherwise."""
    match = _SHARE.match(read.body.strip())
    if match is None or not _EMPTY.match(match["b"].replace("总量", "").replace("总数", "")):
        return None
    return match["a"]


def _sides(text: str, operation: Operation) -> tuple[str, str] | None:
    """What stands to the left and right of 比 or 是…几倍; the right one may be blank."""
    pattern = {"difference": _COMPARED, "ratio": _MULTIPLE}.get(operation.kind)
    match = pattern.match(text.strip()) if pattern else None
    if match is None:
        return None
    rest = hole_pattern().sub(" ", match["rest"])
    return f"{match['a']} {_EMPTY.sub('', rest)}".strip(), match["b"]


def _without(body: str, operation: Operation) -> str:
    """The body without the words that only ask to reckon; of a check, without the check."""
    text = body
    if operation.check:
        found = cues()["check"].search(text)
        if found is not None and found.start() > 0:
            text = text[: found.start()]
    text = _DROPPED.get(operation.kind, _NEVER_MENTIONED).sub(" ", text)
    if operation.kind == "threshold":
        text = cues()["threshold"].sub(" ", text)
    return text


def _hole_in(body: str, operation: Operation) -> str:
    """The hole with its measure word: 多少件; a bare one where that is the result's (倍)."""
    match = hole_pattern().search(body)
    unit = match["unit"] if match else None
    if operation.kind in ("share", "ratio", "rank", "threshold") or unit in (
        "个百分点",
        "百分点",
        "倍",
    ):
        return "多少"
    return f"多少{unit or ''}"


def _asking(text: str, hole: str) -> str:
    """The words with a hole at their end."""
    plain = hole_pattern().sub(" ", fold(text)).strip(" ,、?？。的")
    return f"{re.sub(r'(?:是|有|为|占|达到?|了)+$', '', plain)} {hole}"


def _split(text: str, *, apart: bool) -> list[str]:
    """A list's items; a name that holds a joint (和解, 调解和解) is not cut unless ``apart``."""
    found = load_concepts().find(text)
    spans = [(m.start, m.end) for m in found if not (apart and _LIST_OF_TWO.search(m.word))]
    items, left = [], 0
    for match in _LISTED.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in spans):
            continue
        items.append(text[left : match.start()])
        left = match.end()
    items.append(text[left:])
    return [item for item in items if not _EMPTY.match(item)]


def _completed(found: Sequence[Target]) -> list[Target]:
    """Items take over the objects and the stage that they share: 一审、二审、再审诉讼案件."""
    donor = max(found, key=lambda t: sum(c.weight for c in t.about)).about
    topics = tuple(c for c in donor if c.topic or c.name in _SHARED)
    shared = topics if any(c.topic for c in topics) else donor
    stages = tuple(c for c in found[0].own if c.kind == "stage")
    completed = []
    for target in found:
        about = target.about
        bare = not any(c.name not in _SHARED for c in about) and not target.words
        if bare or (topics and not any(c.topic for c in about) and shared is topics):
            about = (*about, *(c for c in shared if c not in about))
        own = target.own or stages
        same = about == target.about and own == target.own
        measures = target.measures if same else frozenset()
        completed.append(replace(target, about=about, own=own, measures=measures))
    return completed


def _translated(words: str) -> str:
    return fold(to_formal(to_chinese(words)[0]))
