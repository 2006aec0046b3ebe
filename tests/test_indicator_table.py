"""The indicator table: what is in it, what is left out, what is named as missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Quantity
from assistant.errors import NotFound, QuestionError
from assistant.indicator_table import IndicatorTable, Selection, tabulate
from assistant.measure_names import measures_named, nearest
from assistant.places import Gazetteer
from assistant.precision import agree, bounds, step
from assistant.quantity import quantities
from assistant.stores import Stores
from ingest.pipeline import Pipeline
from tests.desk import Desk
from tests.shelf import HEBEI, SHELF, ZHEJIANG
from tests.small import stores_in

DIGEST = """# 清河县2024年法治政府建设情况摘要

## 一、行政复议

2024年收到行政复议申请96件，受理行政复议案件90件。
"""
BULLETIN = """# 清河县2024年行政复议工作通报

## 一、办案情况

2024年全县受理行政复议案件92件。截至目前共有行政执法人员1200余名。
"""
LATER = """# 武义县2025年法治政府建设年度报告

## 一、行政复议

全年受理行政复议案件150件，2024年为133件，增加17件。“=SUM(A1)”专题培训3次。
"""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    desk = Desk(tmp_path_factory.mktemp("table"))
    desk.add_all(
        SHELF
        | {
            "digest": (
                DIGEST,
                {"kind": "report", "jurisdiction": HEBEI, "year": 2024, "note": "摘要"},
            ),
            "bulletin": (BULLETIN, {"kind": "report", "jurisdiction": HEBEI, "year": 2024}),
            "later": (LATER, {"kind": "report", "jurisdiction": ZHEJIANG, "year": 2025}),
        }
    )
    yield desk.stores
    desk.close()


def table(stores: Stores, **selection: object) -> IndicatorTable:
    chosen = Selection(**selection)  # type: ignore[arg-type]
    return tabulate(chosen, stores.catalogue, Gazetteer())


def figures(found: IndicatorTable) -> list[tuple[str | None, int | None, str, str]]:
    return [
        (
            row.indicator.place.name if row.indicator.place else None,
            row.indicator.period.year,
            row.indicator.quantity.words,
            row.document.slug,
        )
        for row in found.rows
    ]


def test_a_measure_over_all_bodies_and_years(stores):
    found = table(stores, measures=("行政复议受理量",))
    words = [(place, year, words) for place, year, words, _ in figures(found)]
    assert words == [
        ("武义县", 2025, "150件"),
        ("清河县", 2024, "92件"),
        ("清河县", 2024, "90件"),
        ("武义县", 2024, "133件"),
        ("清河县", 2023, "75件"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "行政复议受理量",
        "行政复议案件受理数",
        "受理行政复议",
        "administrative reconsideration cases accepted",
        "Reconsideration cases accepted",
    ],
)
def test_a_measure_by_any_of_its_names(stores, name):
    measures = [row.indicator.measure for row in table(stores, measures=(name,)).rows]
    assert measures == ["行政复议受理量"] * 5


def test_every_row_quotes_its_version_verbatim(stores):
    found = table(stores, audience="internal", planned=True)
    assert len(found.rows) > 15
    for row in found.rows:
        version = stores.catalogue.current_version(row.document.id)
        assert version.text[row.start : row.end] == row.quote
        assert row.version == version.number
        stated = row.indicator.quantity
        assert row.start <= stated.start < stated.end <= row.end
        assert version.text[stated.start : stated.end] == stated.words


def test_the_same_figure_of_a_digest_is_the_reports(stores):
    found = table(stores, measures=("行政复议申请收到量",), years=(2024,))
    assert figures(found) == [("清河县", 2024, "96件", "qinghe-2024")]


def test_an_earlier_years_figure_is_that_years_own_reports(stores):
    found = table(stores, measures=("行政复议受理量",), places=("武义县",), years=(2024,))
    assert figures(found) == [("武义县", 2024, "133件", "wuyi-2024")]


def test_documents_that_disagree_are_shown_and_flagged(stores):
    found = table(stores, measures=("行政复议受理量",), places=("清河县",))
    assert {row.indicator.quantity.words: row.disputed for row in found.rows} == {
        "92件": True,
        "90件": True,
        "75件": False,
    }


def test_filters_fail_closed(stores):
    nowhere = table(stores, measures=("行政复议受理量",), places=("光山县",))
    assert not nowhere.rows
    assert (nowhere.strangers, nowhere.reason) == (("光山县",), "jurisdiction_not_covered")
    never = table(stores, measures=("行政复议受理量",), years=(2019,))
    assert (list(never.rows), never.years, never.reason) == ([], (2019,), "year_not_covered")
    unstated = table(stores, measures=("公证办理量",))
    assert (list(unstated.rows), unstated.reason) == ([], "indicator_not_stated")
    assert not table(stores, units=("吨",)).rows


def test_one_stranger_among_known_places_is_named(stores):
    found = table(stores, measures=("行政复议受理量",), places=("武义县", "光山县"))
    assert found.strangers == ("光山县",)
    assert {place for place, *_ in figures(found)} == {"武义县"}


def test_a_wider_place_stands_for_those_within(stores):
    found = table(stores, measures=("行政复议受理量",), places=("河北省",), years=(2023,))
    assert figures(found) == [("清河县", 2023, "75件", "qinghe-2023")]


def test_bodies_and_years_without_the_figure_are_named(stores):
    found = table(stores, measures=("行政复议纠错率",), years=(2023, 2024))
    assert figures(found) == [("清河县", 2023, "12.86%", "qinghe-2023")]
    assert {(a.place.name, a.year, a.covered) for a in found.absent} == {
        ("武义县", 2023, False),
        ("清河县", 2024, True),
        ("武义县", 2024, True),
    }


def test_plans_only_when_asked(stores):
    assert not table(stores, measures=("法律援助办理量",), years=(2025,)).rows
    found = table(stores, measures=("法律援助办理量",), years=(2025,), planned=True)
    assert [row.indicator.period.scope for row in found.rows] == ["planned"]


def test_the_public_learns_nothing_of_what_is_internal(stores):
    assert not table(stores, measures=("行政诉讼败诉率",)).rows
    assert table(stores, measures=("行政诉讼败诉率",), audience="internal").rows
    with pytest.raises(NotFound, match="'note'"):
        table(stores, documents=("note",))
    with pytest.raises(QuestionError):
        table(stores, measures=("绝密 松涛",))


def test_rules_and_guides_only_when_named(stores):
    kinds = {row.document.kind for row in table(stores).rows}
    assert kinds == {"report"}


def test_words_of_a_figure_find_it_where_the_lexicon_does_not(stores):
    found = table(stores, measures=("挽回损失",))
    assert [row.indicator.quantity.value for row in found.rows] == [Decimal(365000)]


def test_an_unknown_measure_names_the_nearest(stores):
    with pytest.raises(QuestionError, match="'行政复议授理量'") as caught:
        table(stores, measures=("行政复议授理量",))
    assert caught.value.code == "unknown_measure"
    assert "行政复议受理量" in caught.value.hint
    with pytest.raises(QuestionError, match="empty"):
        table(stores, measures=(" ",))


def test_a_unit_in_any_spelling(stores):
    assert [r.indicator.quantity.unit for r in table(stores, units=("万元",)).rows] == ["元"]


def test_a_superseded_version_is_left_out(tmp_path: Path):
    with stores_in(tmp_path) as stores:
        path = tmp_path / "one.md"
        front = f"---\nkind: report\nyear: 2024\njurisdiction: {HEBEI}\n---\n\n"
        for count in (90, 91):
            path.write_text(
                f"{front}# 清河县2024年报告\n\n全年受理行政复议案件{count}件。\n", encoding="utf-8"
            )
            Pipeline(stores).ingest([str(path)])
        found = table(stores, measures=("行政复议受理量",))
        assert [(r.indicator.quantity.words, r.version) for r in found.rows] == [("91件", 2)]


def test_the_real_report_and_its_digest(tmp_path: Path, shared_dir: Path, samples_dir: Path):
    with stores_in(tmp_path) as stores:
        report = shared_dir / "corpus" / "reports" / "guangshan-2023.txt"
        Pipeline(stores).ingest([str(samples_dir), str(report)])
        found = table(stores, measures=("行政复议受理量",), years=(2023,))
        stated = {r.indicator.place.name: r for r in found.rows if r.indicator.place}
        assert stated["光山县"].indicator.quantity.value == 60
        assert stated["光山县"].document.note is None
        assert stated["通州区"].indicator.quantity.value == 1033
        whole = table(stores, places=("光山县",))
        assert not any(row.disputed for row in whole.rows)
        assert sum(row.document.note is not None for row in whole.rows) <= 5


def test_names_of_measures():
    assert [m.name for m in measures_named("行政复议办结量")] == ["行政复议审结量"]
    assert [m.name for m in measures_named("复议受理数")] == ["行政复议受理量"]
    assert {m.unit for m in measures_named("案卷评查")} == {"卷", "份"}
    assert measures_named("天气") == ()
    assert nearest("administrative reconsideration case accepted")[0] == (
        "administrative reconsideration cases accepted"
    )


@pytest.mark.parametrize(
    ("words", "last", "low", "high"),
    [
        ("51件", "1", "51", "51"),
        ("21.6%", "0.1", "21.55", "21.65"),
        ("31.5万件", "1000", "314500", "315500"),
        ("5000余条", "1", "5000", "6000"),
        ("约350项", "1", "340", "360"),
        ("近20家", "1", "10", "20"),
        ("3—5年", "1", "3", "5"),
    ],
)
def test_what_stated_words_leave_possible(words, last, low, high):
    (quantity,) = quantities(words)
    assert step(quantity) == Decimal(last)
    assert (bounds(quantity).low, bounds(quantity).high) == (Decimal(low), Decimal(high))


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_exact_counts_agree_only_when_equal(one, other):
    left, right = _count(one), _count(other)
    assert agree(left, right) == agree(right, left) == (one == other)


@given(st.integers(1, 10**6))
def test_a_qualified_count_allows_itself(value):
    for words in (f"{value}余件", f"约{value}件", f"近{value}件", f"超过{value}件"):
        (quantity,) = quantities(words)
        assert quantity.value in bounds(quantity)


def _count(value: int) -> Quantity:
    return Quantity(
        value=Decimal(value), unit="件", start=0, end=len(str(value)) + 1, words=f"{value}件"
    )
