"""Who is let in: this machine while no key is made, and nobody by way of a foreign page."""

from __future__ import annotations

import pytest

from tests.api import Api

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
    assert api.client.post("/v1/ask", json=QUESTION, headers=headers).status_code == 401


def test_our_own_page_is(api: Api):
    headers = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert api.client.post("/v1/ask", json=QUESTION, headers=headers).status_code == 200
