"""What tells the public that there are internal documents: nothing that is said."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings
from eval.secrecy import measure


def test_the_public_hears_the_same_whether_or_not_there_is_an_internal_report(tmp_path: Path):
    found = measure(4, 3, 2, Settings(home=tmp_path), lambda _: None)
    assert [told.question for told in found if not told.same] == []
    assert sum(told.staff_know for told in found) >= 5  # there was something to give away
    assert all(len(told.without) == len(told.with_hidden) == 2 for told in found)
