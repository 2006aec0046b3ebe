"""The body that a question names, and whether a report is its own."""

from __future__ import annotations

import pytest

from assistant.reporters import body_asked, is_reporter

TITLE = "华蓥市文化广电旅游局2024年法治政府建设工作情况汇报"


@pytest.mark.parametrize("short", ["文旅局", "文广旅局", "文化广电旅游局", "文旅广电局"])
def test_a_shorter_name_is_the_same_body(short: str) -> None:
    assert is_reporter(short, TITLE) == (short != "文旅广电局")


@pytest.mark.parametrize("other", ["住建局", "局", "文旅委", "人社局"])
def test_another_body_is_none(other: str) -> None:
    assert not is_reporter(other, TITLE)


def test_the_body_that_a_question_opens_with() -> None:
    assert body_asked("   文旅局行政许可有几项?") == "文旅局"
    assert body_asked("   行政复议受理多少件?") == ""
    assert body_asked("   副局长几次批示?") == ""
