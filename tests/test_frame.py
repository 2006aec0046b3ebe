"""What a figure counts: its own phrase, what governs it, and the year that it is compared with."""

from __future__ import annotations

import pytest

from assistant.frame import clauses, is_table_row
from assistant.quantity import quantities
from assistant.respective import respective
from assistant.segments import own_phrases, owners, segments_of
from assistant.text import sentence_spans
from tests.framing import bound, frames


def phrases(text: str) -> list[str]:
    found = quantities(text)
    segments = segments_of(text, (0, len(text)), found)
    owner = owners(segments, found)
    return own_phrases(text, segments, found, owner, respective(text, segments, found, owner))


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segments_of(text, (0, len(text)), quantities(text))]


def test_separators_cut_and_are_remembered() -> None:
    text = "受理60件，审结51件；另有调解3件。"
    assert cut(text) == ["受理60件", "审结51件", "另有调解3件"]
    assert [s.before for s in segments_of(text, (0, len(text)), quantities(text))] == [
        "",
        ",",
        ";",
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("印发《行政，执法》手册300册", ["印发《行政，执法》手册300册"]),
        ("设立村（社区）法律顾问120名", ["设立村（社区）法律顾问120名"]),
        ("以调解、和解等方式结案170件", ["以调解、和解等方式结案170件"]),
        ("罚款1,200元", ["罚款1,200元"]),
        ("一审26件、二审9件", ["一审26件", "二审9件"]),
    ],
)
def test_what_belongs_together_is_not_cut(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("受理60件审结51件", ["受理", "审结"]),
        ("民事、刑事、行政案件分别为120件、35件、18件", ["民事案件", "刑事案件", "行政案件"]),
        ("抽检、快检合格率分别为98%和99.1%", ["抽检合格率", "快检合格率"]),
        ("许可、处罚分别办结40件、6件", ["许可办结", "处罚办结"]),
        ("发放资料3.2万份", ["发放资料"]),
        ("一是化解纠纷36件", ["化解纠纷"]),
        ("3.化解纠纷36件", ["化解纠纷"]),
        ("60件申请得到受理", ["申请得到受理"]),
    ],
)
def test_the_phrase_of_each_figure(text: str, own: list[str]) -> None:
    assert phrases(text) == own


def test_a_shared_noun_is_not_said_twice() -> None:
    text = "行政处罚、行政强制、行政许可案件分别办结40件、6件和300件"
    assert phrases(text) == ["行政处罚案件办结", "行政强制案件办结", "行政许可案件办结"]


def test_parts_hang_on_the_whole() -> None:
    found = frames("审结行政复议案件70件，其中维持31件，撤回12件。")
    assert "审结行政复议案件" in found["31件"].governs
    assert "审结行政复议案件" in found["12件"].governs


def test_parentheses_nest() -> None:
    found = frames("审结行政复议案件70件（其中调解结案11件，占15.7%），组织法治宣传教育活动22场。")
    assert "审结行政复议案件" in found["11件"].governs
    assert "调解结案" in found["15.7%"].governs
    assert "行政复议" not in found["22场"].governs


def test_a_semicolon_ends_what_was_said() -> None:
    found = frames("行政复议受理75件，其中维持31件；人民调解组织136个。")
    assert "维持" not in found["136个"].governs


@pytest.mark.parametrize(
    ("text", "base", "year", "reached"),
    [
        ("群众满意度由2023年的91.2%上升至95.8%。", "91.2%", "2023", "95.8%"),
        ("败诉率从2021年的19.4%下降到10.7%。", "19.4%", "2021", "10.7%"),
        ("受理量由上年的40件增加到75件。", "40件", "上", "75件"),
    ],
)
def test_from_one_year_to_another(text: str, base: str, year: str, reached: str) -> None:
    found = bound(text)
    assert found[base].base_year == year
    assert found[reached].base_year is None
    assert found[reached].frame.local == found[base].frame.local


def test_words_after_the_figure_are_its_tail() -> None:
    frame = frames("受理153件，均已按时办结，群众反映良好。")["153件"]
    assert "均已按时办结" in frame.tail


def test_the_sentence_before_and_the_path_are_kept() -> None:
    text = "行政复议工作有序推进。受理75件。"
    spans = sentence_spans(text)
    (clause,) = clauses(
        text, spans[1], quantities(text, *spans[1]), before=text[: spans[0][1]], path=("一、总体",)
    )
    assert "行政复议工作" in clause.frame.lead
    assert clause.frame.path == ("一、总体",)


@pytest.mark.parametrize(
    ("line", "row"),
    [("| 项目: 受理 | 数量: 60 |", True), ("受理60件", False), ("|60|", False), ("", False)],
)
def test_table_rows(line: str, row: bool) -> None:
    assert is_table_row(line) is row


def test_a_sentence_without_figures_has_no_clauses() -> None:
    assert clauses("没有数字。", (0, 5), []) == []


def test_what_was_before_is_told_from_what_it_became() -> None:
    found = bound("将法律援助审批时限由5个工作日大幅压缩至1个工作日")
    assert found["5个工作日"].base_year == "原"
    assert found["1个工作日"].base_year is None
    assert "审批时限" in found["1个工作日"].frame.local
    land = bound("推行不动产登记“一窗受理”，一般登记由5个工作日缩短至3个工作日。")
    assert "不动产登记" in land["3个工作日"].frame.governs
    listed = bound("编制行政检查事项清单，将原有的350项压减到210项。")
    assert listed["350项"].base_year == "原"
    assert "行政检查事项" in listed["350项"].frame.governs
    assert "行政检查事项" in listed["210项"].frame.governs
    assert bound("案件共373件，案件量较上一年度285件增长30%")["285件"].base_year == "上"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("网办、掌办率达到100%", "网办率、掌办率达到"),
        ("抽检、快检合格率98%", "抽检、快检合格率"),
        (
            "聘任27名有专业特长、经验丰富、在行业中有影响的行业指导员,提升能力",
            "聘任 有专业特长 行业指导员",
        ),
    ],
)
def test_phrases_say_all_that_they_stand_for(text: str, phrase: str) -> None:
    assert phrases(text) == [phrase]


def test_a_noun_behind_a_figure_is_of_what_ends_in_de() -> None:
    assert frames("对督察中发现的19家单位存在的33项问题进行反馈。")["19家"].local.endswith("单位")


def test_words_behind_a_semicolon_begin_anew() -> None:
    found = frames("公安局查处案件86起；水务局巡查河道，立案4起。")
    assert found["4起"].governs == ""
    assert frames("受理60件；其中，撤回14件。")["14件"].governs != ""
