"""Rows are made when they are looked at."""

from __future__ import annotations

from assistant.lazy_rows import LazyRows


def test_only_what_is_looked_at_is_made():
    made: list[int] = []

    def make(number: int) -> str:
        made.append(number)
        return f"row {number}"

    rows = LazyRows(range(1_000_000), make)
    assert len(rows) == 1_000_000
    assert list(rows[10:12]) == ["row 10", "row 11"]
    assert rows[-1] == "row 999999"
    assert made == [10, 11, 999_999]
    assert not rows[5:5]
    assert not LazyRows((), make)
