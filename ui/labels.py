"""The short words around an outcome, in the two languages that it may be framed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain import Language, PeriodScope, Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """One language's words."""

    figures: tuple[str, str, str, str]
    sources: str
    understood: str
    page: str
    note: str
    computed: str
    ask: str
    reasons: Mapping[Reason, str]
    scopes: Mapping[PeriodScope, str]


ZH = Labels(
    figures=("指标", "数值", "年份", "主体"),
    sources="出处",
    understood="理解为：",
    page="第{}页",
    note="注：",
    computed="计算：",
    ask="可以这样问",
    reasons={
        "no_evidence": "文件中没有依据",
        "year_not_covered": "没有该年份的文件",
        "jurisdiction_not_covered": "没有该地区的文件",
        "indicator_not_stated": "文件未载明该项",
        "ambiguous": "问题可作多种理解",
        "out_of_scope": "不属本助手的范围",
        "refused": "不予回答",
        "deadline": "没能按时查完",
    },
    scopes={
        "year": "",
        "part": "部分时段",
        "as_of": "截至当时",
        "cumulative": "累计",
        "planned": "计划",
    },
)

EN = Labels(
    figures=("measure", "value", "year", "body"),
    sources="Sources",
    understood="Understood as: ",
    page="p. {}",
    note="Note: ",
    computed="computed: ",
    ask="You can ask",
    reasons={
        "no_evidence": "no evidence in the documents",
        "year_not_covered": "no document for that year",
        "jurisdiction_not_covered": "no document for that place",
        "indicator_not_stated": "the documents don't state it",
        "ambiguous": "the question can be read in several ways",
        "out_of_scope": "outside what this assistant covers",
        "refused": "refused",
        "deadline": "not found in the time allowed",
    },
    scopes={
        "year": "",
        "part": "part of the year",
        "as_of": "as of",
        "cumulative": "in all",
        "planned": "planned",
    },
)


def labels(language: Language) -> Labels:
    """English for an English question, Chinese for all others."""
    return EN if language == "en" else ZH
