"""Figures told by five writers and asked for by six people."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from assistant.embedding import HashingEmbedder
from eval.paraphrases import (
    PLACES,
    _verdict,
    ask_all,
    compose,
    load_topics,
    over,
    questions,
    tally,
)

TOPICS = load_topics()


@pytest.mark.parametrize("topic", TOPICS, ids=lambda one: one.name)
def test_a_topic_is_whole(topic):
    assert len(topic.paragraphs) == len(PLACES)
    assert set(topic.questions) == set(topic.measures)
    for asked in topic.questions.values():
        assert len(asked) == len(set(asked)) == 6
        assert all("{p}" in text for text in asked)
    for paragraph in topic.paragraphs:
        slots = re.findall(r"\[([^\]\d]+)\]", paragraph)
        assert set(slots) <= set(topic.measures) and len(slots) == len(set(slots))
        assert len(slots) >= 0.6 * len(topic.measures)


def test_a_report_tells_each_figure_once():
    text, told = compose(TOPICS, 0, 1)
    assert len(set(told.values())) == len(told) > 150
    assert all(value in text for value in told.values())
    assert compose(TOPICS, 0, 1) == (text, told)
    assert compose(TOPICS, 0, 2)[1] != told


@pytest.mark.parametrize(
    ("stated", "shown", "verdict"),
    [
        ("60", ["60"], "exact"),
        ("1.5", ["15000"], "exact"),
        ("60", ["60", "51"], "inexact"),
        ("60", ["51"], "wrong"),
        ("60", [], "missed"),
        (None, ["60"], "wrong"),
        (None, [], "abstained"),
    ],
)
def test_verdicts(stated, shown, verdict):
    assert _verdict(stated, [Decimal(one) for one in shown]) == verdict


def test_a_topic_is_asked_over_real_stores():
    some = [one for one in TOPICS if one.name == "行政复议"]
    with over(some, 1, HashingEmbedder(), lambda _: None) as (assistant, told):
        asked = list(ask_all(assistant, some, told))
    assert len(asked) == sum(1 for _ in questions(some))
    of = tally(asked)
    assert sum(of.values()) == len(asked)
    assert of["exact"] > of["missed"] / 4 and of["wrong"] < len(asked) / 50
