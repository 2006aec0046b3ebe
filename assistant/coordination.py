"""Things asked for side by side: 责任事项和追责情形各多少项 is two questions told as one.

What stands before the list (its head) and behind it is said of each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.concepts import load_concepts
from assistant.tokens import tagged

_EACH = re.compile(r"(?:各自?|分别)(?=[^,。;]{0,6}(?:多少|几|百分之))")
_HOLE = re.compile(r"\s*(?:多少|几)")
_CLAUSE = re.compile(r"[,;。:]")
_JOINT = re.compile(r"、|和(?!解)|(?<![参给赋])与(?!会)|(?<![涉普波触危])以?及(?!时|格)|跟|还有")
_AFTER = frozenset({"的", "里", "中", "内", "里面", "当中", "其中"})  # what a list stands behind
_LIGHT_END = re.compile(r"(?:的|了|都|共|一共|总共)+$")
_NAME_OF_ACT = "行政"  # 行政许可 and 行政处罚 name kinds of acts
_LEAST = 2  # characters of a thing's name


@dataclass(frozen=True, kw_only=True, slots=True)
class One:
    """One of several things asked for: as a question with the head of all of them, and alone."""

    question: str
    alone: str


def each_of(plain: str) -> tuple[One, ...]:
    """One question for each of the things that 各 or 分别 asks for; none where they are not told.

    ``plain`` has its years and places blanked out.
    """
    asked = _EACH.search(plain)
    if asked is None:
        return ()
    before, behind = plain[: asked.start()].rstrip(), plain[asked.end() :]
    clause = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    pieces = [p.strip() for p in _JOINT.split(before[clause:])]
    if len(pieces) < 2 or any(len(p) < _LEAST for p in pieces):
        return ()
    pieces[-1] = _LIGHT_END.sub("", pieces[-1])
    head = _head(pieces[0], pieces[1])
    things = [pieces[0][len(head) :], *pieces[1:]]
    if any(len(t) < _LEAST for t in things) or _is_of_last(things):
        return ()
    # 参考单位有多少: the thing itself is counted, not what stands beside it.
    asked_of = f"有{behind}" if _HOLE.match(behind) else behind
    return tuple(
        One(question=f"{before[:clause]}{head}{thing}{asked_of}", alone=f"{thing}{asked_of}")
        for thing in things
    )


def _head(first: str, second: str) -> str:
    """What of the first piece is said of all of them: 取消的 of 取消的区级证明.

    Up to a 的; up to the word that the next piece begins with as well (累计|参考单位和参考人数);
    or the verb that only the first has (审核文件和合同).
    """
    words, others = tagged(first), tagged(second)
    ends = _ends(first, [w for w, _ in words])
    same = [k for k, (w, _) in enumerate(words) if others and w == others[0][0] and len(w) > 1]
    if same:
        return first[: ends[same[-1] - 1]] if same[-1] else ""
    marked = [k for k, (w, _) in enumerate(words[:-1]) if w in _AFTER and k]
    if marked:
        return first[: ends[marked[-1]]]
    verb = next((k for k, (word, tag) in enumerate(words[:-1]) if _does(word, tag)), None)
    if verb is None:
        more = len(words) - len(others)  # 公安局|治安案件和刑事案件
        return first[: ends[more - 1]] if more > 0 else ""
    if others and _does(*others[0]):  # 审核文件和出具意见书: each has its own verb
        return first[: ends[verb - 1]] if verb else ""
    return first[: ends[verb]]


def _does(word: str, tag: str) -> bool:
    """Whether a word is a verb rather than the name of what is done (行政许可)."""
    concepts = load_concepts()
    known = concepts.by_word.get(word)
    done = known is not None and known.kind in ("stage", "action")
    return tag == "v" or word in concepts.light or (done and not word.startswith(_NAME_OF_ACT))


def _ends(text: str, words: Sequence[str]) -> list[int]:
    """Where each word of a text ends."""
    ends, at = [], 0
    for word in words:
        at = text.find(word, at) + len(word)
        ends.append(at)
    return ends


def _is_of_last(things: Sequence[str]) -> bool:
    """Whether only the last names the thing and the others what is done with it: 受理、审结案件."""
    last = [w for w, _ in tagged(things[-1])]
    opens = len(last) > 1 and _only_tells(last[0])
    return opens and all(_only_tells(tagged(thing)[-1][0]) for thing in things[:-1])


def _only_tells(thing: str) -> bool:
    """Whether a thing asked for is a bare word of what is done, or of which level: 国家级."""
    known = load_concepts().by_word.get(thing)
    told = known is not None and known.kind in ("stage", "action", "level")
    return told and not thing.startswith(_NAME_OF_ACT)
