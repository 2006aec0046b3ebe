"""Which places a name or a question means, and which of the places known to the corpus."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.divisions import COUNTRY, divisions, short_form, words
from assistant.domain import NATION, Place
from assistant.language import simplify
from assistant.place_hits import Hit
from assistant.place_known import inside, known_places, same
from assistant.place_scan import Scan
from assistant.place_shapes import ordinary

_PREFIX = re.compile(r"^(?:中国共产党(?!中央)|中共(?!中央)|共青团|中华人民共和国(?=.))")
_COUNTRY_NAMES = frozenset({NATION, "中国", "国家", "中华人民共和国"})
_ORGAN = re.compile(
    r"(?:(?:省|市|县|区)?(?:人民)?(?:政府|法院|检察院|委|人大|政协).*|.*(?:局|厅|办|办公室|委员会|中心|院|部|处|站|会|队))"
)
_INNER = re.compile(
    r"(?P<name>[一-龥]{2,8}?(?P<kind>镇|乡|街道|开发区|新区|园区|[县市区]))(?P<rest>.*)"
)
_LINK = re.compile(r"\s*(?:[,，(（]|'s|’s|的|in|of|之|所属|下辖的?|辖区内?的?)?\s*")
_APART = re.compile(
    r"和|与|及|跟|同|比|、|还是|或|\b(?:and|or|vs|versus|than|with|to)\b", re.IGNORECASE
)
_CONTEXT_GAP = 16  # characters between a parent's name and a place in it that it introduces


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceMention:
    """A place named in a text.

    ``places`` are those of the known that are meant: the place itself (then ``exact``) and those
    within it; empty where what is named is not among them. ``named`` is what the words name by
    the table of divisions, as far as they tell: bare words where they fit none or several.
    """

    words: str
    start: int
    end: int
    places: tuple[Place, ...]
    named: Place | None
    exact: bool


class Gazetteer:
    """China's administrative divisions as names. Its tables are read once, on first use."""

    def resolve(self, name: str, context: str = "") -> Place | None:
        """The place of ``光山县``, ``北京市朝阳区人民政府`` or ``司法部``; None where unknown.

        Namesakes are told apart by the parents' names that ``context`` holds; failing that the
        bare name is given. A town or zone within a known place is kept as its own.
        """
        text = re.sub(r"\s", "", simplify(name))
        text = _PREFIX.sub("", text, count=1)
        body = next(
            (
                b
                for b in words().national_bodies
                if text.startswith(b) and text[len(b) :][:1] != "门"
            ),
            "",
        )
        text = text[len(body) :]
        candidates, end = _chain(text)
        if not candidates or text in words().ordinary_full:
            return COUNTRY if body or text in _COUNTRY_NAMES else None
        place = _settled(candidates, simplify(context))
        inner = _INNER.fullmatch(text[end:])
        if inner and _is_inner(inner):
            return Place(names=(*place.names, inner["name"]))
        return place

    def mentions(self, text: str, known: Sequence[Place]) -> list[PlaceMention]:
        """The places that ``text`` names, in order, as they stand to the ``known`` ones.

        Chinese names (full, short, in traditional characters), organs that hold one, and pinyin.
        A parent that only introduces a place within it is part of that place's mention.
        """
        plain = simplify(text)
        places = known_places(tuple(known))
        hits = _merged(plain, Scan(plain, places).hits())
        if any(not hit.body for hit in hits):
            hits = [hit for hit in hits if not hit.body]
        return [_mention(text, hit, places.expanded) for hit in _without_context(plain, hits)]


def _chain(text: str) -> tuple[tuple[Place, ...], int]:
    """Places that the names at the beginning of ``text`` lead to, and where those names end."""
    table = divisions()
    found: tuple[Place, ...] = ()
    position = 0
    while position < len(text):
        step = _step(text, position, found)
        if step is None:
            break
        found, position = step
    if found and text[:position] not in table.by_name and not _full_end(text, position):
        return (), 0
    return found, position


def _step(text: str, start: int, found: Sequence[Place]) -> tuple[tuple[Place, ...], int] | None:
    """The longest name at ``start`` that names a place within one ``found`` before."""
    table = divisions()
    for end in range(min(start + table.longest, len(text)), start + 1, -1):
        places = table.named(text[start:end])
        if found:
            places = tuple(p for p in places if any(p != f and inside(p, f) for f in found))
        if places:
            return places, end
    return None


def _full_end(text: str, end: int) -> bool:
    """Whether what follows a short form lets it be one: nothing, or an organ."""
    if any(text[:end].endswith(name) for name in divisions().by_name):
        return True
    return end == len(text) or _ORGAN.fullmatch(text, end) is not None


def _is_inner(match: re.Match[str]) -> bool:
    name = match["name"]
    town = re.fullmatch(r"[^各全本该小中大]城镇", name) is not None  # 通城镇 is one, 城镇 is none
    if (ordinary(name, match["kind"]) and not town) or name[0] in "各全本该":
        return False
    return not match["rest"] or _ORGAN.fullmatch(match["rest"]) is not None


def _settled(candidates: Sequence[Place], context: str) -> Place:
    """One of several namesakes: the widest, or the one whose parents ``context`` names most."""
    if len(candidates) == 1:
        return candidates[0]
    widest = [p for p in candidates if len(p.names) == 1]
    if widest:
        return widest[0]
    scores = [(_support(place, context), place) for place in candidates]
    best = max(score for score, _ in scores)
    winners = [place for score, place in scores if score == best]
    if best[0] and len(winners) == 1:
        return winners[0]
    return Place(names=(candidates[0].name,)) if _one_name(candidates) else candidates[0]


def _support(place: Place, context: str) -> tuple[int, int]:
    """How often the parents are named, then how near one comes to the place's own name."""
    count, nearest = 0, -len(context) - 1
    own = [m.start() for m in re.finditer(re.escape(place.name), context)]
    for parent in place.names[:-1]:
        for name in filter(None, (short_form(parent) or parent,)):
            for match in re.finditer(re.escape(name), context):
                count += 1
                nearest = max([nearest, *(-abs(match.start() - at) for at in own)])
    return count, nearest


def _merged(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Neighbours that name one place together: 信阳市光山县, Chaoyang District, Beijing."""
    merged: list[Hit] = []
    for hit in hits:
        joined = _joined(text, merged[-1], hit) if merged else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(hit)
    return merged


def _joined(text: str, left: Hit, right: Hit) -> Hit | None:
    gap = text[left.end : right.start]
    if not _LINK.fullmatch(gap) or left.body or right.body:
        return None
    whole = replace(right, start=left.start, end=right.end, full=True)
    if not right.places:
        name = text[right.start : right.end]
        inner = tuple(Place(names=(*p.names, name)) for p in left.places if p != COUNTRY)
        return replace(whole, places=inner) if not gap and inner else None
    narrower = tuple(r for r in right.places if any(inside(r, o) for o in left.places))
    if narrower:
        return replace(whole, places=narrower)
    wider = tuple(o for o in left.places if any(inside(o, r) for r in right.places))
    if wider and gap.strip():
        return replace(whole, places=wider)
    orphans = tuple(r for r in right.places if len(r.names) == 1 and not _is_province(r))
    if orphans and not gap and right.full:
        return replace(whole, places=orphans)
    if not gap and left.full and right.full and left.places and COUNTRY not in left.places:
        outer, inner_name = left.places[0], text[right.start : right.end]
        return replace(whole, places=(Place(names=(*outer.names, inner_name)),))
    return None


def _without_context(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Leaves out a parent named a little before a place within it, unless they are compared."""
    kept: list[Hit] = []
    for index, hit in enumerate(hits):
        following = hits[index + 1] if index + 1 < len(hits) else None
        gap = text[hit.end : following.start] if following else ""
        context = (
            following is not None
            and len(gap) <= _CONTEXT_GAP
            and not _APART.search(gap)
            and COUNTRY not in hit.places
            and any(inside(f, h) for h in hit.places for f in following.places)
        )
        if not context:
            kept.append(hit)
    return kept


def _mention(text: str, hit: Hit, known: Mapping[Place, Place]) -> PlaceMention:
    words_ = text[hit.start : hit.end]
    meant = _meant(hit, known)
    exact = [k for k, e in known.items() if any(same(e, p) for p in meant)]
    within = [k for k, e in known.items() if k not in exact and any(inside(e, p) for p in meant)]
    if COUNTRY in exact:
        within = []
    if len(meant) == 1:
        named = meant[0]
    else:
        named = Place(names=(meant[0].name if _one_name(meant) else words_,))
    return PlaceMention(
        words=words_,
        start=hit.start,
        end=hit.end,
        places=(*exact, *within),
        named=named,
        exact=bool(exact),
    )


def _meant(hit: Hit, known: Mapping[Place, Place]) -> tuple[Place, ...]:
    """Candidates that count: provinces before namesakes, then those the corpus knows."""
    expanded = tuple(dict.fromkeys(known.get(p, p) for p in hit.places))
    if not hit.full and any(map(_is_province, expanded)):
        return tuple(filter(_is_province, expanded))
    alive = tuple(p for p in expanded if any(same(e, p) or inside(e, p) for e in known.values()))
    if alive:
        return alive
    widest = min((len(p.names) for p in expanded), default=0)
    return tuple(p for p in expanded if len(p.names) == widest)


def _one_name(places: Sequence[Place]) -> bool:
    return len({p.name for p in places}) == 1


def _is_province(place: Place) -> bool:
    return len(place.names) == 1 and place in divisions().by_name.get(place.name, ())
