"""Whether a figure counts what stands at the end of its period, or what was done in it."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from assistant.text import fold

_WHOLE = re.compile(r"[全我本该][县市区州旗省]$")
_COVERED = re.compile(r"顾问(?:服务)?(?:已|全)?覆盖|全覆盖")  # what is covered stays so
_BEHIND = 12  # characters behind a number within which what it counts is named


def stands(before: str, after: str, unit: str) -> bool:
    """Whether 20个 in 全县20个司法所 counts what is there.

    ``before`` and ``after`` are the words of its phrase on either side of the figure.
    """
    things, done, units = _patterns()
    before, after = (_COVERED.sub("", fold(words)).strip() for words in (before, after))
    if unit not in units or done.search(things[0].sub("", before)):
        return False
    if things[0].search(before):
        return True
    named = things[1].match(after[:_BEHIND])
    if not named or done.search(after):
        return bool(named and _WHOLE.search(before))
    return True


def is_thing(words: str) -> bool:
    """Whether words end in what stands once it is there (法律顾问律师)."""
    things, done, _ = _patterns()
    plain = fold(words).strip()
    return bool(things[0].search(plain)) and not done.search(things[0].sub("", plain))


def is_done(words: str) -> bool:
    """Whether words tell of doing something within the period (开展法治讲座20场)."""
    things, done, _ = _patterns()
    return bool(done.search(things[0].sub("", fold(words).strip())))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], re.Pattern[str], frozenset[str]]:
    file = resources.files("assistant").joinpath("data/standing.yaml")
    raw: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    things = "|".join(map(re.escape, sorted(raw["things"], key=len, reverse=True)))
    ending = (
        r"(?:[(][^()]*[)])?[”\"]?(?:总?[数量]|人?数量?)?(?:分别)?"
        r"(?:共?有|共计?|总计|合计|总数|已?达到?|为|增?至)?$"
    )
    done = re.compile("|".join(map(re.escape, raw["done"])))
    return (
        (
            re.compile(rf"(?:{things}){ending}"),
            re.compile(rf"[^,;。、]{{0,{_BEHIND}}}?(?:{things})"),
        ),
        done,
        frozenset(raw["units"]),
    )
