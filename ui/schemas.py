"""The wire: what programs send and receive. ``ask --json``, ``batch`` and the API share these.

An outcome is one flat object; ``status`` says which of its fields are filled. Added fields may
come; those that stand keep their meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    model_validator,
)

from assistant.domain import (
    Answer,
    Audience,
    Filters,
    Intent,
    Kind,
    Language,
    Mode,
    Outcome,
    PeriodScope,
    Question,
    Reason,
)
from assistant.errors import FazhiError

# A question holds a letter or digit of any script; the assistant itself says what is wrong with it.
HAS_WORDS = r"[\p{L}\p{N}]"


def _as_list(value: Any) -> Any:
    if value is None:
        return []
    return [value] if isinstance(value, str | int | float) else value


def _number_of(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)  # to JSON 2023.0 is an integer
    digits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) == 4
    return int(value) if digits else value


# What is taken beside the strict form, for the schema: a year in digits, one value for a list.
_YearIn = (
    Annotated[int, Field(ge=1900, le=2999)] | Annotated[str, Field(pattern="^(19|2[0-9])[0-9]{2}$")]
)
Name = Annotated[str, Field(min_length=1, max_length=100)]
Year = Annotated[
    int,
    BeforeValidator(_number_of, json_schema_input_type=_YearIn),
    Field(strict=True, ge=1900, le=2999),
]
Words = Annotated[str, Field(json_schema_extra={"minLength": 1, "pattern": HAS_WORDS})]


class Wire(BaseModel):
    """Base of all wire objects: immutable, unknown fields refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WireValue(Wire):
    """One figure. ``value`` is a plain decimal in ``unit``; ``high`` ends a range."""

    measure: str
    value: str
    unit: str
    qualifier: str | None
    year: int | None
    jurisdiction: str | None
    citation: int
    primary: bool
    high: str | None = None
    scope: PeriodScope = "year"
    computed: bool = False
    formula: str | None = None


class WireCitation(Wire):
    """A verbatim quote: the version's text from ``start`` to ``end``, counted in code points."""

    n: int
    document_id: str
    version: int
    title: str
    issuer: str | None
    year: int | None
    section: list[str]
    quote: str
    start: int
    end: int
    url: str | None
    page: int | None
    note: str | None = None


class WireTable(Wire):
    """A tabular answer; ``citations`` gives the ``n`` of each row's quote."""

    columns: list[str]
    rows: list[list[str]]
    citations: list[int]


class WireOutcome(Wire):
    """An answer or an abstention.

    ``understood`` is the completed question where ``question`` was a follow-up.
    """

    status: Literal["answered", "abstained"]
    question: str
    answer: str | None
    language: Language
    intent: Intent
    values: list[WireValue]
    table: WireTable | None
    citations: list[WireCitation]
    confidence: float
    mode: Mode | None
    reason: Reason | None
    message: str | None
    suggestions: list[str]
    trace_id: str
    timings_ms: dict[str, float]
    understood: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        answered = self.status == "answered"
        if answered != (self.answer is not None) or answered != (self.reason is None):
            raise ValueError(f"status {self.status!r} and the fields answer, reason disagree")
        return self


class WireError(Wire):
    """What went wrong: a stable ``code``, what and why, what to do."""

    code: str
    message: str
    hint: str


class WireFailure(Wire):
    """The one shape of every error."""

    error: WireError


class WireFilters(Wire):
    """An asker's filters, each one value or a list."""

    jurisdiction: Annotated[
        list[Name], BeforeValidator(_as_list, json_schema_input_type=list[Name] | Name | None)
    ] = []
    year: Annotated[
        list[Year], BeforeValidator(_as_list, json_schema_input_type=list[Year] | Year | None)
    ] = []
    kind: Annotated[
        list[Kind], BeforeValidator(_as_list, json_schema_input_type=list[Kind] | Kind | None)
    ] = []


class WireQuestion(WireFilters):
    """A question with the asker's filters; each filter is one value or a list."""

    question: Words

    def to_question(self, audience: Audience = "public") -> Question:
        """The domain's question. Who may read what is never the asker's to say."""
        filters = Filters(
            years=tuple(self.year),
            places=tuple(self.jurisdiction),
            kinds=tuple(self.kind),
            audience=audience,
        )
        return Question(text=self.question, filters=filters)


class BatchLine(WireQuestion):
    """A line of a file of questions; ``id`` comes back on the line of its outcome."""

    id: StrictStr | StrictInt


def wire_outcome(outcome: Outcome) -> WireOutcome:
    """The wire form of an outcome."""
    shared = {
        "status": outcome.status,
        "question": outcome.question,
        "language": outcome.language,
        "intent": outcome.intent,
        "confidence": round(outcome.confidence, 4),
        "suggestions": outcome.suggestions,
        "trace_id": outcome.trace_id,
        "understood": outcome.understood,
        "timings_ms": {name: round(ms, 1) for name, ms in outcome.timings_ms.items()},
    }
    return WireOutcome.model_validate({**shared, **_told(outcome)})


def _told(outcome: Outcome) -> Mapping[str, Any]:
    if not isinstance(outcome, Answer):
        told = {"reason": outcome.reason, "message": outcome.message}
        return told | {"answer": None, "values": [], "table": None, "citations": [], "mode": None}
    return {
        "answer": outcome.answer,
        "values": [asdict(value) for value in outcome.values],
        "table": asdict(outcome.table) if outcome.table else None,
        "citations": [asdict(citation) for citation in outcome.citations],
        "mode": outcome.mode,
        "reason": None,
        "message": None,
    }


def wire_failure(error: FazhiError) -> WireFailure:
    """The wire form of an error."""
    return WireFailure(error=WireError(code=error.code, message=error.message, hint=error.hint))
