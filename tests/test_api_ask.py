"""``POST /v1/ask``: the same outcome that the command line gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
from starlette.responses import StreamingResponse

from assistant.errors import StoreError
from tests.api import Api, Served
from ui.api.sse import stream
from ui.conversation_schemas import WireReply
from ui.hits import WireHits


def test_a_figure_is_answered(api: Api):
    body = {"question": "光山县2023年受理行政复议多少件？"}
    outcome = WireReply.model_validate(api.client.post("/v1/ask", json=body).json())
    assert outcome.status == "answered"
    assert [(v.value, v.unit) for v in outcome.values if v.primary] == [("60", "件")]


def test_an_abstention_is_an_outcome(api: Api):
    response = api.client.post("/v1/ask", json={"question": "光山县2021年受理行政复议多少件？"})
    outcome = WireReply.model_validate(response.json())
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


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream."""
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_a_streamed_answer(api: Api):
    body = {"question": "光山县2023年受理行政复议多少件？"}
    response = api.client.post("/v1/ask/stream", json=body)
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    names = list(dict.fromkeys(name for name, _ in told))
    assert names == ["interpretation", "evidence", "text", "citations", "done"]
    assert told[0][1]["places"] == ["光山县"] and told[0][1]["years"] == [2023]
    outcome = WireReply.model_validate(told[-1][1])
    assert "".join(data["text"] for name, data in told if name == "text") == outcome.answer
    cited = next(data for name, data in told if name == "citations")["citations"]
    assert cited == [c.model_dump() for c in outcome.citations]


def test_a_streamed_abstention(api: Api):
    body = {"question": "光山县2021年受理行政复议多少件？"}
    told = events(api.client.post("/v1/ask/stream", json=body).text)
    outcome = WireReply.model_validate(told[-1][1])
    assert outcome.reason == "year_not_covered"
    assert "".join(data["text"] for name, data in told if name == "text") == outcome.message


def test_a_bad_question_is_refused_before_the_stream(api: Api):
    response = api.client.post("/v1/ask/stream", json={"question": "？"})
    assert (response.status_code, response.json()["code"]) == (422, "empty_question")


def test_what_fails_in_the_middle_is_an_event(api: Api):
    def failing() -> Iterator[tuple[str, Any]]:
        yield "text", {"text": "一"}
        raise StoreError("The file '/secret' failed.")

    async def route() -> Any:
        return await stream(failing())

    api.app.get("/test/stream", response_class=StreamingResponse)(route)
    told = events(api.client.get("/test/stream").text)
    assert [name for name, _ in told] == ["text", "error"]
    assert told[1][1]["code"] == "store_failed" and "secret" not in json.dumps(told)


def test_a_client_that_leaves_a_stream_does_no_harm(served: Served):
    body = {"question": "光山县2023年受理行政复议多少件？"}
    for _ in range(5):
        with httpx.stream("POST", f"{served.url}/v1/ask/stream", json=body) as response:
            next(response.iter_bytes())
    assert httpx.post(f"{served.url}/v1/ask", json=body).json()["status"] == "answered"


def test_search_gives_passages_with_what_to_highlight(api: Api):
    body = {"question": "行政复议受理", "jurisdiction": "光山县", "limit": 5}
    hits = WireHits.model_validate(api.client.post("/v1/search", json=body).json()).hits
    assert 0 < len(hits) <= 5
    text = api.service.catalogue.current_version(hits[0].document_id).text
    assert "行政复议" in hits[0].text
    marked = []
    for hit in hits:
        assert hit.document == "guangshan-2023"
        assert text[hit.start : hit.end] == hit.text
        marked += [text[span.start : span.end] for span in hit.highlights]
    assert "行政复议" in marked


def test_search_fails_closed(api: Api):
    for filters in ({"year": 1999}, {"jurisdiction": "罗山县"}, {"kind": "statute"}):
        found = api.client.post("/v1/search", json={"question": "行政复议", **filters}).json()
        assert found == {"hits": []}
    assert api.client.post("/v1/search", json={"question": "  "}).status_code == 422
