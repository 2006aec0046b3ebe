"""How often somebody may ask, and what wrong keys lead to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import gradio as gr
import pytest
from httpx import Response
from starlette.requests import Request

from assistant.errors import SettingsError
from tests.api import Api, running
from ui.api.limits import Buckets
from ui.api.proxies import client, networks
from ui.conversing import NEW
from ui.web.asking import AskingDesk
from ui.web.suggestions import Suggestions

NOW = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)
QUESTION = {"question": "光山县2023年受理行政复议多少件？"}


class Clock:
    """Moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_and_fills():
    clock = Clock()
    buckets = Buckets(60, clock)
    assert [buckets.take("a") for _ in range(60)] == [0.0] * 60
    assert buckets.take("a") == pytest.approx(1.0)
    assert buckets.take("b") == 0.0
    clock.now += 1.0
    assert buckets.take("a") == 0.0
    assert buckets.take("a") == pytest.approx(1.0)


def test_few_names_are_remembered():
    buckets = Buckets(1, Clock(), most=2)
    for name in ("a", "b", "c"):
        buckets.take(name)
    assert buckets.take("c") > 0
    assert buckets.take("a") == 0.0  # forgotten


def test_a_key_that_asks_too_often_waits(home: Path):
    with running(home, rate_key=3) as api:
        secrets = [api.app.state.fazhi.keys.create(n, "ask", now=NOW)[1] for n in ("a", "b")]
        first, second = (api.stranger(one) for one in secrets)
        assert [first.get("/v1/documents").status_code for _ in range(4)] == [200, 200, 200, 429]
        response = first.get("/v1/documents")
        assert response.json()["code"] == "rate_limited"
        assert int(response.headers["retry-after"]) >= 1
        assert second.get("/v1/documents").status_code == 200


def test_an_address_without_a_key_waits(home: Path):
    with running(home, anonymous=True, rate_address=2) as api:
        one, other = api.stranger(), api.stranger(address="203.0.113.8")
        assert [one.get("/v1/documents").status_code for _ in range(3)] == [200, 200, 429]
        assert other.get("/v1/documents").status_code == 200


def test_guessing_keys_is_slowed_down(api: Api):
    most = api.settings.rate_guesses
    secret = api.app.state.fazhi.keys.create("good", "ask", now=NOW)[1]
    statuses = [
        api.stranger(f"fz_{n:08x}_guess").get("/v1/documents").status_code for n in range(most + 2)
    ]
    assert statuses == [401] * most + [429] * 2
    assert api.stranger(secret).get("/v1/documents").status_code == 200  # it is no guess
    assert api.stranger("fz_0_guess").get("/v1/documents").status_code == 429  # nor a pardon


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.7", "1.2.3.4", "203.0.113.7"),  # nobody asked it to speak for others
        ("10.0.0.5", "1.2.3.4", "1.2.3.4"),
        ("10.0.0.5", "6.6.6.6, 1.2.3.4, 10.0.0.9", "1.2.3.4"),  # the first is the client's claim
        ("10.0.0.5", "nonsense", "10.0.0.5"),
        ("10.0.0.5", "1.2.3.4, nonsense", "10.0.0.5"),
        ("10.0.0.5", None, "10.0.0.5"),
        ("10.0.0.5", "[2001:db8::1]", "2001:db8::1"),
        ("testclient", "1.2.3.4", "testclient"),
    ],
)
def test_only_a_named_proxy_is_believed(peer: str, forwarded: str | None, found: str):
    assert client(peer, forwarded, networks("10.0.0.0/24", "X")) == found


def test_a_proxy_that_is_no_address():
    with pytest.raises(SettingsError, match="FAZHI_X"):
        networks("proxy.local", "FAZHI_X")


def test_keys_tried_at_the_sign_in_are_slowed_down(home: Path):
    with running(home, pages=True, rate_guesses=2) as api:
        state = api.app.state.fazhi
        good = state.keys.create("good", "staff", now=NOW)[1]
        stranger = api.stranger()

        def sign_in(key: str) -> Response:
            return stranger.post("/sign-in", data={"key": key}, follow_redirects=False)

        assert [sign_in("fz_wrong_key").status_code for _ in range(3)] == [401, 401, 429]
        late = sign_in("fz_other_wrong")
        assert late.status_code == 429 and int(late.headers["retry-after"]) >= 1
        assert "输错的密钥太多" in late.text
        assert "set-cookie" not in late.headers
        assert sign_in(good).status_code == 303


def test_questions_on_the_page_are_counted_like_others(home: Path):
    with running(home, pages=True, anonymous=True, rate_address=2) as api:
        scope = {
            "type": "http",
            "app": api.app,
            "headers": [],
            "client": ("203.0.113.7", 5),
            "method": "POST",
            "path": "/",
            "query_string": b"",
            "scheme": "http",
            "server": ("127.0.0.1", 8000),
        }
        request = gr.Request(request=Request(scope), session_hash="s")
        desk = AskingDesk("zh", Suggestions(api.service))

        def asked() -> str:
            told = list(desk.ask(QUESTION["question"], [], [], [], [], NEW, request))
            return str(told[-1][0])

        first, second, third = asked(), asked(), asked()
        assert "60件" in first and "60件" in second
        assert "60件" not in third and "提问过于频繁" in third
        assert api.stranger().post("/v1/ask", json=QUESTION).status_code == 429
