"""A government's figures are not those of one above or below it, nor of its departments."""

from __future__ import annotations

import pytest

from assistant.tiers import tiers_agree, without_tiers
from tests.reading import stated, target


@pytest.mark.parametrize(
    ("question", "text", "agree"),
    [
        ("2024年区县政府被申请复议多少件?", "区县政府被申请复议32件。", True),
        ("2024年区县政府被申请复议多少件?", "区县政府部门被申请复议32件。", False),
        ("2024年市政府被申请复议多少件?", "区县政府被申请复议32件。", False),
        ("2024年收到复议申请多少件?", "区县政府被申请复议32件。", True),
    ],
)
def test_governments_are_told_apart(question: str, text: str, agree: bool) -> None:
    (figure,) = stated(text)
    assert tiers_agree(target(question), figure.frame) is agree


def test_a_government_that_is_asked_for_is_no_word_of_its_own() -> None:
    asked = target("2024年区县政府被申请复议多少件?")
    assert without_tiers(asked, "其中区县政府").strip() == ""
    assert "乡镇政府" in without_tiers(asked, "其中乡镇政府")
