"""Which measures of the lexicon a name means, in Chinese or English, and what comes near one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib import resources

import yaml

from assistant.concepts import load_concepts, names_in, without_concepts
from assistant.glossary import to_formal
from assistant.lexicon import Measure, load_lexicon
from assistant.text import fold

_LEAST_LIKENESS = 0.2  # below this a name is no help to somebody who mistyped another
# What a name may end in without meaning another thing: 行政复议受理 for 行政复议受理量.
_ENDINGS = re.compile(r"(?:数量|总数|总量|件数|数|量|情况)$")
_LEAST_NAME = 3
_WHY_OR_HOW = re.compile(r"为什么|为何|为啥|原因|怎么(?!样)|如何(?=[\u4e00-\u9fff]{2})")
_BLANKS = re.compile(r"\s+")


def measures_named(name: str) -> tuple[Measure, ...]:
    """The measures that a name means: by canonical name, synonym or English name, else by concept.

    Several where it leaves the unit open (案卷评查 is counted in 卷 and in 份); none if unknown.
    """
    found = _by_name().get(_plain(name), ())
    return found or _by_concepts(name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Measures that a question names, by the very ``name`` that it uses."""

    name: str
    measures: tuple[Measure, ...]


def asked_by_name(text: str) -> Named | None:
    """The measures that a question names in so many words, where it says nothing beyond.

    Years and places are blanked out of ``text``. 的行政复议受理量是多少 names one; a name that the
    question narrows (涉企行政复议受理量, 上半年…) or does something with (如何提高…率) is none.
    """
    plain = _BLANKS.sub("", fold(text))
    match = _names().search(plain)
    if match is None or _WHY_OR_HOW.search(plain):
        return None
    rest = _asking().sub(" ", f"{plain[: match.start()]} {plain[match.end() :]}")
    if _left_over(rest) or names_in(rest):
        return None
    return Named(name=match[0], measures=_by_name()[match[0]])


@cache
def _asking() -> re.Pattern[str]:
    """What only asks of a measure once it is named (``data/said_beside.yaml``)."""
    file = resources.files("assistant").joinpath("data/said_beside.yaml")
    words: list[str] = yaml.safe_load(file.read_text(encoding="utf-8"))["words"]
    return re.compile("|".join(words))


@cache
def _names() -> re.Pattern[str]:
    """Every Chinese name of a measure that is long enough to be no other word."""
    names = [n for n in _by_name() if len(n) >= _LEAST_NAME and any(map(_is_han, n))]
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


def nearest(name: str, others: Iterable[str] = (), *, most: int = 5) -> tuple[str, ...]:
    """Names of the lexicon, or among ``others``, that look most like an unknown one, best first."""
    plain = _plain(name)
    ranked: dict[str, float] = {}
    for known, measures in _by_name().items():
        likeness = _likeness(plain, known)
        for measure in measures:
            shown = measure.name if any(map(_is_han, plain)) else measure.english
            ranked[shown] = max(ranked.get(shown, 0.0), likeness)
    for other in others:
        ranked[other] = max(ranked.get(other, 0.0), _likeness(plain, _plain(other)))
    best = sorted(ranked, key=lambda n: (-ranked[n], n))
    return tuple(n for n in best[:most] if ranked[n] >= _LEAST_LIKENESS)


@cache
def _by_name() -> dict[str, tuple[Measure, ...]]:
    """Measures by every name they have; a measure's own name is nobody else's."""
    found: dict[str, list[Measure]] = {}
    lexicon = load_lexicon().measures.values()
    own = {_plain(m.name) for m in lexicon}
    for measure in lexicon:
        found.setdefault(_plain(measure.name), []).append(measure)
        others = (*measure.synonyms, measure.english, *measure.also)
        # A question is read in the field's words (村居 is 村(社区)), its names then are, too.
        formal = map(to_formal, (measure.name, *measure.synonyms))
        for other in dict.fromkeys(map(_plain, (*others, *formal))):
            known = found.setdefault(other, [])
            if other not in own and measure not in known:
                known.append(measure)
    return {name: tuple(measures) for name, measures in found.items() if measures}


def _by_concepts(name: str) -> tuple[Measure, ...]:
    """Measures whose concepts are exactly those of the name, where nothing of it is left over."""
    bare = _ENDINGS.sub("", _plain(name))
    needs = names_in(bare)
    if not needs or _left_over(bare):
        return ()
    return tuple(m for m in load_lexicon().measures.values() if m.needs == needs)


def _left_over(text: str) -> bool:
    """Whether a name says more than its concepts do."""
    rest = without_concepts(text, load_concepts().find(text)).replace("的", " ").split()
    return any(word not in load_concepts().light for word in rest)


def _plain(name: str) -> str:
    return _BLANKS.sub(" " if name.isascii() else "", fold(name)).strip()


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _LEAST_LIKENESS:
        return 0.0
    return matcher.ratio()


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
