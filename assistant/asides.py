"""What a figure's phrase names as done that says nothing of what the figure counts."""

from __future__ import annotations

import re

from assistant.concepts import load_concepts, names_in
from assistant.domain import Frame
from assistant.lexicon import binding_names
from assistant.target import Target
from assistant.text import QUOTED, fold

_ALSO = re.compile(r"(?<=[\u4e00-\u9fff]{2})\([\u4e00-\u9fff]{2,4}\)(?=[\u4e00-\u9fff]{2})")
_REST = re.compile(r"(?:其余|剩余|其他|其它)的?\s+(?=[\u4e00-\u9fff]{2})")
_AFTER = re.compile(r"(?:之|以)?后(?!续|期|台)")
_FAILED = re.compile(r"不(?:住|了|下|好|起|到位)的")
_BY_MEANS = re.compile(r"等(?:多种)?(?:方式|形式|途径|手段|办法)")
_OPINION = re.compile("意见|建议")
_DEEDS = ("stage", "action")
_OTHERS, _AWARD, _NEW = "其他", "表彰", "新"


def asides(target: Target, frame: Frame) -> frozenset[str]:
    """Actions that a phrase names in passing: what came before, how it was done, what only a name
    or a bracket holds, and that it is of the rest."""
    found = _passed(frame) | _means(target, frame) | _named_only(target, frame)
    found |= _awarded(target, frame) | _of_opinions(target, frame) | _newly(target, frame)
    rest = _REST.match(frame.local) and _says_what(target, frame)
    return found | {_OTHERS} if rest else found


def _passed(frame: Frame) -> frozenset[str]:
    """Actions that only came before what is counted (清理后保留17件), or failed (承接不了的)."""
    return frozenset(
        m.concept.name
        for m in load_concepts().find(frame.local)
        if m.concept.kind == "action"
        and any(way.match(fold(frame.local), m.end) for way in (_AFTER, _FAILED))
    )


def _means(target: Target, frame: Frame) -> frozenset[str]:
    """By what means the action was done that is asked for: 经…撤回申请等方式间接纠错."""
    match = _BY_MEANS.search(frame.local)
    if match is None:
        return frozenset()
    done = binding_names(frame.local[match.end() :])
    asked = any(c.name in done for c in target.own)
    return binding_names(frame.local[: match.start()]) - done if asked else frozenset()


def _awarded(target: Target, frame: Frame) -> frozenset[str]:
    """That what is asked was named such: 5个项目获评省级示范项目 are so many 省级示范项目."""
    words = [w for w in target.words if len(w) > 1]
    ends = [m.end for m in load_concepts().find(frame.local) if m.concept.name == _AWARD]
    named = any(all(w in fold(frame.local[end:]) for w in words) for end in ends)
    return frozenset({_AWARD}) if words and named else frozenset()


def _of_opinions(target: Target, frame: Frame) -> frozenset[str]:
    """What opinions that are asked for are on: 提出修改意见 are 意见, nothing was 修改."""
    return frozenset(
        m.concept.name
        for m in load_concepts().find(frame.local)
        if m.concept.kind == "action"
        and (opinion := _OPINION.match(frame.local, m.end))
        and opinion[0] in target.text
    )


def _newly(target: Target, frame: Frame) -> frozenset[str]:
    """That what is asked was done anew: 新培育法律明白人60名, where asked how many were 培育."""
    new = (m for m in load_concepts().find(frame.local) if m.word.startswith(_NEW))
    return frozenset(
        m.concept.name for m in new if len(m.word) > len("新增") and m.word[1:] in target.text
    )


def _named_only(target: Target, frame: Frame) -> frozenset[str]:
    """Actions that stand only in a name that the question has (“互联网+督查”问题线索), or in a
    bracket that says what a noun is called as well: 审批（备案）事项."""
    plain = fold(frame.local)
    names = [m[0] for m in QUOTED.finditer(plain) if m[1] in fold(target.text)]
    done = {m.end for m in load_concepts().find(plain) if m.concept.kind in _DEEDS}
    # 取消（下放）事项 are of both
    names += [m[0] for m in _ALSO.finditer(plain) if m.start() not in done]
    rest = plain
    for name in names:
        rest = rest.replace(name, " ")
    asked = {c.name for c in target.own}
    return binding_names(frame.local) - binding_names(rest) - asked if names else frozenset()


def _says_what(target: Target, frame: Frame) -> bool:
    """Whether what is asked stands behind the figure of a rest: 其余3件法院还没有判决."""
    told = fold(_REST.sub("", frame.local))
    named = {c.name for c in target.own} & names_in(told)
    return bool(named) or any(len(w) > 1 and w in told for w in (*target.words, *target.denied))
