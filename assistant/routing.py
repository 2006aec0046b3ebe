"""Whether a report or a rule is to answer, and how sure it must be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import (
    Document,
)
from assistant.interpret import Interpretation
from assistant.laws import named_laws
from assistant.retrieve import Evidence
from assistant.scope import Scope
from assistant.sentences import (
    Item,
)

LIKELY = 0.5  # words less likely to answer than this are not shown
ANYWHERE = 0.65  # the same of a report where no body is named
_MORE = 0.2  # a difference in coverage that counts
LOCAL = 0.38  # the same where a body's own report is asked for
# A citizen asks what holds, also where the place is named.
CITIZEN = re.compile(
    r"申请|办理|(?:什么|哪些|需要).{0,4}(?:材料|条件|证件)|流程|手续|期限|应当|可以|能不能|罚|收费|怎么办"
)
_NORM = re.compile(
    r"应当|必须|可以|不得|期限|时效|最多|最长|最高|最少|至少|最低|罚|缴|标准|倍|岁|收费|规定|条例|[^方办]法|第.+条"
    r"|要多少|需要|几个?人组成|同意|级|limit|must|fine|maximum|minimum|at least|may",
    re.IGNORECASE,
)
# A year's plans stand in the report of the year before it.
_PLANS = re.compile(r"打算|计划|安排|下一步|思路|目标|plan|next step|target", re.IGNORECASE)
_OWN_REPORT = re.compile(
    r"报告|[县市区省]政府|[全我本][县市区省]|[县市区]里|\breport\b", re.IGNORECASE
)


def asks_rule(read: Interpretation, scope: Scope) -> bool:
    """Whether a figure is one that rules set (a time limit, a fine), not one of a report."""
    if named_laws(read.question, scope.rules):
        return True
    if read.years:
        return False
    if read.places:
        # A place whose rules are there, but no report of it.
        sums = all(t.dimension in ("time", "money", "") for t in read.targets)
        return sums and not scope.reports and any(d.place in read.places for d in scope.rules)
    return all(t.dimension == "time" for t in read.targets)


def asks_report(read: Interpretation) -> bool:
    """Whether a figure can only come from a report: a year, a place or a count is named."""
    if read.years or read.places:
        return True
    counts = ("cases", "people", "times", "documents", "entities", "visits", "percent", "count")
    return any(t.dimension in counts and (t.own or t.about) for t in read.targets)


def for_sentences(
    read: Interpretation, scope: Scope
) -> tuple[Sequence[Document], Sequence[Document]]:
    """The reports and the rules whose sentences may answer.

    A figure that no indicator fills is not looked for in a report's sentences. A question that
    names a year, or asks a report's own matters, is not answered from rules, nor one that names a
    law from reports.
    """
    laws = named_laws(read.question, scope.rules)
    if laws:
        return (), laws
    reports = _reports_of(read, scope)
    if read.targets:
        return (), scope.rules if asks_norm(read) else ()
    if CITIZEN.search(read.body) and not is_local(read):
        return (), scope.rules
    if read.outline or (read.years and (reports or read.places)):
        return reports, ()
    return reports, scope.rules


def _reports_of(read: Interpretation, scope: Scope) -> list[Document]:
    """The reports on the years asked about; of a year to come that nothing tells of, its plans."""
    if not read.years:
        return list(scope.reports)
    reports = [d for d in scope.reports if d.year in read.years]
    if reports or not (read.outline and _PLANS.search(read.question)):
        return reports
    before = {year - 1 for year in read.years}
    return [d for d in scope.reports if d.year in before]


def asks_norm(read: Interpretation) -> bool:
    """Whether a figure is asked that a rule may set: a time, a limit, a fine, a charge."""
    timed = any(t.dimension == "time" for t in read.targets)
    return timed or bool(_NORM.search(f"{read.body} {read.question}"))


def is_local(read: Interpretation) -> bool:
    """Whether a body's own report is asked about: a place, a year, the report, 县政府 …"""
    return bool(read.places or read.years or _OWN_REPORT.search(read.question))


def nearer(item: Item | None, report: float, rule: float, best: Evidence | None) -> bool:
    """Whether a report answers rather than a rule, where no body or year is named.

    What speaks of clearly more of what is asked; else what is more alike.
    """
    if item is None or report < ANYWHERE:
        return False
    if best is None or rule < LIKELY:
        return True
    more = item.coverage - best.coverage
    return more > 0 if abs(more) >= _MORE else item.evidence.cosine > best.cosine
