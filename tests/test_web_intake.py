"""What the page says of a source that could not be taken in, in either language."""

from __future__ import annotations

import re
from pathlib import Path

import gradio as gr
import pytest

from ui.api.problems import title
from ui.schemas import WireError
from ui.web.intake import Intake
from ui.web.texts import Tongue

ERROR = WireError(code="no_text_layer", message="'a.pdf' has no text.", hint="Scan it anew.")


def told(tongue: Tongue, error: WireError) -> str:
    """What stands beside the file."""
    with gr.Blocks(analytics_enabled=False):
        return Intake(tongue)._error(error)


def test_a_fault_is_told_in_chinese_first():
    assert told("zh", ERROR).startswith("扫描件，没有可读的文字。")
    assert "'a.pdf' has no text. Scan it anew." in told("zh", ERROR)
    assert told("en", ERROR) == "'a.pdf' has no text. Scan it anew."


@pytest.mark.parametrize("file", sorted(Path("ingest").rglob("*.py")), ids=lambda path: path.stem)
def test_every_fault_of_a_source_has_chinese_words(file: Path):
    for code in re.findall(r'code="([a-z_]+)"', file.read_text(encoding="utf-8")):
        assert title(code) != title("other"), code
