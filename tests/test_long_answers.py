"""Long questions: a report in short, two side by side, a paragraph; quoted, cited, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from assistant.domain import Abstention, Answer, Question
from assistant.interpret import Interpretation, interpret
from assistant.long_answers import LONG
from assistant.places import Gazetteer
from assistant.verify import faults
from tests.desk import Desk, figures
from tests.long_reports import REPORTS

GAZETTEER = Gazetteer()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("long"))
    opened.add_all(REPORTS)
    yield opened
    opened.close()


def read(text: str, desk: Desk) -> Interpretation:
    """The question as it is read."""
    return desk.assistant.read(Question(text=text))


def sections(answer: Answer) -> dict[str, list[str]]:
    """The lines under each 【…】 of an answer."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in answer.answer.splitlines():
        if line.startswith("【"):
            title = line.strip("【】")
        found.setdefault(title, []).append(line)
    return {name: lines[1:] if name else lines for name, lines in found.items()}


def sound(answer: Answer, desk: Desk) -> None:
    """Every line of quotes is cited, and all of it is verified."""
    library = desk.assistant.library()
    assert not faults(answer, lambda document, _: library.version(document))
    assert answer.mode == "extractive"
    assert all(f"[{c.n}]" in answer.answer for c in answer.citations)


def test_a_report_in_short_has_its_own_parts(desk: Desk) -> None:
    answer = desk.answer("概括一下清河县2023年的主要成效、问题和下一步打算")
    sound(answer, desk)
    parts = sections(answer)
    assert list(parts) == ["", "主要成效和做法", "存在的问题", "下一步打算"]
    work = "\n".join(parts["主要成效和做法"])
    assert all(words in work for words in ("1318项", "75件", "36场"))
    assert "方便群众。[" not in work  # what states nothing gives way to what does
    assert [line[0] for line in parts["存在的问题"]] == ["1", "2"]
    assert "案卷制作质量有待提高" in parts["存在的问题"][0]
    assert "12名" not in work
    assert len(parts["下一步打算"]) == 2
    assert {c.year for c in answer.citations} == {2023}


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("总结清河县2023年报告的主要问题", ["存在的问题"]),
        ("概括清河县2023年下一步打算", ["下一步打算"]),
        ("概括清河县2023年的成效和不足", ["主要成效和做法", "存在的问题"]),
        ("总结清河县2023年报告", ["主要成效和做法", "存在的问题", "下一步打算"]),
    ],
)
def test_only_the_parts_that_are_asked_for(desk: Desk, question: str, parts: list[str]) -> None:
    assert list(sections(desk.answer(question)))[1:] == parts


def test_a_part_that_is_not_there_is_said_not_to_be(desk: Desk) -> None:
    parts = sections(desk.answer("概括武义县2023年的成效和问题"))
    assert parts["存在的问题"] == ["（报告没有这一部分。）"]


def test_the_newest_report_where_no_year_is_named(desk: Desk) -> None:
    answer = desk.answer("总结清河县的报告")
    assert "2023年" in answer.answer.splitlines()[0]


def test_english_frames_the_chinese(desk: Desk) -> None:
    answer = desk.answer("Summarise the 2023 report of Qinghe County")
    sound(answer, desk)
    assert answer.language == "en"
    assert "Qinghe County, 2023" in answer.answer
    assert "[Problems]" in answer.answer


def test_a_paragraph_holds_only_its_matter(desk: Desk) -> None:
    answer = desk.answer("按行政复议写一段清河县2023年情况，带数据")
    sound(answer, desk)
    assert "受理行政复议案件75件" in answer.answer
    assert "1318项" not in answer.answer
    assert "36场" not in answer.answer


def test_a_matter_in_short_is_a_paragraph(desk: Desk) -> None:
    answer = desk.answer("概括武义县2023年法律援助情况")
    assert "915件" in answer.answer
    assert "133件" not in answer.answer


def test_a_matter_that_is_not_told_is_not_made_up(desk: Desk) -> None:
    outcome = desk.abstention("写一段武义县2023年营商环境情况")
    assert outcome.reason == "no_evidence"
    assert "营商环境" in outcome.message


def test_two_places_side_by_side(desk: Desk) -> None:
    answer = desk.answer("比较清河县和武义县2023年的法治政府建设报告")
    sound(answer, desk)
    shown = set(figures(answer))
    assert {
        ("75", "件", 2023, "清河县"),
        ("133", "件", 2023, "武义县"),
        ("12.86", "%", 2023, "清河县"),
        ("8.5", "%", 2023, "武义县"),
    } <= shown
    assert {f[3] for f in shown} == {"清河县", "武义县"}
    by_n = {c.n: c for c in answer.citations}
    for value in answer.values:
        assert (value.jurisdiction or "") in by_n[value.citation].title
    assert answer.table is not None
    assert len(answer.table.rows) == len(answer.table.citations) == len(answer.values)
    lines = answer.answer.splitlines()
    at = lines.index("■ 公共法律服务")
    assert lines[at + 1] == "清河县2023年：报告没有写到。"
    assert "915件" in lines[at + 2]
    assert "■ 信息公开" not in lines  # 信息公开类17件 is a kind of case


def test_two_years_side_by_side_on_one_matter(desk: Desk) -> None:
    answer = desk.answer("对比清河县2022和2023年行政复议")
    sound(answer, desk)
    assert ("64", "件", 2022, "清河县") in figures(answer)
    assert ("75", "件", 2023, "清河县") in figures(answer)
    assert "412件" not in answer.answer


def test_comparing_in_english(desk: Desk) -> None:
    answer = desk.answer("Compare the 2023 reports of Qinghe County and Wuyi County")
    sound(answer, desk)
    assert "Wuyi County 2023" in answer.answer


@pytest.mark.parametrize(
    ("question", "reason", "named"),
    [
        ("概括一下2023年报告的成效", "ambiguous", "清河县"),
        ("概括清河县2021年的成效和问题", "year_not_covered", "2021"),
        ("概括商水县2023年的成效和问题", "jurisdiction_not_covered", "商水县"),
        ("对比清河县2021和2023年行政复议", "year_not_covered", "2021"),
        ("比较清河县和商水县的报告", "jurisdiction_not_covered", "商水县"),
        ("比较2022年清河县和武义县的报告", "year_not_covered", "武义县"),
        ("写一段2023年行政复议情况", "ambiguous", "武义县"),
    ],
)
def test_a_report_that_is_not_there_fails_closed(
    desk: Desk, question: str, reason: str, named: str
) -> None:
    outcome = desk.ask(question)
    assert isinstance(outcome, Abstention), outcome
    assert outcome.reason == reason
    assert named in outcome.message


def test_what_is_internal_stays_so(desk: Desk) -> None:
    public = desk.abstention("概括武义县2024年的成效")
    assert public.reason == "year_not_covered"
    assert "2024" not in public.message.replace("没有武义县2024年", "")
    inner = desk.answer("概括武义县2024年的成效", audience="internal")
    assert "151件" in inner.answer


def test_the_deployments_own_place_is_meant(desk: Desk) -> None:
    outcome = desk.another(jurisdiction="武义县").ask(Question(text="写一段2023年行政复议情况"))
    assert isinstance(outcome, Answer)
    assert "133件" in outcome.answer


@pytest.mark.parametrize(
    "question",
    [
        "清河县2023年受理行政复议多少件？",
        "清河县2023年存在哪些问题？",
        "清河县和武义县2023年行政复议受理量相比哪个多？",
        "比较清河县和武义县2023年行政复议受理量",
        "清河县2023年开了几次总结会？",
        "清河县2023年总结大会什么时候开的？",
        "帮我写一份行政复议申请书",
        "清河县怎么写行政复议申请书",
        "写一份给清河县政府的投诉信",
        "行政复议和行政诉讼有什么区别？",
        "《行政复议法》2017年和2023年有什么不同？",
        "清河县2023年法治政府建设怎么样",
        "清河县2023年行政复议案件整理归档多少件",
        "总结一下行政复议的流程",
        "Compare reconsideration with litigation",
        "How many reconsideration cases in Qinghe County in 2023 compared with 2022?",
        "How do I write a complaint to Qinghe County?",
    ],
)
def test_ordinary_questions_are_not_long_ones(desk: Desk, question: str) -> None:
    assert read(question, desk).intent not in LONG


def test_no_case_of_the_evaluation_is_taken_for_a_long_question() -> None:
    from eval.cases import load_suite, suite_files

    taken = [
        case.id
        for path in suite_files()
        for case in load_suite(path).cases
        if interpret(case.question, today=dt.date(2024, 6, 1), known=(), gazetteer=GAZETTEER).intent
        in LONG
    ]
    assert taken == []
