"""Slots of a question that a figure must agree with, or it is not meant.

Thing counted, ordinals, stretches of a year, limits (本级, 日均), kind of matter, compounds,
denials, bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.concepts import BODY, Concept, has_noun, load_concepts, names_in
from assistant.concepts import without_concepts as blanked
from assistant.domain import Frame, Place
from assistant.lexicon import own_part
from assistant.moments import bases_agree, days_agree, standards_agree
from assistant.part_or_more import (
    is_enforcement_case,
    is_of_other_cases,
    is_part_told_behind,
    sums_more,
)
from assistant.reporters import body_asked, is_reporter
from assistant.target import Target
from assistant.text import fold
from assistant.wholeness import is_at_home, narrowing_of, narrows
from assistant.wording import MOSTLY, share_found

_HOTLINE = re.compile(r"(?<!\d)12[0-9]{3}(?!\d)")
# What every office does for itself.
_ENFORCED = frozenset({"处罚", "罚款", "没收", "检查", "许可", "强制", "立案", "免罚", "责令改正"})
_OFFICE = re.compile(
    r"(?:监管|管理|执法|应急|运输|交通|公安|健康|卫健|环境|环保|资源|农村|建设|住建|城管|水利|文旅|旅游|税务|教育|民政"
    r"|保障|医保|人社|林业|商务|财政|审计|统计)(?:局|委|分局)(?![、和与及等])"
    r"|[\u4e00-\u9fff](?<![我本全各该个])(?:局|分局)(?![、和与及等长势面部限])"
    r"|(?:市场监管|应急(?:管理)?|交通(?:运输)?|公安|卫生?健康?|生态环境|环保|自然资源|农业(?:农村)?|住建"
    r"|城管|城市管理|水利|文旅|税务|教育|民政|人社|医保|林业|商务|财政|审计|劳动监察|消防)"
    r"(?:部门|机关)(?![、和与及等])"
)
_TITLED_BY = re.compile(
    r"[\u4e00-\u9fff]{2,20}?(?:局|委员会|委|办公室|中心|大队|支队|总队)(?=[^\u4e00-\u9fff]|关于|法治|工作|行政)"
)
# With whom something was done, not who did it: 联合民政、公安等部门开展抽查.
_PARTNERS = re.compile(
    r"(?:联合|会同|协同|配合|协调|联动)[^,，。;；]{2,40}?(?:部门|单位|(?<=局)(?![、和与及]|[\u4e00-\u9fff]{1,8}[局委]))"
)
_MEAN = re.compile(r"平均[^,，。;；]{0,6}(?:款|额|费|资金|收入|工资)")
# Which governments are meant: 区县政府, 市政府部门, 乡镇政府.
_TIER = re.compile(
    r"(?:区县|县区|县市区|县\(市、区\)|乡镇|镇街|省|市|区|县)级?(?:人民)?政府(?:各?(?:工作)?部门|委办局)?"
)
IN_ALL = re.compile(r"总量|存量|实有|总数")
_ADDED = "新增"
_PART_OF = re.compile(r"^\s*(?:其中|包括|含)+\s*$")
_AND_OTHERS = re.compile(r"政府(?:及|和|与|、)")  # 区政府及各部门应诉97件 are not its own
# 以县政府为被告的12件 are one body's, not all.
_ONES_OWN = re.compile(r"以[^,，。;；]{2,16}?(?:为|作为)(?:被告|被申请人)")
_SUED_ASKED = re.compile(r"被告|被申请人|政府|部门|乡镇|镇街")
_BASE_OF_SHARE = re.compile(r"占(.{2,16}?)的?$")
_OPPOSITES = (
    *(("直接", "间接"), ("线上", "线下"), ("网上", "现场")),
    *(("投诉", "举报"), ("境内", "境外")),
)
_WHOLE = re.compile(r"\s*占([\u4e00-\u9fff]{2})")
_SHARE_OF = re.compile(r"([\u4e00-\u9fff]{2,8})(?:的)?占比")
_GROUPS = re.compile(
    r"(农民工|残疾人|未成年人|老年人|妇女|军人军属|青少年|退役军人)(?:群体)?(?:的)?"
    r"(?=(?:法律援助)?案件|法律援助(?:[^\u4e00-\u9fff]|$))"
)
# 政务动态类信息: kinds that are named, with a noun of a few characters behind them.
_KIND_NAMED = re.compile(
    r"[\u4e00-\u9fff]{0,4}([\u4e00-\u9fff]{2})(?<![各几两三四五六七八九十多少])类(?=[\u4e00-\u9fff]|\s|$)"
)
_KIND_NOUN = 4
_EVERY_BODY = re.compile(r"各级|[全本][省市州盟县区旗]")
_PASSING = re.compile(r"通过|合格|及格|达标")
_ONLY_PASSED = re.compile(rf"(?:其中|均|全部|有)?\s*(?:{_PASSING.pattern})(?:考试|人数)?")
_SUCCEEDED = re.compile(r"(?:调解|调处|化解)成功(?!率)")
_SUED = re.compile(r"[^,，。;；]{0,4}(?:被告|被申请人|被诉|当事人|诉讼主体|应诉主体)")
# An office that is sued has its own cases; what is said of none is the whole place's.
_PARTY = re.compile(r"被告|被申请人|(?<!被)(?:起诉|状告|告)(?=\S{0,8}(?:局|委|部门|公安))")
_UNLICENSED = re.compile(r"没有?(?:取得|拿到|考取)?(?:行政)?(?:执法)?证|无证|[未不没](?:持|取得)")
_OLD_OR_NEW = frozenset({"存量", "增量", "新增"})
_OF_LAND = re.compile(r"\s(?:[县区市乡镇村](?![\u4e00-\u9fff])|[县区市乡镇村][(（、]|乡镇|街道)")
_ASIDE = re.compile(r"[（(][^（）()]*[)）]")
_POWERS = re.compile(r"事项|职权|权力")  # what an office may do; not what it did
_EVERY = re.compile(r"全[省市州盟县区旗]|各(?:级|部门|执法|单位)|部门|单位|机关|[合共总]计")


def agrees(target: Target, frame: Frame, place: Place | None = None) -> bool:
    """Whether the thing counted, ordinals and limits are the same, for a figure of ``place``."""
    return phrase_agrees(target, frame) and rest_agrees(target, frame, place)


def phrase_agrees(target: Target, frame: Frame) -> bool:
    """What of it a figure's own phrase decides, with what governs and follows it."""
    return (
        _heads_agree(target, frame)
        and bases_agree(target, frame)
        and standards_agree(target, frame)
        and _stocks_agree(target, frame)
        and _outcomes_agree(target, frame)
        and _licences_agree(target, frame)
        and _means_agree(target, frame)
        and _opposites_agree(target, frame)
        and _wholes_agree(target, frame)
        and _is_no_share_of_it(target, frame)
        and _groups_agree(target, frame)
        and _named_kinds_agree(target, frame)
        and _tiers_agree(target, frame)
        and not sums_more(target, frame)
    )


def rest_agrees(target: Target, frame: Frame, place: Place | None) -> bool:
    """What of it the rest of a figure's words decides as well."""
    narrowing = narrowing_of(frame)
    return (
        not narrows(narrowing, target, at_home=is_at_home(narrowing, place))
        and _ordinals_agree(target, frame)
        and is_of_body(target, frame)
        and not _is_left_out(target, frame)
        and not is_of_other_cases(target, frame)
        and not is_enforcement_case(target, frame)
        and not is_part_told_behind(target, frame)
        and _compounds_agree(target, frame)
        and _scene_is_set(target, frame)
        and days_agree(target, frame)
    )


def _stocks_agree(target: Target, frame: Frame) -> bool:
    """新增2万户,总量达到14万户: what there is in all is not what came, nor the other way round."""
    asked, stated = (IN_ALL.search(text) is not None for text in (target.text, frame.local))
    new = _ADDED in names_in(frame.local)
    return not ((asked and new and not stated) or (stated and _ADDED in map(_name, target.own)))


def _name(concept: Concept) -> str:
    return concept.name


def _is_no_share_of_it(target: Target, frame: Frame) -> bool:
    """占审结数的30.6% is a share of what was concluded, no 审结率."""
    whole = _BASE_OF_SHARE.search(fold(frame.local).strip())
    if whole is None:
        return True
    stems = [c.name.removesuffix("率") for c in target.own if c.kind == "rate"]
    above = f"{frame.governs} {frame.head}"
    return not any(stem and stem in whole[1] and stem not in above for stem in stems)


def _licences_agree(target: Target, frame: Frame) -> bool:
    """没有证的执法人员 asked are none of those who hold one."""
    asked = _UNLICENSED.search(target.text) is not None
    return not asked or _UNLICENSED.search(f"{frame.local} {frame.head}") is not None


def _outcomes_agree(target: Target, frame: Frame) -> bool:
    """调解成功…件 is not all that was mediated, 通过…人 not all that took an examination.

    Nor is what one year brought 历年's.
    """
    succeeded = _SUCCEEDED.search(frame.local) is not None and "成功" not in target.text
    passed = _ONLY_PASSED.fullmatch(frame.local.strip()) is not None
    succeeded = succeeded or (passed and not _PASSING.search(target.text))
    ever = "历年" in target.text and "历年" not in f"{frame.local} {frame.head}"
    return not (succeeded or ever)


def _means_agree(target: Target, frame: Frame) -> bool:
    """案件平均罚款 is not all the fines, nor the other way round."""
    asked, stated = ("平均" in text for text in (target.text, frame.local))
    return stated if asked else not _MEAN.search(frame.local)


def _opposites_agree(target: Target, frame: Frame) -> bool:
    """间接纠错 is not what 直接纠错 asks for."""
    return not any(
        one in target.text and one not in frame.local and other in frame.local
        for pair in _OPPOSITES
        for one, other in (pair, pair[::-1])
    )


def _wholes_agree(target: Target, frame: Frame) -> bool:
    """举报占比 is not what another thing has of them (占举报量的14%)."""
    asked = _SHARE_OF.search(target.text)
    whole = _WHOLE.match(fold(frame.local)) if asked else None
    if not whole or not asked or whole[1] not in asked[1]:
        return True
    return asked[1][-2:] in frame.head  # 规范化调委会2180个,占调委会总数的83.9%


def _groups_agree(target: Target, frame: Frame) -> bool:
    """残疾人法律援助案件 are one group's only, not all 法律援助案件; nor is their change."""
    near = f"{frame.head} {frame.local}" if target.change else frame.local
    groups = _GROUPS.findall(near)
    return not groups or any(group in target.text for group in groups)


def _named_kinds_agree(target: Target, frame: Frame) -> bool:
    """行政审批结果类信息 asked are not all 各类信息, nor 政务动态类信息 stated all 信息."""
    asked = _KIND_NAMED.search(target.text) if "类" in target.text else None
    if asked and not any(asked[1] in text for text in (frame.local, frame.head)):
        return False
    name = _kind_of(frame.local)
    return not name or any(name[k : k + 2] in target.text for k in range(len(name) - 1))


@lru_cache(maxsize=20_000)
def _kind_of(local: str) -> str:
    """The name of the one kind that a phrase is of, with a noun behind it: 政务动态类信息."""
    plain = _ASIDE.sub("", fold(local)).rstrip()
    stated = _KIND_NAMED.search(plain) if "类" in plain and "类、" not in plain else None
    if stated is None or not 2 <= len(plain) - stated.end() <= _KIND_NOUN:
        return ""
    return stated[0][-_KIND_NOUN - 1 : -1]


def _tiers_agree(target: Target, frame: Frame) -> bool:
    """What 区县政府 received is not what 市政府 or 区县政府部门 did."""
    asked = _tiers_in(target.text)
    if not asked:
        return True
    near = (frame.local, frame.head)
    stated = next((found for text in near if (found := _tiers_in(text))), None)
    sued = _PARTY.search(target.text) is not None
    if stated is None:  # a government that is sued is named where its own cases are told
        return not (sued or any(map(_EVERY_BODY.search, near)))
    if sued and any(map(_AND_OTHERS.search, near)):
        return False
    return bool(asked & stated)


def without_tiers(target: Target, local: str) -> str:
    """A figure's own phrase without the governments asked for: they say whose it is."""
    for tier in _tiers_in(target.text):
        local = local.replace(tier, " ")
    return _PART_OF.sub("", local)


@lru_cache(maxsize=20_000)
def _tiers_in(text: str) -> frozenset[str]:
    plain = fold(text).replace("人民政府", "政府").replace("级政府", "政府")
    return frozenset(m[0] for m in _TIER.finditer(plain))


def _compounds_agree(target: Target, frame: Frame) -> bool:
    """消防演练 asked is not all 演练; 未通过 asked is not all that took part."""
    if not (target.denied or target.near):
        return True
    near = fold(" ".join((frame.local, frame.head, frame.tail)))
    denied = all(re.search(rf"[未没不]有?{re.escape(verb)}", near) for verb in target.denied)
    return denied and all(
        share_found(word, near) >= MOSTLY
        or _compounded(word, target, frame)
        or _of_issuer(word, target, frame)
        for word in target.near
    )


def _compounded(word: str, target: Target, frame: Frame) -> bool:
    """Whether what governs the figure's sentence is the very compound (劳动仲裁) that is asked."""
    before = fold(frame.lead).rsplit("。", 1)[-1]
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
    if _PARTY.search(target.text) and not _is_party(asked, frame):
        return False
    beside = _PARTNERS.sub("", f"{frame.local} {frame.head}")
    if _OFFICE.search(beside) and not asked & _bodies_in(beside):
        return False  # an office that no concept names is another all the same
    headings = [_bodies_in(heading) for heading in reversed(frame.path)]
    texts = (_PARTNERS.sub("", t) for t in (frame.local, frame.governs))
    near = [*map(_bodies_in, texts), _last_body(_PARTNERS.sub("", frame.lead)), *headings]
    stated = next(filter(None, near), frozenset[str]())
    return not stated or bool(asked & stated)


def _is_left_out(target: Target, frame: Frame) -> bool:
    """Whether a figure is of all but what is asked for: 交警大队以外的9个部门罚款12万元."""
    said = f"{frame.lead.rsplit('。', 1)[-1]} {frame.local}"
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
    own = _PARTNERS.sub("", _ASIDE.sub("", frame.lead.rsplit("。", 1)[-1]))
    clause = re.split("[;；]", own)[-1]
    return _OFFICE.search(f"{clause} {frame.local}") is not None


def _is_enforcement(target: Target) -> bool:
    return any(c.name in _ENFORCED for c in target.own)


def _bodies(concepts: Iterable[Concept]) -> frozenset[str]:
    return frozenset(c.name for c in concepts if c.weight == BODY)


def _bodies_in(text: str) -> frozenset[str]:
    return _bodies(load_concepts().by_name[n] for n in names_in(text))


def _last_body(text: str) -> frozenset[str]:
    named = [m.concept for m in load_concepts().find(text) if m.concept.weight == BODY]
    return _bodies(named[-1:])


def _heads_agree(target: Target, frame: Frame) -> bool:
    """Whether the thing counted (多少个问题) is named in the figure's own phrase or beside it."""
    if not target.counted:
        return True
    near = " ".join((frame.local, frame.head, frame.tail))
    own = frame.local if _names_thing(frame.local) else near
    return share_found(target.counted[-1], own) >= 0.5


def _names_thing(local: str) -> bool:
    """Whether a phrase names what it counts, not only what was done to it (其中废止)."""
    concepts = load_concepts()
    if _OF_LAND.search(local) or local.strip() in _OLD_OR_NEW:
        return local.strip() not in _OLD_OR_NEW  # 督察组对 6个 乡(镇); 审查文件6件,存量20件
    done = [m for m in concepts.find(local) if m.concept.kind in ("action", "stage", "level")]
    return has_noun(blanked(local, done)) if done else has_noun(local)


def _subject_of(frame: Frame) -> str:
    """What opens a figure's sentence, where all of it is of one hotline: 12345热线受理…，满意率….

    What is told behind a semicolon or of another line in the same sentence has its own subject.
    """
    sentence = own_part(frame)
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
