"""Finds words in a question that name places, before it is settled which places they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from assistant.divisions import divisions, words
from assistant.domain import Place
from assistant.place_hits import Hit, national
from assistant.place_known import KnownPlaces
from assistant.place_pinyin import latin
from assistant.place_shapes import ORGAN, shapes
from assistant.text import is_han
from assistant.tokens import is_known_word, segments

_FOLLOWING = re.compile(r"地区|市区|(?:经济|高新)[一-龥]{0,6}区")
_KINDS = frozenset("省市县区州旗镇乡")
_AUTONOMOUS = frozenset("州盟旗")  # 恩施|州政府 is of the place that is 恩施 for short
# 唐山省派工单 came from the province; 光山市监局 is the office of 光山 that is called so for short.
_ABOVE = re.compile(r"省(?:派|直|属|厅|级)|市监(?:局|所|部门)")
_NO_NAME_AFTER = re.compile(r"路|街(?!道)|大道|大学|大厦|时间|银行|话(?!剧)")


class Scan:
    """One text, cut into dictionary words, with the names of known places at hand."""

    def __init__(self, text: str, known: KnownPlaces) -> None:
        self.text = text
        self.known = known
        self.longest = max(divisions().longest, known.longest)
        self.words = list(_segments(text)) if any(map(is_han, text)) else []
        self.ends = list(accumulate(map(len, self.words)))
        self.starts = [0, *self.ends[:-1]] if self.ends else []
        self.edges = frozenset((0, len(text), *self.ends))
        self._word_at = {start: index for index, start in enumerate(self.starts)}
        self._word_to = {end: index for index, end in enumerate(self.ends)}

    def hits(self) -> list[Hit]:
        """All findings in order, none overlapping another."""
        found = sorted(
            [*self._national(), *self._chinese(), *latin(self.text, self.known)],
            key=lambda h: (h.start, -h.end),
        )
        kept: list[Hit] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        shaped = shapes(self.text, self.words, self.ends, kept)
        return sorted([*kept, *shaped], key=lambda h: h.start)

    def _national(self) -> Iterator[Hit]:
        """The country's names where they are words: not the one in 健全国家 or 发展中国家."""
        for hit in national(self.text):
            if hit.body or {hit.start, hit.end} <= self.edges or not is_han(self.text[hit.start]):
                yield hit

    def _chinese(self) -> Iterator[Hit]:
        position = 0
        previous: Hit | None = None
        while position < len(self.text):
            hit = self._at(position, previous) if is_han(self.text[position]) else None
            if hit:
                yield hit
                previous = hit
            position = hit.end if hit else position + 1

    def _at(self, start: int, previous: Hit | None) -> Hit | None:
        table = divisions()
        for end in range(min(start + self.longest, len(self.text)), start + 1, -1):
            name = self.text[start:end]
            known = self.known.by_name.get(name, ())
            whole = any(p.name == name or _is_autonomous(p, name) for p in known)
            full = name in table.by_name or whole
            places = tuple(dict.fromkeys((*known, *table.named(name))))
            if places and self._stands(start, end, places, bool(known), full, previous):
                return Hit(start=start, end=end, places=places, full=full)
        return None

    def _stands(
        self,
        start: int,
        end: int,
        places: Sequence[Place],
        known: bool,
        full: bool,
        previous: Hit | None,
    ) -> bool:
        """Whether the words around let the name be one, not a part of other words."""
        name = self.text[start:end]
        chained = previous is not None and previous.end == start and _contains(previous, places)
        if not self._ends_well(end) and not (full and known and len(name) > 2):
            return False
        if full:
            if chained:
                return True
            if name in words().ordinary_full and not known:
                return False
            return len(name) > 2 or (start in self.edges and self._after_break(start))
        if start not in self.edges or _NO_NAME_AFTER.match(self.text, end):
            return False
        if self._other_kind(end):
            return False
        invented = known and name not in divisions().by_short and is_known_word(name)
        if name in words().ordinary or invented:
            return known and self._before_break(end) and (chained or self._after_break(start))
        return True

    def _other_kind(self, end: int) -> bool:
        """Whether an ending follows the short form that makes another name of it: 光山|市."""
        index = self._word_at.get(end)
        following = self.words[index] if index is not None else ""
        if _ABOVE.match(self.text, end):
            return False
        office = following[:1] not in _AUTONOMOUS and ORGAN.match(following) is not None
        return following in _KINDS or office

    def _ends_well(self, end: int) -> bool:
        return end in self.edges or ORGAN.match(self.text, end - 1) is not None

    def _after_break(self, start: int) -> bool:
        """Nothing, punctuation, or a word such as 在 or 请问 stands before."""
        if start == 0 or not is_han(self.text[start - 1]):
            return True
        index = self._word_to.get(start)
        return index is not None and self.words[index] in words().before

    def _before_break(self, end: int) -> bool:
        """Nothing, punctuation, or a word such as 的 or 政府 follows."""
        if end == len(self.text) or not is_han(self.text[end]):
            return True
        index = self._word_at.get(end)
        return index is not None and self.words[index] in words().after


def _segments(text: str) -> Iterator[str]:
    """Dictionary words, those cut up that run a place's name and another word together."""
    for word in segments(text):
        yield from _parts(word) if len(word) > 3 else (word,)


def _parts(word: str) -> tuple[str, ...]:
    """上海市浦东新区, 北京地区, 北京经济技术开发区: the place, and what follows it."""
    named = divisions().named
    for cut in range(len(word) - 2, 1, -1):
        head, tail = word[:cut], word[cut:]
        if named(head) and (named(tail) or _FOLLOWING.fullmatch(tail)):
            return head, tail
    return (word,)


def _is_autonomous(place: Place, name: str) -> bool:
    """Whether a name is what a place of autonomy is called for short: 恩施州."""
    return "自治" in place.name and name[-1] == place.name[-1] and name[:2] == place.name[:2]


def _contains(outer: Hit, inner: Sequence[Place]) -> bool:
    return any(i != o and i.within(o) for o in outer.places for i in inner)
