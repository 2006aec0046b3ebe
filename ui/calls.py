"""What the command line asks of a running service: each call with what it takes and gives.

Both ends belong to one program, so these are the domain's own types and no part of the API.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.domain import Audience, Document, Outcome, Question

PATH = "/v1/local"


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditOf:
    """Which audits; no names are all."""

    names: list[str] | None
    audience: Audience


@dataclass(frozen=True, kw_only=True, slots=True)
class IngestOf:
    """What is to be taken in: absolute paths and URLs."""

    sources: list[str]
    meta: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnOf:
    """A turn of a dialogue: ``thread`` is what came of the one before, as it was given."""

    question: Question
    thread: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What came of a turn; ``thread`` goes into the next one."""

    outcome: Outcome
    thread: dict[str, Any] | None


def _indicator_table() -> Any:
    from assistant.indicator_table import IndicatorTable

    return IndicatorTable


def _selection() -> Any:
    from assistant.indicator_table import Selection

    return Selection


def _audits() -> Any:
    from assistant.audit import Audit

    return list[Audit]


def _holding() -> Any:
    from ui.holdings import WireHolding

    return WireHolding


def _findings() -> Any:
    from assistant.consistency import Finding

    return list[Finding]


# What each call takes and gives. What is slow to import is imported when it is called.
CALLS: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "ask": (lambda: Question, lambda: Outcome),
    "converse": (lambda: TurnOf, lambda: Turn),
    "documents": (lambda: None, lambda: list[Document]),
    "document": (lambda: str, lambda: Document),
    "text": (lambda: str, lambda: str),
    "holding": (lambda: str, _holding),
    "indicators": (_selection, _indicator_table),
    "audit": (lambda: AuditOf, _audits),
    "delete": (lambda: str, lambda: Document),
    "doctor": (lambda: None, _findings),
    "ingest": (lambda: IngestOf, lambda: str),
}


@cache
def taken(name: str) -> TypeAdapter[Any]:
    """The form of what a call takes."""
    return TypeAdapter(CALLS[name][0]())


@cache
def given(name: str) -> TypeAdapter[Any]:
    """The form of what a call gives."""
    return TypeAdapter(CALLS[name][1]())
