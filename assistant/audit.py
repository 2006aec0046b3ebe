"""Whether a report agrees with itself: parts and totals, rates, shares, changes, repetitions.

Only figures that a sentence or the lexicon binds are compared, never across bodies or periods. A
reading that agrees is believed before one that doesn't: a finding is what no reading explains.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.audit_changes import change_checks
from assistant.audit_checks import SURENESS, Check
from assistant.audit_lines import lines_of
from assistant.audit_rates import rate_checks
from assistant.audit_repeats import repeat_checks
from assistant.audit_shares import share_checks
from assistant.audit_sums import sum_checks
from assistant.domain import Audience, Citation, Document, Filters, Indicator
from assistant.errors import NotFound
from assistant.library import Library
from assistant.quotes import Ledger, figure_span
from assistant.scope import RESULTS
from assistant.scope import seen as is_seen

_PROPOSED = re.compile(r"^(?:其中)?拟|列入[^,;。]{0,6}计划")


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """What was compared in one document. ``cited`` gives each figure's citation by its id."""

    document: Document
    version: int
    findings: tuple[Check, ...]
    checked: tuple[Check, ...]
    citations: tuple[Citation, ...]
    cited: Mapping[str, int]

    @property
    def agrees(self) -> bool:
        """Whether nothing was found that disagrees."""
        return not self.findings


def audit(document: Document, library: Library, audience: Audience = "public") -> Audit:
    """Compare what a document states with itself, and its changes with last year's report."""
    version = library.version(document.id)
    figures = _results(library.indicators([document]), proposed=True)
    earlier = _results(library.indicators(_last_years(document, library, audience)))
    checks = compare(version.text, figures, earlier)
    ledger = Ledger()
    cited: dict[str, int] = {}
    for figure in (f for check in checks for f in check.figures):
        source = library.documents[figure.document_id]
        its = library.version(source.id)
        cited[figure.id] = ledger.cite(source, its, figure_span(its.text, figure), figure.path)
    return Audit(
        document=document,
        version=version.number,
        findings=tuple(c for c in checks if not c.agrees),
        checked=tuple(c for c in checks if c.agrees),
        citations=ledger.citations,
        cited=cited,
    )


def audited(
    names: Sequence[str] | None, library: Library, audience: Audience = "public"
) -> list[Document]:
    """The documents of these names, or all that tell results. Raises ``NotFound``."""
    filters = Filters(audience=audience)
    seen = [d for d in library.documents.values() if is_seen(d, filters)]
    if names is None:
        return [d for d in seen if d.kind in RESULTS and d.superseded_by is None]
    by_name = {name: d for d in seen for name in (d.id, d.slug)}
    for name in names:
        if name not in by_name:
            raise NotFound(
                f"There is no document {name!r}.",
                hint="'fazhi list' shows what there is, with ids.",
            )
    return list({by_name[name].id: by_name[name] for name in names}.values())


def compare(
    text: str, figures: Sequence[Indicator], earlier: Sequence[Indicator] = ()
) -> list[Check]:
    """Every comparison of a text's figures: surest findings first, else as they stand in it."""
    lines = lines_of(text, figures)
    checks = [
        *sum_checks(lines),
        *rate_checks(lines),
        *share_checks(lines),
        *change_checks(lines, earlier),
        *repeat_checks(lines),
    ]
    return sorted(
        filter(_is_told, checks),
        key=lambda c: (c.agrees, SURENESS.index(c.sure) if not c.agrees else 0, _at(c)),
    )


def _is_told(check: Check) -> bool:
    """Whether a comparison is sure enough to be told: a finding that is only inferred is none.

    A share is, where others of its section agree on their whole.
    """
    return check.agrees or check.kind == "share" or check.sure != "possible"


def _at(check: Check) -> int:
    return check.stated.quantity.start


def _results(indicators: Sequence[Indicator], *, proposed: bool = False) -> list[Indicator]:
    """What was done; a plan is no result, but what a review is to do with its items (拟废止9件)."""
    return [
        i
        for i in indicators
        if i.period.scope != "planned" or (proposed and _PROPOSED.search(i.frame.local))
    ]


def _last_years(document: Document, library: Library, audience: Audience) -> list[Document]:
    """The same body's reports of the year before, full ones before digests."""
    if document.year is None or document.place is None:
        return []
    filters = Filters(audience=audience)
    found = [
        d
        for d in library.documents.values()
        if d.place == document.place
        and d.year == document.year - 1
        and d.kind in RESULTS
        and d.superseded_by is None
        and is_seen(d, filters)
    ]
    return sorted(found, key=lambda d: (d.note is not None, d.slug))
