"""Figures that look alike share one look; what is decided by it is what each alone would get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.domain import Indicator, Place
from assistant.looks import Looks
from assistant.named import by_measure
from assistant.target import Target
from assistant.targets import targets
from tests.reading import report, stated

REPORT = (
    "全年受理行政复议申请{n}件，其中涉企行政复议{m}件。上半年受理行政复议申请{m}件。"
    "1—6月受理行政复议申请{m}件。县本级受理行政复议申请{n}件。个别乡镇受理行政复议申请{m}件。"
    "截至年底累计受理行政复议申请{n}件。线上受理行政复议申请{m}件。月均受理行政复议申请{m}件。"
    "受理行政复议申请金额{n}万元。市场监管领域受理行政复议申请{m}件。受理行政复议申请{n}件。"
)
QUESTIONS = (
    "行政复议受理量是多少件？",
    "上半年行政复议受理量是多少？",
    "本级行政复议受理量",
    "行政复议受理量有几类？",
)


def _reports() -> list[Indicator]:
    """The figures of one form of report by bodies that state other numbers."""
    found: list[Indicator] = []
    for n, name in enumerate(("光山县", "通州区", "信阳市", "张湾镇")):
        place = Place(names=("测试省", name))
        figures = stated(REPORT.format(n=60 + n, m=9 + n), report(place=place))
        found += [replace(i, id=f"{n}-{k}") for k, i in enumerate(figures)]
    return found


def test_figures_that_look_alike_share_a_look() -> None:
    figures, looks = _reports(), Looks()
    seen = [looks.of(figure) for figure in figures]
    assert len({id(look) for look in seen}) < len(figures) / 2
    assert all(looks.of(f) is look for f, look in zip(figures, seen, strict=True))
    for figure, look in zip(figures, seen, strict=True):
        assert (look.unit, look.local) == (figure.quantity.unit, figure.frame.local)


def test_a_county_differs_from_a_city_where_its_own_level_is_told() -> None:
    looks = Looks()
    own = [f for f in _reports() if "本级" in f.frame.local]
    levels = {f.place.name: looks.of(f).at_home for f in own if f.place}
    assert levels == {"光山县": True, "通州区": False, "信阳市": False, "张湾镇": False}


def test_only_so_many_are_kept() -> None:
    figures = _reports()
    looks = Looks(most=3)
    first = looks.of(figures[0])
    for figure in figures[1:]:
        looks.of(figure)
    assert len(looks) == 3
    assert looks.of(figures[0]) == first


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_decided_by_looks_is_what_each_figure_alone_gets(question: str) -> None:
    (target,) = targets(question)
    figures = _reports()
    measures = frozenset(f.measure for f in figures if f.measure)
    assert measures
    asked = replace(target, measures=measures)
    assert _groups(asked, figures) == [
        figure.id for figure in figures if _groups(asked, [figure]) == [figure.id]
    ]


def _groups(target: Target, figures: Sequence[Indicator]) -> list[str]:
    """The figures that are meant, each in a group of its own: nothing is chosen among them."""
    apart = [
        replace(f, place=Place(names=(*f.place.names[:-1], f.id, f.place.names[-1])))
        for f in figures
        if f.place
    ]
    return [m.indicator.id for m in by_measure(target, apart)[0]]
