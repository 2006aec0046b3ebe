"""Every stated figure of a text as an Indicator: value, unit, what it counts, when, where."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.clause import Clause
from assistant.domain import (
    NATION,
    Document,
    Frame,
    Indicator,
    Passage,
    Place,
    Quantity,
    Section,
)
from assistant.frame import clauses, is_table_row
from assistant.inner_bodies import body_of
from assistant.measuring import measure_of
from assistant.period import period_of
from assistant.quantity import quantities
from assistant.text import sentence_spans
from ingest.outline import is_point, outline
from ingest.parts import part_flags
from ingest.periods import month_of
from ingest.plans import Plan, plan_of
from ingest.table_figures import row_clauses

_LEAD = 200  # characters of the same item before a sentence that may say what it is about
_POINT = re.compile(
    r"[一二三四五六七八九十]是|[(（]?\d{1,2}[)）.．、]|[(（][一二三四五六七八九十]+[)）]"
)
_GOAL = re.compile(r"力争|确保|目标|计划(?!生育)|不[低少]于|拟|将达到|预计")
_OPENING = 400  # characters in which a text says who reports
_REPORTER = re.compile(
    r"(?:19|20)\d{2}年[,，]([\u4e00-\u9fff]{2,14}?(?:局|委员会|中心|办公室))(?=[\u4e00-\u9fff])"
)
_WIDER = ("全国", "全省", "全市", "全州", "全盟")
_HONOUR = re.compile(
    "(?<!全[国省市州盟])平均(?!.{0,8}率为?$)|先进|示范|优秀|模范|考核|考评|评比|测评|位居|位列|排名"
)
_SYSTEMS = re.compile(
    r"全[国省市](?=12\d{3}|通办|互联网|统一|一体化|[\u4e00-\u9fff]{0,6}(?:平台|系统|网|热线))"
)
_DID = r"(?:全年|本?年度|各级|总)?(?:共|累计|合计|新收|收到|受理|办理|审结|办结|调处|化解|现有)"
_MEAN = r"[^,，;；。]{0,10}平均[^,，;；。]{0,10}率(?:为|是|达到?)?\s*$"
_BESIDE = re.compile(r"(?:[高低]于|[高低]出|[比较占]|超过?|领先)\s?$")
_FIRST_IN = re.compile(r"(?:范围内?)?(?:率先|首|唯一|领先|最)")
_LEVELS = {"全省": ("省", "自治区"), "全市": ("市",), "全州": ("州",), "全盟": ("盟",)}


def extract(text: str, passages: Sequence[Passage], document: Document) -> list[Indicator]:
    """Indicators of a version's passages, in the order of the text.

    Statutes state rules, not results, and give none.
    """
    if document.kind == "statute":
        return []
    sections = [s for s in outline(text, document.kind) if not is_point(s)]
    head = _head(text, document)
    found: list[Indicator] = []
    for passage in passages:
        found.extend(_of_passage(text, passage, document, (head, sections)))
    return found


def _head(text: str, document: Document) -> str:
    """The title with the body that reports, where the title doesn't name it."""
    body = document.issuer or ""
    if not body and document.kind == "other" and (opening := _REPORTER.search(text[:_OPENING])):
        body = opening[1]
    words = [document.title, "" if body in document.title else body, month_of(text)]
    return " ".join(filter(None, words))


def _path_at(passage: Passage, start: int, sections: Sequence[Section]) -> tuple[str, ...]:
    """The headings above a sentence: a passage of several small sections has but their parent's."""
    inside = [s.path for s in sections if passage.start <= s.start <= start < s.end]
    deepest = max(inside, key=len, default=())
    return deepest if len(deepest) > len(passage.path) else passage.path


def _as_planned(indicator: Indicator, plan: Plan | None, year: int | None) -> Indicator:
    """A figure under a heading of plans, or said to be a goal, is no result.

    One under such a heading is of the plan's year, unless its sentence names another.
    """
    if plan is None and not _is_goal(indicator, year):
        return indicator
    period = replace(indicator.period, scope="planned")
    if plan is not None and plan.year is not None and period.year == year:
        period = replace(period, year=plan.year)
    return replace(indicator, period=period)


def _is_goal(indicator: Indicator, year: int | None) -> bool:
    """Whether a figure is a goal: said to be one, or of a year after the report's."""
    later = year is not None and indicator.period.year is not None and indicator.period.year > year
    return later or bool(
        _GOAL.search(f"{indicator.frame.local} {indicator.quantity.qualifier or ''}")
    )


def _of_passage(
    text: str, passage: Passage, document: Document, above: tuple[str, Sequence[Section]]
) -> Iterator[Indicator]:
    head, sections = above
    before = item = ""
    for start, end in sentence_spans(text, passage.start, passage.end):
        sentence = text[start:end]
        headings = _path_at(passage, start, sections)
        path = (head, *headings)
        plan = plan_of(headings, document.year, sentence)
        if is_table_row(sentence):
            bound = row_clauses(text, (start, end), path=path)
        else:
            amounts = quantities(text, start, end)
            bound = clauses(text, (start, end), amounts, before=before, item=item, path=path)
        parts = part_flags(text, (start, end), bound)
        for clause, is_part in zip(bound, parts, strict=True):
            indicator = _indicator(text, (start, end), clause, passage, document)
            if is_part and indicator.period.scope in ("year", "as_of"):
                indicator = replace(indicator, period=replace(indicator.period, scope="part"))
            indicator = replace(indicator, path=headings)
            yield _as_planned(indicator, plan, document.year)
        before = sentence
        item = sentence if _POINT.match(sentence) else f"{item} {sentence}"[-_LEAD:]


def _indicator(
    text: str, span: tuple[int, int], clause: Clause, passage: Passage, document: Document
) -> Indicator:
    quantity = clause.quantity
    return Indicator(
        id=_identity(passage.version_id, quantity),
        document_id=document.id,
        version_id=passage.version_id,
        quantity=quantity,
        frame=clause.frame,
        period=period_of(text, span, clause, document.year),
        place=_place(clause, document.place),
        sentence_start=span[0],
        sentence_end=span[1],
        path=passage.path,
        measure=measure_of(clause.frame, quantity),
        surface=clause.frame.local,
    )


def _identity(version_id: str, quantity: Quantity) -> str:
    key = f"{version_id}:{quantity.start}:{quantity.end}"
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def _place(clause: Clause, place: Place | None) -> Place | None:
    """The report's place, unless the figure's own phrase speaks of a wider one (全国, 全省)."""
    if place is None:
        return None
    if within := body_of(clause.frame):
        return Place(names=(*place.names, within))
    phrase = _mean_of(clause.frame)
    above = [k for k, n in enumerate(place.names[:-1], 1) if _tells_of(n, phrase)]
    if above:
        return Place(names=place.names[: above[-1]])
    local = _SYSTEMS.sub("", phrase)
    words = next((w for w in _WIDER if w in local), None)
    if words is None or place.name == NATION:
        return place
    if words == "全国":
        return Place(names=(NATION,)) if _counts_there(phrase, words) else place
    for depth in range(len(place.names), 0, -1):
        if place.names[depth - 1].endswith(_LEVELS[words]):
            if depth == len(place.names) or _counts_there(phrase, words):
                return Place(names=place.names[:depth])
            return place
    return place


def _mean_of(frame: Frame) -> str:
    """A figure's phrase, led by the wider place's whose mean stands before it in its list.

    全市平均败诉率为9.8%、负责人平均出庭应诉率为97.6% are both the city's.
    """
    led = re.match(r"[\u4e00-\u9fff]{1,7}?[省市州盟国](?=[^,，;；。]{0,10}平均)", frame.governs)
    listed = led and "平均" in frame.local and not re.match(r"\s*[全各该本]", frame.local)
    return f"{led[0]}{frame.local}" if led and listed else frame.local


def _tells_of(name: str, local: str) -> bool:
    """Whether a phrase opens with what a place did: 吴忠市共调处纠纷, not 吴忠市司法局."""
    return bool(re.match(rf"\s*{re.escape(name)}(?:各级|{_DID}|{_MEAN})", local))


def _counts_there(local: str, words: str) -> bool:
    """Whether 全国/全省 opens the phrase (全国新收…), and does not name a title (全国先进).

    Nor what one's own is compared with (低于全省), a part of (占全市) or first in (全市率先).
    """
    at = local.find(words)
    beside = _BESIDE.search(local[:at]) or _FIRST_IN.match(local, at + len(words))
    honoured = re.search("[为获评]", local[:at]) or _HONOUR.search(local)
    return not (beside or honoured) and at <= 8
