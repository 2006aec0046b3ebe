"""Headers of every answer, and the names that the service answers to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api import Api, running


def test_every_answer_has_the_headers(api: Api):
    for path in ("/healthz", "/v1/documents", "/nothing", "/openapi.json"):
        headers = api.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["content-security-policy"].startswith("default-src 'none'"), path
        assert "x-frame-options" in headers and "referrer-policy" in headers


@pytest.mark.parametrize("host", ["rebound.example", "127.0.0.1.example", "[", ""])
def test_foreign_names_are_refused_on_loopback(api: Api, host: str):
    response = api.client.get("/healthz", headers={"Host": host})
    assert (response.status_code, response.json()["code"]) == (400, "unknown_host")


def test_our_names_are_answered_to(api: Api):
    for host in ("127.0.0.1:8000", "localhost:9", "LOCALHOST", "[::1]:8000"):
        assert api.client.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_setting_names_others(home: Path):
    with running(home, hosts="fazhi.example.gov.cn") as api:
        headers = {"Host": "fazhi.example.gov.cn"}
        assert api.client.get("/healthz", headers=headers).status_code == 200
        headers = {"Host": "other.example"}
        assert api.client.get("/healthz", headers=headers).status_code == 400
