"""Sections: which lines open one, how they nest, what their headings are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Section
from ingest.marks import numeral
from ingest.outline import is_point, outline


@dataclass(frozen=True, kw_only=True)
class Heading:
    start: int
    end: int
    level: int


def headed(text: str, levels: dict[str, int]) -> list[Heading]:
    """Structural headings for the lines of ``text`` that ``levels`` names."""
    found: list[Heading] = []
    position = 0
    for line in text.split("\n"):
        if line in levels:
            found.append(Heading(start=position, end=position + len(line), level=levels[line]))
        position += len(line) + 1
    return found


def paths(sections: Sequence[Section]) -> list[str]:
    return ["/".join(s.path) for s in sections if not is_point(s)]


REPORT = """示例县人民政府关于2021年法治政府建设情况的报告

  一年来,示例县做了以下工作。

  一、主要成效

  (一)加强领导,压实责任

  1.抓好学法。一是开会8次。二是培训3期。三是测试。三是通报。
  2. 抓好考核。考核2.5万人次。
2.2425项事项进驻大厅。
  （ 二 ）优化服务
  1、2号窗口办件最多。
  1、减材料。减少材料3份。
  (1)身份证免带;
  (2)户口簿免带。
  二 、存在问题
  工作中，1.意识不强；2.能力不足。
  十二.这一行不是第二部分之后的标题。
  三、下一步打算
  """


def test_a_report_nests_by_its_marks() -> None:
    assert paths(outline(REPORT, "report")) == [
        "一、主要成效",
        "一、主要成效/(一)加强领导,压实责任",
        "一、主要成效/(一)加强领导,压实责任/1.抓好学法",
        "一、主要成效/(一)加强领导,压实责任/2. 抓好考核",
        "一、主要成效/（ 二 ）优化服务",
        "一、主要成效/（ 二 ）优化服务/1、减材料",
        "一、主要成效/（ 二 ）优化服务/1、减材料/(1)身份证免带",
        "一、主要成效/（ 二 ）优化服务/1、减材料/(2)户口簿免带",
        "二 、存在问题",
        "十二.这一行不是第二部分之后的标题",
        "三、下一步打算",
    ]


def test_points_lie_in_their_paragraph_and_numbers_may_repeat() -> None:
    points = [s for s in outline(REPORT, "report") if is_point(s)]
    assert [s.label for s in points] == ["一是", "二是", "三是", "三是"]
    assert [REPORT[s.start : s.end] for s in points] == [
        "一是开会8次。",
        "二是培训3期。",
        "三是测试。",
        "三是通报。",
    ]
    assert all(s.path[:-1] == points[0].path[:-1] and s.level == 4 for s in points)


@pytest.mark.parametrize("words", ["统一是必要的。二是不同。", "一是只有一点。", "唯一是他。"])
def test_words_that_look_like_points_are_none(words: str) -> None:
    assert outline(words, "report") == []


def test_body_tells_a_heading_line_from_a_heading_that_runs_in() -> None:
    by_label = {s.label: s for s in outline(REPORT, "report")}
    own_line = by_label["一、"]
    assert REPORT[own_line.start : own_line.body] == "一、主要成效\n"
    runs_in = by_label["2."]
    assert REPORT[runs_in.start : runs_in.body] == "2. 抓好考核。"
    item = by_label["(1)"]
    assert REPORT[item.start : item.body] == "(1)"


STATUTE = """示例条例

2020年1月1日 示例会议通过

目录
第一章 总则
第二章 服务
第一节 一般规定
第三章 附则

第一章 总则

第一条 为了服务公众，制定本条例。

第二条 服务应当遵循下列原则：

（一）坚持党的全面领导。

（二）便民。

一、旧式的列举也是本条的内容；

1.所以数字也是。

依照本条例第二条、第三条的规定办理。

第二章  服务
第一节 一般规定

第三条　一般事项即时办结。
第四条之一 一次告知。
第三章 附则
第五条
本条例自公布之日起施行。
附件1：
事项清单
一、清单说明
"""


def test_items_of_an_article_are_no_sections_and_contents_are_left_out() -> None:
    assert paths(outline(STATUTE, "statute")) == [
        "第一章 总则",
        "第一章 总则/第一条",
        "第一章 总则/第二条",
        "第二章 服务",
        "第二章 服务/第一节 一般规定",
        "第二章 服务/第一节 一般规定/第三条",
        "第二章 服务/第一节 一般规定/第四条之一",
        "第三章 附则",
        "第三章 附则/第五条",
        "附件1",
        "附件1/一、清单说明",
    ]


def test_an_article_begins_its_text_after_its_number() -> None:
    first = next(s for s in outline(STATUTE, "statute") if s.label == "第一条")
    assert STATUTE[first.body : first.end].startswith("为了服务公众")


def test_articles_without_a_blank_must_follow_in_number() -> None:
    text = "第一条为了示例。\n第二条适用范围。\n第九条规定的情形除外。\n第三条办法。"
    assert [s.label for s in outline(text, "policy")] == ["第一条", "第二条", "第三条"]


def test_reports_that_jump_levels_and_count_on_across_parts() -> None:
    text = "(一)组织\n1.会议。开会。\n2.培训。培训。\n(二)改革\n3.减证。减证。\n"
    assert paths(outline(text, "report")) == [
        "(一)组织",
        "(一)组织/1.会议",
        "(一)组织/2.培训",
        "(二)改革",
        "(二)改革/3.减证",
    ]
    assert paths(outline("1.会议。\n2.培训。\n", "report")) == ["1.会议", "2.培训"]


@pytest.mark.parametrize(
    "line",
    [
        "2023.全年受理60件",
        "1.5万人参加",
        "99.5%的案件",
        "7.只有七没有前六",
        "（一）项、第（二）项所列情形",
        "第一章的规定适用。",
        "一、二审案件均已审结",
        "一、二、三级单位",
        "12、3月份",
    ],
)
def test_lines_that_begin_with_a_number_but_are_no_heading(line: str) -> None:
    assert outline(f"说明\n{line}\n", "report") == []


def test_marks_of_one_character() -> None:
    text = "㈠组织。好。\n1.会议。好。\n⑴ 纪要。好。\n① 存档。好。\n㈡改革。好。\n"
    assert [(s.label, s.level) for s in outline(text, "report")] == [
        ("㈠", 1),
        ("1.", 2),
        ("⑴", 3),
        ("①", 4),
        ("㈡", 1),
    ]


def test_a_heading_may_begin_with_a_year() -> None:
    assert paths(outline("1.2023年工作回顾\n受理60件。\n", "report")) == ["1.2023年工作回顾"]


def test_headings_of_the_format_nest_with_numbered_lines() -> None:
    text = "某市报告\n概况\n1.人口。多。\n一、成效\n案卷\n（一）评查\n评查3次。\n二、问题\n不足。\n"
    levels = {"某市报告": 1, "概况": 2, "一、成效": 2, "案卷": 4, "二、问题": 2}
    assert paths(outline(text, "report", headed(text, levels))) == [
        "概况",
        "概况/1.人口",
        "一、成效",
        "一、成效/案卷",
        "一、成效/案卷/（一）评查",
        "二、问题",
    ]


def test_a_title_of_the_same_level_as_the_parts_is_no_section() -> None:
    text = "某市政府\n年度报告\n一、成效\n好。\n二、问题\n有。\n"
    levels = {"某市政府": 1, "年度报告": 1, "一、成效": 1, "二、问题": 1}
    assert paths(outline(text, "report", headed(text, levels))) == ["一、成效", "二、问题"]
    unnumbered = "申请条件\n本地居民。\n办理流程\n到窗口。\n"
    found = outline(unnumbered, "guide", headed(unnumbered, {"申请条件": 2, "办理流程": 2}))
    assert paths(found) == ["申请条件", "办理流程"]


def test_a_numbered_sentence_gives_its_first_clause_as_heading() -> None:
    text = "1.全年共办理案件51件，其中" + "调解" * 50 + "。\n2.其他。\n"
    assert outline(text, "report")[0].path == ("1.全年共办理案件51件",)


@pytest.mark.parametrize(
    ("words", "value"),
    [("十", 10), ("二十一", 21), ("一百零二", 102), ("10", 10), ("１２", 12), ("㈢", 3), ("⑫", 12)],
)
def test_numerals(words: str, value: int) -> None:
    assert numeral(words) == value


MARKS = (
    "一、|二、|（一）|(二)|1.|2．|3、|（1）|一是|二是|第一章 |第二节 |第一条 |第二条|附件1|。|；|："
    "|\n|\n\n| |　|成效|2023年|受理60件|2.5|，|\ud800|\x00|\x0b|| 列: 1 |"
)
PIECES = st.sampled_from(MARKS.split("|"))
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=80).map("".join))


@given(text=TEXTS, statute=st.booleans())
def test_sections_nest_properly_in_any_text(text: str, statute: bool) -> None:
    open_until: list[tuple[tuple[str, ...], int]] = []
    last = -1
    for section in outline(text, "statute" if statute else "report"):
        assert last <= section.start <= section.body <= section.end <= len(text)
        assert section.level == len(section.path)
        assert text[section.start : section.body].strip()
        while open_until and open_until[-1][1] <= section.start:
            open_until.pop()
        parent, end = open_until[-1] if open_until else ((), len(text))
        assert section.path[:-1] == parent
        assert section.end <= end
        open_until.append((section.path, section.end))
        last = section.start


@given(text=st.lists(PIECES, max_size=60).map("".join), data=st.data())
def test_any_structural_headings_are_survived(text: str, data: st.DataObject) -> None:
    bound = st.integers(0, len(text) + 3)
    spans = data.draw(st.lists(st.tuples(bound, bound, st.integers(0, 6)), max_size=6))
    headings = [Heading(start=min(a, b), end=max(a, b), level=n) for a, b, n in spans]
    for section in outline(text, "report", headings):
        assert 0 <= section.start <= section.body <= section.end <= len(text)


# Eight times the text: linear time takes eight times as long, quadratic time sixty-four. The same
# processor timed both, so a slow or busy one makes little difference.
_TIMES = 24
_FLOOR = 0.2  # seconds: what is too short to be compared


def seconds_to_outline(unit: str, size: int = 1_000_000) -> float:
    text = unit * (size // len(unit))
    begun = time.process_time()
    outline(text, "report")
    return time.process_time() - begun


@pytest.mark.parametrize("unit", [REPORT, STATUTE, "字", " ", "1.", "第一条"])
def test_a_megabyte_takes_linear_time(unit: str) -> None:
    assert seconds_to_outline(unit) < _TIMES * seconds_to_outline(unit, 125_000) + _FLOOR


@pytest.mark.parametrize("unit", ["（一）\n", "附件\n", "一是好。二是好。", "一、好\n1.好\n"])
def test_hundreds_of_thousands_of_headings_take_linear_time(unit: str) -> None:
    assert seconds_to_outline(unit, 300_000) < _TIMES * seconds_to_outline(unit, 37_500) + _FLOOR


@pytest.mark.shared
def test_the_real_report(shared_dir: Path) -> None:
    text = (shared_dir / "corpus/reports/guangshan-2023.txt").read_text(encoding="utf-8")
    sections = [s for s in outline(text, "report") if not is_point(s)]
    top = [s for s in sections if s.level == 1]
    assert [s.label for s in top] == ["一、", "二、", "三、", "四、"]
    under = [sum(s.path[:-1] == t.path for s in sections) for t in top]
    assert under == [3, 7, 0, 5]
    reconsideration = text.index("2023年共受理行政复议")
    path = [s.label for s in sections if s.start <= reconsideration < s.end]
    assert path == ["二、", "(四)", "2."]
    assert all("。" not in heading for s in sections for heading in s.path)


@pytest.mark.shared
def test_articles_of_real_statutes_follow_one_another(shared_dir: Path) -> None:
    for file in sorted((shared_dir / "corpus/laws").glob("*.md")):
        text = file.read_text(encoding="utf-8").replace("#", " ")
        labels = [s.label for s in outline(text, "statute") if s.label.endswith("条")]
        numbers = [numeral(label[1:-1]) for label in labels]
        assert numbers == list(range(1, len(numbers) + 1)), file.name
