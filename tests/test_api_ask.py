"""``POST /v1/ask``: the same outcome that the command line gives."""

from __future__ import annotations

import httpx

from tests.api import Api, Served
from ui.schemas import WireOutcome


def test_a_figure_is_answered(api: Api):
    body = {"question": "光山县2023年受理行政复议多少件？"}
    outcome = WireOutcome.model_validate(api.client.post("/v1/ask", json=body).json())
    assert outcome.status == "answered"
    assert [(v.value, v.unit) for v in outcome.values if v.primary] == [("60", "件")]


def test_an_abstention_is_an_outcome(api: Api):
    response = api.client.post("/v1/ask", json={"question": "光山县2021年受理行政复议多少件？"})
    outcome = WireOutcome.model_validate(response.json())
    assert (response.status_code, outcome.reason) == (200, "year_not_covered")


def test_over_a_socket(served: Served):
    response = httpx.post(
        f"{served.url}/v1/ask", json={"question": "复议案件有多少？", "jurisdiction": "光山县"}
    )
    assert response.json()["status"] == "answered"


def test_health_and_schema(api: Api):
    assert api.client.get("/healthz").json() == {"status": "ok"}
    assert api.client.get("/readyz").json() == {"status": "ok"}
    paths = api.client.get("/openapi.json").json()["paths"]
    assert "/v1/ask" in paths
