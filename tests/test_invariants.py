"""What holds of every answer, over reports and questions put together at random.

Reports of two counties are made of clauses with random figures; each question asks for a figure
that its county states, or for one that it doesn't.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.domain import Abstention, Answer, Outcome
from assistant.quantity import quantities
from tests.desk import Desk
from tests.shelf import HEBEI, ZHEJIANG

YEAR = 2024
COUNTIES = {"清河县": HEBEI, "武义县": ZHEJIANG}
ABSENT = "商水县"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One thing that a county may state: how it is written and how it is asked for."""

    clauses: tuple[str, ...]
    questions: tuple[str, ...]
    unit: str


def _counted(stage: str, thing: str) -> Measure:
    return Measure(
        clauses=(f"{stage}{thing}{{}}", f"全年共{stage}{thing}{{}}", f"{thing}{stage}{{}}"),
        questions=(
            f"{stage}{thing}多少件？",
            f"{thing}{stage}了多少件",
            f"{stage}的{thing}有几件",
        ),
        unit="件",
    )


THINGS = ("行政复议申请", "法律援助案件", "信访事项")
STAGES = ("受理", "审结", "不予受理")
MEASURES = (
    *(_counted(stage, thing) for thing in THINGS for stage in STAGES),
    Measure(
        clauses=("行政复议纠错率{}", "行政复议案件纠错率为{}"),
        questions=("行政复议纠错率是多少", "行政复议案件的纠错率"),
        unit="%",
    ),
    Measure(
        clauses=("行政机关负责人出庭应诉率{}", "负责人出庭应诉率达到{}"),
        questions=("出庭应诉率是多少？", "行政机关负责人出庭应诉率"),
        unit="%",
    ),
    Measure(clauses=("培训行政执法人员{}",), questions=("培训行政执法人员多少人次",), unit="人次"),
    Measure(
        clauses=("举办行政执法人员培训{}",), questions=("举办行政执法人员培训多少场",), unit="场"
    ),
    Measure(
        clauses=("为受援人挽回经济损失{}",), questions=("为受援人挽回经济损失多少元",), unit="元"
    ),
)
OPENINGS = ("", "2024年，", "坚持依法行政，", "一是强化监督。")
Facts = Mapping[int, str]


@st.composite
def figure(draw: st.DrawFn, unit: str) -> str:
    """A figure as reports write it."""
    number = draw(st.integers(2, 99_999))
    if unit == "%":
        return f"{draw(st.integers(1, 9_999)) / 100:g}%"
    if unit == "元":
        return f"{draw(st.integers(1, 9_999)) / 100:g}万元"
    written = draw(st.sampled_from([f"{number}", f"{number:,}", f"近{number}", f"{number}余"]))
    return f"{written}{unit}"


@st.composite
def county(draw: st.DrawFn) -> tuple[str, Facts]:
    """A report's text, and the figure it states of each measure (by number) that it speaks of."""
    chosen = draw(st.lists(st.sampled_from(range(len(MEASURES))), unique=True, max_size=6))
    facts = {index: draw(figure(MEASURES[index].unit)) for index in chosen}
    lines = []
    for index, written in facts.items():
        clause = draw(st.sampled_from(MEASURES[index].clauses)).format(written)
        lines.append(f"{draw(st.sampled_from(OPENINGS))}{clause}")
    joined = draw(st.sampled_from(["。\n\n", "。", "，", "；"])).join(lines) + "。"
    return f"## 一、总体情况\n\n扎实推进各项工作。\n\n## 二、主要数据\n\n{joined}\n", facts


REPORTS = st.fixed_dictionaries({name: county() for name in COUNTIES})
QUESTIONS = st.lists(
    st.tuples(
        st.sampled_from([*COUNTIES, ABSENT, ""]),
        st.sampled_from([YEAR, YEAR - 1, None]),
        st.sampled_from(range(len(MEASURES))),
        st.integers(0, 2),
    ),
    min_size=4,
    max_size=8,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("invariants"))
    yield opened
    opened.close()


def ingest(desk: Desk, reports: Mapping[str, tuple[str, Facts]]) -> None:
    """Both counties' reports, in place of those of the example before."""
    texts = {}
    for name, (text, _) in reports.items():
        meta = {"kind": "report", "jurisdiction": COUNTIES[name], "year": YEAR}
        texts[name] = (f"# {name}{YEAR}年工作报告\n\n{text}", meta)
    desk.add_all(texts)


def asked(place: str, year: int | None, measure: int, wording: int) -> str:
    """A question in one of its wordings."""
    wordings = MEASURES[measure].questions
    return f"{place}{f'{year}年' if year else ''}{wordings[wording % len(wordings)]}"


def told(outcome: Outcome) -> dict[str, object]:
    return asdict(replace(outcome, trace_id="", timings_ms={}))


def amounts(text: str) -> set[tuple[Decimal, str]]:
    return {(q.value, q.unit) for q in quantities(text)}


def amount(written: str) -> tuple[Decimal, str]:
    (only,) = amounts(written)
    return only


def holds_of_every_answer(desk: Desk, answer: Answer) -> None:
    """The invariants of an answer, whatever was asked."""
    by_n = {c.n: c for c in answer.citations}
    assert sorted(by_n) == list(range(1, len(by_n) + 1))
    catalogue = desk.stores.catalogue
    for citation in answer.citations:
        version = catalogue.current_version(citation.document_id)
        assert version.number == citation.version
        assert citation.quote == version.text[citation.start : citation.end] != ""
    cited: set[tuple[Decimal, str]] = set()
    for citation in answer.citations:
        cited |= amounts(citation.quote)
    words = re.sub(r"\[\d+\]", "", answer.answer)
    for citation in answer.citations:
        words = words.replace(citation.title, "")
    assert amounts(words) <= cited
    for value in answer.values:
        citation = by_n[value.citation]
        document = catalogue.document(citation.document_id)
        assert (Decimal(value.value), value.unit) in amounts(citation.quote)
        assert document.place is not None
        assert (value.year, value.jurisdiction) == (document.year, document.place.name)
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)}
    assert marks <= set(by_n)
    assert {v.citation for v in answer.values} <= set(by_n)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(REPORTS, QUESTIONS)
@example({name: ("## 一、总体\n\n扎实推进。\n", {}) for name in COUNTIES}, [("清河县", YEAR, 0, 0)])
def test_every_answer_rests_on_its_source(
    desk: Desk,
    reports: Mapping[str, tuple[str, Facts]],
    questions: list[tuple[str, int | None, int, int]],
) -> None:
    ingest(desk, reports)
    for place, year, measure, wording in questions:
        question = asked(place, year, measure, wording)
        outcome = desk.ask(question)
        assert told(desk.ask(question)) == told(outcome)
        stated = {
            name: amount(facts[measure])
            for name, (_, facts) in reports.items()
            if measure in facts and place in ("", name) and year != YEAR - 1
        }
        if isinstance(outcome, Abstention):
            continue
        holds_of_every_answer(desk, outcome)
        given_values = {
            v.jurisdiction: (Decimal(v.value), v.unit) for v in outcome.values if v.primary
        }
        # A figure that isn't stated is never given, nor one of another county or measure.
        assert given_values == stated, question


@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(REPORTS)
def test_what_a_county_states_is_found(
    desk: Desk, reports: Mapping[str, tuple[str, Facts]]
) -> None:
    ingest(desk, reports)
    for name, (_, facts) in reports.items():
        for measure, written in facts.items():
            answer = desk.answer(asked(name, YEAR, measure, 0))
            assert [(Decimal(v.value), v.unit) for v in answer.values] == [amount(written)]


@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(REPORTS, st.integers(0, 2))
def test_what_no_county_states_is_never_answered_with_a_figure(
    desk: Desk, reports: Mapping[str, tuple[str, Facts]], wording: int
) -> None:
    ingest(desk, reports)
    for measure in range(len(MEASURES)):
        for name, (_, facts) in reports.items():
            if measure in facts:
                continue
            outcome = desk.ask(asked(name, YEAR, measure, wording))
            assert isinstance(outcome, Abstention), outcome
            assert outcome.reason == "indicator_not_stated"


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(min_size=1, max_size=40).filter(lambda text: any(map(str.isalnum, text))))
def test_any_question_gets_an_outcome(desk: Desk, text: str) -> None:
    outcome = desk.ask(text) if any(c.isprintable() and c.isalnum() for c in text) else None
    if isinstance(outcome, Answer):
        holds_of_every_answer(desk, outcome)
    if outcome is not None:
        assert told(desk.ask(text)) == told(outcome)
