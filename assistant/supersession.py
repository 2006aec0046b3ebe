"""Which editions of a law have been overtaken by a newer one that is in the catalogue."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from assistant.domain import NATION, Document
from assistant.text import fold

_PREFIX = re.compile(r"^中华人民共和国")
_EDITION = re.compile(r"\((?:[^()]*\d[^()]*|[^()]*修[订正改][^()]*)\)$")
_MARKS = re.compile(r"[\s《》]")


def newer_editions(documents: Iterable[Document]) -> dict[str, str | None]:
    """For each statute with a known date: the id of the newest edition, ``None`` if it is that.

    Editions are statutes of one name and one place that were adopted on different days. Reports
    are never editions of one another, nor are a law's two copies of the same day.
    """
    editions: dict[tuple[str, tuple[str, ...]], list[Document]] = defaultdict(list)
    newer: dict[str, str | None] = {}
    for document in documents:
        if document.kind == "statute":
            newer[document.id] = None
            editions[_identity(document)].append(document)
    for group in editions.values():
        dated = [(one.adopted, one.id) for one in group if one.adopted]
        if not dated:
            continue
        last, newest = max(dated)
        newer.update({one: newest for day, one in dated if day < last})
    return newer


def law_name(title: str) -> str:
    """A law's bare name: no 中华人民共和国 before it, no date or 修订 in brackets after it."""
    name = _MARKS.sub("", fold(title))
    while (shorter := _EDITION.sub("", name)) != name:
        name = shorter
    return _PREFIX.sub("", name)


def _identity(document: Document) -> tuple[str, tuple[str, ...]]:
    places = document.place.names if document.place else (NATION,)
    return law_name(document.title), places
