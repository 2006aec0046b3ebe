"""Slots of a question that a figure must agree with, or it is not meant.

Thing counted, ordinals, stretches of a year, limits (本级, 日均), kind of matter, compounds,
denials, bodies."""

from __future__ import annotations

import re

from assistant.concepts import load_concepts, names_in
from assistant.concepts import without_concepts as blanked
from assistant.content import has_noun
from assistant.departments import is_left_out, is_of_body
from assistant.domain import Frame, Place
from assistant.kinds import kinds_agree
from assistant.leaning import told_apart
from assistant.moments import bases_agree, days_agree, standards_agree
from assistant.part_or_more import (
    is_caused,
    is_enforcement_case,
    is_of_other_cases,
    is_of_part_before,
    is_part_told_behind,
    sums_more,
)
from assistant.reporters import body_asked, is_reporter
from assistant.target import Target
from assistant.text import fold
from assistant.tiers import tiers_agree
from assistant.wholeness import is_at_home, narrowing_of, narrows
from assistant.wording import MOSTLY, denies, share_found

_HOTLINE = re.compile(r"(?<!\d)12[0-9]{3}(?!\d)")
_TITLED_BY = re.compile(
    r"[\u4e00-\u9fff]{2,20}?(?:局|委员会|委|办公室|中心|大队|支队|总队)(?=[^\u4e00-\u9fff]|关于|法治|工作|行政)"
)
_FINES = frozenset({"罚款", "没收", "处罚"})
_GIVEN_BACK = re.compile("退还|返还|清退|减免|免除|免缴|免收|豁免")  # 退还罚款5万元 are no fines
_NEVER = r"[未没不]有?(?:予|予以|作出|进行|完成|予以|得到|能)?"
_REASON = re.compile(
    r"因[^\s,，;；]{0,10}?(?:原因|理由|需要|情形)"
)  # says nothing of what is counted
_ASKED_BACK = re.compile(rf"{_GIVEN_BACK.pattern}|[退免](?:了|给|回|过|掉)")
_OLD_OR_NEW = frozenset({"存量", "增量", "新增"})
_OF_LAND = re.compile(r"\s(?:[县区市乡镇村](?![\u4e00-\u9fff])|[县区市乡镇村][(（、]|乡镇|街道)")


def agrees(target: Target, frame: Frame, place: Place | None = None) -> bool:
    """Whether the thing counted, ordinals and limits are the same, for a figure of ``place``."""
    return phrase_agrees(target, frame) and rest_agrees(target, frame, place)


def phrase_agrees(target: Target, frame: Frame) -> bool:
    """What of it a figure's own phrase decides, with what governs and follows it."""
    return _heads_agree(target, frame) and slots_agree(target, frame)


def slots_agree(target: Target, frame: Frame) -> bool:
    """The same without the thing counted: base, standard, kind and tier."""
    return (
        bases_agree(target, frame)
        and standards_agree(target, frame)
        and kinds_agree(target, frame)
        and tiers_agree(target, frame)
        and not sums_more(target, frame)
    )


def rest_agrees(target: Target, frame: Frame, place: Place | None) -> bool:
    """What of it the rest of a figure's words decides as well."""
    narrowing = narrowing_of(frame)
    return (
        not narrows(narrowing, target, at_home=is_at_home(narrowing, place))
        and _ordinals_agree(target, frame)
        and is_of_body(target, frame)
        and not is_left_out(target, frame)
        and not is_of_other_cases(target, frame)
        and not is_enforcement_case(target, frame)
        and not is_of_part_before(target, frame)
        and not is_part_told_behind(target, frame)
        and not is_caused(target, frame)
        and _compounds_agree(target, frame)
        and not _denies(target, frame)
        and _scene_is_set(target, frame)
        and days_agree(target, frame)
    )


def _compounds_agree(target: Target, frame: Frame) -> bool:
    """消防演练 asked is not all 演练; 未通过 asked is not all that took part."""
    if not (target.denied or target.near):
        return True
    near = fold(" ".join((frame.local, frame.head, frame.tail)))
    denied = all(re.search(rf"{_NEVER}{re.escape(verb)}", near) for verb in target.denied)
    return denied and all(
        share_found(word, near) >= MOSTLY
        or _compounded(word, target, frame)
        or _of_issuer(word, target, frame)
        for word in target.near
    )


def _denies(target: Target, frame: Frame) -> bool:
    """Whether a figure's own phrase denies what is asked: 不予审批6件 are none that were 审批."""
    local = fold(frame.local)
    fines = any(c.name in _FINES for c in target.own) and not _ASKED_BACK.search(target.text)
    if fines and _GIVEN_BACK.search(local):
        return True
    deeds = (w for c in target.own if c.kind in ("action", "stage") for w in c.words)
    meant = (w for w in (*target.words, *deeds) if len(w) > 1 and w not in target.denied)
    return any(denies(local, w) and not denies(target.text, w) for w in meant)


def _compounded(word: str, target: Target, frame: Frame) -> bool:
    """Whether what governs the figure's sentence is the very compound (劳动仲裁) that is asked."""
    before = fold(frame.sentence)
    return any(f"{word}{name}" in before for c in target.about for name in c.words)


def _of_issuer(word: str, target: Target, frame: Frame) -> bool:
    """Whether a word is in the name of the department whose report it is: 交通运输局的办件."""
    issuer = _TITLED_BY.match(frame.path[0]) if frame.path else None
    if issuer is None:
        return False
    body = body_asked(target.text)
    return word in issuer[0] or (word in body and is_reporter(body, frame.path[0]))


def _scene_is_set(target: Target, frame: Frame) -> bool:
    """An action that sets the scene (取消…措施减负) stands somewhere before the figure."""
    if not target.context:
        return True
    before = names_in(" ".join((frame.local, frame.head, frame.lead, frame.item, *frame.path)))
    return all(({c.name} | c.accepts) & before for c in target.context)


def _heads_agree(target: Target, frame: Frame) -> bool:
    """Whether the thing counted (多少个问题) is named in the figure's own phrase or beside it."""
    if not target.counted:
        return True
    near = " ".join((frame.local, frame.head, frame.tail))
    # 从方式看,常规审批90件: what tells them apart names the thing no more than it must.
    own = frame.local if _names_thing(frame.local) and not told_apart(frame.governs) else near
    return share_found(target.counted[-1], own) >= 0.5


def _names_thing(local: str) -> bool:
    """Whether a phrase names what it counts, not only what was done to it (其中废止)."""
    concepts = load_concepts()
    local = _REASON.sub(" ", local)
    if _OF_LAND.search(local) or local.strip() in _OLD_OR_NEW:
        return local.strip() not in _OLD_OR_NEW  # 督察组对 6个 乡(镇); 审查文件6件,存量20件
    done = [m for m in concepts.find(local) if m.concept.kind in ("action", "stage", "level")]
    return has_noun(blanked(local, done)) if done else has_noun(local)


def _subject_of(frame: Frame) -> str:
    """What opens a figure's sentence, where all of it is of one hotline: 12345热线受理…，满意率….

    What is told behind a semicolon or of another line in the same sentence has its own subject.
    """
    sentence = frame.part
    if sentence.lstrip().startswith("其中") and "。" in frame.lead:
        sentence = frame.lead.rsplit("。", 2)[-2]  # 热线转办6200件。其中反映噪音的910件
    return re.split("[,，]", sentence)[0] if len(set(_HOTLINE.findall(fold(sentence)))) == 1 else ""


def _ordinals_agree(target: Target, frame: Frame) -> bool:
    """第二批 asked must be 第二批 stated, and 12345's cases are not those of all channels."""
    if not target.ordinals:
        return True
    near = fold(" ".join((frame.local, frame.head, _subject_of(frame), *frame.path)))
    asked = set(_HOTLINE.findall(" ".join(target.ordinals)))
    own = set(_HOTLINE.findall(fold(frame.local)))
    if own and asked and not own & asked:
        return False
    if not all(number in near for number in asked):
        return False
    return all(o in f"{near} {fold(frame.lead)}" for o in target.ordinals)
