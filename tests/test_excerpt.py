"""Answers over very many bodies: some are listed, the first of all is right, the rest is named."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from assistant.domain import Place
from assistant.excerpt import MOST_ROWS
from eval.synthetic.bodies import draw_bodies
from tests.desk import Desk

BODIES = MOST_ROWS + 8


def _text(name: str, year: int, count: int) -> str:
    title = f"# {name}{year}年法治政府建设报告"
    return f"{title}\n\n全年受理行政复议案件{count}件，{name}开展法治讲座3场。"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("many"))
    places = [body.place for body in draw_bodies(Random(3), BODIES - 1)]
    places.append(Place(names=("吉林省", "长春市", "九台区")))
    texts = {}
    for k, place in enumerate(places):
        for year in (2023, 2024):
            meta = {"kind": "report", "jurisdiction": place.path, "year": year}
            texts[f"{place.path}{year}"] = (_text(place.name, year, 100 + k + year % 7), meta)
    opened.add_all(texts)
    yield opened
    opened.close()


def test_a_ranking_lists_some_and_names_the_first_of_all(desk: Desk):
    answer = desk.answer("2024年哪个地方的行政复议受理量最多？")
    first, *_ = answer.answer.split("\n")
    assert "九台区" in first
    assert f"只列出{MOST_ROWS}行，共{BODIES}行" in answer.answer
    assert "fazhi indicators" in answer.answer
    assert len(answer.values) == MOST_ROWS
    assert answer.table is not None
    assert answer.table.rows[0][0] == "九台区"
    assert len(answer.table.rows) == MOST_ROWS


def test_the_least_is_listed_where_it_is_asked_for(desk: Desk):
    most = desk.answer("2024年哪个地方的行政复议受理量最多？")
    least = desk.answer("2024年哪个地方的行政复议受理量最少？")
    assert int(least.values[0].value) < min(int(v.value) for v in most.values)


def test_what_is_asked_of_every_body_and_year_shows_the_newest(desk: Desk):
    answer = desk.answer("各地行政复议受理量分别是多少？")
    assert {v.year for v in answer.values} == {2024}
    assert f"共{2 * BODIES}行" in answer.answer
    assert answer.table is not None
    shown = [int(row[3].removesuffix("件")) for row in answer.table.rows]
    assert shown == sorted(shown, reverse=True)


def test_in_english_it_is_said_in_english(desk: Desk):
    answer = desk.answer("Which county accepted the most administrative reconsideration in 2024?")
    assert f"{MOST_ROWS} rows of {BODIES} are listed" in answer.answer


def test_a_sum_of_more_than_can_be_written_out_is_not_made(desk: Desk):
    answer = desk.answer("2024年各地行政复议受理量合计是多少？")
    assert "数据太多" in answer.answer
    assert not any(v.computed for v in answer.values)


def test_a_few_bodies_are_all_listed(desk: Desk):
    answer = desk.answer("九台区2023年和2024年行政复议受理量分别是多少？")
    assert len(answer.values) == 2
    assert "只列出" not in answer.answer
