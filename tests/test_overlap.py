"""How much of what is asked a figure's words hold, and how much they say beyond."""

from __future__ import annotations

from assistant.overlap import extra_of, likeness, locality_of, objects_beyond, share
from tests.reading import stated, target


def test_all_that_is_asked_is_held() -> None:
    (figure,) = stated("受理行政复议案件75件。")
    asked = target("受理行政复议案件多少件")
    assert (share(asked, figure.frame) or 0) > 0.95
    assert locality_of(asked, figure.frame) == 1
    assert extra_of(asked, figure.frame.local) == 0
    assert not objects_beyond(asked, figure.frame)


def test_an_object_that_is_nowhere_rules_a_figure_out() -> None:
    (figure,) = stated("受理行政复议案件75件。")
    assert share(target("受理法律援助多少件"), figure.frame) is None


def test_an_object_beyond_the_question_is_told() -> None:
    (figure,) = stated("办理涉企行政复议案件75件。")
    assert extra_of(target("办理行政复议多少件"), figure.frame.local) > 0


def test_likeness_is_of_the_same_object() -> None:
    review, aid = stated("受理行政复议75件。\n受理法律援助案件410件。")
    asked = target("行政复议调解多少件")
    assert likeness(asked, review) > likeness(asked, aid) == 0
