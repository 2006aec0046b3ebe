"""How it goes, from the journal; opinions that staff have seen to."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.domain import Abstention, Answer
from assistant.feedback import Feedback
from assistant.journal import Asker, Journal
from assistant.overview import overview
from tests.small import stores_in

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def answer(number: int, milliseconds: float) -> Answer:
    return Answer(
        question="受理多少件？",
        answer="60件",
        language="zh",
        intent="numeric",
        citations=(),
        trace_id=f"t{number}",
        timings_ms={"total": milliseconds},
    )


@pytest.fixture
def database(tmp_path):
    stores = stores_in(tmp_path)
    database = stores.catalogue.database
    journal = Journal(database)
    missed = Abstention(
        question="2019年呢？",
        reason="year_not_covered",
        message="没有",
        language="zh",
        intent="numeric",
        trace_id="missed",
    )
    outcomes = [*(answer(n, float(n)) for n in range(1, 20)), missed]
    journal.keep([journal.entry(one, Asker(), NOW, 1) for one in outcomes])
    old = NOW - dt.timedelta(days=40)
    journal.keep([journal.entry(answer(99, 9e9), Asker(), old, 1)])
    yield database
    stores.close()


def test_what_is_counted(database):
    found = overview(database, NOW - dt.timedelta(days=30))
    assert (found.asked, found.answered, found.abstention_rate) == (20, 19, 0.05)
    assert found.reasons == {"year_not_covered": 1}
    assert (found.median, found.slowest) == (10.0, 19.0)
    assert found.days == {NOW.date(): 20}
    assert found.asked_most[0] == ("受理多少件？", 19)


def test_nothing_was_asked(database):
    found = overview(database, NOW + dt.timedelta(days=1))
    assert found.asked == 0
    assert found.abstention_rate is found.median is found.slowest is None


def test_an_opinion_is_settled_once_and_stays_counted(database):
    feedback = Feedback(database)
    feedback.give("t1", "down", NOW)
    feedback.give("t2", "down", NOW)
    feedback.give("t3", "up", NOW)
    assert {one.trace_id for one in feedback.unsettled()} == {"t1", "t2"}
    feedback.settle("t1", NOW)
    feedback.settle("t1", NOW)
    assert [one.trace_id for one in feedback.unsettled()] == ["t2"]
    assert feedback.counts() == {"down": 2, "up": 1}
