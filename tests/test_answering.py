"""Whatever front asks, the answer is in the journal, and what can't be answered is a gap."""

from __future__ import annotations

import pytest

from assistant.domain import Question
from assistant.events import Done, Said
from assistant.journal import Asker
from tests.api import Api


def test_every_answer_is_recorded_masked(api: Api):
    state = api.app.state.fazhi
    asked = "光山县2023年受理行政复议多少件？我电话13812345678"
    trace_id = api.client.post("/v1/ask", json={"question": asked}).json()["trace_id"]
    state.background.settle()
    entry = state.journal.find(trace_id)
    assert entry.question == "光山县2023年受理行政复议多少件？我电话〔手机号〕"
    assert (entry.status, entry.channel, entry.key_id) == ("answered", "api", None)
    assert entry.address and "127.0.0.1" not in entry.address
    assert entry.sources and entry.sources[0]["version"] == 1
    assert state.gaps.open() == []


def test_the_same_address_has_the_same_hash_and_is_not_stored(api: Api):
    state = api.app.state.fazhi
    ids = [
        api.client.post("/v1/ask", json={"question": q}).json()["trace_id"]
        for q in ("光山县2023年受理行政复议多少件？", "光山县2021年受理行政复议多少件？")
    ]
    state.background.settle()
    first, second = (state.journal.find(one) for one in ids)
    assert first.address == second.address != None  # noqa: E711
    assert [gap.reason for gap in state.gaps.open()] == ["year_not_covered"]


def test_a_question_that_nobody_could_answer_is_no_gap(api: Api):
    state = api.app.state.fazhi
    assert api.client.post("/v1/ask", json={"question": "你好"}).json()["reason"] == "out_of_scope"
    state.background.settle()
    assert state.gaps.open() == []
    assert len(list(state.journal.export())) == 1


def test_a_streamed_answer_is_recorded_too(api: Api):
    state = api.app.state.fazhi
    question = Question(text="光山县2023年受理行政复议多少件？")
    events = list(state.answering.events(question, Asker(channel="web", session="s1")))
    done = events[-1]
    assert isinstance(done, Done)
    said = "".join(e.text for e in events if isinstance(e, Said))
    state.background.settle()
    entry = state.journal.find(done.outcome.trace_id)
    assert (entry.said, entry.channel) == (said, "web")
    assert entry.session and entry.session != "s1"


def test_a_streamed_answer_comes_from_the_cache_and_fills_it(api: Api):
    state = api.app.state.fazhi
    question = Question(text="光山县2023年受理行政复议多少件？")
    first = list(state.answering.events(question, Asker()))
    again = list(state.answering.events(question, Asker()))
    assert [type(one) for one in again] == [type(one) for one in first]
    assert again[:-1] == first[:-1]
    ends = [one.outcome for one in (first[-1], again[-1]) if isinstance(one, Done)]
    assert ends[0].trace_id != ends[1].trace_id
    asked = state.answering.ask(question, Asker())
    assert (ends[0].timings_ms.keys() > {"total"}, list(asked.timings_ms)) == (True, ["total"])
    state.background.settle()
    assert len(list(state.journal.export())) == 3


@pytest.mark.parametrize("events_seen", [1, 2])
def test_what_is_told_to_somebody_who_leaves_is_recorded_all_the_same(api: Api, events_seen: int):
    state = api.app.state.fazhi
    question = Question(text="光山县2023年受理行政复议多少件？")
    told = state.answering.events(question, Asker(channel="web"))
    for _ in range(events_seen):
        next(told)
    told.close()
    state.answering.close()
    state.background.settle()
    entries = list(state.journal.export())
    assert [(one.status, one.channel) for one in entries] == [("answered", "web")]
    assert "60件" in entries[0].said
