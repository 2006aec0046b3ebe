"""Sentence patterns of generated reports, read from ``data/patterns.yaml``."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from eval.synthetic.facts import DATA, load_facts

SLOT = re.compile(r"\[(?P<what>[^\]|]+)(?:\|(?P<options>[^\]]*))?\]")
_LITERAL = re.compile(r"(?P<kind>[?=])(?P<low>[\d.]+)(?:[-~](?P<high>[\d.]+))? (?P<unit>\S+)")
_WORKED = re.compile(r":(?P<formula>[^ ]+) (?P<unit>\S+)")
_WAY = re.compile(r"\{(\w+)\.(?!去)\w\}")
BLURS = ("余", "多", "近", "约", "超", "逾", "以上", "左右", "不足", "不低于")


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One figure of a pattern. ``fact`` with ``aspect`` (``""``, ``去``, ``增率``, ``增量``), or
    ``literal``: ``(kind, low, high, unit)`` of a figure that tells no fact: ``?`` drawn between
    low and high, ``=`` just these (with a high: a range), or ``worked``: ``(formula, unit)`` of a
    figure worked out from facts, which tells none of them."""

    fact: str | None
    aspect: str
    literal: tuple[str, str, str | None, str] | None
    worked: tuple[ast.expr, str] | None = None
    options: frozenset[str]

    @property
    def exact(self) -> bool:
        """Whether its figure is the fact itself, not rounded or blurred."""
        return not self.options & {*BLURS, "wan"}

    def option(self, key: str) -> str | None:
        """The value of an option ``key=value``."""
        return next((o[len(key) + 1 :] for o in self.options if o.startswith(f"{key}=")), None)


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """One pattern. ``is_table``: its lines with bars are a table's rows."""

    id: str
    topic: str
    held_out: bool
    text: str
    slots: tuple[Slot, ...]

    @property
    def is_table(self) -> bool:
        """Whether it holds a table."""
        return "|---" in self.text

    @property
    def states(self) -> frozenset[str]:
        """Facts that it tells of the report's own year."""
        return frozenset(s.fact for s in self.slots if s.fact and s.aspect == "")

    @property
    def changes(self) -> frozenset[str]:
        """Facts whose change it tells."""
        told = {s.fact for s in self.slots if s.fact and s.aspect.startswith("增")}
        return frozenset(told | {m[1] for m in _WAY.finditer(self.text)})

    @property
    def earlier(self) -> frozenset[str]:
        """Facts of the year before that something in it leans on."""
        return self.changes | {s.fact for s in self.slots if s.fact and s.aspect == "去"}


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """All patterns, in the file's order. A slot that names no fact is a ``ValueError``."""
    raw: dict[str, dict[str, list[str]]] = yaml.safe_load(
        (DATA / "patterns.yaml").read_text(encoding="utf-8")
    )
    return tuple(
        Pattern(
            id=f"{topic}-{group}-{n}",
            topic=topic,
            held_out=group == "held_out",
            text=text,
            slots=tuple(_slot(m["what"], m["options"]) for m in SLOT.finditer(text)),
        )
        for topic, groups in raw.items()
        for group, texts in groups.items()
        for n, text in enumerate(texts, start=1)
    )


def patterns_of(topic: str, *, held_out: bool) -> Sequence[Pattern]:
    """The patterns of one topic and half."""
    return [p for p in load_patterns() if p.topic == topic and p.held_out == held_out]


def topics() -> tuple[str, ...]:
    """All topics in order."""
    return tuple(dict.fromkeys(p.topic for p in load_patterns()))


def _slot(what: str, options: str | None) -> Slot:
    chosen = frozenset(filter(None, (options or "").split(",")))
    if literal := _LITERAL.fullmatch(what):
        form = (literal["kind"], literal["low"], literal["high"], literal["unit"])
        return Slot(fact=None, aspect="", literal=form, options=chosen)
    if worked := _WORKED.fullmatch(what):
        formula = ast.parse(worked["formula"], mode="eval").body
        return Slot(
            fact=None,
            aspect="",
            literal=None,
            worked=(formula, worked["unit"]),
            options=chosen,
        )
    fact, _, aspect = what.partition(".")
    if fact not in load_facts():
        raise ValueError(f"a pattern names the fact {fact!r}, which there is none of")
    return Slot(fact=fact, aspect=aspect, literal=None, options=chosen)
