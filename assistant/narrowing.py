"""What a figure's own words say beyond its measure: 4 of 乡镇执法业务培训 are not all 培训次数."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.concepts import load_concepts, names_in
from assistant.domain import Indicator, Language
from assistant.lexicon import Measure, load_lexicon
from assistant.messages import say
from assistant.moments import stretch_of
from assistant.naming import label, stretch_name, surface
from assistant.restriction import own_restriction
from assistant.text import fold
from assistant.wholeness import narrowing_of, own_level_of

_MOST = 48  # characters of a phrase that is put behind a name
_NUMBER = re.compile(r"(?<!\d)(?!12[0-9]{3}(?!\d))\d")  # a number that no source states as a figure
_KIND = re.compile(r"类\s*$")
_MANNER = frozenset({"依法", "依规", "积极", "认真", "扎实", "严格"})  # how a thing is done
_ENDS_IN = {"终止": "撤回"}  # 撤回申请终止84件: what a withdrawal ends in
# 1975项全部进驻大厅: what is said of all of them behind the figure narrows nothing.
_OF_ALL = re.compile(
    r"(?:\s(?:已|现已|已经)?(?:均|都|皆)|(?<=[\u4e00-\u9fff\s])(?:已|现已|已经)?(?:全部|全都)).*$"
)


def beyond(figure: Indicator) -> frozenset[str]:
    """Words of a figure's own phrase that no name of its measure says; none without a measure."""
    measure = load_lexicon().measures.get(figure.measure or "")
    if measure is None:
        return frozenset()
    local = _OF_ALL.sub("", figure.frame.local)
    plain = replace(figure, frame=replace(figure.frame, local=local))
    return frozenset(w for w in own_restriction(plain) if not goes_without_saying(w, measure))


def told(figure: Indicator, language: Language) -> str:
    """The measure's name, with the figure's own words behind it where they say less than it."""
    name = label(figure, language)
    level = own_level_of(figure.frame, figure.place) if figure.measure is not None else ""
    if level and level not in name:
        return say("own_level", language, level=level, label=name)
    if figure.measure is None or not (is_kind(figure) or _is_of_each(figure) or beyond(figure)):
        return name
    words = " ".join(surface(figure).split())
    if len(words) > _MOST or words in name or _NUMBER.search(fold(words)):
        return name
    return say("narrowed", language, label=name, words=words)


def span_told(figure: Indicator, language: Language) -> str:
    """What stands behind a figure's year: that it is only planned, or which part of it is meant."""
    if figure.period.scope == "planned":
        return say("planned", language)
    return stretch_name(stretch_of(figure.frame), language)


def _is_of_each(figure: Indicator) -> bool:
    return narrowing_of(figure.frame).each


def is_kind(figure: Indicator) -> bool:
    """Whether a figure is one kind's of a list (行政处罚类349件)."""
    return _KIND.search(fold(figure.frame.local)) is not None


def goes_without_saying(word: str, measure: Measure) -> bool:
    """Whether a name of the measure says as much, or the word only how a thing is done."""
    names = " ".join((measure.name, *measure.synonyms))
    concept = load_concepts().by_name.get(word)
    if concept is None:
        return word in names or word in _MANNER
    if _ENDS_IN.get(concept.name, "") in measure.needs:
        return True
    return bool(concept.implies & measure.needs) or concept.name in names_in(names)
