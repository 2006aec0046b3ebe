"""Bodies in order of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain import Answer
from tests.desk import Desk
from tests.test_computing import TEXTS, A, B


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("ranking"))
    opened.add_all(TEXTS)
    yield opened
    opened.close()


def bodies(answer: Answer) -> list[str | None]:
    return [v.jurisdiction for v in answer.values]


def test_all_are_ranked_with_their_source(desk: Desk) -> None:
    answer = desk.answer("2024年各县行政复议受理量排名")
    assert bodies(answer) == ["武义县", "威县", "清河县"]
    assert answer.table is not None
    assert len(answer.table.citations) == 3


def test_a_wider_body_is_no_place_among_its_parts(desk: Desk) -> None:
    assert "邢台市" not in bodies(desk.answer("2024年哪个地方受理的行政复议最多"))


def test_ties_are_said(desk: Desk) -> None:
    answer = desk.answer("2024年哪个县受理的行政复议最少")
    assert "并列" in answer.answer.split("\n")[0]
    assert "清河县" in answer.answer.split("\n")[0]


def test_the_first_n_and_those_that_tie(desk: Desk) -> None:
    assert bodies(desk.answer("2024年行政复议受理量前1名是哪个县"))[0] == "武义县"
    assert bodies(desk.answer("2024年行政复议受理量前2名是哪些县")) == ["武义县", "威县", "清河县"]


def test_over_and_under_a_limit(desk: Desk) -> None:
    assert bodies(desk.answer("2024年受理行政复议超过100件的有哪些县")) == ["武义县"]
    assert set(bodies(desk.answer("2024年受理行政复议不超过90件的有哪些县"))) == {"威县", "清河县"}
    none = desk.answer("2024年受理行政复议超过5000件的有哪些县")
    assert "没有符合" in none.answer


def test_who_lacks_the_figure_is_named(desk: Desk) -> None:
    answer = desk.answer("2024年哪个县审结的行政复议最多")
    assert answer.values[0].jurisdiction == "武义县"
    assert "威县" in answer.answer.split("没有写明")[-1]


def test_years_are_not_mixed(desk: Desk) -> None:
    answer = desk.answer("行政复议审结量排名")
    years = {v.year for v in answer.values}
    assert len(years) == 1 or "年份不同" in answer.answer


def test_a_limit_may_be_asked_by_how_many_places(desk: Desk) -> None:
    assert bodies(desk.answer("2024年有几个地方行政复议受理量超过了100件？")) == ["武义县"]


@pytest.mark.parametrize(
    "question",
    ["2024年行政复议受理量排名前1的是哪个县？", "2024年各地行政复议受理量排前1位的是谁？"],
)
def test_a_count_beside_the_word_ranking_is_kept(desk: Desk, question: str) -> None:
    assert desk.answer(question).table is None or bodies(desk.answer(question))[0] == "武义县"


def test_what_stands_at_the_years_end_is_the_years(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.add("a", "# 清河县2024年法治政府建设报告\n\n现有人民调解员300名。", **_of(A))
    desk.add("b", "# 武义县2024年法治政府建设报告\n\n截至年底，共有人民调解员500名。", **_of(B))
    answer = desk.answer("2024年哪个地方的人民调解员数最多？")
    assert bodies(answer) == ["武义县", "清河县"]
    assert answer.answer.startswith("最高")
    desk.close()


def _of(body: str) -> dict[str, object]:
    return {"kind": "report", "jurisdiction": body, "year": 2024}


def test_a_disputed_body_is_left_out_and_both_its_figures_shown(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.add_all(TEXTS)
    meta = {"kind": "report", "jurisdiction": A, "year": 2024}
    desk.add("other", "# 清河县2024年复议公报\n\n全年受理行政复议91件，审结88件。", **meta)
    for question, led in (
        ("2024年哪个县受理的行政复议最多", "武义县"),
        ("2024年行政复议受理量前2名是哪些县", "武义县"),
        ("2024年受理行政复议超过100件的有哪些县", "武义县"),
    ):
        answer = desk.answer(question)
        opening = answer.answer.split("\n")[0]
        assert "除数字各处说法不一的清河县外" in opening, question
        primary = [v for v in answer.values if v.primary]
        assert primary[0].jurisdiction == led
        assert "清河县" not in {v.jurisdiction for v in primary}
        assert {"90", "91"} <= {v.value for v in answer.values if v.jurisdiction == "清河县"}
    desk.close()


def test_a_part_of_a_bodys_cases_is_not_ranked_as_all_of_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.add_all(TEXTS)
    other = "河南省信阳市光山县"
    text = "# 光山县2024年报告\n\n行政复议受理案件涉及市场监管500件、自然资源15件。"
    desk.add("part", text, kind="report", jurisdiction=other, year=2024)
    for question in ("2024年各县行政复议受理量排名", "2024年各县行政复议受理量合计多少件"):
        answer = desk.answer(question)
        assert "500" not in {v.value for v in answer.values}, question
        assert "光山县" in answer.answer
    desk.close()
