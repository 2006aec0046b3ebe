"""Traces of requests: routes and times, never what was asked."""

from __future__ import annotations

from fastapi import FastAPI
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from ui.api import tracing


def test_a_request_is_a_span_without_its_question() -> None:
    app = FastAPI()

    @app.post("/v1/ask")
    def ask(body: dict[str, str]) -> str:
        return body["question"]

    @app.get("/healthz")
    def health() -> str:
        return "ok"

    kept = InMemorySpanExporter()
    tracing.install(app, SimpleSpanProcessor(kept))
    client = TestClient(app)
    assert client.get("/healthz").status_code == 200
    assert client.post("/v1/ask", json={"question": "受理行政复议多少件"}).status_code == 200
    spans = kept.get_finished_spans()
    assert [span.name for span in spans] == ["POST /v1/ask"]
    told = f"{dict(spans[0].attributes or {})} {spans[0].resource.attributes}"
    assert "/v1/ask" in told
    assert "fazhi" in told
    assert "行政复议" not in told
