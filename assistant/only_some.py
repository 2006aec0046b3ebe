"""Whether a figure's phrase tells of only some of what is asked: the new, the done, those sent."""

from __future__ import annotations

import re

from assistant.concepts import is_change, load_concepts
from assistant.domain import Frame
from assistant.kinds import IN_ALL
from assistant.target import Target
from assistant.tokens import tagged

_ENTERED = re.compile(r"列入|纳入|评为|享受")  # …户经营主体列入白名单 are not all there are
# 其中已完成320件 are not all; 共完成 单位… is no more than a verb of what stands behind.
_DONE = re.compile(r"(?<!未)(?:已|其中)完成(?=\s)|(?<!未)完成(?=了|\s*$)")
_UNFINISHED = re.compile(r"未完成|(?<!矫)正在|尚未|剩余")  # not 社区矫|正在|册
_OPEN_ASKED = re.compile(
    r"正在|在[审办查]|未|剩|还有|还没|没[有能]|处理中"
)  # 其中已完成320件 are not all
# 还有几个在整改 asks for none that are 已整改.
_STILL = re.compile(
    r"(?<!矫)正在|在(?:整改|办理|审理|推进|处理|实施)(?:当?中)?的?(?=有?(?:多少|几)|还有|[\s?,。]|$)|还没|尚未|未(?:整改|完成|办结|审结|化解)|没(?:有)?(?:整改|完成|办结)"
)
_OVER = re.compile(r"已(?!经?受理)|(?<![未没有])(?:完成|办结|审结)")
_NAMED_KIND = re.compile(r"[“\"「]([^”\"」]{1,8})[”\"」]")
# 村级调委会: a body of a lower tier, whatever it has.
_LOWER = re.compile(r"(?:村|社区|村居|镇|乡|乡镇|镇街|街道)级([\u4e00-\u9fff]{2,})")
_NEW = re.compile(r"新(?:登记|增|设立?|注册|办|建)")
_TOOK_PART = re.compile(r"参加|参与|参训|参学|参会|参演|参考")
_ATTENDED = re.compile(rf"{_TOOK_PART.pattern}|培训|讲座|活动|考试|演练|会议|宣讲|旁听|人数|人次")
_ANYBODY = frozenset({"人员", "人数", "干部", "群众", "职工"})
_PERSONS = re.compile(r"(?:多少|几)[名位]|有多少人(?!次)")
_SENT = re.compile(r"出动|安排|选派|抽调|派出|选送|推荐|参加")
# 选派12人参加省级培训: they were sent to one that another held.
_SENT_TO = re.compile(r"(?:选派|选送|推荐|抽调|派出|安排|派员).*参加")


def is_only_some(target: Target, near: Frame, unit: str) -> bool:
    """Whether a figure of ``unit``, by its phrase ``near``, counts no more than some of them."""
    if is_bare_object(target) and (_enters(target, near) or _visits(target, near, unit)):
        return True
    if is_bare_object(target) and _is_named_kind(target, near):
        return True
    if _asks_attendance(target) and not _ATTENDED.search(near.local):
        return True
    if all(c.kind == "change" for c in target.own) and _only_new(target, near):
        return True
    sent = target.dimension == "people" and _SENT_TO.search(near.local)
    if sent and not _SENT.search(target.text):
        return True
    return _is_stage_of_work(target, near)


def is_bare_object(target: Target) -> bool:
    """Whether nothing but a thing is asked for (有多少市场主体): then no share of it will do."""
    return not target.own and not target.words


def _enters(target: Target, frame: Frame) -> bool:
    """Whether a figure tells of some that entered or were sent: 安排7名执法人员参加培训."""
    words = [m[0] for m in _ENTERED.finditer(frame.local) if not _is_asked(target, frame, m.end())]
    if target.dimension == "people":
        words += [m[0] for m in _SENT.finditer(frame.local)]
    return any(w not in target.text for w in words)


def _is_asked(target: Target, frame: Frame, at: int) -> bool:
    """Whether what they entered is asked for itself: 纳入政务服务中心, of 政务服务中心的事项."""
    into = next((m for m in load_concepts().find(frame.local) if m.start >= at), None)
    return into is not None and into.concept in target.about


def _visits(target: Target, frame: Frame, unit: str) -> bool:
    """Whether persons are asked for where a figure counts how often they came: 出动17472人次."""
    persons = _PERSONS.search(target.text) is not None and "人数" not in frame.local
    return persons and unit == "人次"


def _asks_attendance(target: Target) -> bool:
    """Whether a question asks for nothing but those who took part: 参训人员多少."""
    told = target.own or target.about or set(target.words) - _ANYBODY
    return not told and _TOOK_PART.search(target.text) is not None


def _is_named_kind(target: Target, frame: Frame) -> bool:
    """Whether persons or bodies are of a kind with a name of its own, or of one lower tier only.

    “瑶老”调解员, “双语调解员”, 村级调委会配备调解员: not all 调解员.
    """
    if target.dimension not in ("people", "entities", "count"):
        return False
    concepts = load_concepts()
    asked = {c.name for c in target.about}
    tier = _LOWER.search(frame.local)
    if tier and tier[0][:2] not in target.text:
        first = next(iter(concepts.find(tier[1])), None)
        return first is None or first.start > 0 or first.concept.name not in asked
    things = {m.start for m in concepts.find(frame.local) if m.concept.name in asked}
    ends = {m.end for m in concepts.find(frame.local) if m.concept.name in asked}
    kinds = ends - {m.end for m in concepts.find(frame.local) if m.start in _openings(frame.local)}
    return any(
        name[1] not in target.text and (name.end() in things or name.end(1) in kinds)
        for name in _NAMED_KIND.finditer(frame.local)
    )


def _openings(local: str) -> set[int]:
    """Where names in quotes begin: “调解员” is the very thing, “双语调解员” a kind of it."""
    return {name.start(1) for name in _NAMED_KIND.finditer(local)}


def _only_new(target: Target, frame: Frame) -> bool:
    """Whether a part is of what is new: 新登记经营主体…，其中企业6310户 are not all 企业."""
    if IN_ALL.search(frame.local) or _does_as_asked(target, frame.local):
        return False
    return _NEW.search(frame.governs) is not None and not re.search("新|登记|注册", target.text)


def _does_as_asked(target: Target, local: str) -> bool:
    """Whether a phrase has a verb of its own that is asked for: 依法新增20项,累计调整95项."""
    verbs = (w for w, tag in tagged(local) if tag in ("v", "vn") and len(w) > 1)
    blank = load_concepts().blank
    return any(v in target.text and not blank(v) and not is_change(v) for v in verbs)


def _is_stage_of_work(target: Target, frame: Frame) -> bool:
    """Whether a figure tells how many are done, or still open, and that was not asked."""
    done = _is_done(target, frame.local) and "完成" not in target.text
    open_ = _UNFINISHED.search(frame.local) is not None
    still = open_ and not _OPEN_ASKED.search(target.text)
    closed = _STILL.search(target.text) is not None and _OVER.search(frame.local) is not None
    return done or still or (closed and not open_)


def _is_done(target: Target, local: str) -> bool:
    """Whether a phrase tells of what is finished only; not 完成9个行业上线 nor 整改完成."""
    found = _DONE.search(local)
    if found is None or any(local[: found.start()].endswith(c.words) for c in target.own):
        return False
    last = tagged(local[found.end() :])[-1:]
    blank = load_concepts().blank
    done = (w for w, tag in last if tag in ("v", "vn") or blank(w))
    return not any(word in target.text for word in done)
