"""Places inside a body that only its report speaks of: a township, a village (罗陈乡)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import NATION, Document, Filters, Place
from assistant.inner_bodies import KINDS, is_name, is_town
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.place_known import names_of
from assistant.scope import RESULTS, seen
from assistant.target import Target

_INNER = re.compile(r"(?:村|社区|区|县)$")
_COMPARED = re.compile(r"比(?!例|重)|[高低多少]于|超过|[和与跟同]全国|谁|哪")
_NAMED = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{1,7}}?)(?P<kind>{KINDS})")
_LEAST = 2  # characters of a name before its kind's: 汶阳|镇


def inner_names(question: str, filters: Filters, library: Library) -> tuple[str, ...]:
    """Towns and the like that a question names and a report speaks of, as that writes them."""
    named = list(_NAMED.finditer(question))
    if not named:
        return ()
    texts = [library.version(d.id).text for d in _reports(filters, library)]
    known = {n for p in library.places(filters.audience) for n in names_of(p)}
    found = (_spoken_of(m[0], m["kind"], texts) for m in named)
    return tuple(dict.fromkeys(name for name in found if is_name(name) and name not in known))


def with_inner_places(read: Interpretation, filters: Filters, library: Library) -> Interpretation:
    """Places inside a body that only its report speaks of (罗陈乡) as words that must be there.

    The places asked for are then those whose reports speak of it; where none does, it is a
    stranger, whatever other place is named. So is the country, of which no document is, that a
    report speaks of (清河县报告里说的全国出庭率).
    """
    if _asks_country(read):
        return replace(
            read,
            places=(*read.places, Place(names=(NATION,))),
            strangers=(),
            targets=tuple(_of(t, (NATION,)) for t in read.targets),
        )
    if read.within or not (read.strangers or read.inner):
        return read
    reports = [d for d in _reports(filters, library) if not read.places or d.place in read.places]
    inner: list[str] = []
    places: list[Place] = []
    left: list[str] = []
    for name in (*read.inner, *read.strangers):
        speaking = [d for d in reports if _speaks_of(name, d, library)]
        (inner if speaking else left).append(name)
        if is_town(name):
            places += [d.place for d in speaking if d.place is not None]
    if any(map(is_town, left)):
        return replace(read, places=(), strangers=tuple(left))
    if not inner:
        return read
    return replace(
        read,
        strangers=tuple(left),
        places=read.places or tuple(dict.fromkeys(places)),
        targets=tuple(_of(t, tuple(inner)) for t in read.targets),
        search=" ".join((*inner, read.search)),
    )


def _asks_country(read: Interpretation) -> bool:
    named = bool(read.places) and set(read.strangers) == {NATION}
    return named and _COMPARED.search(read.question) is None


def _reports(filters: Filters, library: Library) -> list[Document]:
    return [d for d in library.documents.values() if d.kind in RESULTS and seen(d, filters)]


def _spoken_of(words: str, kind: str, texts: Sequence[str]) -> str:
    """The name that words end in and texts have: neither 在东镇 nor 桐乡 where it is 那桐乡.

    The longest that stands in a text, less what does not always stand before the rest of it.
    """
    name, often = "", 0
    last = len(words) - len(kind) - _LEAST
    speaking = [text for text in texts if words[last:] in text] if last >= 0 else []
    for start in range(last + 1 if speaking else 0):
        rest = words[start:]
        times = sum(text.count(rest) for text in speaking)
        if times > often:
            name, often = rest, times
    return name


def _speaks_of(name: str, document: Document, library: Library) -> bool:
    inner = is_town(name) or _INNER.search(name) is not None
    return inner and _may_hold(document, name) and name in library.version(document.id).text


def _may_hold(document: Document, name: str) -> bool:
    """Whether a place may lie within a report's: no county lies within a county."""
    counties = ("县", "区", "旗")
    return not (
        name.endswith(counties) and document.place and document.place.name.endswith(counties)
    )


def _of(target: Target, inner: tuple[str, ...]) -> Target:
    """A target whose figure must be of the bodies named, also where it falls back on another."""
    fallback = _of(target.fallback, inner) if target.fallback else None
    return replace(target, named=inner, fallback=fallback)
