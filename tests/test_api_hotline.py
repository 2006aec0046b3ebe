"""``POST /v1/hotline/answer``: in the form of its channel, in time, once per key."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from assistant.domain import Outcome, Question
from tests.api import Api, Served
from ui.hotline_wire import WireHotlineAnswer

URL = "/v1/hotline/answer"
ASKED = "光山县2023年受理行政复议多少件？"


def ask(api: Api, question: str = ASKED, **more: Any) -> WireHotlineAnswer:
    response = api.client.post(URL, json={"question": question, **more})
    assert response.status_code == 200, response.text
    return WireHotlineAnswer.model_validate(response.json())


def test_a_figure_is_said(api: Api) -> None:
    found = ask(api)
    assert found.status == "answered"
    assert found.spoken is not None
    assert "二零二三年" in found.spoken
    assert "六十件" in found.spoken
    assert not any(mark in found.spoken for mark in "[]（）()0123456789")
    assert found.handoff.required is False
    assert (found.handoff.reason, found.points) == (None, [])


def test_an_agent_gets_points_with_their_quotes_and_nothing_to_say(api: Api) -> None:
    found = ask(api, channel="agent")
    assert found.spoken is None
    assert found.speech is None
    first = found.points[0]
    assert "60件" in (first.figure or "")
    assert "60件" in first.quote
    assert first.source == found.citations[0].title


def test_an_agent_gets_quotes_where_there_is_no_figure(api: Api) -> None:
    found = ask(api, "光山县2023年法治建设存在哪些问题？", channel="agent")
    if found.status == "answered":
        assert [p.citation for p in found.points] == [c.n for c in found.citations[:5]]


def test_an_abstention_is_handed_over_with_its_reason(api: Api) -> None:
    found = ask(api, "光山县2021年受理行政复议多少件？")
    assert found.reason == "year_not_covered"
    assert (found.handoff.required, found.handoff.reason) == (True, "abstained")
    assert found.spoken is not None
    assert "二零二一年" in found.spoken
    assert "人工" in found.spoken


def test_nobody_on_the_line_is_told_to_call_the_hotline(api: Api) -> None:
    found = ask(api, "火星上的行政复议多少件？")
    assert found.spoken is not None
    assert "一二三四五" not in found.spoken


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("我家着火了", "emergency"),
        ("转人工", "person_requested"),
        ("查一下我的案子办到哪一步了", "personal_data"),
        ("我要投诉城管乱收费", "complaint"),
    ],
)
def test_a_person_takes_over(api: Api, said: str, reason: str) -> None:
    found = ask(api, said)
    assert (found.handoff.required, found.handoff.reason) == (True, reason)
    assert found.spoken
    assert found.handoff.message


def test_max_seconds_is_kept(api: Api) -> None:
    long = ask(api, "各地2023年受理行政复议多少件？", max_seconds=10)
    assert long.speech is not None
    assert long.speech.seconds <= 10


def test_identities_come_back_and_are_stored_as_hashes_only(api: Api) -> None:
    found = ask(api, caller="13812345678", session="call-1")
    assert (found.caller, found.session) == ("13812345678", "call-1")
    state = api.app.state.fazhi
    state.background.settle()
    entry = state.journal.find(found.trace_id)
    assert entry.channel == "hotline-voice"
    assert entry.caller is not None
    assert "138" not in entry.caller + (entry.session or "")


def test_what_a_person_takes_over_is_no_gap(api: Api) -> None:
    ask(api, "我家着火了")
    missing = ask(api, "光山县2021年受理行政复议多少件？")
    state = api.app.state.fazhi
    state.background.settle()
    questions = [gap.question for gap in state.gaps.open()]
    assert missing.question in questions
    assert "我家着火了" not in questions


def test_filters_are_kept(api: Api) -> None:
    found = ask(api, "受理行政复议多少件？", jurisdiction="光山县", year=2023)
    assert {(v.jurisdiction, v.year) for v in found.values} == {("光山县", 2023)}


@contextmanager
def slow(api: Api | Served, seconds: float) -> Iterator[list[str]]:
    """Looking up takes that much longer; the questions looked up are in the list."""
    answering = api.app.state.fazhi.answering
    plain = answering.look_up
    asked: list[str] = []

    def slower(question: Question) -> Outcome:
        asked.append(question.text)
        time.sleep(seconds)
        found: Outcome = plain(question)
        return found

    answering.look_up = slower
    try:
        yield asked
    finally:
        answering.look_up = plain


def test_the_deadline_is_kept(api: Api) -> None:
    ask(api)
    with slow(api, 1.5):
        begun = time.monotonic()
        found = ask(api, deadline_ms=300)
        spent = time.monotonic() - begun
    assert spent < 0.6
    assert (found.status, found.reason, found.handoff.reason) == (
        "abstained",
        "deadline",
        "deadline",
    )
    assert found.spoken


def test_a_late_answer_is_not_recorded_as_given(api: Api) -> None:
    with slow(api, 0.5):
        found = ask(api, deadline_ms=100)
        time.sleep(0.8)
    state = api.app.state.fazhi
    state.background.settle()
    entries = list(state.journal.export())
    assert [e.reason for e in entries] == ["deadline"]
    assert entries[0].trace_id == found.trace_id


def test_a_repeated_request_is_answered_once(api: Api) -> None:
    headers = {"Idempotency-Key": "k-1"}
    with slow(api, 0) as asked:
        first = api.client.post(URL, json={"question": ASKED}, headers=headers)
        again = api.client.post(URL, json={"question": ASKED}, headers=headers)
        assert len(asked) == 1
    assert again.json() == first.json()
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    field = api.client.post(URL, json={"question": ASKED, "idempotency_key": "k-1"})
    assert field.json() == first.json()


def test_the_same_key_with_another_body_is_a_conflict(api: Api) -> None:
    headers = {"Idempotency-Key": "k-1"}
    api.client.post(URL, json={"question": ASKED}, headers=headers)
    other = api.client.post(URL, json={"question": "审结多少件？"}, headers=headers)
    assert other.status_code == 409
    assert other.json()["code"] == "idempotency_conflict"
    both = api.client.post(URL, json={"question": ASKED, "idempotency_key": "k-2"}, headers=headers)
    assert both.status_code == 409


def test_keys_of_two_senders_have_nothing_to_do_with_each_other(api: Api) -> None:
    state = api.app.state.fazhi
    clients = []
    for name in ("one", "two"):
        _, secret = state.keys.create(name, "ask", now=state.now())
        clients.append(api.stranger(secret))
    headers = {"Idempotency-Key": "k-1"}
    first = clients[0].post(URL, json={"question": ASKED}, headers=headers)
    other = clients[1].post(URL, json={"question": "光山县审结多少件？"}, headers=headers)
    assert (first.status_code, other.status_code) == (200, 200)
    assert first.json()["question"] != other.json()["question"]


def test_requests_at_the_same_time_share_one_answer(served: Served) -> None:
    def send(_: int) -> httpx.Response:
        headers = {"Idempotency-Key": "same"}
        return httpx.post(f"{served.url}{URL}", json={"question": ASKED}, headers=headers)

    with slow(served, 0.5) as asked, ThreadPoolExecutor(4) as pool:
        responses = list(pool.map(send, range(4)))
        assert len(asked) == 1
    assert len({r.text for r in responses}) == 1


def test_one_that_waits_too_long_is_told_so(served: Served) -> None:
    headers = {"Idempotency-Key": "same"}
    body = {"question": ASKED, "deadline_ms": 400}

    with slow(served, 2):
        slow_one = threading.Thread(
            target=lambda: httpx.post(
                f"{served.url}{URL}", json={**body, "deadline_ms": 5000}, headers=headers
            )
        )
        slow_one.start()
        time.sleep(0.3)
        other = httpx.post(f"{served.url}{URL}", json=body, headers=headers)
        slow_one.join()
    assert other.status_code == 409


def test_a_bad_question_is_a_problem_and_its_key_stays_free(api: Api) -> None:
    headers = {"Idempotency-Key": "k-9"}
    bad = api.client.post(URL, json={"question": "？？"}, headers=headers)
    assert (bad.status_code, bad.json()["code"]) == (422, "empty_question")
    good = api.client.post(URL, json={"question": ASKED}, headers=headers)
    assert good.status_code == 200


@pytest.mark.parametrize(
    "more", [{"channel": "fax"}, {"max_seconds": 0}, {"deadline_ms": 5}, {"nonsense": 1}]
)
def test_what_does_not_fit_is_refused(api: Api, more: dict[str, Any]) -> None:
    response = api.client.post(URL, json={"question": ASKED, **more})
    assert (response.status_code, response.json()["code"]) == (422, "invalid")


def test_a_public_key_learns_nothing_internal(api: Api, tmp_path: Any) -> None:
    note = tmp_path / "note.md"
    note.write_text(
        "---\nkind: report\njurisdiction: 河南省信阳市光山县\nyear: 2023\n"
        "audience: internal\n---\n\n"
        "# 光山县2023年内部通报\n\n全年行政应诉败诉77137件。\n",
        encoding="utf-8",
    )
    api.service.ingest([str(note)], {}, lambda *_: None)
    state = api.app.state.fazhi
    _, public = state.keys.create("public", "ask", now=state.now())
    _, staff = state.keys.create("staff", "staff", now=state.now())
    question = {"question": "光山县2023年行政应诉败诉多少件？", "channel": "agent"}
    told = api.stranger(public).post(URL, json=question).text
    assert "77137" not in told
    assert "77137" in api.stranger(staff).post(URL, json=question).text


def test_the_schema_shows_an_example(api: Api) -> None:
    schema = api.client.get("/openapi.json").json()
    operation = schema["paths"][URL]["post"]
    assert {"200", "409", "422"} <= set(operation["responses"])
    assert "example" in schema["components"]["schemas"]["WireHotlineQuestion"]
