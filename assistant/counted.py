"""The nouns of a question that say what is counted, and those that narrow an object."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.concepts import Mention, load_concepts
from assistant.content import UNITS_OF_LAND, is_land_with_verb
from assistant.hole import PERCENT, RATIO
from assistant.tokens import is_known_word, tagged

DULL = frozenset({"案件", "案子", "业务", "事项", "人次", "件数", "信息", "时候", "一共", "参加"})
# English words that the glossary lacks: what they narrow or name, no Chinese figure can be of.
_FOREIGN = re.compile(r"[a-z]{3,}")
_FOREIGN_BEFORE = re.compile(r"([a-z]{3,})\s*$")
_PERSONS = ("人", "名", "位")
_OFFICES = ("局", "委", "厅", "办", "院", "所", "中心", "街道", "乡", "镇")
_ALSO_NOUNS = frozenset({"举措"})  # the dictionary has it as a verb
NOUN_TAGS = frozenset("njlisbg")


def counts_things(plain: str, hole: re.Match[str] | None) -> bool:
    """Whether a noun follows the hole (多少事项能网办), so that no rate is asked for."""
    if hole is None or RATIO.search(plain) or PERCENT.search(plain):
        return False
    after = re.match(r"[^,。?;!\s]*", plain[hole.end() :])
    return bool(after and any(tag[0] in NOUN_TAGS for _, tag in tagged(after[0])[:1]))


def compounds(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Words that an object is compounded with (消防演练): they narrow it, so they must be near."""
    starts = {m.start for m in mentions if m.concept.kind == "object" and m.concept.weight >= 0.9}
    found: list[str] = []
    for start in starts:
        if foreign := _FOREIGN_BEFORE.search(text[:start]):
            found.append(foreign[1])
        before = re.search(r"[\u4e00-\u9fff]+$", text[:start])
        words = tagged(before[0]) if before else []
        if words and words[-1][1] in ("n", "nz", "vn", "j") and len(words[-1][0]) > 1:
            word = words[-1][0]
            inside = any(m.start < start and start - len(word) < m.end for m in mentions)
            known = is_known_word(word) and not load_concepts().blank(word)
            if not inside and known:
                found.append(word)
    return tuple(found)


def counted_nouns(plain: str, hole: re.Match[str] | None) -> tuple[str, ...]:
    """Words of the noun that the hole counts: 发现了多少个问题, 单位有多少家."""
    if hole is None:
        return ()
    after = re.split(r"[,。?;!的了、\s]", plain[hole.end() :].lstrip(), maxsplit=1)[0]
    if foreign := _FOREIGN.match(after):
        return (foreign[0],)
    if hole["unit"] in _PERSONS and any(tag == "v" for _, tag in tagged(after)[:1]):
        return ()  # 多少人参加网上学法
    nouns = _first_nouns(after)
    if nouns:
        named = [m.word for m in load_concepts().find(after)]
        return tuple(n for n in nouns if not any(n in word or word in n for word in named))
    before = re.search(r"([^\s,。?;!的]+?)(?:分别|各|目前|一共|总共|共)?有$", plain[: hole.start()])
    if before is None:
        return ()
    if any(m.end == len(before[1]) for m in load_concepts().find(before[1])):
        return ()
    if hole["unit"] in _PERSONS and before[1].endswith(_OFFICES):
        return ()  # 林业局有多少人持证
    last = tagged(before[1])[-1:]
    return tuple(w for w, tag in last if tag[0] in NOUN_TAGS and len(w) > 1 and w not in DULL)


def _first_nouns(phrase: str) -> tuple[str, ...]:
    """The first run of nouns of a phrase, without those that anything may be (案件, 业务)."""
    run: list[str] = []
    found = tagged(phrase)
    for at, (word, tag) in enumerate(found):
        following = found[at + 1][1] if at + 1 < len(found) else ""
        if is_land_with_verb(word, tag):
            run.append(word[0])  # 多少个村有法律顾问
            break
        if tag[0] in NOUN_TAGS or word in UNITS_OF_LAND or word in _ALSO_NOUNS:
            run.append(word)
        elif run and not (tag == "vn" and following == "n"):  # 电信|诈骗|嫌疑人
            break
    return tuple(w for w in run if (len(w) > 1 or w in UNITS_OF_LAND) and w not in DULL)
