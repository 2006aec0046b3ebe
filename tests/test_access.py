"""Who is let in: this machine while no key is made, and nobody by way of a foreign page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from fastapi import Depends

from assistant.keys import Scope
from tests.api import Api, running
from ui.api.access import Caller, needs

NOW = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)

QUESTION = {"question": "光山县2023年受理行政复议多少件？"}


def test_this_machine_needs_no_key(api: Api):
    assert api.client.post("/v1/ask", json=QUESTION).status_code == 200


def test_another_machine_needs_one(api: Api):
    response = api.stranger().post("/v1/ask", json=QUESTION)
    assert response.status_code == 401
    assert response.json()["code"] == "unauthorized"
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example:8000"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"Authorization": "Bearer fz_guess"},
        {"Authorization": "Basic YTpi"},
        {"X-API-Key": ""},
    ],
)
def test_what_only_looks_local_is_not(api: Api, headers: dict[str, str]):
    assert api.client.post("/v1/ask", json=QUESTION, headers=headers).status_code in (400, 401)


def test_our_own_page_is(api: Api):
    headers = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert api.client.post("/v1/ask", json=QUESTION, headers=headers).status_code == 200


def made(api: Api, scope: Scope, **more: Any) -> str:
    """The secret of a new key."""
    return api.app.state.fazhi.keys.create("test", scope, now=NOW, **more)[1]


def test_once_a_key_is_made_this_machine_needs_one_too(api: Api):
    secret = made(api, "admin")
    assert api.client.post("/v1/ask", json=QUESTION).status_code == 401
    headers = {"X-API-Key": secret}
    assert api.client.post("/v1/ask", json=QUESTION, headers=headers).status_code == 200


@pytest.mark.parametrize("scope", ["ask", "staff", "admin"])
def test_scopes_include_the_lower_ones(api: Api, scope: Scope):
    for needed in ("ask", "staff", "admin"):
        api.app.get(f"/test/{needed}")(_needing(needed))
    client = api.stranger(made(api, scope))
    allowed = [n for n in ("ask", "staff", "admin") if client.get(f"/test/{n}").status_code == 200]
    assert allowed == ["ask", "staff", "admin"][: len(allowed)] and allowed[-1] == scope
    refused = client.get("/test/admin") if scope != "admin" else None
    assert refused is None or refused.json()["code"] == "forbidden"


def _needing(needed: Scope) -> Any:
    known = Depends(needs(needed))

    def route(caller: Caller = known) -> str:
        return caller.audience

    return route


def test_the_audience_is_the_keys(api: Api):
    api.app.get("/test/audience")(_needing("ask"))
    seen = {
        scope: api.stranger(made(api, scope)).get("/test/audience").json()
        for scope in ("ask", "staff", "admin")
    }
    assert seen == {"ask": "public", "staff": "internal", "admin": "internal"}
    staff, public = api.stranger(made(api, "staff")), api.stranger(made(api, "ask"))
    assert staff.get("/test/audience", headers={"X-Fazhi-Audience": "public"}).json() == "public"
    assert public.get("/test/audience", headers={"X-Fazhi-Audience": "internal"}).json() == "public"


def test_a_key_for_pages_works_from_them_alone(api: Api):
    secret = made(api, "ask", origins=["https://www.example.gov.cn"])
    client = api.stranger(secret)
    for origin, status in (
        ("https://www.example.gov.cn", 200),
        ("https://evil.example", 401),
        ("null", 401),
        (None, 401),
    ):
        headers = {"Origin": origin} if origin else {}
        assert client.post("/v1/ask", json=QUESTION, headers=headers).status_code == status, origin


def test_revoked_and_expired_keys_open_nothing(api: Api):
    keys = api.app.state.fazhi.keys
    secret = made(api, "ask")
    assert api.stranger(secret).post("/v1/ask", json=QUESTION).status_code == 200
    keys.revoke(keys.every()[0].id, NOW)
    assert api.stranger(secret).post("/v1/ask", json=QUESTION).status_code == 401
    old = keys.create("old", "ask", now=NOW, expires_at=NOW + dt.timedelta(days=1))[1]
    assert api.stranger(old).post("/v1/ask", json=QUESTION).status_code == 401


def test_anonymous_asking_is_a_setting(home: Path):
    with running(home, anonymous=True) as api:
        assert api.stranger().post("/v1/ask", json=QUESTION).status_code == 200
        assert api.stranger("fz_bad").post("/v1/ask", json=QUESTION).status_code == 401
        api.app.get("/test/staff")(_needing("staff"))
        assert api.stranger().get("/test/staff").status_code == 403


def test_a_service_that_others_reach_lets_nobody_in_without_a_key(home: Path):
    with running(home) as api:
        api.app.state.fazhi.loopback = False
        assert api.client.post("/v1/ask", json=QUESTION).status_code == 401


def test_the_token_of_this_machine_works_here_only(api: Api):
    made(api, "admin")
    api.app.state.fazhi.token = "t" * 43
    headers = {"Authorization": f"Bearer {'t' * 43}"}
    assert api.client.post("/v1/ask", json=QUESTION, headers=headers).status_code == 200
    assert api.stranger("t" * 43).post("/v1/ask", json=QUESTION).status_code == 401
