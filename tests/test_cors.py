"""Which pages of other origins may read answers: those that a valid key names."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.errors import SettingsError
from tests.api import Api, running
from ui.api.cors import origins

SITE = "https://www.example.gov.cn"
ASK = {"question": "光山县2023年受理行政复议多少件？"}
PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type",
}


@pytest.fixture
def key(api: Api) -> str:
    state = api.app.state.fazhi
    return state.keys.create("site", "ask", now=state.now(), origins=[SITE])[1]


def test_the_site_of_a_key_may_ask(api, key):
    stranger = api.stranger(key)
    before = stranger.options("/v1/ask", headers={"Origin": SITE, **PREFLIGHT})
    assert before.status_code == 204
    assert before.headers["access-control-allow-origin"] == SITE
    assert "access-control-allow-credentials" not in before.headers
    answer = stranger.post("/v1/ask", json=ASK, headers={"Origin": SITE})
    assert answer.json()["status"] == "answered"
    assert answer.headers["access-control-allow-origin"] == SITE
    assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"{SITE}.evil.example"])
def test_other_sites_may_not(api, key, origin):
    stranger = api.stranger(key)
    before = stranger.options("/v1/ask", headers={"Origin": origin, **PREFLIGHT})
    assert "access-control-allow-origin" not in before.headers
    answer = stranger.post("/v1/ask", json=ASK, headers={"Origin": origin})
    assert answer.status_code == 401
    assert "access-control-allow-origin" not in answer.headers


def test_refusals_can_be_read_by_the_site(api, key):
    answer = api.stranger("fz_wrong_key").post("/v1/ask", json=ASK, headers={"Origin": SITE})
    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == SITE


def test_what_is_not_the_api_is_not_opened(api, key):
    response = api.stranger().get("/healthz", headers={"Origin": SITE})
    assert "access-control-allow-origin" not in response.headers


def test_an_expired_key_opens_nothing(api):
    state = api.app.state.fazhi
    now = state.now()
    state.keys.create("old", "ask", now=now, origins=[SITE], expires_at=now + dt.timedelta(days=1))
    state.now = lambda: now + dt.timedelta(days=2)
    before = api.stranger().options("/v1/ask", headers={"Origin": SITE, **PREFLIGHT})
    assert "access-control-allow-origin" not in before.headers


def test_the_site_of_the_setting_may_ask_with_a_key_of_its_own(home):
    with running(home, cors_origins=f"{SITE}/, https://other.example") as api:
        state = api.app.state.fazhi
        stranger = api.stranger(state.keys.create("any", "ask", now=state.now())[1])
        before = stranger.options("/v1/ask", headers={"Origin": SITE, **PREFLIGHT})
        assert before.headers["access-control-allow-origin"] == SITE
        answer = stranger.post("/v1/ask", json=ASK, headers={"Origin": SITE})
        assert answer.headers["access-control-allow-origin"] == SITE
        other = stranger.post("/v1/ask", json=ASK, headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        nobody = api.stranger().post("/v1/ask", json=ASK, headers={"Origin": SITE})
        assert nobody.status_code == 401


@pytest.mark.parametrize("setting", ["*", "www.example.gov.cn", "https://a.cn/path", "null"])
def test_a_setting_that_is_no_origin_is_told(setting):
    with pytest.raises(SettingsError, match="FAZHI_CORS_ORIGINS"):
        origins(setting)
