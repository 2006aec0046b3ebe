"""Finds places written in Latin letters: pinyin, with or without County, District, City …"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.divisions import by_pinyin, words
from assistant.domain import Place
from assistant.place_hits import Hit
from assistant.place_known import KnownPlaces

_LATIN = re.compile(r"[A-Za-z]+")
_ADDRESS = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.I | re.A)
_LATIN_GAP = re.compile(r"[ '’\-]{1,2}")


def latin(text: str, places: KnownPlaces) -> Iterator[Hit]:
    """Names in pinyin: known ones however written, others where grammar shows a name."""
    plain = _ADDRESS.sub(lambda m: "." * len(m.group()), text)
    found = list(_LATIN.finditer(plain))
    if not found:
        return
    known = places.by_pinyin
    index = 0
    while index < len(found):
        size, hit = next(_latin_at(text, found, index, known), (1, None))
        if hit:
            yield hit
        index += size


def _latin_at(
    text: str, found: Sequence[re.Match[str]], index: int, known: Mapping[str, tuple[Place, ...]]
) -> Iterator[tuple[int, Hit]]:
    for size in (3, 2, 1):
        parts = found[index : index + size]
        if len(parts) < size or not _adjoin(text, parts):
            continue
        key = "".join(m.group() for m in parts).lower()
        capital = _capital(text, parts)
        suffix = _suffix(text, found, index + size)
        places = _of_kind(known.get(key, ()), suffix)
        if not places and (capital or suffix):
            places = _of_kind(by_pinyin().get(key, ()), suffix)
            if not suffix and not _spoken_of(text, found, index, key, places):
                places = ()
        if not capital and key in words().english_words and not suffix:
            places = ()
        last = found[index + size] if suffix else parts[-1]
        taken = size + bool(suffix)
        named = suffix and capital and parts[0].group().lower() not in words().english_determiners
        if places or named:
            yield taken, Hit(start=parts[0].start(), end=last.end(), places=places, full=True)


def _adjoin(text: str, parts: Sequence[re.Match[str]]) -> bool:
    gaps = (text[a.end() : b.start()] for a, b in zip(parts, parts[1:], strict=False))
    return all(_LATIN_GAP.fullmatch(gap) for gap in gaps)


def _capital(text: str, parts: Sequence[re.Match[str]]) -> bool:
    """Whether each part is written large, but for what a hyphen or an apostrophe ties on."""
    return all(m.group()[0].isupper() or text[m.start() - 1] in "'’-" for m in parts)


def _suffix(text: str, found: Sequence[re.Match[str]], index: int) -> str:
    if not 0 < index < len(found) or not _adjoin(text, found[index - 1 : index + 1]):
        return ""
    word = found[index].group().lower()
    return word if word in words().english_suffixes else ""


def _of_kind(places: Iterable[Place], suffix: str) -> tuple[Place, ...]:
    endings = words().english_suffixes.get(suffix, ("",))
    return tuple(place for place in places if place.name.endswith(tuple(endings)))


def _spoken_of(
    text: str, found: Sequence[re.Match[str]], index: int, key: str, places: Sequence[Place]
) -> bool:
    """Whether a capitalised word that is in the table, but of no known place, is meant as one."""
    if not places or len(key) < 4 or key in words().english_words:
        return False
    if any(len(p.names) == 1 or p.name.endswith("市") for p in places) and len(key) > 4:
        return True
    return index > 0 and found[index - 1].group().lower() in words().english_before
