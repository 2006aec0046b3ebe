"""Whether a figure fills a question's hole, and how well: unification of their words.

An asked action, rate or level must stand in the figure's own phrase; one that the figure has and
the question lacks rules it out (asked 行政复议, 撤回14件 is no answer). Asked objects may stand in
whatever governs the figure. Other words count by their length. See the design's section 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.agreement import phrase_agrees, rest_agrees
from assistant.concepts import has_noun, load_concepts, names_in
from assistant.counted import NOUN_TAGS
from assistant.defendant import defendants_agree
from assistant.domain import Frame, Indicator, Period
from assistant.fit import fits
from assistant.holders import counts_others
from assistant.inner_bodies import is_of
from assistant.kinds import IN_ALL
from assistant.lexicon import frame_topics, load_lexicon
from assistant.moments import based_on
from assistant.overlap import (
    FIRM,
    asks_hotline,
    extra_of,
    is_kind,
    is_one_of_several,
    locality_of,
    objects_beyond,
    share,
)
from assistant.rank import ranks_agree
from assistant.segments import content_length
from assistant.slots import Binding, bind, looks_left, near_of, own_sentence
from assistant.target import Target
from assistant.text import fold
from assistant.tiers import without_tiers
from assistant.tokens import tagged
from assistant.units import load_units
from assistant.wording import object_worth, share_found

_SINCE_NEW_YEAR = re.compile(r"(?:今年|本年|年初|(?P<year>(?:19|20)\d{2})年)以来")
_ENTERED = re.compile(r"列入|纳入|评为|享受")  # …户经营主体列入白名单 are not all there are
# 其中已完成320件 are not all; 共完成 单位… is no more than a verb of what stands behind.
_DONE = re.compile(r"(?<!未)(?:已|其中)完成(?=\s)|(?<!未)完成(?=了|\s*$)")
_UNFINISHED = re.compile(r"未完成|正在|尚未|剩余")
_OPEN_ASKED = re.compile(r"正在|在[审办查]|未|剩|还有|处理中")  # 其中已完成320件 are not all
_NEW = re.compile(r"新(?:登记|增|设立?|注册|办|建)")
_POWERS = re.compile(r"权力|职权|权责|事项")
_PERSONS = re.compile(r"(?:多少|几)[名位]|有多少人(?!次)")
_SENT = re.compile(r"出动|安排|选派|抽调|派出|选送|推荐|参加")
# 选派12人参加省级培训: they were sent to one that another held.
_SENT_TO = re.compile(r"(?:选派|选送|推荐|抽调|派出|安排|派员).*参加")
_TOOK_PART = re.compile(r"参加|参与|参训|参学|参会")
_QUOTED = re.compile(r"[“\"]([^”\"]{4,})[”\"]")
_ROLE = re.compile(r"参与|协助|配合")
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
_SEVERAL = 0.1  # what it costs that a figure is of several things, of which one is asked
_DEEDS = frozenset({"查处", "查办", "查获", "整治", "处置", "纠治"})
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

    ``cost`` is its unit's, ``minor`` that it tells of taking part, or of other things as well;
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
        phrase = self._phrase(plain)
        found = _match(self._target, plain, phrase) if phrase else None
        return replace(found, indicator=indicator) if found and names else found

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


def unify(target: Target, indicator: Indicator) -> Match | None:
    """The match of one figure with what is asked, or ``None`` where a slot disagrees."""
    return Unifier(target).match(indicator)


def phrase_fits(target: Target, frame: Frame, unit: str) -> bool:
    """Whether no slot of what is asked disagrees with a figure's phrase and what is near it."""
    return _phrase(target, near_of(frame, looks_left(target)), unit) is not None


def _phrase(target: Target, near: Frame, unit: str) -> _Phrase | None:
    """How a phrase fits, with what is near it; ``None`` where a slot disagrees."""
    cost = fits(target, unit)
    if cost is None or not phrase_agrees(target, near):
        return None
    if counts_others(unit, near.local, target.text) or not ranks_agree(target.text, near):
        return None
    if not defendants_agree(target.text, near):
        return None
    if _bare_object(target) and (_enters(target, near) or _visits(target, near, unit)):
        return None
    if not target.own and _only_new(target, near):
        return None
    sent = target.dimension == "people" and _SENT_TO.search(near.local)
    if sent and not _SENT.search(target.text):
        return None
    if _is_stage_of_work(target, near):
        return None
    binding = bind(target, near)
    if binding is None:
        return None
    return _Phrase(
        binding=binding,
        cost=cost,
        minor=_minor_role(target, near) + (_SEVERAL if is_one_of_several(target, near) else 0.0),
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
    if _changes_another(target, frame) or _changes_over_more(target, indicator):
        return None
    if extra >= _OTHER_KIND and _is_other_kind(target, frame):
        return None
    if phrase.cost >= _OTHER_UNIT and extra >= _OTHER_KIND and _names_another(target, frame):
        return None
    locality = locality_of(target, frame)
    if _counts_powers(target, indicator):
        return None
    if _from_afar(target, frame, binding):
        return None
    strange = _strange_above(target, frame)
    if strange and target.fallback is not None:
        return None  # what sets the scene is said of all of it, not of this part alone
    alien = extra > _ALIEN or (locality == 0 and phrase.long)
    attends = _attends(target, frame, indicator.quantity.unit)
    if alien and not (binding.named or attends):
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


def _bare_object(target: Target) -> bool:
    """Whether nothing but a thing is asked for (有多少市场主体): then no share of it will do."""
    return not target.own and not target.words


def _enters(target: Target, frame: Frame) -> bool:
    """Whether a figure tells of some that entered or were sent: 安排7名执法人员参加培训."""
    words = [m[0] for m in _ENTERED.finditer(frame.local)]
    if target.dimension == "people":
        words += [m[0] for m in _SENT.finditer(frame.local)]
    return any(w not in target.text for w in words)


def _is_stage_of_work(target: Target, frame: Frame) -> bool:
    """Whether a figure tells how many are done, or still open, and that was not asked."""
    done = _is_done(target, frame.local) and "完成" not in target.text
    still = _UNFINISHED.search(frame.local) is not None and not _OPEN_ASKED.search(target.text)
    return done or still


def _is_done(target: Target, local: str) -> bool:
    """Whether a phrase tells of what is finished only; not 完成9个行业上线 nor 整改完成."""
    found = _DONE.search(local)
    if found is None or any(local[: found.start()].endswith(c.words) for c in target.own):
        return False
    last = tagged(local[found.end() :])[-1:]
    blank = load_concepts().blank
    done = (w for w, tag in last if tag in ("v", "vn") or blank(w))
    return not any(word in target.text for word in done)


def _changes_another(target: Target, frame: Frame) -> bool:
    """Whether a change whose own phrase says what changed says nothing of what is asked."""
    if not target.change or not target.words or not has_noun(frame.local):
        return False
    near = f"{frame.local} {frame.head}"
    named = {c.name for c in target.about} & names_in(near)
    words = [w for w in target.words if len(w) > 1]
    return bool(words) and not named and not any(share_found(w, near) for w in words)


def _names_another(target: Target, frame: Frame) -> bool:
    """Whether no word of what is asked stands near a figure that is counted in other units.

    查处超限车辆160台次,查处非法采砂9起: 9 are no 车辆, though the word stands before.
    """
    near = f"{frame.local} {frame.head} {frame.tail}"
    words = [w for w in target.words if len(w) > 1]
    things = [w for w in words if tagged(w)[0][1][0] in NOUN_TAGS]
    return bool(things) and not any(share_found(w, near) for w in words if w not in _DEEDS)


def _changes_over_more(target: Target, indicator: Indicator) -> bool:
    """Whether a change is against an earlier year than the last (2021年:较2019年末增加46名), and
    that was not asked."""
    year = indicator.period.year
    if not target.change or target.base is not None or year is None:
        return False
    return any(base < year - 1 for base in based_on(indicator.frame))


def _is_other_kind(target: Target, frame: Frame) -> bool:
    """Whether a word that tells a kind (医疗|服务投诉) stands nowhere and another does (消费)."""
    held = " ".join((frame.local, frame.head, frame.tail, frame.lead, frame.item, *frame.path))
    missing = [w for w in target.words if len(w) > 1 and not share_found(w, held)]
    return any(
        target.text.startswith(other, target.text.find(word) + len(word))
        for word in missing
        for other in target.words
        if other in frame.local and other != word
    )


def _only_new(target: Target, frame: Frame) -> bool:
    """Whether a part is of what is new: 新登记经营主体…，其中企业6310户 are not all 企业."""
    if IN_ALL.search(frame.local):
        return False
    return _NEW.search(frame.governs) is not None and not re.search("新|登记|注册", target.text)


def _visits(target: Target, frame: Frame, unit: str) -> bool:
    """Whether persons are asked for where a figure counts how often they came: 出动17472人次."""
    persons = _PERSONS.search(target.text) is not None and "人数" not in frame.local
    return persons and unit == "人次"


def _counts_powers(target: Target, indicator: Indicator) -> bool:
    """Whether cases are asked for where a figure counts kinds of power: 行政处罚345项."""
    if target.dimension != "cases" or indicator.quantity.unit != "项":
        return False
    frame = indicator.frame
    near = f"{frame.local} {frame.governs} {frame.head} {own_sentence(frame)}"
    return _POWERS.search(near) is not None


def _from_afar(target: Target, frame: Frame, binding: Binding) -> bool:
    """Whether a thing asked for stands only far before a figure whose own words name another.

    全镇执法人员持证率100%。组织培训6场,参训人员120人次: 120 are no 执法人员.
    """
    if not _bare_object(target) or (target.named and not _names_firmly(target)):
        return False
    if not target.named and (binding.stage is not None or binding.levels):
        return False
    near = replace(frame, lead="", path=(), item="")
    if any(object_worth(c, near) for c in target.about):
        return False
    return has_noun(" ".join((frame.local, frame.governs, frame.head)))


def _names_firmly(target: Target) -> bool:
    return any(c.weight >= FIRM for c in target.about)


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
