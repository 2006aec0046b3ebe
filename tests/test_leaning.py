"""Thin phrases, shares and changes lean on what stands to their left; full ones don't."""

from __future__ import annotations

import pytest

from tests.framing import bound, frames


def test_a_thin_phrase_takes_its_head_from_the_left() -> None:
    frame = frames("2024年收到行政复议申请82件，审结70件。")["70件"]
    assert frame.local == "审结"
    assert "行政复议申请" in frame.governs


def test_a_full_phrase_stands_alone() -> None:
    frame = frames("全年办理公证130件，组织法治宣传教育活动22场。")["22场"]
    assert frame.local == "组织法治宣传教育活动"
    assert frame.governs == ""


@pytest.mark.parametrize(
    ("text", "words", "leans_on"),
    [
        ("受理法律援助案件410件，同比增长12.6%。", "12.6%", "受理法律援助案件"),
        ("受理法律援助案件410件，同比增长12.6%，增加46件。", "46件", "受理法律援助案件"),
        ("行政处罚案件349件，占比31%。", "31%", "行政处罚案件"),
    ],
)
def test_shares_and_changes_lean(text: str, words: str, leans_on: str) -> None:
    clause = bound(text)[words]
    assert clause.leans
    assert leans_on in clause.frame.governs


def test_a_count_is_no_part_of_a_rate() -> None:
    assert frames("办复率100%，其中予以公开59件")["59件"].governs == ""


def test_a_part_is_of_no_rate() -> None:
    found = frames("新发纠纷51件，调结47件，调结率92.2%，其中土地纠纷33件。")
    assert "率" not in found["33件"].governs


def test_a_whole_told_apart_twice_is_the_same_whole() -> None:
    text = "审批用地申请210个，从结果看，准予200个，不予10个；从方式看，常规审批170个，承诺制40个。"
    found = frames(text)
    for words in ("200个", "10个", "170个", "40个"):
        assert found[words].governs.startswith("审批用地申请")
    assert "从结果看" not in found["40个"].governs


def test_kinds_beside_each_other_are_none_of_the_other() -> None:
    text = "从案件类型看，行政处罚类90件，投诉举报处理类40件；从结果看，维持100件，驳回30件。"
    found = frames(text)
    assert "处罚" not in found["40件"].head
    assert "投诉" not in found["100件"].head
