"""The wire form of an audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from assistant.audit import Audit
from assistant.audit_checks import Check, Kind, Sure
from assistant.domain import Indicator
from assistant.naming import label
from assistant.quantity import plain_decimal
from ui.schemas import Wire, WireCitation


class WireFigure(Wire):
    """A figure that was compared: its words stand in its version from ``start`` to ``end``."""

    label: str
    measure: str | None
    value: str
    unit: str
    words: str
    year: int | None
    jurisdiction: str | None
    document_id: str
    start: int
    end: int
    citation: int


class WireCheck(Wire):
    """One comparison. The first of ``figures`` is the stated one, the others what it comes from.

    ``sure``: ``certain`` where one sentence binds them, ``likely`` where the lexicon does,
    ``possible`` where it is inferred.
    """

    kind: Kind
    agrees: bool
    sure: Sure
    formula: str
    message: str
    message_en: str
    figures: list[WireFigure]


class WireAudit(Wire):
    """What was compared in one document. ``agrees``: nothing was found."""

    document_id: str
    document: str
    version: int
    title: str
    agrees: bool
    findings: list[WireCheck]
    checked: list[WireCheck]
    citations: list[WireCitation]


class WireAudits(Wire):
    """The audits of several documents."""

    agrees: bool
    documents: list[WireAudit]


def wire_audits(audits: Sequence[Audit]) -> WireAudits:
    """The wire form of several audits."""
    return WireAudits(
        agrees=all(one.agrees for one in audits), documents=[_wire_audit(one) for one in audits]
    )


def _wire_audit(audit: Audit) -> WireAudit:
    return WireAudit(
        document_id=audit.document.id,
        document=audit.document.slug,
        version=audit.version,
        title=audit.document.title,
        agrees=audit.agrees,
        findings=[_wire_check(check, audit) for check in audit.findings],
        checked=[_wire_check(check, audit) for check in audit.checked],
        citations=[WireCitation.model_validate(asdict(one)) for one in audit.citations],
    )


def _wire_check(check: Check, audit: Audit) -> WireCheck:
    return WireCheck(
        kind=check.kind,
        agrees=check.agrees,
        sure=check.sure,
        formula=check.formula,
        message=check.message(),
        message_en=check.message("en"),
        figures=[_wire_figure(figure, audit.cited[figure.id]) for figure in check.figures],
    )


def _wire_figure(figure: Indicator, citation: int) -> WireFigure:
    stated = figure.quantity
    return WireFigure(
        label=label(figure, "zh"),
        measure=figure.measure,
        value=plain_decimal(stated.value),
        unit=stated.unit,
        words=stated.words,
        year=figure.period.year,
        jurisdiction=figure.place.path if figure.place else None,
        document_id=figure.document_id,
        start=stated.start,
        end=stated.end,
        citation=citation,
    )
