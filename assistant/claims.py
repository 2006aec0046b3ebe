"""The figures that a drafted sentence claims, read as a report's own sentences are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.clause import Clause
from assistant.domain import Frame, Period, Quantity
from assistant.frame import clauses
from assistant.measuring import measure_of
from assistant.period import period_of
from assistant.quantity import quantities

MARK = re.compile(r"\s*[\[［【](\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)[\]］】]")
# 受理量：60件 says what 受理量为60件 says; a colon would cut the figure off from its name.
_COLON = re.compile(r"[：:](?=\s*(?:约|近|超过|超|逾|达|不足|共|为|是)?\s*[\d０-９])")
# What joins a name to its number says nothing of what is counted.
_COPULA = re.compile(r"(?:一共|总共|共计|共有|共|达到|达|为|是|有)+$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A figure as a sentence claims it; offsets count in the sentence without its marks."""

    quantity: Quantity
    frame: Frame
    period: Period
    measure: str | None


def numbers_of(sentence: str) -> tuple[int, ...]:
    """The citation numbers of a sentence, each once: [1], [1][2], [1,2]."""
    found = (int(n) for m in MARK.finditer(sentence) for n in re.findall(r"\d+", m[1]))
    return tuple(dict.fromkeys(found))


def unmarked(sentence: str) -> str:
    """A sentence without its citation marks and outer blanks."""
    return MARK.sub("", sentence).strip()


def plainly(text: str) -> str:
    """An unmarked sentence to be read: a colon before a number joins as 为 does. Length is kept."""
    return _COLON.sub("为", text)


def claims_of(text: str, *, before: str, year: int | None) -> list[Claim]:
    """The figures of an unmarked sentence. ``before`` is what was said just before it.

    ``year`` is what one without a year is about.
    """
    found = quantities(text)
    span = (0, len(text))
    return [_claim(clause, text, year) for clause in clauses(text, span, found, before=before)]


def _claim(clause: Clause, text: str, year: int | None) -> Claim:
    frame = replace(clause.frame, local=_COPULA.sub("", clause.frame.local))
    return Claim(
        quantity=clause.quantity,
        frame=frame,
        period=period_of(text, (0, len(text)), clause, year),
        measure=measure_of(frame, clause.quantity),
    )
