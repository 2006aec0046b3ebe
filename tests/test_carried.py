"""What a figure's phrase says only together with the words beside it."""

from __future__ import annotations

import pytest

from assistant.carried import attended, spelt_out
from tests.framing import frames
from tests.reading import answers

MEDIATORS = "全县有调解组织210个、调解员1120人（专职96人）。律师62名，其中公职49名。"
TRAINED = "举办宪法培训班，覆盖科级以上干部268人次。开设讲座14场次，培训学员520人次。"


@pytest.mark.parametrize(
    ("local", "governs", "spelt"),
    [
        ("专职", "调解员", "专职调解员"),
        ("其中公职", "律师", "公职律师"),
        ("其中公职", "律师开展服务", ""),
        ("审结", "行政复议", ""),
        ("专职", "", ""),
    ],
)
def test_a_kind_is_spelt_out(local: str, governs: str, spelt: str) -> None:
    assert spelt_out(local, governs) == spelt


def test_those_reached_were_reached_by_what_is_told_before() -> None:
    found = frames(TRAINED.split("。")[0])
    assert attended(found["268人次"]) == {"培训"}
    assert attended(frames("举办培训班，发放资料60份")["60份"]) == frozenset()


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("专职人民调解员有多少人", MEDIATORS, ["96人"]),
        ("公职律师有多少名", MEDIATORS, ["49名"]),
        ("人民调解员有多少人", MEDIATORS, ["1120人"]),
        ("宪法培训班覆盖科级以上干部多少人次", TRAINED, ["268人次"]),
        ("参加宪法培训的科级干部有多少人次", TRAINED, ["268人次"]),
    ],
)
def test_they_answer_for_it(question: str, text: str, figures: list[str]) -> None:
    assert answers(question, text) == figures
