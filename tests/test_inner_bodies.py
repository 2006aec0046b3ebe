"""Whose a figure is that a report tells of a town, a street or a sumu within its own place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Frame
from assistant.inner_bodies import (
    body_of,
    is_bare,
    is_headed,
    is_name,
    is_of,
    leading_body,
)
from tests.reading import stated

CASES = (
    "全年镇街办理行政处罚案件640宗（2023年为512宗），罚没款90万元；"
    "其中枫桥街道210宗、沙口镇155宗、柳塘镇98宗，办案量前三位镇街占比七成。"
    "沙口镇查处违法建设27宗、拆除1.3万平方米。"
)
MOST = "各苏木镇办理处罚案件70件。乌兰图苏木处罚案件最多，为22件，查干镇15件居次。"


def frame(text: str, words: str):  # type: ignore[no-untyped-def]
    return next(i.frame for i in stated(text) if i.quantity.words == words)


@pytest.mark.parametrize(
    ("text", "words", "body"),
    [
        (CASES, "640宗", ""),
        (CASES, "90万元", ""),
        (CASES, "210宗", "枫桥街道"),
        (CASES, "98宗", "柳塘镇"),
        (CASES, "七成", ""),
        (CASES, "27宗", "沙口镇"),
        (CASES, "1.3万平方米", "沙口镇"),
        (MOST, "70件", ""),
        (MOST, "22件", "乌兰图苏木"),
        (MOST, "15件", "查干镇"),
        ("石桥镇连续三年无命案，全年调解204件。", "204件", "石桥镇"),
        ("石桥镇成立调解队，全县调解纠纷900件。", "900件", ""),
        ("云台乡调委会等一批调委会受到表彰，赵平等4名调解员获评先进。", "4名", ""),
        ("其中石桥镇、云台乡作为试点各承接40项。", "40项", ""),
    ],
)
def test_a_figure_is_of_the_body_named_last(text: str, words: str, body: str) -> None:
    assert body_of(frame(text, words)) == body


def test_a_body_stands_at_the_beginning() -> None:
    assert leading_body("其中和平街道办案") == "和平街道"
    assert leading_body("案件最少的北山街道仅") == "北山街道"
    for phrase in ("各乡镇办案", "全县乡镇", "推动乡镇", "覆盖镇村干部", "积极协调街道"):
        assert leading_body(phrase) == ""


@pytest.mark.parametrize("name", ["沙口镇", "向阳镇", "乌兰图苏木", "紫水派出所"])
def test_a_name_is_one(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["乡镇", "苏木镇", "各镇", "依法治镇", "中心镇", "", "沙口"])
def test_what_only_ends_so_is_no_name(name: str) -> None:
    assert not is_name(name)


def test_a_bare_phrase_says_whose_it_is_and_no_more() -> None:
    assert is_bare("其中枫桥街道")
    assert is_bare("石桥镇办案")
    assert is_bare("市公安局")
    assert not is_bare("石桥镇调解草场纠纷")


def test_the_bodies_asked_for() -> None:
    own, other = frame(CASES, "155宗"), frame(CASES, "98宗")
    assert is_of((), own)
    assert is_of(("沙口镇",), own)
    assert not is_of(("沙口镇",), other)
    assert is_of(("沙口镇", "柳塘镇"), other)
    assert not is_of(("枫桥街道", "沙口镇"), other)


def test_a_part_that_only_says_whose_it_is_is_of_what_is_counted_in_its_unit() -> None:
    assert "办理行政处罚案件" in frame(CASES, "210宗").governs
    assert "罚没款" not in frame(CASES, "210宗").governs
    assert "办理行政处罚案件" in frame(CASES, "98宗").governs


STREET = "今年以来，共立案查处47件，实施行政强制措施6件。其中柳林司法所调解31件。"


def in_report(title: str, words: str) -> Frame:
    return replace(frame(STREET, words), path=(title,))


def test_what_the_report_of_a_street_tells_of_no_other_is_its_own() -> None:
    title = "江北区人民政府东湖街道办事处2024年法治政府建设报告"
    assert is_of(("东湖街道",), in_report(title, "47件"))
    assert not is_of(("西山街道",), in_report(title, "47件"))
    assert not is_of(("东湖街道",), in_report(title, "31件"))
    assert not is_of(("东湖街道",), in_report("江北区2024年法治政府建设报告", "47件"))


def test_a_title_that_only_speaks_of_a_street_is_not_its_own() -> None:
    assert is_headed("东湖街道", "江北区东湖街道2024年法治政府建设报告")
    assert is_headed("东湖街道", "东湖街道办事处关于2024年工作的报告")
    assert not is_headed("东湖街道", "江北区关于东湖街道2024年拆迁工作的报告")
    assert not is_headed("湖街道", "江北区东湖街道2024年法治政府建设报告")
