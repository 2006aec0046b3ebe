"""Whether a figure fills a question's hole, and how well: unification of their words.

An asked action, rate or level must stand in the figure's own phrase; one that the figure has and
the question lacks rules it out (asked 行政复议, 撤回14件 is no answer). Asked objects may stand in
whatever governs the figure. Other words count by their length. See the design's section 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.agreement import phrase_agrees, rest_agrees, slots_agree
from assistant.chiefs import ranks_agree
from assistant.concepts import load_concepts, names_in
from assistant.defendant import defendants_agree
from assistant.domain import Frame, Indicator, Period
from assistant.fit import fits
from assistant.holders import counts_others
from assistant.inner_bodies import is_of
from assistant.lexicon import frame_topics, load_lexicon
from assistant.only_some import is_only_some
from assistant.other_things import (
    changes_another,
    changes_over_more,
    counts_powers,
    has_another_head,
    is_from_afar,
    is_of_another,
    is_other_kind,
    names_another,
)
from assistant.overlap import (
    asks_hotline,
    extra_of,
    is_kind,
    locality_of,
    objects_beyond,
    said_of_some,
    share,
)
from assistant.segments import content_length
from assistant.slots import Binding, bind, looks_left, near_of
from assistant.spending import spends_on_it
from assistant.target import Target
from assistant.text import fold
from assistant.tiers import without_tiers
from assistant.units import load_units

_SINCE_NEW_YEAR = re.compile(r"(?:今年|本年|年初|(?P<year>(?:19|20)\d{2})年)以来")
_TOOK_PART = re.compile(r"参加|参与|参训|参学|参会")
_QUOTED = re.compile(r"[“\"]([^”\"]{4,})[”\"]")
_ROLE = re.compile(r"参与|协助|配合")
_AREA = re.compile(r"总?面积(?:共|达|为)?")
_LEAST = 0.64  # least share of everything asked that must be found
_PHRASE = 4  # content characters from which a phrase must say something of what is asked
# 按日连续|处罚, 涉企|检查: what stands right before the action that a phrase above names.
_NARROWS = re.compile(r"([\u4e00-\u9fff]{2})(?:行政)?(?:处罚|检查|许可|强制)")
_DOES = frozenset(
    {
        *("作出", "实施", "给予", "办理", "查处", "开展", "下达", "立案"),
        *("执法", "其中", "全年", "一般", "各类", "行政", "共计"),
    }
)
_OFFICES = tuple("局委队处所厅市县区共")
_STRANGE_ABOVE = 0.2  # what it costs that the phrase above narrows what is asked
_OTHER_UNIT = 0.1  # what a unit costs that counts another kind of thing
_OTHER_KIND = 0.2  # share of a phrase beyond the question that may tell another kind
_ALIEN = 0.95  # a phrase that says this much beyond the question counts another thing


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A figure that fills the hole. ``score`` is at most 1; ``extra`` what it says beyond.

    ``locality`` is the share of what is asked that its own phrase says; ``narrowed`` tells that the
    phrase names an object that was not asked for (涉企行政复议案件).
    """

    indicator: Indicator
    score: float
    extra: float
    locality: float
    levels: frozenset[str]
    stage: str | None
    narrowed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Phrase:
    """How a phrase fits what is asked, whatever stands around it.

    ``cost`` is its unit's, ``minor`` that it tells of taking part;
    ``extra`` is the share of it that says something else, ``beyond`` that it names another object,
    ``long`` that it says enough to have to say something of what is asked.
    """

    binding: Binding
    cost: float
    minor: float
    extra: float
    beyond: bool
    long: bool


class Unifier:
    """Unification of figures with one target. What their phrases decide is decided once for each:
    reports repeat themselves."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._left = looks_left(target)
        self._phrases: dict[tuple[str, ...], _Phrase | None] = {}

    def match(self, indicator: Indicator) -> Match | None:
        """The match of a figure with what is asked, or ``None`` where a slot disagrees."""
        names = self._target.named
        if not is_of(names, indicator.frame):
            return None
        plain = _without(names, indicator) if names else indicator
        plain = _without_area(self._target, plain)
        phrase = self._phrase(plain)
        found = _match(self._target, plain, phrase) if phrase else None
        return replace(found, indicator=indicator) if found else None

    def _phrase(self, indicator: Indicator) -> _Phrase | None:
        near, unit = near_of(indicator.frame, self._left), indicator.quantity.unit
        key = (unit, near.local, near.governs, near.head, near.tail, near.lead)
        if key not in self._phrases:
            self._phrases[key] = _phrase(self._target, near, unit)
        return self._phrases[key]


def _without(names: Iterable[str], indicator: Indicator) -> Indicator:
    """A figure without the names of the bodies asked for: they say whose it is, not what."""
    frame = indicator.frame
    for name in names:
        local = re.sub(rf"(?:其中[,:，：]?)?{re.escape(name)}", " ", frame.local)
        frame = replace(frame, local=local, head=frame.head.replace(name, " "))
    return replace(indicator, frame=frame)


def _without_area(target: Target, indicator: Indicator) -> Indicator:
    """A figure without the word that its unit says as well: 拆除违法建设9处、面积1.2万平方米."""
    frame = indicator.frame
    said = target.dimension == "area" and "面积" not in target.text
    if not said or not _AREA.fullmatch(frame.local.strip()):
        return indicator
    return replace(indicator, frame=replace(frame, local=" "))


def unify(target: Target, indicator: Indicator) -> Match | None:
    """The match of one figure with what is asked, or ``None`` where a slot disagrees."""
    return Unifier(target).match(indicator)


def admits(target: Target, indicator: Indicator) -> bool:
    """Whether nothing that a question fixes disagrees with a figure: its unit, what was done, whose
    it is, of what days. What both are about is left open: see ``assistant.nearness``."""
    if not is_of(target.named, indicator.frame):
        return False
    plain = _without(target.named, indicator) if target.named else indicator
    frame, near = plain.frame, near_of(plain.frame, looks_left(target))
    return (
        fits(target, plain.quantity.unit) is not None
        and slots_agree(target, near)
        and not _is_of_others(target, near, plain.quantity.unit)
        and bind(target, near) is not None
        and rest_agrees(target, frame, plain.place)
        and not changes_another(target, frame)
        and not changes_over_more(target, plain)
        and not counts_powers(target, plain)
    )


def _is_of_others(target: Target, near: Frame, unit: str) -> bool:
    """Whether a phrase counts other persons, chiefs of another rank, other defendants, or some."""
    return (
        counts_others(unit, near.local, target.text)
        or not ranks_agree(target.text, near)
        or not defendants_agree(target.text, near)
        or is_only_some(target, near, unit)
    )


def phrase_fits(target: Target, frame: Frame, unit: str) -> bool:
    """Whether no slot of what is asked disagrees with a figure's phrase and what is near it."""
    return _phrase(target, near_of(frame, looks_left(target)), unit) is not None


def _phrase(target: Target, near: Frame, unit: str) -> _Phrase | None:
    """How a phrase fits, with what is near it; ``None`` where a slot disagrees."""
    cost = fits(target, unit)
    if cost is None or not phrase_agrees(target, near):
        return None
    if _is_of_others(target, near, unit):
        return None
    binding = bind(target, near)
    if binding is None:
        return None
    return _Phrase(
        binding=binding,
        cost=cost,
        minor=_minor_role(target, near),
        extra=extra_of(target, without_tiers(target, near.local)),
        beyond=bool(objects_beyond(target, near)),
        long=content_length(near.local) > _PHRASE,
    )


def _match(target: Target, indicator: Indicator, phrase: _Phrase) -> Match | None:
    frame, binding, extra = indicator.frame, phrase.binding, phrase.extra
    if not rest_agrees(target, frame, indicator.place):
        return None
    covered = share(target, frame)
    if covered is None or covered < _LEAST:
        return None
    if has_another_head(target, frame):
        return None
    if changes_another(target, frame) or changes_over_more(target, indicator):
        return None
    if extra >= _OTHER_KIND and is_other_kind(target, frame):
        return None
    if phrase.cost >= _OTHER_UNIT and extra >= _OTHER_KIND and names_another(target, frame):
        return None
    locality = locality_of(target, frame)
    if counts_powers(target, indicator) or is_of_another(target, frame):
        return None
    if is_from_afar(target, frame, binding):
        return None
    strange = _strange_above(target, frame)
    if strange and target.fallback is not None:
        return None  # what sets the scene is said of all of it, not of this part alone
    alien = extra > _ALIEN or (locality == 0 and phrase.long)
    attends = _attends(target, frame, indicator.quantity.unit)
    spent = spends_on_it(target, frame)
    if spent is False or (alien and not (binding.named or attends or spent)):
        return None
    score = covered - 0.3 * extra - phrase.cost - binding.cost - _scope_cost(target, indicator)
    score -= _strange_measure(target, indicator) + phrase.minor
    score -= _STRANGE_ABOVE if strange and target.context else 0.0
    return Match(
        indicator=indicator,
        score=score,
        extra=extra,
        locality=locality,
        levels=binding.levels,
        stage=binding.stage,
        narrowed=phrase.beyond,
    )


def _strange_measure(target: Target, indicator: Indicator) -> float:
    """What it costs that the figure's measure is of an object that was not asked for.

    行政处罚类行政复议案件 are no 行政处罚案件; the more so where the phrase itself says 行政复议.
    """
    measure = load_lexicon().measures.get(indicator.measure or "")
    if measure is None or _is_named(target, indicator.frame):
        return 0.0
    concepts = load_concepts().by_name
    named = (*target.own, *target.about, *target.context)
    asked = {c.name for c in named} | {n for c in named for n in c.implies}
    if asks_hotline(target):
        asked.add("热线")
    objects = {n for n in measure.needs if concepts[n].kind == "object"} - asked
    objects -= names_in(indicator.frame.local) - names_in(said_of_some(indicator.frame.local))
    strange = {
        n for n in objects if concepts[n].weight >= 1 and not any(is_kind(n, c) for c in named)
    }
    if not strange:
        return 0.0
    frame = indicator.frame
    if not strange & names_in(" ".join((frame.local, frame.head, frame.lead))):
        topics = {concepts[n].topic for n in strange if concepts[n].topic}
        return 0.25 if topics & frame_topics(frame) else 0.1
    if not target.own and not target.words:
        return 0.45
    return 0.35 if strange & names_in(frame.local) else 0.25


def _is_named(target: Target, frame: Frame) -> bool:
    """Whether a phrase has a name that the question gives in quotes: “法治讲堂·逢九必讲”讲座."""
    return any(name in fold(frame.local) for name in _QUOTED.findall(target.text))


def _attends(target: Target, frame: Frame, unit: str) -> bool:
    """Whether those who took part are asked for, and a figure counts no more than them."""
    people = target.dimension == "people" and load_units().dimension(unit) == "people"
    return people and all(_TOOK_PART.search(text) for text in (target.text, frame.local))


def _strange_above(target: Target, frame: Frame) -> bool:
    """Whether an action asked for is met only by a phrase above that narrows it.

    按日连续处罚199件,罚款18580万元 are not all the fines of 行政处罚.
    """
    scene = target.context or tuple(c for c in target.own if c.kind == "action")
    own = names_in(frame.local)
    above = [c for c in scene if c.name not in own and c.name in names_in(frame.head)]
    if not above or not own:
        return False
    return any(
        word not in target.text and word not in _DOES and not word.endswith(_OFFICES)
        for word in _NARROWS.findall(frame.head)
    )


def _minor_role(target: Target, frame: Frame) -> float:
    """What it costs that a figure only tells of taking part (参与调解) and that was not asked."""
    role = _ROLE.search(frame.local)
    return 0.2 if role and role[0] not in target.text else 0.0


def _scope_cost(target: Target, indicator: Indicator) -> float:
    """A year's figure is meant rather than a running total, a whole rather than a part."""
    period = indicator.period
    if period.scope == "cumulative" and ("累计" in target.text or not is_running(period)):
        return 0.0
    return {"cumulative": 0.1, "part": 0.02}.get(period.scope, 0.0)


def is_running(period: Period) -> bool:
    """Whether a figure is a total over years; 2023年以来 in the report of 2023 is none."""
    since = _SINCE_NEW_YEAR.match(period.words or "")
    this_year = since is not None and since["year"] in (None, str(period.year))
    return period.scope == "cumulative" and not this_year
