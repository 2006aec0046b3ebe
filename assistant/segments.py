"""A sentence cut at its commas and the like, with its figures' own phrases told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.concepts import is_change, load_concepts, without_concepts
from assistant.content import content_words, has_noun
from assistant.domain import Quantity
from assistant.joined_nouns import ends_in_and
from assistant.text import fold
from assistant.tokens import tagged

_BREAK = re.compile(r"[,;:。、!?\n]|[()]")
_NAME = re.compile(r"《[^《》]*》|“[^”]*”|‘[^’]*’|「[^」]*」|\"[^\"\n]*\"")
_LIST_MARK = re.compile(
    r"^\s*(?:[(]?[0-9一二三四五六七八九十]{1,3}[.、)]|[一二三四五六七八九十]是)"
)
# 和解, 和顺县, 及时 and 与会 are words of their own.
_JOINED = re.compile(
    r"^\s*(?:和(?!解|[顺田平龙静政硕][县市区]|林格尔|布克赛尔)|与(?!会)|以?及(?!时|格))|(?:和|与|及|以及)\s*$"
)
# 网办、掌办率 are two rates; 抽检、快检合格率 is no 抽检率.
_TWO_RATES = re.compile(r"([\u4e00-\u9fff]{2})(?<!率)(?=[、和及与][\u4e00-\u9fff]{2}率)")
# 新媒体平台(微博号、微信号)发布: what only lists the kinds of a thing.
_NAMES_ASIDE = re.compile(r"(?<=[\u4e00-\u9fff]{3})[(（][^()（）\d]*、[^()（）\d]*[)）]")
_NONE_ASIDE = re.compile(r"[(（](?:无|未|没有)[^()（）\d]*[)）]")  # 收到判决书40份(无败诉)
_ATTRIBUTE = re.compile(r"\s*(?:有|在|具有|具备|懂|熟悉|精通|来自|政治|业务|责任)")
_ATTRIBUTES = re.compile(
    r"(?:、[\u4e00-\u9fff]{2,16})*?、[\u4e00-\u9fff]{1,16}的([\u4e00-\u9fff]{2,14})(?=[,;。]|$)"
)
# 60名律师担任200个村法律顾问: what they are stands behind the other figure.
_SERVING = re.compile(r"(?:分别|共同)?(?:担任|出任|兼任|受聘|受聘担任|结对|服务)$")
_SERVED = re.compile(r"由$")  # 200个村由60名律师担任法律顾问
_CLASSIFIERS = frozenset({"个", "家", "名", "位"})

ToldApart = tuple[int, list[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A stretch between two separators; ``before`` is the separator that opens it."""

    start: int
    end: int
    before: str


def segments_of(text: str, span: tuple[int, int], found: Sequence[Quantity]) -> list[Segment]:
    """The segments of ``text[span]``; separators within names, figures and 村(社区) do not cut."""
    start, end = span
    plain = fold(text[start:end])
    closed = [(q.start - start, q.end - start) for q in found]
    closed += [m.span() for m in _NAME.finditer(plain)]
    closed += _short_parentheses(plain, [(q.start - start, q.end - start) for q in found])
    cuts = [
        (m.start(), m[0])
        for m in _BREAK.finditer(plain)
        if not any(left <= m.start() < right for left, right in closed)
    ]
    segments: list[Segment] = []
    left, opener = 0, ""
    for at, char in [*cuts, (len(plain), "")]:
        if char == "、" and not any(left <= q.start - start < at for q in found):
            continue  # 以调解、和解等方式结案170件 is one phrase: its first part has no figure
        if at > left:
            segments.append(Segment(start=start + left, end=start + at, before=opener))
        left, opener = at + 1, char
    return segments or [Segment(start=start, end=end, before="")]


def _short_parentheses(plain: str, figures: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parentheses without a figure inside, 村(社区), belong to their word."""
    return [
        m.span()
        for m in re.finditer(r"[(][^()]*[)]", plain)
        if not any(m.start() < left < m.end() for left, _ in figures)
    ]


def owners(segments: Sequence[Segment], found: Sequence[Quantity]) -> list[int]:
    """For each figure the index of the segment it stands in."""
    result = []
    for quantity in found:
        inside = (k for k, s in enumerate(segments) if s.start <= quantity.start < s.end)
        result.append(next(inside, len(segments) - 1))
    return result


def own_phrases(
    text: str,
    segments: Sequence[Segment],
    found: Sequence[Quantity],
    owner: Sequence[int],
    told_apart: Iterable[ToldApart],
) -> list[str]:
    """For each figure the words of its own segment that say what it counts; see ``respective``."""
    phrases = [own_phrase(text, segments[owner[k]], found, k, owner) for k in range(len(found))]
    for first, names in told_apart:
        phrases[first : first + len(names)] = names
    return phrases


def shared_out(told_apart: Iterable[ToldApart]) -> dict[int, int]:
    """The later figures of A类、B类、C类分别为x、y、z, each with the first one's index.

    Only where their names are alike, so that none of them leans on another.
    """
    return {
        first + k: first
        for first, names in told_apart
        for k in range(1, len(names))
        if names[k][-2:] == names[0][-2:] and not is_change(names[0])
    }


def own_phrase(
    text: str, segment: Segment, found: Sequence[Quantity], index: int, owner: Sequence[int]
) -> str:
    """The words of a figure's own segment that say what it counts."""
    mine = found[index]
    shares_left = bool(index) and owner[index - 1] == owner[index]
    shares_right = index + 1 < len(found) and owner[index + 1] == owner[index]
    left = found[index - 1].end if shares_left else segment.start
    right = found[index + 1].start if shares_right else segment.end
    before = words(text, left, mine.start)
    after = words(text, mine.end, right)
    if shares_left and has_noun(after) and ends_in_and(text[left : mine.start]):
        before = ""
    if shares_right:
        # 受理60件审结51件: what stands between heads the second, unless the first has no noun of
        # its own (56家单位2425项事项); then it has the noun, not what is done with it.
        serving = _SERVING.search(after) and not has_noun(before)
        beyond = found[index + 2].start if _same(owner, index + 2, index) else segment.end
        served = _SERVED.search(after) and index + 2 <= len(found)
        told = words(text, found[index + 1].end, beyond)
        role = f"{after} {told}" if serving or (served and "顾问" in told) else ""
        after = role or _counted_behind(before, after, mine)
        if ends_in_and(text[mine.end : right]):
            after = words(text, mine.end, right)
    if shares_left and not before.endswith("的") and _is_lent(text, segment, found, index, owner):
        before = before.removesuffix("由") if _SERVED.search(before) and "顾问" in after else ""
    if not shares_right and (noun := _noun_behind(text, segment, found, index)):
        after = f"{after} {noun}".strip()
    phrase = _NONE_ASIDE.sub(
        "", _NAMES_ASIDE.sub("", " ".join(filter(None, (before, after))))
    ).strip()
    return _TWO_RATES.sub(r"\1率", phrase) if mine.unit == "%" else phrase


def _opens_with_noun(phrase: str) -> bool:
    """Whether a noun follows a figure at once: 发现的21家|单位|存在的40项问题."""
    return any(tag[0] in "nj" for _, tag in tagged(phrase)[:1])


def _counted_behind(before: str, after: str, figure: Quantity) -> str:
    """The noun behind a figure that says what it counts, where the words before it name nothing.

    抽取25个部门案卷60卷: 25 are the 部门, of which the files are.
    """
    if not has_noun(before):
        return noun_phrase(after)
    if not _opens_with_noun(after):
        return ""
    if before.endswith("的"):
        return noun_phrase(after)
    doing = [m for m in load_concepts().find(before) if m.concept.kind in ("stage", "action")]
    named = has_noun(without_concepts(before, doing))
    return "" if named or figure.unit not in _CLASSIFIERS else tagged(after)[0][0]


def _noun_behind(text: str, segment: Segment, found: Sequence[Quantity], index: int) -> str:
    """The noun behind a row of attributes: 27名有专业特长、经验丰富的指导员 → 指导员."""
    following = found[index + 1].start if index + 1 < len(found) else len(text)
    if not _ATTRIBUTE.match(text[found[index].end : segment.end]):
        return ""
    match = _ATTRIBUTES.match(fold(text[segment.end : following]))
    return match[1] if match else ""


def _same(owner: Sequence[int], other: int, index: int) -> bool:
    """Whether another figure is there and stands in the same segment."""
    return other < len(owner) and owner[other] == owner[index]


def _is_lent(
    text: str, segment: Segment, found: Sequence[Quantity], index: int, owner: Sequence[int]
) -> bool:
    """Whether all the words between this figure and the one before belong to that one."""
    first = index - 1
    start = found[first - 1].end if first and owner[first - 1] == owner[first] else segment.start
    between = words(text, found[first].end, found[index].start)
    return (
        not has_noun(words(text, start, found[first].start))
        and has_noun(words(text, found[index].end, segment.end))
        and noun_phrase(between) == between
    )


def noun_phrase(phrase: str) -> str:
    """A phrase up to the first verb after its noun: 劳动者追回工资 → 劳动者."""
    position, seen = 0, False
    verbs = {m.start for m in load_concepts().find(phrase) if m.concept.kind in ("stage", "action")}
    named = [m.span() for m in _NAME.finditer(fold(phrase))]
    # 调解|组织 are no two verbs
    things = [m for m in load_concepts().find(phrase) if m.concept.kind == "object"]
    named += [(m.start - 1, m.end) for m in things]
    for word, tag in tagged(phrase):
        at = fold(phrase).find(word, position)
        if at < 0:
            break
        if seen and (tag == "v" or at in verbs) and not any(a < at < b for a, b in named):
            return phrase[:at].strip()
        seen = seen or tag[0] in "nj" or any(a < at < b for a, b in named)
        position = at + len(word)
    return phrase


def words(text: str, start: int, end: int) -> str:
    """A stretch without its list mark, joining words and outer blanks."""
    return _JOINED.sub("", _LIST_MARK.sub("", text[start:end])).strip(" \u3000|")


def content_length(phrase: str) -> int:
    """Characters of a phrase that carry content."""
    return sum(map(len, content_words(phrase)))
