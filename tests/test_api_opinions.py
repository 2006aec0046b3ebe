"""Feedback and gaps: given by askers, seen to by staff."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.api import Api

NOW = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)


def ask(api: Api, question: str) -> str:
    """The trace id of an answer."""
    trace_id: str = api.client.post("/v1/ask", json={"question": question}).json()["trace_id"]
    return trace_id


def test_feedback_is_kept_with_its_answer(api: Api):
    trace_id = ask(api, "光山县2023年受理行政复议多少件？")
    body = {"trace_id": trace_id, "verdict": "down", "comment": "不对，打13812345678"}
    assert api.client.post("/v1/feedback", json=body).json() == {"status": "ok"}
    found = api.client.get("/v1/feedback", params={"verdict": "down"}).json()
    assert found["counts"] == {"down": 1}
    assert found["opinions"][0]["comment"] == "不对，打〔手机号〕"
    assert found["opinions"][0]["question"] == "光山县2023年受理行政复议多少件？"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"trace_id": "0123456789abcdef", "verdict": "up"}, 404),
        ({"trace_id": "0123456789abcdef", "verdict": "great"}, 422),
        ({"trace_id": "", "verdict": "up"}, 422),
        ({"trace_id": "0123456789abcdef", "verdict": "up", "comment": "长" * 2001}, 422),
    ],
)
def test_feedback_that_fits_nothing(api: Api, body: dict[str, str], status: int):
    assert api.client.post("/v1/feedback", json=body).status_code == status


def test_gaps_are_counted_and_closed(api: Api):
    for question in ("光山县2021年受理行政复议多少件？",) * 2 + ("罗山县2023年受理多少件？",):
        ask(api, question)
    api.app.state.fazhi.background.settle()
    listed = api.client.get("/v1/gaps").json()
    assert listed["total"] == 2
    first, second = listed["gaps"]
    assert (first["reason"], first["times"]) == ("year_not_covered", 2)
    assert second["reason"] == "jurisdiction_not_covered"
    assert api.client.get("/v1/gaps", params={"offset": 1}).json()["gaps"] == [second]
    assert api.client.post(f"/v1/gaps/{first['id']}/close").json()["times"] == 2
    assert api.client.get("/v1/gaps").json()["gaps"] == [second]
    assert api.client.post("/v1/gaps/999999/close").status_code == 404
    assert api.client.post("/v1/gaps/none/close").status_code == 422


def test_gaps_and_opinions_are_for_staff(api: Api):
    secret = api.app.state.fazhi.keys.create("public", "ask", now=NOW)[1]
    public = api.stranger(secret)
    for method, path in (
        ("GET", "/v1/gaps"),
        ("GET", "/v1/feedback"),
        ("POST", "/v1/gaps/1/close"),
    ):
        assert public.request(method, path).json()["code"] == "forbidden"
