"""What a phrase says its figure is: a stock, a mean, a share, an outcome, a group's, a kind."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.concepts import Concept, names_in
from assistant.domain import Frame
from assistant.target import Target
from assistant.text import PARENTHESES, fold

IN_ALL = re.compile(r"总量|存量|实有|总数")
_ADDED = "新增"
# 年底还有多少: those that are there then, not those that came or left in the year.
_REMAIN = re.compile(r"(?:底|末)[^,，。]{0,8}?(?:还|尚|仍|共)?(?:有|剩)(?:多少|几)|在册|现有多少")
_FLOW = re.compile(r"接收|解除|新增|新入|入矫|解矫")
_MEAN = re.compile(r"平均[^,，。;；]{0,6}(?:款|额|费|资金|收入|工资)")
_PER = re.compile(
    r"每(?![年月日周天季次期场一])(?:[百千万十]|\d+)*[个名家户]?(?:人口|人|村|镇|乡|社区|街道|县|区|单位|部门|企业)"
)
_PER_ASKED = re.compile(r"每|平均|人均")
_BASE_OF_SHARE = re.compile(r"占(.{2,16}?)的?$")
_OPPOSITES = (
    *(("直接", "间接"), ("线上", "线下"), ("网上", "现场")),
    *(("投诉", "举报"), ("境内", "境外")),
    *(
        ("首违", "轻微免罚"),
        ("首违", "轻微不罚"),
        ("简易程序", "一般程序"),
        ("简易程序", "普通程序"),
    ),
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
_HALF = re.compile(
    r"(国内|涉外|境外|简易程序|普通程序|一般程序)(?=[\u4e00-\u9fff]{0,4}(?:公证|案件|处罚))"
)
_SEX = re.compile(r"(?<![妇子儿男仙侄])([男女])(?![女童子足儿])")
_PROCEDURE = re.compile("(?:一般|普通|简易|快速)程序")
_CLASS = re.compile(r"(?<![a-z])([a-z]|\d?a{2,5}|[甲乙丙丁])(?=[类级等档])")
_ALL_KINDS = frozenset("各几两三四五六七八九十多少同此这该其大等")
_PASSING = re.compile(r"通过|合格|及格|达标")
_ONLY_PASSED = re.compile(rf"(?:其中|均|全部|有)?\s*(?:{_PASSING.pattern})(?:考试|人数)?")
_SUCCEEDED = re.compile(r"(?:调解|调处|化解)成功(?!率)")
_UNLICENSED = re.compile(r"没有?(?:取得|拿到|考取)?(?:行政)?(?:执法)?证|无证|[未不没](?:持|取得)")


def kinds_agree(target: Target, frame: Frame) -> bool:
    """Whether a figure's phrase says that it is of the kind that is asked for."""
    return (
        _stocks_agree(target, frame)
        and _outcomes_agree(target, frame)
        and _licences_agree(target, frame)
        and _means_agree(target, frame)
        and _opposites_agree(target, frame)
        and _wholes_agree(target, frame)
        and _is_no_share_of_it(target, frame)
        and _groups_agree(target, frame)
        and _named_kinds_agree(target, frame)
        and _classes_agree(target, frame)
        and not _is_one_kind(target, frame)
        and not _are_files(target, frame)
        and _halves_agree(target, frame)
        and _sexes_agree(target, frame)
        and not _is_by_procedure(target, frame)
    )


def _stocks_agree(target: Target, frame: Frame) -> bool:
    """新增2万户,总量达到14万户: what there is in all is not what came, nor the other way round."""
    asked, stated = (IN_ALL.search(text) is not None for text in (target.text, frame.local))
    new = _ADDED in names_in(frame.local)
    if _REMAIN.search(target.text) and _FLOW.search(frame.local) and not stated:
        return False
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
    if is_per(frame.local) and not _PER_ASKED.search(target.text):
        return False
    return stated if asked else not _MEAN.search(frame.local)


def is_per(phrase: str) -> bool:
    """Whether a phrase is of so many for each of something: 每万人口配备监督员3名."""
    return _PER.search(phrase) is not None


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


def _halves_agree(target: Target, frame: Frame) -> bool:
    """涉外公证 are not all 公证: what is told apart in two is neither's alone."""
    return all(m[1] in target.text for m in _HALF.finditer(frame.local))


def _sexes_agree(target: Target, frame: Frame) -> bool:
    """女律师 are not all 律师, nor all of them what is told of 女性 alone."""
    asked, own = _sexes_in(target.text), _sexes_in(frame.local)
    return own <= asked and (asked <= own or asked <= _sexes_in(f"{frame.governs} {frame.head}"))


@lru_cache(maxsize=20_000)
def _sexes_in(text: str) -> frozenset[str]:
    return frozenset(_SEX.findall(text))


def _classes_agree(target: Target, frame: Frame) -> bool:
    """A类经营主体 asked are not all 经营主体, nor those of B类; nor is A类 all of them."""
    asked, own = _classes_in(target.text), _classes_in(frame.local)
    if not asked or own:
        return asked == own
    return asked == _classes_in(frame.governs)


@lru_cache(maxsize=20_000)
def _classes_in(text: str) -> frozenset[str]:
    """Classes by letter or stem: a of A类, 甲 of 甲级."""
    return frozenset(_CLASS.findall(fold(text)))


def _are_files(target: Target, frame: Frame) -> bool:
    """Whether cases are asked for where a phrase is of files that were looked through: 案卷."""
    return target.dimension == "cases" and "案卷" in frame.local and "卷" not in target.text


def _is_by_procedure(target: Target, frame: Frame) -> bool:
    """Whether a phrase is of cases of one procedure (简易程序), and that was not asked."""
    return is_by_procedure(frame.local) and "程序" not in target.text


def is_by_procedure(phrase: str) -> bool:
    """Whether a phrase is of cases of one procedure: 简易程序案件20件."""
    return _PROCEDURE.search(phrase) is not None


def _is_one_kind(target: Target, frame: Frame) -> bool:
    """Whether a phrase is of one kind of the object asked for: 欠薪类信访 are not all 信访."""
    if "类" not in frame.local or "类、" in frame.local:
        return False
    words = "|".join(re.escape(w) for c in target.about for w in c.words)
    kinds = (
        re.findall(rf"([\u4e00-\u9fff]{{2}})(?<!涉及)类(?:的)?(?:{words})", frame.local)
        if words
        else ()
    )
    return any(kind not in target.text and kind[-1] not in _ALL_KINDS for kind in kinds)


@lru_cache(maxsize=20_000)
def _kind_of(local: str) -> str:
    """The name of the one kind that a phrase is of, with a noun behind it: 政务动态类信息."""
    plain = PARENTHESES.sub("", fold(local)).rstrip()
    stated = _KIND_NAMED.search(plain) if "类" in plain and "类、" not in plain else None
    if stated is None or not 2 <= len(plain) - stated.end() <= _KIND_NOUN:
        return ""
    return stated[0][-_KIND_NOUN - 1 : -1]
