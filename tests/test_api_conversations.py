"""Asking within a conversation over HTTP: follow-ups, ownership, deletion."""

from __future__ import annotations

import datetime as dt
import json

from assistant.keys import Scope
from tests.api import Api


def key(api: Api, scope: Scope = "ask") -> str:
    """A new key's secret."""
    now = dt.datetime.now(dt.UTC)
    return api.app.state.fazhi.keys.create("someone", scope, now=now)[1]


def test_a_follow_up_is_completed_and_said_so(api: Api) -> None:
    first = api.client.post(
        "/v1/ask", json={"question": "光山县2023年受理行政复议多少件？", "conversation": "new"}
    ).json()
    assert first["understood"] is None
    second = api.client.post(
        "/v1/ask", json={"question": "审结呢？", "conversation": first["conversation"]}
    ).json()
    assert second["conversation"] == first["conversation"]
    assert second["question"] == "审结呢？"
    assert second["understood"] == "光山县2023年行政复议审结多少"
    assert [v["value"] for v in second["values"]] == ["51"]


def test_without_a_conversation_nothing_is_taken_over(api: Api) -> None:
    api.client.post("/v1/ask", json={"question": "光山县2023年受理行政复议多少件？"})
    outcome = api.client.post("/v1/ask", json={"question": "审结呢？"}).json()
    assert (outcome["conversation"], outcome["understood"]) == (None, None)


def test_streamed(api: Api) -> None:
    def ask(question: str, conversation: str) -> dict[str, object]:
        body = {"question": question, "conversation": conversation}
        text = api.client.post("/v1/ask/stream", json=body).text
        last = text.strip().split("\n\n")[-1].split("data: ", 1)[1]
        found: dict[str, object] = json.loads(last)
        return found

    first = ask("通州区2023年收到多少件行政复议申请？", "new")
    second = ask("那2022年呢？", str(first["conversation"]))
    assert second["understood"] == "通州区2022年收到多少件行政复议申请"
    assert second["conversation"] == first["conversation"]
    assert "558" in str(second["answer"])


def test_read_and_deleted_by_its_owner_alone(api: Api) -> None:
    ann, bob = api.stranger(key(api)), api.stranger(key(api))
    first = ann.post(
        "/v1/ask",
        json={"question": "光山县2023年受理行政复议多少件？电话13812345678", "conversation": "new"},
    ).json()
    where = f"/v1/conversations/{first['conversation']}"
    told = ann.get(where).json()
    assert [t["status"] for t in told["turns"]] == [first["status"]]
    assert "13812345678" not in json.dumps(told)
    body = {"question": "审结呢？", "conversation": first["conversation"]}
    assert bob.get(where).status_code == 404
    assert bob.delete(where).status_code == 404
    assert bob.post("/v1/ask", json=body).status_code == 404
    assert ann.delete(where).status_code == 204
    assert ann.get(where).status_code == 404
    assert ann.post("/v1/ask", json=body).status_code == 404


def test_what_staff_read_is_not_shown_as_public(api: Api) -> None:
    secret = key(api, "staff")
    staff = api.stranger(secret)
    begun = staff.post(
        "/v1/ask", json={"question": "光山县2023年公证多少件？", "conversation": "new"}
    ).json()
    where = f"/v1/conversations/{begun['conversation']}"
    assert staff.get(where).status_code == 200
    assert staff.get(where, headers={"X-Fazhi-Audience": "public"}).status_code == 404


def test_a_question_that_cannot_be_asked_begins_nothing(api: Api) -> None:
    response = api.client.post("/v1/ask", json={"question": "？", "conversation": "new"})
    assert response.status_code == 422
    response = api.client.post("/v1/ask", json={"question": "审结呢", "conversation": "a b"})
    assert response.status_code == 422
    assert api.client.get("/v1/conversations/abc").status_code == 404


def test_a_front_that_remembers_the_questions_itself(api: Api) -> None:
    messages = [
        {"role": "user", "content": "光山县2023年受理行政复议多少件？"},
        {"role": "assistant", "content": "60件"},
        {"role": "user", "content": "审结呢？"},
    ]
    body = {"model": "fazhi", "messages": messages}
    told = api.client.post("/v1/chat/completions", json=body).json()
    assert told["fazhi"]["understood"] == "光山县2023年行政复议审结多少"
    assert [v["value"] for v in told["fazhi"]["values"]] == ["51"]
    alone = api.client.post("/v1/chat/completions", json={**body, "messages": messages[-1:]}).json()
    assert alone["fazhi"]["understood"] is None
