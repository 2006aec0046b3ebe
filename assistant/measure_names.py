"""Which measures of the lexicon a name means, in Chinese or English, and what comes near one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

from assistant.concepts import load_concepts, names_in
from assistant.lexicon import Measure, load_lexicon
from assistant.text import fold

_LEAST_LIKENESS = 0.2  # below this a name is no help to somebody who mistyped another
# What a name may end in without meaning another thing: 行政复议受理 for 行政复议受理量.
_ENDINGS = re.compile(r"(?:数量|总数|总量|件数|数|量|情况)$")
_LEAST_NAME = 3
# What is asked of a measure once it is named; who or what it is compared with is blanked out.
_ASKING = re.compile(
    r"分别|各自?|哪[个些一]?(?:地方|地区|县区?|区县?|市|单位)?|最[多少高低大小]|更[多少高低大小]|[?？,，、和与及跟同。]"
    r"|是?多少|几[件个名人家份次场条项]|的|[比较](?:上年|去年|上一年|前一年)|(?:增加|减少|增长|下降|上升|变化)了?"
    r"|合计|总共|一共|共计|总和|加起来|平均|情况|请问|查一下|全年|年度?|高|低|谁"
)
_QUALIFIED = re.compile(r"[\u4e00-\u9fff](?<![的哪个是和与年区县市省方问])$")
_BLANKS = re.compile(r"\s+")


def measures_named(name: str) -> tuple[Measure, ...]:
    """The measures that a name means: by canonical name, synonym or English name, else by concept.

    Several where it leaves the unit open (案卷评查 is counted in 卷 and in 份); none if unknown.
    """
    found = _by_name().get(_plain(name), ())
    return found or _by_concepts(name)


def asked_by_name(text: str) -> tuple[Measure, ...]:
    """Measures that a question names in so many words, and says nothing beyond.

    Years and places are blanked out of ``text``. 的行政复议受理量是多少 names one; a name that the
    question narrows (涉企行政复议受理量, 上半年…) or does something with (如何提高…率) is none.
    """
    plain = _BLANKS.sub("", fold(text))
    match = _names().search(plain)
    if match is None or _QUALIFIED.search(plain[: match.start()]):
        return ()
    rest = f"{plain[: match.start()]} {plain[match.end() :]}"
    if _left_over(_ASKING.sub(" ", rest)) or names_in(_ASKING.sub(" ", rest)):
        return ()
    return _by_name()[match[0]]


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
        for other in (*measure.synonyms, measure.english, *measure.also):
            known = found.setdefault(_plain(other), [])
            if _plain(other) not in own and measure not in known:
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
    chars = list(text)
    for mention in load_concepts().find(text):
        chars[mention.start : mention.end] = " " * (mention.end - mention.start)
    rest = "".join(chars).replace("的", " ").split()
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
