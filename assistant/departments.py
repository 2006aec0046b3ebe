"""Which department a figure is of: the one that is asked about, another, or none.

An office's own fines are not the whole place's, nor one office's lawsuits another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.concepts import BODY, Concept, load_concepts, names_in
from assistant.domain import Frame
from assistant.target import Target
from assistant.text import PARENTHESES, fold

# What every office does for itself.
_ENFORCED = frozenset({"处罚", "罚款", "没收", "检查", "许可", "强制", "立案", "免罚", "责令改正"})
_OFFICE = re.compile(
    r"(?:监管|管理|执法|应急|运输|交通|公安|健康|卫健|环境|环保|资源|农村|建设|住建|城管|水利|文旅|旅游|税务|教育|民政"
    r"|保障|医保|人社|林业|商务|财政|审计|统计)(?:局|委|分局)(?![、和与及等])"
    r"|[\u4e00-\u9fff](?<![我本全各该个次由经入对向将把在为年月日度开])(?:局|分局)(?![、和与及等长势面部限])"
    r"|(?:市场监管|应急(?:管理)?|交通(?:运输)?|公安|卫生?健康?|生态环境|环保|自然资源|农业(?:农村)?|住建"
    r"|城管|城市管理|水利|文旅|税务|教育|民政|人社|医保|林业|商务|财政|审计|劳动监察|消防)"
    r"(?:部门|机关)(?![、和与及等])"
)
# What towns' own teams did is not all, unless the towns were asked about.
_TOWNS_TEAMS = re.compile(r"(?:乡镇|镇街|街道)[)）]?综合(?:行政)?执法(?:大?队|队伍)")
_TOWNS = re.compile(r"乡|镇|街道")
# With whom something was done, not who did it: 联合民政、公安等部门开展抽查.
_PARTNERS = re.compile(
    r"(?:联合|会同|协同|配合|协调|联动)[^,，。;；]{2,40}?(?:部门|单位|(?<=局)(?![、和与及]|[\u4e00-\u9fff]{1,8}[局委]))"
    r"|[与和同跟][^,，。;；]{2,40}?(?:部门|单位)(?:之间)?的?(?:协调|协作|配合|联动|合作|沟通|衔接)"
    # nor to whom it was handed: 移送公安机关5件
    r"|(?:移送|移交|转交)(?:公安|司法|检察)(?:机关|部门|局)?|向(?:公安|司法|检察)(?:机关|部门|局)(?=移送|移交)"
)
# 以县政府为被告的12件 are one body's, not all.
_ONES_OWN = re.compile(r"以[^,，。;；]{2,16}?(?:为|作为)(?:被告|被申请人)")
_SUED_ASKED = re.compile(r"被告|被申请人|政府|部门|乡镇|镇街")
_SUED = re.compile(r"[^,，。;；]{0,4}(?:被告|被申请人|被诉|当事人|诉讼主体|应诉主体)")
# An office that is sued has its own cases; what is said of none is the whole place's.
PARTY = re.compile(r"被告|被申请人|(?<!被)(?:起诉|状告|告)(?=\S{0,8}(?:局|委|部门|公安))")
_POWERS = re.compile(r"事项|职权|权力")  # what an office may do; not what it did
_EVERY = re.compile(r"全[省市州盟县区旗]|各(?:级|部门|执法|单位)|部门|单位|机关|[合共总]计")


def tells_bodies(target: Target) -> bool:
    """Whether it counts for a question which department a figure is of: see ``is_of_body``."""
    topics = {c.topic for c in target.about}
    return bool(_bodies(target.about) or topics & {"复议", "诉讼"}) or _is_enforcement(target)


def is_of_body(target: Target, frame: Frame) -> bool:
    """A department asked is the one that the nearest words to the figure name, if they name one."""
    asked = _bodies(target.about)
    counts = target.dimension != "percent" and not asked
    if counts and _ONES_OWN.search(frame.local) and not _SUED_ASKED.search(target.text):
        return False
    if not asked:
        return not _is_of_department(target, frame)
    if PARTY.search(target.text) and not _is_party(asked, frame):
        return False
    beside = _PARTNERS.sub("", f"{frame.local} {frame.head}")
    if _OFFICE.search(beside) and not asked & _bodies_in(beside):
        return False  # an office that no concept names is another all the same
    headings = [_bodies_in(heading) for heading in reversed(frame.path)]
    texts = (_PARTNERS.sub("", t) for t in (frame.local, frame.governs))
    near = [*map(_bodies_in, texts), _last_body(_PARTNERS.sub("", frame.lead)), *headings]
    stated = next(filter(None, near), frozenset[str]())
    return not stated or bool(asked & stated)


def is_left_out(target: Target, frame: Frame) -> bool:
    """Whether a figure is of all but what is asked for: 交警大队以外的9个部门罚款12万元."""
    said = f"{frame.sentence} {frame.local}"
    if "外" not in said:
        return False
    names = (*target.words, *(w for c in target.about for w in c.words))
    return any(f"{name}{but}" in said for name in names for but in ("以外", "之外"))


def _is_party(asked: frozenset[str], frame: Frame) -> bool:
    """Whether the words name an office asked for and say that it is a party (…局为被申请人)."""
    plain = fold(f"{frame.lead},{frame.head},{frame.local}")
    return any(
        m.concept.name in asked and _SUED.match(plain, m.end) for m in load_concepts().find(plain)
    )


def _is_of_department(target: Target, frame: Frame) -> bool:
    """Whether a figure of enforcement is one office's (区应急局…罚款18万元), not the whole's."""
    if not _is_enforcement(target) or _EVERY.search(frame.local) or _POWERS.search(frame.local):
        return False
    own = _PARTNERS.sub("", PARENTHESES.sub("", frame.sentence))
    clause = re.split("[;；]", own)[-1]
    told = f"{clause} {frame.local}"
    if _TOWNS_TEAMS.search(told) and not _TOWNS.search(target.text):
        return True
    return _OFFICE.search(told) is not None


def _is_enforcement(target: Target) -> bool:
    return any(c.name in _ENFORCED for c in target.own)


def _bodies(concepts: Iterable[Concept]) -> frozenset[str]:
    return frozenset(c.name for c in concepts if c.weight == BODY)


def _bodies_in(text: str) -> frozenset[str]:
    return _bodies(load_concepts().by_name[n] for n in names_in(text))


def _last_body(text: str) -> frozenset[str]:
    named = [m.concept for m in load_concepts().find(text) if m.concept.weight == BODY]
    return _bodies(named[-1:])
