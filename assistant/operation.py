"""What a question wants done with stated figures: added, averaged, compared, ranked, confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Literal

import yaml

from assistant.interpret import Interpretation
from assistant.language import simplify
from assistant.numerals import han_value
from assistant.quantity import quantities
from assistant.text import fold

OperationKind = Literal[
    "sum", "average", "difference", "ratio", "share", "rank", "threshold", "confirm"
]
_ENGLISH = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_SCALES = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """``count``: of a ranking how many are asked for (``None``: all, 1: the first alone).

    ``least``: the lowest first. ``limit``: of a threshold, in base units, with ``below`` and
    ``inclusive``; ``percent``: it is a share. ``check``: whether parts make their total is asked
    as well. ``every``: all bodies are meant, ``years``: all years.
    """

    kind: OperationKind
    count: int | None = None
    least: bool = False
    limit: Decimal | None = None
    below: bool = False
    inclusive: bool = False
    percent: bool = False
    check: bool = False
    every: bool = False
    years: bool = False


@cache
def cues() -> Mapping[str, re.Pattern[str]]:
    """The shipped expressions (``data/operations.yaml``) by name."""
    file = resources.files("assistant").joinpath("data/operations.yaml")
    raw: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: re.compile(source, re.IGNORECASE) for name, source in raw.items()}


def asked_text(read: Interpretation) -> str:
    """The question as cues are looked for in: years and places blanked out, simplified, folded."""
    return fold(simplify(read.bare)).strip(" ?？。.!！")


def operation_of(read: Interpretation) -> Operation | None:
    """The operation that a question asks for, or ``None`` for a figure as it stands."""
    text = asked_text(read)
    cue = cues()
    if cue["never"].search(text):
        return None
    found = {name: bool(pattern.search(text)) for name, pattern in cue.items()}
    if found["threshold"] and found["which"]:
        return _threshold(text)
    if found["rank"] or (found["superlative"] and (found["which"] or _is_ranking(text))):
        return _ranking(text)
    every, years = found["every"], found["years"]
    if found["ratio"]:
        return Operation(kind="ratio")
    if found["share"]:
        return Operation(kind="share")
    if found["difference"]:
        return None if _is_yearly(read) else Operation(kind="difference")
    if found["average"]:
        return Operation(kind="average", every=every, years=years)
    if found["sum"] or found["check"]:
        return Operation(kind="sum", check=found["check"], every=every, years=years)
    if found["confirm"] and not found["bound"] and figures_named(read):
        return Operation(kind="confirm")
    return None


def _is_yearly(read: Interpretation) -> bool:
    """Whether a change over one year is asked for (2022年比2021年提高), if only behind its figure
    (受理多少件,比2021年多了多少件): mostly it is stated."""
    one = len(read.years) == 2 and max(read.years) - min(read.years) == 1
    changes = bool(read.targets) and read.targets[-1].change
    return one and changes and len(read.places) < 2


def figures_named(read: Interpretation) -> bool:
    """Whether the question itself names a figure that may be confirmed."""
    return bool(quantities(fold(read.body))) or bool(re.search(r"(?<!\d)\d{1,9}(?!\d)", read.body))


def _is_ranking(text: str) -> bool:
    return bool(re.search(r"最[多少高低大小快慢]", text))


def _ranking(text: str) -> Operation:
    found = list(cues()["rank"].finditer(text))
    named = next((v for m in found for v in m.groupdict().values() if v), None)
    count = None
    if found:
        count = _number(named) if named else None
    elif cues()["superlative"].search(text):
        count = 1
    return Operation(kind="rank", count=count, least=bool(cues()["least"].search(text)))


def _threshold(text: str) -> Operation | None:
    match = cues()["threshold"].search(text)
    if match is None:
        return None
    words = match["amount"] or match["amount2"]
    value = Decimal(re.sub(r"[,\s万亿]", "", words).rstrip(".") or "0")
    for char in words:
        value *= _SCALES.get(char, 1)
    said = match[0]
    return Operation(
        kind="threshold",
        limit=value,
        below=bool(cues()["below"].search(said)),
        inclusive=bool(cues()["inclusive"].search(said)),
        percent="%" in (match["unit"] or "", match["unit2"] or ""),
    )


def _number(words: str) -> int | None:
    if words.isdecimal():
        return int(words)
    if words.lower() in _ENGLISH:
        return _ENGLISH[words.lower()]
    value = han_value(words)
    return int(value) if value is not None else None
