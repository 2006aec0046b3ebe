"""Whether a question asks for a figure, and whether it names any thing at all."""

from __future__ import annotations

import re

from assistant.concepts import load_concepts, without_concepts
from assistant.content import UNITS_OF_LAND
from assistant.counted import DULL, NOUN_TAGS
from assistant.hole import PERCENT, SUPERLATIVE, has_hole, hole_pattern
from assistant.measure_names import asked_by_name
from assistant.quantity import quantities
from assistant.targets import MORE_THAN
from assistant.text import fold
from assistant.tokens import tagged
from assistant.units import load_units

_METHOD = re.compile(
    r"怎么|如何|怎样|为什么|什么是|是什么|意思|措施|办法|可以|可不可以|能不能|能否|能[^,。]{0,10}吗"
)
_HOW = re.compile(r"(?:如何|怎么|怎样|为什么|为何)(?!样)[^\s?!,。]{2}")  # 如何提高出庭应诉率
# 谁受理的行政复议多: at the end, where it is no 多少.
_WHO_MORE = re.compile(
    r"(?:谁|哪[个家边地里]?)[^,。;!]{0,24}(?:更|较)?[多少高低大小](?:一?[些点])?$"
)
_NAMED = re.compile(
    r"(?:率|数|量|数量|总数|总量|金额|总额|占比|比例|比重|人数|人次|件数|次数|场次|满意度|罚没款|罚款|罚没|收入|支出|增幅|降幅|增速|压缩比|平均分|均分|得分|分数|时限|访问量)"
    r"(?:情况|怎么样|如何|怎样|多高|高不高|是|为|达)?$"
)


def asks_figure(text: str) -> bool:
    """Whether a question (years and places blanked out) asks for a figure.

    It has a hole (多少), or ends in the name of a quantity (出庭应诉率, 办件量, 罚没金额).
    """
    plain = fold(text).strip(" ?？。.!！()呢啊呀吗的是")
    if has_hole(plain) or (_NAMED.search(plain) and not _HOW.search(plain)):
        return True
    if asked_by_name(plain):
        return True
    if any(m.concept.kind == "rate" for m in load_concepts().find(plain)):
        return not _METHOD.search(plain)
    if MORE_THAN.search(plain) or _compares(plain):
        return True
    return bool(quantities(plain)) and bool(re.search(r"吗|是不是|是否|有没有|超过|达到", text))


def _compares(plain: str) -> bool:
    """Whether the most or least of something counted is asked for (哪个县受理最多)."""
    counted = ("stage", "action", "rate", "change")
    return bool(SUPERLATIVE.search(plain) or _WHO_MORE.search(plain)) and any(
        m.concept.kind in counted for m in load_concepts().find(plain)
    )


def names_thing(text: str) -> bool:
    """Whether a question whose targets are bare names some thing all the same (GDP, 有多少村).

    Such a thing is none of the field's: it isn't stated, rather than said unclearly.
    """
    concepts, units = load_concepts(), load_units()
    plain = fold(text)
    rest = SUPERLATIVE.sub(" ", PERCENT.sub(" ", without_concepts(plain, concepts.find(plain))))
    if any(m["unit"] in UNITS_OF_LAND for m in hole_pattern().finditer(rest)):
        return True
    return any(
        tag == "eng" or (tag in ("zg", "ng") or tag[0] in NOUN_TAGS)
        for word, tag in tagged(hole_pattern().sub(" ", rest))
        if not concepts.blank(word) and word not in units.words and word not in DULL
    )
