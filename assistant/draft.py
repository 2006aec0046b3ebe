"""What a model is asked to write from: the evidence of an answer, numbered, as data."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from assistant.cells import shown
from assistant.domain import Audience, Language, Value
from assistant.grounds import Fact, Grounds
from assistant.lexicon import load_lexicon
from assistant.naming import english_place
from assistant.quantity import plain_decimal
from assistant.writer import Prompt, Style

# What could pass for a tag or a citation of ours inside a text of others is made harmless.
_HARMLESS = str.maketrans(
    {"|": "｜", "<": "＜", ">": "＞", "[": "（", "]": "）", "【": "（", "】": "）"}
)
_BREAKS = re.compile(r"\s+")
_SAID = {
    "zh": {"source": "资料[{n}]：{text}", "figures": "数字：{text}", "question": "问题：{text}"},
    "en": {
        "source": "Source [{n}]: {text}",
        "figures": "Figures: {text}",
        "question": "Question: {text}",
    },
}


def prompt_for(grounds: Grounds, language: Language, audience: Audience, style: Style) -> Prompt:
    """The prompt for an answer's grounds, in the asker's language and tone."""
    tongue = "en" if language == "en" else "zh"
    if style == "completion":
        task = _plain_task(grounds, tongue)
        text = _file(f"draft_completion_{tongue}.txt").rstrip().replace("{task}", task)
        return Prompt(rules="", task=text, stop=("\n",))
    rules = _file(f"draft_{tongue}.md").replace("{tone}", _tones()[audience][tongue])
    return Prompt(rules=rules, task=_task(grounds, tongue))


def _task(grounds: Grounds, tongue: str) -> str:
    tags = ("资料", "数字", "问题") if tongue == "zh" else ("sources", "figures", "question")
    parts = ("\n".join(_sources(grounds)), "\n".join(_figures(grounds, tongue)), _question(grounds))
    return "\n".join(f"<{t}>\n{p}\n</{t}>" for t, p in zip(tags, parts, strict=True) if p)


def _plain_task(grounds: Grounds, tongue: str) -> str:
    said = _SAID[tongue]
    lines = [
        said["source"].format(n=n, text=harmless(s.citation.quote))
        for n, s in sorted(grounds.sources.items())
    ]
    figures = _figures(grounds, tongue)
    if figures:
        lines.append(said["figures"].format(text="；".join(figures)))
    lines.append(said["question"].format(text=_question(grounds)))
    return "\n".join(lines)


def harmless(text: str) -> str:
    """A text of others on one line, with nothing in it that could pass for our own marks."""
    return _BREAKS.sub(" ", text.translate(_HARMLESS)).strip()


def _question(grounds: Grounds) -> str:
    return harmless(grounds.answer.question)


def _sources(grounds: Grounds) -> list[str]:
    lines = []
    for n, source in sorted(grounds.sources.items()):
        cited = source.citation
        where = harmless(" ".join((f"《{cited.title}》", *cited.section)))
        lines.append(f"[{n}] {where}：{harmless(cited.quote)}")
    return lines


def _figures(grounds: Grounds, tongue: str) -> list[str]:
    return [_figure(v, grounds, tongue) for v in grounds.answer.values]


def _figure(value: Value, grounds: Grounds, tongue: str) -> str:
    """One figure on a line: measure | the source's own phrase | amount | year | place [n]."""
    fact = _fact_of(value, grounds)
    words = shown(fact.quantity) if fact else f"{value.value}{value.unit}"
    phrase = fact.phrase if fact else ""
    if fact and fact.frame.governs:
        phrase = f"{fact.frame.governs} {phrase}"
    place, year = value.jurisdiction or "", str(value.year or "")
    name = value.measure
    if tongue == "en":
        measure = load_lexicon().measures.get(value.measure)
        name = measure.english if measure else name
        place = english_place(place) if place else ""
    cells = (name, phrase, words, year, place)
    return " | ".join(map(harmless, cells)) + f" [{value.citation}]"


def _fact_of(value: Value, grounds: Grounds) -> Fact | None:
    source = grounds.sources.get(value.citation)
    stated = (
        f
        for f in (source.facts if source else ())
        if (plain_decimal(f.quantity.value), f.quantity.unit) == (value.value, value.unit)
    )
    same = (value.measure, value.year)
    found = list(stated)
    named = (f for f in found if (f.measure, f.period.year) == same)
    return next(named, found[0] if found else None)


@cache
def _file(name: str) -> str:
    return resources.files("assistant").joinpath(f"prompts/{name}").read_text(encoding="utf-8")


@cache
def _tones() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(_file("tones.yaml"))
    return loaded
