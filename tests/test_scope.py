"""Which documents may answer: filters fail closed, an older law only when its time is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from assistant.domain import Filters, Question
from assistant.scope import Scope, before_report, public, scope_of
from tests.desk import TODAY, Desk
from tests.reading import GAZETTEER
from tests.shelf import SHELF


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("scope"))
    opened.add_all(SHELF)
    yield opened
    opened.close()


def scope(
    desk: Desk,
    text: str,
    *,
    jurisdiction: str | None = None,
    today: dt.date = TODAY,
    **filters: object,
) -> Scope:
    chosen = Filters(**filters)  # type: ignore[arg-type]
    assistant = desk.another(today)
    return scope_of(
        assistant.read(Question(text=text, filters=chosen)),
        chosen,
        assistant.library(),
        GAZETTEER,
        today=today,
        jurisdiction=jurisdiction,
    )


def slugs(found: Scope) -> set[str]:
    return {d.slug for d in found.documents}


ALL = {"qinghe-2023", "qinghe-2024", "wuyi-2024", "law-new", "guide"}


def test_without_a_place_all_that_is_public(desk: Desk) -> None:
    assert slugs(scope(desk, "受理多少件")) == ALL


def test_a_place_leaves_its_own(desk: Desk) -> None:
    assert slugs(scope(desk, "清河县受理多少件")) == {
        "qinghe-2023",
        "qinghe-2024",
        "law-new",
        "guide",
    }
    assert slugs(scope(desk, "武义县受理多少件")) == {"wuyi-2024"}


@pytest.mark.parametrize("text", ["罗山县受理多少件", "浙江省受理多少件", "全国受理多少件"])
def test_a_place_not_covered_leaves_nothing(desk: Desk, text: str) -> None:
    found = scope(desk, text)
    assert found.stranger is not None
    assert found.documents == ()


@pytest.mark.parametrize(
    "filters",
    [
        {"places": ("罗山县",)},
        {"places": ("火星",)},
        {"places": ("",)},
        {"documents": ("nothing",)},
        {"kinds": ("policy",)},
    ],
)
def test_a_filter_that_matches_nothing_leaves_nothing(
    desk: Desk, filters: dict[str, object]
) -> None:
    assert scope(desk, "受理多少件", **filters).documents == ()  # type: ignore[arg-type]


def test_filter_and_question_must_both_be_met(desk: Desk) -> None:
    found = scope(desk, "清河县受理多少件", places=("武义县",))
    assert (found.documents, found.stranger) == ((), "清河县")
    assert slugs(scope(desk, "清河县和武义县受理多少件", places=("武义县",))) == {"wuyi-2024"}


def test_filters_of_place_kind_and_document(desk: Desk) -> None:
    assert slugs(scope(desk, "受理多少件", places=("武义县",))) == {"wuyi-2024"}
    assert slugs(scope(desk, "受理多少件", kinds=("statute",))) == {"law-new"}
    assert slugs(scope(desk, "受理多少件", documents=("qinghe-2023",))) == {"qinghe-2023"}
    assert slugs(scope(desk, "武义县受理多少件", documents=("qinghe-2023",))) == set()


def test_internal_documents_are_for_the_staff(desk: Desk) -> None:
    assert "note" not in slugs(scope(desk, "清河县2024年败诉率"))
    assert "note" not in slugs(scope(desk, "败诉率", documents=("note",)))
    assert "note" in slugs(scope(desk, "清河县2024年败诉率", audience="internal"))
    assert "note" not in {d.slug for d in scope(desk, "罗山县败诉率").elsewhere}


def test_public_leaves_out_the_internal(desk: Desk) -> None:
    every = desk.stores.catalogue.documents()
    assert {d.slug for d in every} - {d.slug for d in public(every)} == {"note"}


def test_the_deployments_place_stands_in(desk: Desk) -> None:
    found = scope(desk, "受理多少件", jurisdiction="武义县")
    assert slugs(found) == {"wuyi-2024"}
    assert found.own is not None
    assert found.own.name == "武义县"


def test_the_deployments_place_yields_to_a_named_one(desk: Desk) -> None:
    found = scope(desk, "清河县受理多少件", jurisdiction="武义县")
    assert found.own is None
    assert "wuyi-2024" not in slugs(found)
    assert scope(desk, "罗山县受理多少件", jurisdiction="武义县").documents == ()


def test_a_deployment_without_documents_answers_from_none(desk: Desk) -> None:
    found = scope(desk, "受理多少件", jurisdiction="河南省信阳市罗山县")
    assert found.reports == ()


@pytest.mark.parametrize(
    ("text", "today", "edition"),
    [
        ("烟花爆竹怎么管", TODAY, "law-new"),
        ("2023年烟花爆竹怎么管", TODAY, "law-new"),
        ("2016年烟花爆竹怎么管", TODAY, "law-old"),
        ("2021年烟花爆竹怎么管", TODAY, "law-old"),
        ("2010年烟花爆竹怎么管", TODAY, "law-old"),
        ("烟花爆竹怎么管", dt.date(2020, 5, 1), "law-old"),
    ],
)
def test_the_edition_in_force(desk: Desk, text: str, today: dt.date, edition: str) -> None:
    laws = slugs(scope(desk, text, today=today)) & {"law-old", "law-new"}
    assert laws == {edition}


def years_meant(desk: Desk, text: str, today: dt.date) -> tuple[int, ...]:
    read = desk.another(today).read(Question(text=text))
    found = scope(desk, text, today=today)
    return before_report(read, found, desk.another(today).library()).years


def test_the_year_before_is_by_the_report_where_none_is_by_the_clock(desk: Desk) -> None:
    later = dt.date(2029, 6, 1)
    assert years_meant(desk, "清河县上年受理多少件", later) == (2023,)
    assert years_meant(desk, "清河县去年受理多少件", later) == (2028,)
    assert years_meant(desk, "清河县上年受理多少件", dt.date(2025, 6, 1)) == (2024,)
    assert years_meant(desk, "上年受理多少件", later) == (2028,)
