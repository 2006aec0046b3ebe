"""What a question asks about, cut in parts: so that a follow-up can take over some of them.

Years and places stand outside it. A Chinese question is cut by the field's concepts, an English one
by the phrases of the glossary; either way a part knows what kind of thing it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.concepts import Concept, load_concepts
from assistant.cues import pattern
from assistant.glossary import pieces_of
from assistant.hole import hole_pattern
from assistant.interpret import Interpretation
from assistant.lexicon import load_lexicon
from assistant.text import fold, is_han
from assistant.tokens import tagged

PartKind = Literal[
    "hole", "stage", "action", "rate", "share", "change", "limit", "level", "object", "light",
    "noun", "rest",
]  # fmt: skip

FIRM = 0.9  # weight of an object that is a subject of its own
_SHARE = "率"  # the concept of 占比 and its like: a share of something that must be told
_NOUN = frozenset("njlibz")
_PARTICLES = "了的是有共各为达出来过地得着 ,，、。?？!！;；:：·"
_GENERIC = frozenset({"案件", "申请"})
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of a question: its ``words``, the kind of thing, and the concept if it is one."""

    words: str
    kind: PartKind
    concept: Concept | None = None

    @property
    def topical(self) -> bool:
        """Whether it names a kind of matter (复议, 法援, 公证)."""
        return self.concept is not None and bool(self.concept.topic)

    @property
    def firm(self) -> bool:
        """Whether it names a thing that figures are of."""
        return self.concept is not None and self.kind == "object" and self.concept.weight >= FIRM


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """The parts of a question in reading order; ``spaced`` where words are set apart (English)."""

    parts: tuple[Part, ...]
    spaced: bool = False

    def kinds(self) -> set[PartKind]:
        """The kinds of its parts."""
        return {part.kind for part in self.parts}

    def of(self, *kinds: PartKind) -> tuple[Part, ...]:
        """Its parts of these kinds."""
        return tuple(part for part in self.parts if part.kind in kinds)

    def without(self, dropped: Collection[PartKind], parts: Collection[Part] = ()) -> Matter:
        """What is left without these kinds and parts; particles left hanging go as well."""
        kept: list[Part] = []
        for at, part in enumerate(self.parts):
            if part.kind in dropped or part in parts:
                continue
            beside = self.parts[max(0, at - 1) : at + 2]
            if part.kind == "rest" and any(b.kind in dropped or b in parts for b in beside):
                words = part.words.strip(_PARTICLES)
                if words:
                    kept.append(Part(words=words, kind="rest"))
                continue
            kept.append(part)
        return Matter(parts=tuple(kept), spaced=self.spaced)

    def words(self) -> str:
        """Its words as they would be written."""
        if not self.spaced:
            return "".join(p.words for p in self.parts).strip(_PARTICLES)
        told = [p.words for p in self.parts if p.kind != "rest"]
        return " ".join(dict.fromkeys(told))


def matter_of(read: Interpretation) -> Matter:
    """The parts of a question as read, in its own language."""
    if read.language == "en" and not any(map(is_han, read.bare)):
        return _english(read.bare)
    return chinese_matter(read.body)


def chinese_matter(body: str) -> Matter:
    """The parts of a Chinese text whose years and places are blanked out."""
    text = pattern("polite").sub("", fold(body))
    text = re.sub(r"^(?:[和与及跟同、,，的\s]|在|里)+|\s+", "", text)
    holes = [(m.start(), m.end()) for m in hole_pattern().finditer(text)]
    found = [(a, b, Part(words=text[a:b], kind="hole")) for a, b in holes]
    for mention in load_concepts().find(text):
        if not any(a < mention.end and mention.start < b for a, b in holes):
            part = Part(
                words=text[mention.start : mention.end],
                kind=_kind(mention.concept),
                concept=mention.concept,
            )
            found.append((mention.start, mention.end, part))
    parts: list[Part] = []
    at = 0
    for start, end, part in sorted(found, key=lambda f: f[:2]):
        parts += _between(text[at:start])
        parts.append(part)
        at = end
    parts += _between(text[at:])
    return Matter(parts=tuple(parts))


def _between(text: str) -> Iterator[Part]:
    """What stands between concepts: its nouns, and the rest."""
    position, rest = 0, ""
    for word, tag in tagged(text):
        start = text.find(word, position)
        if start < 0:
            continue
        noun = tag[0] in _NOUN and len(word) > 1 and not load_concepts().blank(word)
        if noun:
            if rest or start > position:
                yield Part(words=rest + text[position:start], kind="rest")
            yield Part(words=word, kind="noun")
            rest = ""
        else:
            rest += text[position : start + len(word)]
        position = start + len(word)
    rest += text[position:]
    if rest:
        yield Part(words=rest, kind="rest")


def _english(bare: str) -> Matter:
    pieces, _ = pieces_of(bare)
    parts: list[Part] = []
    at = 0
    for piece in pieces:
        parts += _unknown(bare[at : piece.start])
        words = bare[piece.start : piece.end]
        parts.append(_english_part(words, piece.chinese))
        at = piece.end
    parts += _unknown(bare[at:])
    return Matter(parts=tuple(parts), spaced=True)


def _english_part(words: str, chinese: str) -> Part:
    if not chinese:
        return Part(words=words, kind="rest")
    if hole_pattern().search(chinese):
        return Part(words=words, kind="hole")
    inner = chinese_matter(chinese).parts
    telling = [p for p in inner if p.concept is not None]
    if not telling:
        return Part(words=words, kind="noun" if inner and inner[0].kind == "noun" else "light")
    first = max(telling, key=lambda p: (p.kind not in ("object", "light"), p.firm))
    return Part(words=words, kind=first.kind, concept=first.concept)


def _unknown(gap: str) -> Iterator[Part]:
    yield from (Part(words=word, kind="noun") for word in _WORD.findall(gap))


def _kind(concept: Concept) -> PartKind:
    if concept.name == _SHARE:
        return "share"
    if concept.kind in ("stage", "action", "rate", "change", "limit", "level", "object"):
        return concept.kind
    return "light"


def subject(matter: Matter, aspects: re.Pattern[str]) -> bool:
    """Whether a follow-up names a thing of its own, not only a side of one (材料, 期限)."""
    if any(part.firm for part in matter.parts):
        return True
    return any(not aspects.fullmatch(part.words) for part in matter.of("noun"))


def named_thing(matter: Matter) -> bool:
    """Whether it names more than cases or items in general."""
    things = matter.of("object")
    return any(p.concept is not None and p.concept.name not in _GENERIC for p in things)


def strange_rate(own: Matter, before: Matter) -> bool:
    """Whether a rate is named that is never one of the things before (调解成功率 of 公证).

    A rate that no measure of the lexicon has may be one of anything.
    """
    rates = {p.concept.name for p in own.of("rate") if p.concept is not None}
    things = {p.concept.name for p in before.parts if p.concept is not None and p.firm}
    measures = [m.needs for m in load_lexicon().measures.values() if m.needs & rates]
    needs = [n for n in measures if len(n) == 1 or not any(map(_ends_others, n & rates))]
    return bool(needs and things) and not any(things & need for need in needs)


def _ends_others(rate: str) -> bool:
    """Whether a rate is the end of others (成功率 of 调解成功率): it leans on what it is of."""
    names = load_concepts().by_name
    return any(name != rate and name.endswith(rate) for name in names)
