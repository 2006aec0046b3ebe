"""Finds names that no table has but that are shaped like a place's: 火星县, 东方红街道."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from assistant.divisions import words
from assistant.place_hits import Hit
from assistant.text import is_han
from assistant.tokens import is_known_word, segments, tagged

_SHAPE = re.compile(
    r"(?:街道|苏木|嘎查|开发区|高新区|新区|园区|管理区|示范区|自治[州县旗]|[省市县区镇乡])"
    r"(?![级域乡镇场民间别]|本级)(?<!省(?=[派直属厅]))"
)
# An office that begins with the last character of a name: 火星|县委, 恩施|州政府.
ORGAN = re.compile(r"[省市县区州盟旗镇乡](?:委|政府|长|城$|里|内|司法|法院|人大|政协|检察|府)")
_LONGEST = 6  # characters before the ending
_PROPER = frozenset({"ns", "nr", "nrt", "nrfg", "nz", "nt", "x"})
_NOUNS = _PROPER | {"n", "nw", "f"}
_COMMON_ENDINGS = ("县", "市", "镇", "乡", "新区", "开发区", "自治县", "自治州", "自治旗")
_TOWNS = ("镇", "乡", "街道", "苏木")
_OF_NAMES = "大小新老"  # 大围镇, 新桥乡: with them many names begin
_NOT_SINGLE = re.compile(r"[pcurmqdy]|f$")
_OTHER_ENDING = re.compile(r"[省市县区镇乡]")


def shapes(
    text: str, pieces: Sequence[str], ends: Sequence[int], taken: Sequence[Hit]
) -> Iterator[Hit]:
    """Such names in ``text``, cut into ``pieces`` ending at ``ends``, outside what is ``taken``.

    Directly after a place (光山县示例镇) less is asked of the words before the ending.
    """
    edges = set(ends)
    spans = [(hit.start, hit.end) for hit in taken]
    floor = 0
    for match in _SHAPE.finditer(text):
        while spans and spans[0][1] <= match.start():
            floor = max(floor, spans.pop(0)[1])
        if spans and spans[0][0] < match.end():
            continue
        if match.end() not in edges and not ORGAN.match(text, match.end() - 1):
            continue
        start = _stem_start(text, pieces, ends, match.start(), floor)
        chained = any(hit.end == start for hit in taken)
        if start < match.start() and _is_name(text[start : match.start()], match.group(), chained):
            yield Hit(start=start, end=match.end())
            floor = match.end()


def ordinary(name: str, ending: str) -> bool:
    """Whether a name-like word only ends as places do: 示范区, 老城区; not 羊山新区."""
    barred = words().not_places
    return name in barred or any(name.endswith(w) for w in barred if len(w) > len(ending))


def _stem_start(text: str, pieces: Sequence[str], ends: Sequence[int], end: int, floor: int) -> int:
    """Where the name before its ending begins: after a verb, a stop word or a known place."""
    start = end
    index = bisect_left(ends, end)
    while index >= 0:
        begin = max(ends[index] - len(pieces[index]), floor)
        word = text[begin : min(ends[index], end)]
        if end - begin > _LONGEST + 4 or not word or not all(map(is_han, word)):
            break
        if word in words().stops or _stops(word):
            break
        start = begin
        if begin == floor:
            break
        index -= 1
    return start


def _stops(word: str) -> bool:
    """Whether a word can be no part of a name by its part of speech."""
    tags = [tag for _, tag in tagged(word)]
    if len(word) == 1:
        return bool(tags) and _NOT_SINGLE.match(tags[0]) is not None
    return is_known_word(word) and bool(tags) and tags[0][0] in "vdpcurmqyzil"


def _is_name(stem: str, ending: str, chained: bool) -> bool:
    lists = words()
    if stem in lists.zones and ending.endswith("区"):
        return chained
    if ordinary(stem + ending, ending) or not 1 < len(stem) <= _LONGEST:
        return False
    pieces = segments(stem)
    town = ending in _TOWNS
    if (pieces[0] in lists.determiners and not (town and stem[0] in _OF_NAMES)) or (
        pieces[-1] in lists.determiners
    ):
        return False
    if chained:
        return True
    if _OTHER_ENDING.search(stem):
        return False
    if is_known_word(stem + ending):
        return town and tagged(stem + ending)[0][1] in ("ns", "nr")  # 城关镇, not 水乡
    fitting = _NOUNS if ending in _COMMON_ENDINGS else _PROPER
    return all(tag in fitting for word in pieces if len(word) > 1 for _, tag in tagged(word))
