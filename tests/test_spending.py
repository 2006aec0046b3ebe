"""Money told by nothing but its verb was spent on what stands right before it, and on all of it."""

from __future__ import annotations

import pytest

from assistant.spending import spends_on_it
from tests.reading import stated, target

BOTH = "新建普法公园2个、普法长廊3条，投入资金36万元。"


@pytest.mark.parametrize(
    ("question", "text", "spent"),
    [
        ("普法公园和普法长廊花了多少元", BOTH, True),
        ("普法公园花了多少元", BOTH, False),
        ("普法书屋花了多少元", BOTH, False),
        ("普法公园花了多少元", "普法公园建设资金36万元。", None),
        ("普法公园有多少个", BOTH, None),
    ],
)
def test_money_is_of_what_stands_before_it(question: str, text: str, spent: bool | None) -> None:
    figure = stated(text)[-1]
    assert spends_on_it(target(question), figure.frame) is spent
