"""What a figure's words say beyond its measure: of which of all the cases it is."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.concepts import known_in, load_concepts, names_in, without_concepts
from assistant.content import content_words
from assistant.domain import Indicator
from assistant.lexicon import Measure, load_lexicon, without_object
from assistant.text import fold

MOST_ABOVE = 0.8  # weight of departments and of 涉企, which narrow whatever stands under them
LEAST_ABOVE = 0.4  # less have 群众 and 政务服务, which single nothing out of what follows
_OFFICE = 0.5  # the weight of departments in concepts.yaml
_TOWN = re.compile(
    r"(?:^|[,、\s])(?![各全等该本每])[\u4e00-\u9fff]{2,3}(?:镇|乡|街道)(?![镇乡街村级])"
)
_RATE_OF_SOME = re.compile(r"其中[^,;。]{1,14}率")
_SETTLED = frozenset({"撤回", "和解"})
_KEPT = 10_000  # figures whose words need not be looked at again
# Offices by their concepts, and what is done by no other of a county.
ITS_WORK = {
    "司法行政": frozenset(
        {"行政复议", "行政诉讼", "法律援助", "社区矫正", "合法性审核", "规范性文件", "律师", "律所"}
        | {"法律顾问", "普法", "案卷", "司法所", "法律明白人", "监督员"}
    ),
    "应急管理": frozenset({"演练", "应急预案", "隐患"}),
}
# Words for the body itself and for its whole year, which single nothing out.
_WHOLE = re.compile(
    r"以[^,;。、]{0,10}?(?:行政机关|政府及其?(?:工作|所属|组成)?部门)(?:、?(?:乡镇|镇街)(?:\(街道\)|街道)?)?(?:作)?为被(?:告|申请人)的?|"
    r"(?:[各全][\u4e00-\u9fff]{0,3})?(?:行政)?执法(?:部门|机关|单位|机构)|"
    r"涉[省市县区]|[省市县区]?(?:人民)?政府(?:及|和)[省市县区]?(?:人民)?政府办公[室厅]|(?:19|20)\d{2}年度?|全年|本年度?|今年以?来?|[全我本][省市县区州]|各级|本级|行政机关|[省市县区]?(?:人民)?政府"
    r"|共计?|合计|总计|累计|案件|全部|工作|现有|共有|目前"
)
DULL = frozenset(
    {"群众", "企业群众", "另有", "判决", "登记", "申请", "机构", "机关", "案件", "事项", "情况"}
    | {"人员", "活动", "单位", "办理", "到位", "完毕", "现行", "分析", "统计"}
    # done to whatever is counted
    | {"作出", "发出", "提供", "解答", "建有", "聘有", "编制", "抽取", "设置", "公布", "决定"}
    | {"全面", "系统", "代表", "保持", "目录", "建成", "设有", "设立", "配备", "拥有", "方式"}
    | {"审理", "依法", "执业", "人民法院", "法院", "受益"}
)
# 公证机构办理公证, 各级人民调解组织受理纠纷: who does it anyway.
_DOER = re.compile(
    r"(?:公证|司法鉴定|法律援助|人民调解|行政复议|法制|信访|仲裁|司法行政)(?:服务)?(?:机构|机关|组织|部门|中心|处)"
    r"(?=[^,;。]{0,3}(?:受理|收到|办理|办结|审结|调解|调处|接待|接收|完成|出具))"
)
_SERVING = re.compile(r"律师(?:分别|共同)?(?:担任|兼任|结对|服务)")  # 40名律师担任200个村法律顾问
# By which rules and on all of which platforms it was done: 对照上位法清理, 通过网站、微信等平台.
_MANNER = re.compile(
    r"(?:对照|依据|依照|根据|按照|参照)[^,;。]{1,12}?(?:法(?!律)|规定|要求|办法|条例|标准|方案)"
    r"|(?:依托|通过|运用|利用)[^,;。]{1,16}?、[^,;。]{1,12}?(?:等|[二两三四五]大|多种)[^,;。]{0,4}?(?:平台|渠道|方式|媒介|载体)"
)
# 以撤销方式纠错的案件: the way alone tells of which they are.
_WAY_OF = re.compile(r"(?:方式|形式|途径)(?:审?结案?|办结|审结|纠错|处理|终止)的?")
# What a thing is for or done about anyway: aid is given to those in need, hearings to hard cases.
_OF_COURSE = {
    "法律援助": frozenset({"困难"}),
    "听证": frozenset({"复杂", "疑难", "重大"}),
}
# Words that single a part out though they are adverbs or times of day to the dictionary.
_PART = re.compile(
    r"[线网]上|[线网]下|[上下]半年|季度|月|以上|以下|部分|直接|现场|电话|窗口|新[增建办]|首次"
)
_DONE_TO = re.compile(r"(?:已|均|仅)?被(?!告|申请)")  # 处罚案件90件,被复议撤销2件: those of them
_ORGAN = re.compile(r"[\u4e00-\u9fff]{2,8}(?:局|法院|检察院)")


@lru_cache(maxsize=_KEPT)
def restriction(figure: Indicator) -> frozenset[str]:
    """What a figure's words say beyond its measure: 市场监管领域, 县公安局, 线上.

    Only figures with the same words beyond are compared; most often there are none.
    """
    governed = _beyond(figure, figure.frame.governs, objects_only=True)
    return own_restriction(figure) | governed


@lru_cache(maxsize=_KEPT)
def own_restriction(figure: Indicator) -> frozenset[str]:
    """What a figure's own phrase, or the heading above it, says beyond its measure."""
    heading = figure.path[-1] if figure.path else ""
    organs = frozenset(_ORGAN.findall(heading))
    if _DONE_TO.match(figure.frame.local):
        organs |= {"被"}
    if figure.quantity.unit == "%" and figure.frame.local.lstrip(" ,").startswith("其中"):
        organs |= {"其中"}
    if not content_words(figure.frame.local):  # 处罚类申请最多,达57件
        return organs | _beyond(figure, figure.frame.head)
    return organs | _beyond(figure, figure.frame.local)


def follows_another(figure: Indicator) -> bool:
    """Whether a figure that doesn't name its measure in full follows one of something else.

    清河镇执法人员25人,持证率100% and 其中交通局办结率97%,满意率88% are of the town and the office.
    """
    measure = load_lexicon().measures.get(figure.measure or "")
    own = known_in(figure.frame.local)
    if measure is None or (measure.needs <= own and len(measure.needs) > 1):
        return False
    part = of_body(figure, figure.frame.part)
    concepts = load_concepts().by_name
    offices = {
        n
        for n in names_in(part) - implied(measure) - DULL
        if concepts[n].kind == "object" and concepts[n].weight == _OFFICE
    }
    offices = {o for o in offices if not measure.needs & ITS_WORK.get(o, frozenset())}
    rate = figure.quantity.unit == "%" and _RATE_OF_SOME.search(part)
    return bool(offices or rate or _TOWN.search(fold(figure.frame.part)))


def is_named_there(figure: Indicator) -> bool:
    """Whether a figure's phrase, or what governs it, names all of its measure, and no heading.

    The kind of matter (12345热线) may be what its sentence is about.
    """
    measure = load_lexicon().measures.get(figure.measure or "")
    frame = figure.frame
    concepts = load_concepts().by_name
    kinds = {n for n in known_in(frame.lead.split("。")[-1]) if concepts[n].topic}
    return (
        measure is not None
        and measure.needs <= known_in(frame.local, frame.head, frame.governs) | kinds
    )


@lru_cache(maxsize=1_000)
def implied(measure: Measure) -> frozenset[str]:
    """Concepts that a measure's name and definition name or that go without saying."""
    by_name = load_concepts().by_name
    parts = frozenset(n for need in measure.needs for n in by_name[need].of)
    done = any(by_name[need].kind in ("stage", "action", "rate") for need in measure.needs)
    received = frozenset() if done else frozenset({"收到"})  # 收到好差评90条 are all there are
    ended = _SETTLED & measure.needs and frozenset({"终止"})  # 撤回终止 are withdrawn
    usual = frozenset[str]().union(*(_OF_COURSE.get(need, ()) for need in measure.needs))
    return measure.needs | parts | known_in(measure.words) | received | ended | usual


def _beyond(figure: Indicator, phrase: str, *, objects_only: bool = False) -> frozenset[str]:
    """What a phrase says beyond its figure's measure; ``objects_only`` of what governs it.

    Where the figure's own phrase names a thing of its measure, only departments and the like that
    stand above it narrow it down: 公证600件、司法鉴定300件 are no forensic 公证.
    """
    measure = load_lexicon().measures.get(figure.measure or "")
    needs = implied(measure) if measure else frozenset[str]()
    own = bool(needs & names_in(figure.frame.local))
    plain = of_body(figure, without_object(phrase))
    mentions = load_concepts().find(plain)
    beyond: set[str] = set()
    said = measure.words if measure else ""
    for mention in mentions:
        concept = mention.concept
        narrow = not objects_only or (
            concept.kind == "object"
            and concept.weight >= LEAST_ABOVE
            and (concept.weight <= MOST_ABOVE or not own)
        )
        if concept.name not in needs and mention.word not in said and narrow:
            beyond.add(concept.name)
    words = content_words(without_concepts(plain, mentions))
    rest = (w for w in words if len(w) > 1 and w not in said)
    if not (objects_only and own):
        beyond.update(rest)
    if not objects_only:
        beyond.update(m[0] for m in _PART.finditer(plain))
    return frozenset(beyond - DULL - needs)


def of_body(figure: Indicator, phrase: str) -> str:
    """A phrase without who does such a thing anyway, the body's names and its whole year."""
    plain = _SERVING.sub(" ", _DOER.sub(" ", _MANNER.sub(" ", fold(phrase))))
    for name in figure.place.names if figure.place else ():
        plain = plain.replace(name, " ").replace(name[:-1], " ") if len(name) > 2 else plain
    return _WHOLE.sub(" ", _WAY_OF.sub(" ", plain))
