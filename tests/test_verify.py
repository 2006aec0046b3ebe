"""The last check finds each kind of fault, and nothing in an answer that is right."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain import Answer, Citation, Indicator, Table, Value, Version
from assistant.verify import faults, stands
from tests.reading import stated

TEXT = "全年受理行政复议75件，纠错率12.86%，挽回损失31.5万元。审结70件。"
QUOTE = TEXT[: TEXT.index("。") + 1]
CITATION = Citation(
    n=1,
    document_id="d",
    version=1,
    title="清河县2024年报告",
    issuer=None,
    year=2024,
    section=(),
    quote=QUOTE,
    start=0,
    end=len(QUOTE),
)
VALUE = Value(
    measure="行政复议受理量",
    value="75",
    unit="件",
    qualifier=None,
    year=2024,
    jurisdiction="清河县",
    citation=1,
    primary=True,
)
ANSWER = Answer(
    question="受理多少件",
    answer="清河县2024年，行政复议受理量：75件。[1]",
    language="zh",
    intent="numeric",
    citations=(CITATION,),
    values=(VALUE,),
)


def version_of(document_id: str, number: int) -> Version:
    assert (document_id, number) == ("d", 1)
    return Version(
        id="v",
        document_id="d",
        number=1,
        text=TEXT,
        content_hash="",
        state="current",
        ingested_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
    )


def found(answer: Answer) -> str:
    return "; ".join(faults(answer, version_of))


def with_value(**changes: object) -> Answer:
    return replace(ANSWER, values=(replace(VALUE, **changes),))  # type: ignore[arg-type]


def with_citation(**changes: object) -> Answer:
    return replace(ANSWER, citations=(replace(CITATION, **changes),))  # type: ignore[arg-type]


def test_a_right_answer_has_no_fault() -> None:
    assert found(ANSWER) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": QUOTE.replace("75", "57")},
        {"quote": QUOTE[:-1]},
        {"quote": QUOTE + " "},
        {"quote": ""},
        {"quote": "", "start": 0, "end": 0},
        {"start": 1},
        {"end": len(QUOTE) + 2},
        {"start": 900, "end": 920},
    ],
)
def test_a_tampered_quote(changes: dict[str, object]) -> None:
    assert "not the version's words" in found(with_citation(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "57"},
        {"value": "70"},
        {"value": "7"},
        {"value": "750"},
        {"value": "75", "unit": "人"},
        {"value": "75", "unit": "%"},
        {"value": "12.86", "unit": "件"},
        {"value": "31.5", "unit": "元"},
        {"value": "31500", "unit": "元"},
        {"value": "75.1"},
        {"value": "-75"},
    ],
)
def test_a_value_that_its_quote_does_not_state(changes: dict[str, object]) -> None:
    assert "does not stand in its quote" in found(with_value(**changes))


@pytest.mark.parametrize(
    ("value", "unit"), [("75", "件"), ("75.0", "件"), ("12.86", "%"), ("315000", "元")]
)
def test_a_value_that_its_quote_states(value: str, unit: str) -> None:
    assert stands(replace(VALUE, value=value, unit=unit), CITATION)


@pytest.mark.parametrize(
    "words", ["76件", "75人", "750件", "75万件", "12.86件", "1.286%", "31.5亿元", "百分之九十"]
)
def test_a_strange_figure_in_the_text(words: str) -> None:
    wrong = replace(ANSWER, answer=f"受理75件[1]，另有{words}。")
    assert words in found(wrong)


def test_figures_of_a_cited_quote_may_be_said() -> None:
    assert found(replace(ANSWER, answer="受理75件，纠错率12.86%，挽回31.5万元。[1]")) == ""
    assert found(replace(ANSWER, answer="挽回315000元。[1]")) == ""


def test_a_figure_beside_the_quote_is_strange_though_the_text_states_it() -> None:
    assert "70件" in found(replace(ANSWER, answer="受理75件，审结70件。[1]"))


def test_a_value_without_its_citation() -> None:
    assert "cites 2" in found(with_value(citation=2))
    assert "without a citation" in found(replace(ANSWER, citations=(), answer="受理。"))


def test_a_mark_without_its_citation() -> None:
    assert "[3]" in found(replace(ANSWER, answer="受理75件。[3]"))


def test_both_ends_of_a_range_are_checked() -> None:
    quote = "办理时限3-5天"
    text = replace(version_of("d", 1), text=quote)
    cited = replace(CITATION, quote=quote, end=len(quote))
    value = replace(VALUE, value="3", high="5", unit="天")
    right = replace(ANSWER, answer="时限3-5天。[1]", citations=(cited,), values=(value,))
    assert faults(right, lambda *_: text) == []
    wrong = replace(right, values=(replace(value, high="9"),))
    assert "does not stand" in faults(wrong, lambda *_: text)[0]
    assert "3-9天" in faults(replace(right, answer="时限3-9天。[1]"), lambda *_: text)[0]


def test_a_strange_figure_in_the_table() -> None:
    table = Table(columns=("地区", "数值"), rows=(("清河县", "75件"),), citations=(1,))
    assert found(replace(ANSWER, table=table)) == ""
    assert "99件" in found(replace(ANSWER, table=replace(table, rows=(("清河县", "99件"),))))


def test_every_fault_is_told() -> None:
    wrong = replace(with_value(value="57"), answer="受理99件。[4]")
    assert len(faults(wrong, version_of)) == 3


ROW = "| 收到申请: 119 | 受理: 75 |"


def _of_row(words: str, start: int, **changes: object) -> Indicator:
    """A figure of the row, whose unit is told above the table."""
    (figure,) = stated("受理行政复议75件。")
    quantity = replace(figure.quantity, words=words, start=start, end=start + len(words))
    return replace(figure, quantity=replace(quantity, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "sound"),
    [
        (_of_row("75", ROW.index("75")), True),
        (_of_row("75", ROW.index("75") - 1), False),
        (_of_row("119", ROW.index("119")), False),
        (_of_row("75", ROW.index("75"), unit="人"), False),
        (_of_row("75", ROW.index("75"), value=Decimal(76)), False),
    ],
)
def test_a_tables_row_may_have_its_unit_above_it(figure: Indicator, sound: bool) -> None:
    citation = replace(CITATION, quote=ROW, start=0, end=len(ROW))
    answer = replace(ANSWER, citations=(citation,))

    def of_table(document_id: str, number: int) -> Version:
        return replace(version_of(document_id, number), text=ROW)

    assert (not faults(answer, of_table, lambda _: [figure])) is sound
    assert faults(answer, of_table)
