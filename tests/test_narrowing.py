"""What a figure's own words say beyond its measure, and how it is called then."""

from __future__ import annotations

import pytest

from assistant.narrowing import beyond, is_kind, told
from tests.reading import stated


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("全年受理行政复议案件60件。", "行政复议受理量"),
        ("依法受理行政复议60件。", "行政复议受理量"),
        ("开展乡镇综合行政执法业务培训4次。", "培训次数（开展乡镇综合行政执法业务培训）"),
        ("政务服务事项1975项全部进驻大厅。", "政务服务事项数"),
    ],
)
def test_a_name_says_no_more_than_its_source(text: str, called: str) -> None:
    (figure,) = stated(text)
    assert told(figure, "zh") == called


def test_english_names_keep_the_sources_words() -> None:
    (figure,) = stated("开展乡镇综合行政执法业务培训4次。")
    assert told(figure, "en").endswith("(开展乡镇综合行政执法业务培训)")


def test_numbers_are_not_repeated_behind_a_name() -> None:
    figure = stated("政务服务3.0平台网办率达到98%。")[-1]
    assert "3.0" not in told(figure, "zh")


def test_kinds_of_a_list_are_told() -> None:
    kinds = stated("按申请事项分，行政处罚类349件，占比31%；投诉举报类296件，占比27%。")
    assert [is_kind(f) for f in kinds if f.quantity.unit == "件"] == [True, True]


def test_a_figure_outside_the_lexicon_has_its_own_words_only() -> None:
    (figure,) = stated("修建凉亭12座。")
    assert figure.measure is None
    assert beyond(figure) == frozenset()
