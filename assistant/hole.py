"""The hole in a question: what stands for the figure asked for, and its unit."""

from __future__ import annotations

import re
from functools import cache

from assistant.concepts import load_concepts
from assistant.tokens import tagged
from assistant.units import load_units

PERCENT = re.compile(r"百分之(?:多少|几)|多少[%％]|几成|几个百分点|多少个百分点")
_MONEY = re.compile(
    r"多少(?:“[^”]*”)?(?:钱|资金|经费|金额|款|万元|亿元|元)|几(?:万|亿)元|金额|标的额"
    r"|多少(?![件个人家名项次条宗起万亿户份场笔批种类]|农民工|劳动者|群众|企业|职工|单位)[一-龥]{0,8}?(?:经费|资金|费用|补贴|欠薪|工资|工钱|罚款|罚没款)"
    r"|多少(?![件个人家名项次条宗起万亿户份场笔批种类])[一-龥]{0,8}?(?:(?<![消免收])费|(?<!条)款|(?<![基黄])金|补助)"
    r"(?=[\s,?]|$)"  # 收了多少公证费
    r"|(?:(?<![消免收])费|(?<!条)款|(?<![基黄])金|补贴|补助)[收付缴交发放给到了过共]{1,4}多少(?![一-龥])"
    r"|(?:经费|资金|费用)[投花拨用支付入了出过安排]{1,5}多少(?![一-龥])"
    r"|(?:收费|罚款|罚没款|经费|资金|费用|税费|款项|经济损失|经济利益|工资|薪资)(?:达到?|是|为|共|有|合计|总计|总额)*多少(?![一-龥]|%)"
)
_LONG = re.compile(r"多久|多长时间|多少(?:日|天|个?工作日|个?月|年|小时)|几(?:日|天|个月|年|小时)")
_PEOPLE = re.compile(
    r"多少(?:群众|人|干部|职工|村民|居民|学生|市民|企业家|党员|农民工|劳动者|员工|受援人|律师|教师|师生|志愿者"
    r"|残疾人|老年人|老人|妇女|未成年人|当事人)"
    r"|多少(?![件个家项次条场期起宗份批种类])[\u4e00-\u9fff]{1,6}?(?:干部|人员|学员|党员|职工|教师|学生)(?![\u4e00-\u9fff])"
    r"|(?:人数|受援人|律师|[调解公证]{2}员|志愿者|人员)(?:有|达到?|是|为|共)*多少(?![一-龥%])"
    r"|人数[\s?？。呢是]*$"
)
RATIO = re.compile(
    r"占(?![地道用])[^,。?]{1,16}?的?(?=多少(?![件个人家名项次条宗起万亿]))"
    r"|占[^,。?道地]{1,16}(?:总数|总量|全部)的?(?=多少|几)"
    r"|(?<![效频利汇税功概几])率|占比|比例|比重|权重|满意度|[增升涨降跌]幅|增速"
)
# A rank is no count: 营商环境在全省第几 is not how often there were meetings on it.
_RANK = re.compile(r"第几[名位]|(?:全[国省市州盟县区]|排名?|位居|位列|名列)[^,。]{0,4}第几")
SUPERLATIVE = re.compile(r"最(?:多(?!跑)|少|大|小|高(?!人民|检察|法)|低|快)(?:$|的|[\s?,。是])")
_TWO_WORDS = 4  # characters of a verb and a noun
_COUNT_NAMED = re.compile(r"(次|场|期|件|份|卷|户|家)数(?:是|为|呢|[\s?？。])*$")  # 调研次数
_ANY = frozenset({"个", "单", ""})
# Things whose first character alone would be a measure word: 多少成员 is no 成, 多少项目 no 项.
_THINGS = (
    "成[员果效绩]|项目|条[例款]|场[所地馆]|家[庭属长]|名[单额]|点位|班[级子]|门[店类]|起诉|宗教|所属"
    "|处[罚室]|类型|本级|期限|户籍|位置|台账|例外|卷宗|组[长织]|路[段口]"
)
_THING = re.compile(_THINGS)
_AREA = re.compile(r"面积(?:是|有|达到?|为|共|一共)?(?:多大|多少)(?![\u4e00-\u9fff])")
_BARE_VERB = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:来|过)?了?(?:一共|总共|共)?$")  # 查出来了多少


@cache
def hole_pattern() -> re.Pattern[str]:
    """What stands in a question for the figure asked for: 多少件, 几名."""
    units = "|".join(map(re.escape, load_units().words))
    return re.compile(
        rf"(?:多少|几多|(?<![哪第])几)\s*(?:(?!{_THINGS})(?P<unit>{units}))?|(?:是|为|有|达到?|(?<=[率度比重积]))多(?:大|高)"
    )


def has_hole(part: str) -> bool:
    """Whether a part of a question asks for a figure."""
    return any(hole.search(part) for hole in (hole_pattern(), PERCENT, _RANK))


def asked_unit(plain: str) -> tuple[str, str]:
    """The unit asked for and its dimension, each ``""`` where it is open.

    ``rank`` is a dimension that no stated figure has.
    """
    units = load_units()
    if _RANK.search(plain):
        return "", "rank"
    if PERCENT.search(plain):
        return ("个百分点" if "百分点" in plain else "%"), "percent"
    if _MONEY.search(plain):
        return "元", "money"
    if _LONG.search(plain):
        return "", "time"
    if _PEOPLE.search(plain) and not re.search(r"多少人(?:次|\(次\))", plain):
        return "人", "people"
    for match in hole_pattern().finditer(plain):
        unit, _ = units.base(match["unit"] or "")
        if unit and unit not in _ANY:
            return unit, units.dimension(unit)
        if unit:
            return unit, "count"
        if _THING.match(plain, match.end()):
            return "", "count"
    if RATIO.search(plain):
        return "", "percent"
    if _AREA.search(plain):
        return "", "area"
    named = _COUNT_NAMED.search(plain)
    unit = units.base(named[1])[0] if named else ""
    return (unit, units.dimension(unit)) if unit else ("", "")


def closed(plain: str) -> str:
    """The question with what its hole parts put together: 发现了多少个问题 → 发现问题多少个."""
    for hole in hole_pattern().finditer(plain):
        before, after = _BARE_VERB.sub("", plain[: hole.start()]), plain[hole.end() :]
        for verb, thing in _parted():
            if after.startswith(thing) and before.endswith(verb):
                return f"{before}{thing}{hole[0]}{after.removeprefix(thing)}"
    return plain


@cache
def _parted() -> tuple[tuple[str, str], ...]:
    """Verbs and what they are of that are one action only together, longest first."""
    words = load_concepts().by_word
    done = (w for w, c in words.items() if c.kind == "action" and len(w) >= _TWO_WORDS)
    pairs = [(w[:2], w[2:]) for w in done if w[:2] not in words and w[2:] not in words]
    named = (pair for pair in pairs if [_tag_of(word)[:1] for word in pair] == ["v", "n"])
    return tuple(sorted(named, key=lambda pair: -len(pair[1])))


def _tag_of(word: str) -> str:
    found = tagged(word)
    return found[0][1] if len(found) == 1 else ""
