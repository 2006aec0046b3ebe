"""What was before a reform, and figures that are of all that a question joins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.domain import Answer
from tests.desk import Desk, figures

REPORT = """# 清河县2024年法治政府建设年度报告

设立企业的时间由改革前的15个工作日减少为1个工作日。审查和备案规范性文件34件,其中审查市级规范性文件17件。
审查、备案政府合同92件。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One report of a county."""
    opened = Desk(tmp_path_factory.mktemp("former"))
    opened.add("report", REPORT, kind="report", jurisdiction="河北省邢台市清河县", year=2024)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("清河县改革前设立企业要多少个工作日?", [("15", "个工作日")]),
        ("清河县设立企业要多少个工作日?", [("1", "个工作日")]),
        ("清河县审查和备案的规范性文件有多少件?", [("34", "件")]),
        ("清河县审查、备案政府合同多少件?", [("92", "件")]),
        ("清河县审查政府合同多少件?", None),
    ],
)
def test_what_was_before_and_what_is_joined(
    desk: Desk, question: str, shown: list[tuple[str, str]] | None
) -> None:
    outcome = desk.ask(question)
    found = [row[:2] for row in figures(outcome)] if isinstance(outcome, Answer) else None
    assert found == shown
