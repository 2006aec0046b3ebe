"""The wire form: the fields that the design fixes, filled from the domain, and questions read."""

from __future__ import annotations

import dataclasses
import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.domain import (
    Abstention,
    Answer,
    Citation,
    Intent,
    Kind,
    Language,
    Outcome,
    PeriodScope,
    Reason,
    Table,
    Value,
)
from assistant.errors import QuestionError
from ui.schemas import (
    BatchLine,
    WireCitation,
    WireOutcome,
    WireQuestion,
    WireValue,
    wire_failure,
    wire_outcome,
)

FIELDS = [
    "status",
    "question",
    "answer",
    "language",
    "intent",
    "values",
    "table",
    "citations",
    "confidence",
    "mode",
    "reason",
    "message",
    "suggestions",
    "trace_id",
    "timings_ms",
    "understood",
]
VALUE_FIELDS = [
    "measure",
    "value",
    "unit",
    "qualifier",
    "year",
    "jurisdiction",
    "citation",
    "primary",
]
CITATION_FIELDS = [
    "n",
    "document_id",
    "version",
    "title",
    "issuer",
    "year",
    "section",
    "quote",
    "start",
    "end",
    "url",
    "page",
]

words = st.text(max_size=20)
names = st.none() | words
years = st.none() | st.integers(1990, 2100)
values = st.builds(
    Value,
    measure=words,
    value=st.decimals(allow_nan=False, allow_infinity=False).map(str),
    unit=words,
    qualifier=names,
    year=years,
    jurisdiction=names,
    citation=st.integers(1, 9),
    primary=st.booleans(),
    high=names,
    scope=st.sampled_from(get_args(PeriodScope)),
    computed=st.booleans(),
    formula=names,
)
citations = st.builds(
    Citation,
    n=st.integers(1, 9),
    document_id=words,
    version=st.integers(1, 9),
    title=words,
    issuer=names,
    year=years,
    section=st.lists(words, max_size=3).map(tuple),
    quote=words,
    start=st.integers(0, 9999),
    end=st.integers(0, 9999),
    url=names,
    page=st.none() | st.integers(1, 99),
    note=names,
)
tables = st.builds(
    Table,
    columns=st.just(("a", "b")),
    rows=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    citations=st.lists(st.integers(1, 9), max_size=3).map(tuple),
)
shared = {
    "question": words,
    "language": st.sampled_from(get_args(Language)),
    "intent": st.sampled_from(get_args(Intent)),
    "suggestions": st.lists(words, max_size=3).map(tuple),
    "confidence": st.floats(0, 1),
    "trace_id": words,
    "timings_ms": st.dictionaries(words, st.floats(0, 1e5), max_size=4),
}
answers = st.builds(
    Answer,
    answer=words,
    citations=st.lists(citations, max_size=2).map(tuple),
    values=st.lists(values, max_size=2).map(tuple),
    table=st.none() | tables,
    **shared,
)
abstentions = st.builds(
    Abstention, reason=st.sampled_from(get_args(Reason)), message=words, **shared
)


KEPT_INSIDE = {"draft"}  # what became of a model's draft is for the audit log alone


@given(answers | abstentions)
def test_an_outcome_keeps_everything_on_the_wire(outcome: Outcome):
    body = wire_outcome(outcome).model_dump()
    assert list(body) == FIELDS
    assert body["status"] == outcome.status
    read = WireOutcome.model_validate_json(json.dumps(body))
    for field in dataclasses.fields(outcome):
        loose = {"confidence", "timings_ms", "table", "citations", "values"}
        if field.name not in loose | KEPT_INSIDE:
            kept = body[field.name]
            assert (tuple(kept) if isinstance(kept, list) else kept) == getattr(outcome, field.name)
    assert read.confidence == pytest.approx(outcome.confidence, abs=1e-4)


@given(answers)
def test_an_answer_keeps_its_figures_and_quotes(answer: Answer):
    wire = wire_outcome(answer)
    assert [v.model_dump() for v in wire.values] == [dataclasses.asdict(v) for v in answer.values]
    for sent, cited in zip(wire.citations, answer.citations, strict=True):
        assert sent.model_dump() | {"section": cited.section} == dataclasses.asdict(cited)
    assert (wire.reason, wire.message) == (None, None)
    if answer.table:
        assert wire.table is not None
        assert tuple(map(tuple, wire.table.rows)) == answer.table.rows


@given(abstentions)
def test_an_abstention_says_nothing_else(abstention: Abstention):
    wire = wire_outcome(abstention)
    assert (wire.answer, wire.values, wire.table, wire.citations, wire.mode) == (
        None,
        [],
        None,
        [],
        None,
    )
    assert (wire.reason, wire.message) == (abstention.reason, abstention.message)


def test_fields_stand_in_the_order_of_the_design():
    assert list(WireValue.model_fields)[: len(VALUE_FIELDS)] == VALUE_FIELDS
    assert list(WireCitation.model_fields)[: len(CITATION_FIELDS)] == CITATION_FIELDS


def test_the_wire_has_every_field_of_the_domain():
    """A field that the domain gains is a field that somebody has to decide about here."""
    assert set(WireValue.model_fields) == {f.name for f in dataclasses.fields(Value)}
    assert set(WireCitation.model_fields) == {f.name for f in dataclasses.fields(Citation)}
    told = {f.name for kind in (Answer, Abstention) for f in dataclasses.fields(kind)}
    assert set(WireOutcome.model_fields) == told - KEPT_INSIDE


def test_status_and_fields_must_agree():
    wire = wire_outcome(
        Abstention(question="?", reason="ambiguous", message="m", language="zh", intent="open")
    )
    with pytest.raises(ValidationError, match="disagree"):
        WireOutcome.model_validate(wire.model_dump() | {"answer": "something"})


def test_an_error_has_one_shape():
    failure = wire_failure(QuestionError("Empty question.", hint="Ask something."))
    assert failure.model_dump() == {
        "error": {"code": "bad_question", "message": "Empty question.", "hint": "Ask something."}
    }


@pytest.mark.parametrize(
    ("given_year", "read"), [(2023, (2023,)), ([2022, "2023"], (2022, 2023)), (None, ()), ([], ())]
)
def test_a_filter_is_one_value_or_a_list(given_year, read):
    question = WireQuestion.model_validate({"question": "多少件？", "year": given_year})
    assert question.to_question().filters.years == read


def test_all_filters_reach_the_domain():
    line = BatchLine.model_validate(
        {"id": 7, "question": "多少件？", "jurisdiction": "光山县", "kind": ["report", "guide"]}
    )
    filters = line.to_question("internal").filters
    assert (filters.places, filters.kinds) == (("光山县",), ("report", "guide"))
    assert filters.audience == "internal"


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": "去年"},
        {"year": 23},
        {"year": True},
        {"year": 2023.5},
        {"kind": "novel"},
        {"jurisdiction": ""},
        {"jurisdiction": [1]},
        {"jurisdictions": "光山县"},
        {"audience": "internal"},
        {"question": None},
    ],
)
def test_a_wrong_filter_is_refused(wrong):
    with pytest.raises(ValidationError):
        WireQuestion.model_validate({"question": "多少件？"} | wrong)


@given(st.sampled_from(get_args(Kind)), st.integers(1900, 2999))
def test_one_or_a_list_of_one_is_the_same(kind, year):
    one = WireQuestion.model_validate({"question": "?", "kind": kind, "year": year})
    several = WireQuestion.model_validate({"question": "?", "kind": [kind], "year": [str(year)]})
    assert one == several
