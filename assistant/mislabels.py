"""Measures whose name would say of a figure what its words don't."""

from __future__ import annotations

import re

from assistant.concepts import known_in, load_concepts, names_in
from assistant.domain import Frame
from assistant.kinds import is_by_procedure, is_per
from assistant.lexicon import Measure
from assistant.part_or_more import with_others
from assistant.text import fold
from assistant.wording import denies

_GOVERNMENT = "政府"
_OFFICE_SUED = re.compile(r"以[^,;]{0,12}[局委厅办]为被")  # 以本局为被申请人 is of no government
_FAINT = 0.2  # weight of an object that is what all such reports are of
_THING = 0.4  # weight from which an object is a thing of its own


def told_by(phrase: str) -> frozenset[str]:
    """Concepts that a phrase names, without those that most of any report is of (法治建设)."""
    concepts = load_concepts().by_name
    return frozenset(
        n for n in known_in(phrase) if concepts[n].kind != "object" or concepts[n].weight > _FAINT
    )


def is_mislabel(measure: Measure, frame: Frame) -> bool:
    """Whether a figure is of a measure's thing and of others besides (规范性文件和其他文件), or of
    what was not done (未予备案), or of so many for each (每万人口…)."""
    concepts = [load_concepts().by_name[n] for n in measure.needs]
    deeds = (c for c in concepts if c.kind in ("action", "stage"))
    local = fold(frame.local)
    if (
        is_per(local)
        or is_by_procedure(local)
        or any(denies(local, w) for c in deeds for w in c.words)
    ):
        return True
    if _GOVERNMENT in measure.name and _OFFICE_SUED.search(local):
        return True
    things = {c.name for c in concepts if c.kind == "object" and c.weight >= _THING}
    return any(names_in(one) & things for one in with_others(f"{frame.governs} {frame.local}"))
