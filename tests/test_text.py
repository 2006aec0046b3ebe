"""Texts' pieces: what is a name in quotes."""

from __future__ import annotations

import pytest

from assistant.text import is_piece_of_name


@pytest.mark.parametrize(
    ("text", "word", "piece"),
    [
        ("“草原调解队”调解多少件", "调解队", True),
        ("“草原”调解队调解多少件", "调解队", False),
        ("“调解队”有几支", "调解队", False),
        ("“本机关不掌握”的有多少件", "不掌握", False),
    ],
)
def test_a_piece_of_a_name_in_quotes(text: str, word: str, piece: bool) -> None:
    start = text.index(word)
    assert is_piece_of_name(text, start, start + len(word)) is piece
