"""Which measure a figure's words state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from assistant.concepts import is_more_than, known_in, load_concepts, names_in
from assistant.content import content_words
from assistant.domain import Frame, Quantity
from assistant.enforcement import SUITS, is_enforcement
from assistant.lexicon import (
    BINDING,
    Measure,
    binding_names,
    frame_actions,
    frame_topics,
    load_lexicon,
)
from assistant.mislabels import is_mislabel, told_by
from assistant.text import fold

_VAGUE = "办理"
_SHARE = "率"  # 占比, of a rate that is named beside it
_WHOSE = re.compile(r"人员|对象|人群|企业|干部|队伍")
_TWO = 2
_STAGES = frozenset({"受理", "收到", "办理", "审结"})
_CLOSED = "终止"  # how what was withdrawn or settled ends: 撤回申请终止
_RECEIVED = "收到"
_CONCLUDED = "审结"
# 以维持方式结案, 以调解书结案: how cases end, no step of their course
MANNER = re.compile(r"(?:方式|书)(?:审?结案?|办结)$")
# 以撤销方式纠错的案件 are those revoked
_BY_WAY_OF = re.compile(r"[以经通过][^,;。]{2,8}?(?:方式|形式|途径)(?P<verb>[\u4e00-\u9fff]{2})的")
_DEALINGS = re.compile(r"业务[量数]?(?:共|达到?|为|是|有)*$")
# …300件。按渠道分,窗口递交9件;按结果分,受理8件: all is of the 300, none of any 窗口
_DIVIDED = re.compile(r"按[^,;。、]{1,8}(?:划?分|统计)[,:]")
_REVIEWED, _FOR_LEGALITY = "审核", "合法性审核"
_OWN = 0.9  # weight from which a thing named in the sentence keeps those of others out
_THING = 0.4  # weight from which an object is a thing of its own; 群众 or 案件 are none
_WORTHS = (1.0, 0.6, 0.3, 0.25, 0.2)
_NEAR = (
    0.3  # what an object of the figure's own sentence is worth; less: of the one before, or above
)
_SENTENCES = re.compile(r"[。！？!?]")
_PERSONS = frozenset("人名位员")
_KINDS = (frozenset("件起宗例桩案"), _PERSONS, frozenset({"家", "户", "个"}))
# 1200项全部进驻, 9份意见书均已收到反馈
_SAID_OF_ALL = re.compile(
    r"(?<=\s)(?:现?已|基本)?(?:全部|全都|均|都).*$"
    r"|(?<=[\u4e00-\u9fff])(?:均|全部)(?:已|按|依法|在|得到|实现|完成)(?![\u4e00-\u9fff]*\s).*$"
)
_FOR_WHOM = re.compile(r"为[^,;。]{2,14}?(?=挽回|追回|挽损|减免|节省)")  # 为农民工等追回损失
# 对决策、文件、合同进行合法性审查175件 are of no one of them.
_PAPERS = frozenset({"案卷"})
# 单位报送的规范性文件20件 are those that came, not those that were made.
_HANDED_IN = re.compile(
    r"(?:退还|返还|清退)[^,;。，；]{0,8}罚|(?:报送|送审|报备|报审|提交|提请|上报|转办|交办|转来|移送)的"
)
_SEVERAL = re.compile(r"对[^,;。，；]*(?:、|和|及)[^,;。，；]*(?=(?:进行|开展)\S)")
_TAKING_PART = re.compile(r"(参演|参训|参加|参与|参会|参学)(?:人员|人数|群众|干部)")
_SUBJECTS = {"工单": "热线"}  # what a kind of matter is made of: a hotline's 诉求
_MATTERS = {"矛盾纠纷": "人民调解"}  # what an organ deals with anyway: 人民调解组织受理纠纷
_MOST_OF = re.compile(
    r"(?<=[\u4e00-\u9fff])中[^,;。、]{1,10}最[^,;。、]{1,3}的?$"
)  # 9个司法所中最多的
_COUNT_WORD = re.compile(r"(?:件数|数量|总数|[量数])$")
_THEN = re.compile(r"^(?:(?:19|20)\d{2}|上|去)\s?年(?:度|同期)+")  # 上年同期受理 tells of no change
_LEAST_NAME = 5  # characters of a name that can't be but a part of another's
_AROUND_NAME = re.compile(
    r"^(?:(?:19|20)\d{2}年度?|全年|本年度?)?(?:全[县市区省州旗])?共?|共?(?:达到?|为|是|有|约)?$"
)


def measure_of(frame: Frame, quantity: Quantity) -> str | None:
    """The canonical name of what a figure counts, or ``None`` for one outside the lexicon.

    The measure's actions and rates must stand in the figure's own phrase (or, where that names
    none, in what governs it) and be the only ones there, 办理 apart. Its objects may stand above,
    unless the phrase names a thing of its own: then the measure must be of that thing. The
    measure that takes up most of the phrase wins.

    A phrase that names a thing of its own may be of a measure that has no action: it needn't take
    over the one that governs it (办结641件,受援人4288人), nor count at its receipt (收到好差评);
    and what is told to be reviewed is reviewed for its legality (审核合同51份). A phrase that is a
    measure's name is of that measure.
    """
    frame = replace(frame, local=_spelt_out(frame), lead=_SEVERAL.sub("", frame.lead))
    strange = not told_by(frame.local) and content_words(frame.local)
    if strange or is_more_than(frame.local) or _HANDED_IN.search(frame.local):
        return None
    named = _by_name(frame.local, quantity.unit)
    # 审核合同51份,合法性审核100件: what is done, of nothing that governs it, is of all things.
    if named and (_objects(named.needs) or not frame.governs):
        return named.name
    found = _read(frame, quantity)
    if found is not None and is_mislabel(load_lexicon().measures[found], frame):
        return None
    if found is None and _SAID_OF_ALL.search(frame.local):
        return _read(replace(frame, local=_SAID_OF_ALL.sub("", frame.local)), quantity)
    return found


def _spelt_out(frame: Frame) -> str:
    """A phrase without who takes part (参演人员) and what several things are gone through, with the
    noun that 其中专职 leaves out."""
    phrase = _MOST_OF.sub("", frame.local)
    phrase = _THEN.sub("", _TAKING_PART.sub(r"\1", _SEVERAL.sub("", phrase)))
    if not phrase.strip().endswith("专职"):
        return phrase
    things = [m for m in load_concepts().find(frame.governs) if m.concept.kind == "object"]
    return phrase + things[-1].word if things else phrase


def _by_name(phrase: str, unit: str) -> Measure | None:
    """The measure whose name a phrase is, words of time and of counting apart."""
    return _names().get((_AROUND_NAME.sub("", fold(phrase).strip()), unit))


@cache
def _names() -> Mapping[tuple[str, str], Measure]:
    """Measures by their longer names and unit, a canonical name before a synonym."""
    found: dict[tuple[str, str], Measure] = {}
    for cut in (True, False):  # 政务服务办件 is short for 政务服务办件量
        for measure in load_lexicon().measures.values():
            for name in (*measure.synonyms, measure.name):
                known = _COUNT_WORD.sub("", fold(name)) if cut else fold(name)
                if len(known) >= _LEAST_NAME:
                    found[known, measure.unit] = measure
    return found


def _read(frame: Frame, quantity: Quantity) -> str | None:
    """The measure that the concepts of a phrase and of what stands around it make up."""
    local = known_in(frame.local)
    for actions, strict in _readings(frame):
        for fits in (_same_unit, _same_kind):
            fitting = [m for m in _by_actions().get(actions, ()) if fits(m.unit, quantity.unit)]
            if strict:
                fitting = [m for m in fitting if _objects(names_in(frame.local)) <= m.needs]
            if best := _best(fitting, frame, local):
                return best.name
    return None


def _readings(frame: Frame) -> Iterator[tuple[frozenset[str], bool]]:
    """Sets of actions that a figure may be of, likeliest first; whether its phrase must name all
    the things that it names of the measure's."""
    own, said = frame_actions(frame), binding_names(frame.local)
    if not said and (counted := _counted_at(frame.local)):
        yield frozenset({counted}), False
    if own and own <= _STAGES and len(_objects(names_in(frame.local))) >= _TWO:
        yield frozenset(), True  # 受理刑事法律援助案件: the kind is counted, not all accepted
    if not own and not said and _DEALINGS.search(frame.local):
        yield frozenset({_VAGUE}), True  # 公证业务600件 are handled
    yield own, False
    if _CLOSED in own and len(own) > 1:
        yield own - {_CLOSED}, False
    if _CONCLUDED in own and MANNER.search(frame.local):
        yield own - {_CONCLUDED}, False
    if way := _BY_WAY_OF.search(frame.local):
        yield own - binding_names(way["verb"]), False
    if _VAGUE in own:
        yield own - {_VAGUE}, False
    if standing := own & _standing():
        yield own - standing, False  # 在册执法人员 are all there are
    if _SHARE in own:
        yield own - {_SHARE}, False
    if last := _last_action(frame.local):
        yield frozenset({last}), True
    if _REVIEWED in own:
        yield own - {_REVIEWED} | {_FOR_LEGALITY}, True
    if _objects(names_in(frame.local)):
        if _RECEIVED in said:
            yield said - {_RECEIVED}, True
        elif own and not said and not (own - _STAGES and _is_of_list(frame)):
            yield frozenset(), True


def _is_of_list(frame: Frame) -> bool:
    """Whether a figure is a later one of a list that a verb opens: 审核合同47份、规范性文件2件."""
    return "、" in re.split("[,，;；。]", frame.lead.rstrip("、 "))[-1]


@cache
def _bound() -> frozenset[str]:
    """Concepts that say what is done, or how much of it."""
    return frozenset(c.name for c in load_concepts().by_name.values() if c.kind in BINDING)


@cache
def _standing() -> frozenset[str]:
    """Concepts that tell of all there are."""
    return frozenset(c.name for c in load_concepts().by_name.values() if c.standing)


def _counted_at(phrase: str) -> str | None:
    """The stage at which a thing named is counted: 行政复议申请60件 are received."""
    concepts = load_concepts().by_name
    return next((s for n in sorted(names_in(phrase)) if (s := concepts[n].stage)), None)


def _last_action(phrase: str) -> str | None:
    """What is done, where what else a phrase names only tells to whom: 申领执法证人员培训."""
    concepts = load_concepts()
    found = [m for m in concepts.find(phrase) if m.concept.kind in BINDING]
    if len(found) < _TWO or not _WHOSE.search(phrase[found[-2].end : found[-1].start]):
        return None
    return found[-1].concept.name


def _best(measures: Sequence[Measure], frame: Frame, local: frozenset[str]) -> Measure | None:
    """The measure that takes least from afar, most from near, and names most of the phrase."""
    tiers = [known_in(part) for part in (frame.local, frame.head, _SENTENCES.split(frame.lead)[-1])]
    tiers += [known_in(frame.lead), known_in(" ".join(frame.path))]
    things = _objects(local) & _objects(known_in(_FOR_WHOM.sub("", frame.local)))
    if binding_names(frame.local):
        things = frozenset(n for n in things if not load_concepts().by_name[n].stage)  # 撤回申请
    around = tiers[:2] if _DIVIDED.search(fold(frame.part)) else tiers[:3]
    close = {n for tier in around for n in _objects(tier) if _is_own_thing(n)}
    topics, enforced = frame_topics(frame), is_enforcement(frame)
    ranked: list[tuple[tuple[float, ...], Measure]] = []
    for measure in measures:
        objects = _objects(measure.needs)
        worths = [_worth(name, tiers) for name in objects]
        if topics and not _topics(measure) <= topics:
            continue
        if topics and not _topics(measure) and frame.local.rstrip().endswith("类"):
            continue  # 复议案件中行政处罚类90件 are no penalties
        if enforced and SUITS in _topics(measure):
            continue
        if any(c.name in local and objects < c.of for c in load_concepts().compounds):
            continue  # 为村(社区)配备法律顾问90名 are no 政府法律顾问
        if _PAPERS & things - objects:
            continue  # 行政处罚案卷60件 are papers, no penalties
        if not objects and measure.unit == "%" and _of_other_people(measure, frame):
            continue
        strange = things - {s for s, topic in _SUBJECTS.items() if topic in topics}
        if not objects and not all(_worth(name, tiers) for name in measure.needs - _bound()):
            continue  # of 政务服务事项 is only what says so
        if not all(worths) or (strange and objects and not things & objects):
            continue
        afar = sum(worth < _NEAR for worth in worths)
        if objects and afar == len(objects) and close:
            continue
        near = sum(worths) - len(things - objects)
        weight = sum(load_concepts().by_name[name].weight for name in objects)
        dealt_with = any((organ := _MATTERS.get(n)) and organ in frame.local for n in objects)
        last = 0 if dealt_with else _last_named(objects, frame.local)
        ranked.append(((-afar, near, len(measure.needs), weight, last), measure))
    best = max(ranked, key=lambda pair: pair[0])[1] if ranked else None
    if best and len(known_in(frame.local)) >= _TWO and _taken_from_afar(best, tiers):
        # 政务服务事项 is named in full: 容缺受理, told of in the sentence, is not what it is.
        whole = [pair for pair in ranked if pair[1].needs == known_in(frame.local)]
        best = whole[0][1] if whole else best
    return _of_its_topic(best, frame, [m for _, m in ranked]) if best else None


def _of_its_topic(best: Measure, frame: Frame, others: Sequence[Measure]) -> Measure:
    """The hotline's rate where that of its 诉求 was nearer, and the phrase itself names neither."""
    subjects = _objects(best.needs)
    if not subjects or not subjects <= _SUBJECTS.keys() or subjects & known_in(frame.local):
        return best
    topics = {_SUBJECTS[name] for name in subjects}
    return next((m for m in others if _objects(m.needs) == topics), best)


def _of_other_people(measure: Measure, frame: Frame) -> bool:
    """Whether a bare rate stands on people that its measure is not of: 调解员900名,持证率76%."""
    people = names_in(f"{frame.governs} {frame.local}") & _people()
    return bool(people) and not people & known_in(measure.words)


@cache
def _people() -> frozenset[str]:
    """Concepts that are counted by heads."""
    measures = load_lexicon().measures.values()
    return frozenset(
        need for m in measures if m.unit in ("名", "人") and len(m.needs) == 1 for need in m.needs
    )


def _taken_from_afar(measure: Measure, tiers: Sequence[frozenset[str]]) -> bool:
    """Whether a measure has a thing that stands only before the figure's own clause."""
    return any(_worth(name, tiers) <= _NEAR for name in _objects(measure.needs))


def _is_own_thing(name: str) -> bool:
    """Whether a concept is a thing that figures are of, and no department or circumstance."""
    return load_concepts().by_name[name].weight >= _OWN


def _last_named(objects: frozenset[str], phrase: str) -> int:
    """Where the last of the objects ends in a phrase: 常务会议会前学法 is 学法."""
    ends = [m.end for m in load_concepts().find(phrase) if m.concept.name in objects]
    return max(ends, default=0)


def _topics(measure: Measure) -> frozenset[str]:
    concepts = load_concepts().by_name
    return frozenset(t for n in measure.needs if (t := concepts[n].topic))


def _worth(name: str, tiers: Sequence[frozenset[str]]) -> float:
    """What a concept is worth by where it stands, nearest first; 0: nowhere."""
    return next((w for tier, w in zip(tiers, _WORTHS, strict=True) if name in tier), 0.0)


def _objects(names: frozenset[str]) -> frozenset[str]:
    concepts = load_concepts().by_name
    return frozenset(
        n for n in names if concepts[n].kind == "object" and concepts[n].weight >= _THING
    )


def _same_unit(one: str, other: str) -> bool:
    return one == other or (one in _PERSONS and other in _PERSONS)


def _same_kind(one: str, other: str) -> bool:
    """件 and 起, 名 and 人 count the same; a time (人次) and a person don't."""
    return any(one in kind and other in kind for kind in _KINDS)


@cache
def _by_actions() -> Mapping[frozenset[str], tuple[Measure, ...]]:
    """Measures by the binding concepts they need."""
    concepts = load_concepts().by_name
    found: dict[frozenset[str], list[Measure]] = {}
    for measure in load_lexicon().measures.values():
        actions = frozenset(n for n in measure.needs if concepts[n].kind in BINDING)
        found.setdefault(actions, []).append(measure)
    return {actions: tuple(measures) for actions, measures in found.items()}
