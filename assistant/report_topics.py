"""What reports tell of, and the parts they are built of (``data/report_topics.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from assistant.domain import Language

PartName = Literal["work", "problems", "plans"]
PARTS: tuple[PartName, ...] = ("work", "problems", "plans")


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """One matter by its names, and what a text says that tells of it."""

    zh: str
    en: str
    said: re.Pattern[str]

    def name(self, language: Language) -> str:
        """Its name in the asker's language."""
        return self.en if language == "en" else self.zh


@cache
def _data() -> dict[str, Any]:
    file = resources.files("assistant").joinpath("data/report_topics.yaml")
    loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order in which they are shown."""
    return tuple(
        # 信息公开类58件 is one kind of what is counted, not the matter itself
        Topic(zh=t["zh"], en=t["en"], said=re.compile(f"(?:{t['said']})(?!类)"))
        for t in _data()["topics"]
    )


@cache
def _part(name: PartName, what: str) -> re.Pattern[str]:
    return re.compile(_data()["parts"][name][what], re.IGNORECASE)


@cache
def telling() -> re.Pattern[str]:
    """What makes a sentence telling beside its figures."""
    return re.compile(_data()["telling"])


@cache
def leaning() -> re.Pattern[str]:
    """How a sentence begins that leans on the one before."""
    return re.compile(_data()["leaning"])


def topics_in(text: str) -> tuple[Topic, ...]:
    """The topics that a text tells of."""
    return tuple(t for t in topics() if t.said.search(text))


def topics_asked(question: str, body: str) -> tuple[Topic, ...]:
    """The topics that a question names, in Chinese or by their English names."""
    plain = question.lower()
    return tuple(t for t in topics() if t.said.search(body) or t.en in plain)


def parts_asked(question: str) -> tuple[PartName, ...]:
    """The parts that a question names; all where it names none."""
    named = tuple(p for p in PARTS if _part(p, "asked").search(question))
    return named or PARTS


def part_of_path(path: tuple[str, ...]) -> PartName:
    """The part of a report that a heading path stands in."""
    for name in ("problems", "plans"):
        if any(_part(name, "heading").search(heading) for heading in path):
            return name
    return "work"


def tells_results(heading: str) -> bool:
    """Whether a heading is that of what was done (二、举措及成效)."""
    return bool(_part("work", "heading").search(heading))
