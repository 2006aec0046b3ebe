"""Sign-in: what a cookie opens, for whom, and when it ends."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest
from starlette.testclient import TestClient

from tests.api import Api, running
from ui.api.sessions import COOKIE, LASTS, MOST, Sessions

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def api(stocked_home, tmp_path_factory):
    home = shutil.copytree(stocked_home, tmp_path_factory.mktemp("sessions") / "home")
    with running(home, pages=True) as api:
        yield api


def key(api: Api, scope: str = "staff") -> str:
    return api.app.state.fazhi.keys.create("test", scope, now=api.app.state.fazhi.now())[1]


def sign_in(api: Api, secret: str, **headers: str) -> TestClient:
    client = api.stranger()
    client.post("/sign-in", data={"key": secret}, headers=headers, follow_redirects=False)
    return client


def test_a_session_ends_in_time():
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    word = sessions.open("secret")
    assert sessions.secret(word) == "secret"
    now[0] = LASTS + 1
    assert sessions.secret(word) is None


def test_sessions_do_not_pile_up():
    sessions = Sessions()
    first = sessions.open("first")
    for number in range(MOST):
        sessions.open(str(number))
    assert sessions.secret(first) is None


def test_a_valid_key_signs_in_and_out(api):
    client = api.stranger()
    response = client.post("/sign-in", data={"key": key(api)}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/staff/")
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert client.get("/v1/gaps").status_code == 200
    client.post("/sign-out")
    assert client.get("/v1/gaps").status_code == 401


def test_a_wrong_key_does_not(api):
    client = sign_in(api, "fz_guess_guess")
    assert COOKIE not in client.cookies
    assert client.get("/v1/gaps").status_code == 401


def test_a_public_key_signs_in_as_the_public(api):
    client = sign_in(api, key(api, "ask"))
    assert client.get("/v1/documents").status_code == 200
    assert client.get("/v1/gaps").status_code == 403
    page = client.get("/staff/", headers={"Accept": "text/html"}, follow_redirects=False)
    assert page.status_code == 303


def test_revoking_the_key_ends_its_sessions(api):
    state = api.app.state.fazhi
    made, secret = state.keys.create("test", "staff", now=state.now())
    client = sign_in(api, secret)
    assert client.get("/v1/gaps").status_code == 200
    state.keys.revoke(made.id, state.now())
    assert client.get("/v1/gaps").status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_pages_of_others_cannot_use_it(api, headers):
    client = sign_in(api, key(api))
    assert client.get("/v1/gaps").status_code == 200
    assert client.get("/v1/gaps", headers=headers).status_code == 401
    assert client.post("/sign-out", headers=headers).status_code == 403
    assert api.stranger().post("/sign-in", data={"key": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "/\t/evil"]
)
def test_signing_in_leads_nowhere_else(api, to):
    response = api.stranger().post(
        "/sign-in", data={"key": key(api), "next": to}, follow_redirects=False
    )
    assert response.headers["location"] == "/staff/"


def test_the_form_escapes_what_it_is_given(api):
    page = api.stranger().get("/sign-in", params={"next": '/"><script>alert(1)</script>'})
    assert "<script" not in page.text
