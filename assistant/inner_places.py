"""Places inside a body that only its report speaks of: a township, a village (罗陈乡)."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain import Document, Filters
from assistant.interpret import Interpretation
from assistant.library import Library
from assistant.scope import RESULTS, seen

_INNER = re.compile(r"(?:镇|乡|街道|村|社区|区|县)$")


def _may_hold(document: Document, name: str) -> bool:
    """Whether a place may lie within a report's: no county lies within a county."""
    counties = ("县", "区", "旗")
    return not (
        name.endswith(counties) and document.place and document.place.name.endswith(counties)
    )


def with_inner_places(read: Interpretation, filters: Filters, library: Library) -> Interpretation:
    """Places inside a body that only its report speaks of (罗陈乡) as words that must be there."""
    if not read.strangers or read.within:
        return read
    reports = [d for d in library.documents.values() if d.kind in RESULTS and seen(d, filters)]
    if read.places:
        reports = [d for d in reports if d.place in read.places]
    inner = tuple(
        name
        for name in read.strangers
        if _INNER.search(name)
        and any(_may_hold(d, name) and name in library.version(d.id).text for d in reports)
    )
    if not inner:
        return read
    return replace(
        read,
        strangers=tuple(n for n in read.strangers if n not in inner),
        targets=tuple(replace(t, named=inner) for t in read.targets),
        search=" ".join((*inner, read.search)),
    )
