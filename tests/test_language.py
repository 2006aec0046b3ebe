"""Language of a question, and traditional characters made simplified."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Language
from assistant.language import detect, simplify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how many reconsideration cases in 2023?", "en"),
        ("去年受理行政复议多少件？", "zh"),
        ("哪個區的行政復議受理量增長最快？", "zh"),
        ("GDP是多少", "zh"),
        ("www.example.gov.cn上有年报吗", "zh"),
        ("How many cases did 云岭县 accept in 2023 and conclude by the end of it?", "en"),
        ("How does 行政复议 work in 云岭县?", "mixed"),
        ("2023?", "zh"),
        ("", "zh"),
    ],
)
def test_detect(text: str, language: Language) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("哪個區的行政復議受理量增長最快？", "哪个区的行政复议受理量增长最快？"),
        ("乾縣與乾县", "乾县与乾县"),
        ("於潜镇2023年调解多少件", "於潜镇2023年调解多少件"),
        ("設於何處", "设于何处"),
        ("已是简体", "已是简体"),
        ("no Han here", "no Han here"),
    ],
)
def test_simplify(text: str, expected: str) -> None:
    assert simplify(text) == expected


@given(
    text=st.one_of(st.text(), st.text(alphabet="臺灣裏面乾濕著作權\ud800\x00只隻發髮", max_size=60))
)
def test_simplifying_keeps_every_offset(text: str) -> None:
    assert len(simplify(text)) == len(text)
    assert detect(text) in {"zh", "en", "mixed"}


def test_ten_thousand_characters() -> None:
    assert len(simplify("區縣" * 5_000)) == 10_000
