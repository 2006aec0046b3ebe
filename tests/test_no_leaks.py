"""A public key reads nothing internal, by whatever route it tries."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api import Api, running
from ui.web.suggestions import Suggestions
from ui.web.texts import TONGUES

NOW = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)
# Words that stand in the internal report alone, its place among them.
SECRETS = ("罗山", "4321", "内部底稿", "luoshan-internal", "绝密指标")
REPORT = (
    "罗山县2024年法治政府建设情况内部底稿\n\n一、行政复议\n"
    "2024年罗山县受理行政复议4321件，审结4000件。绝密指标完成率为43.21%。\n"
)
QUESTIONS = (
    "罗山县2024年受理行政复议多少件？",
    "2024年受理行政复议多少件？",
    "哪个县行政复议受理量最多？",
    "有哪些文件？",
    "绝密指标完成率是多少？",
    "罗山县有哪些工作？",
    "How many reconsideration cases in Luoshan in 2024?",
)


@pytest.fixture
def both(home: Path) -> Iterator[tuple[Api, str]]:
    """A service with an internal report in it, and the report's id."""
    with running(home) as api:
        path = home / "luoshan-internal.txt"
        path.write_text(REPORT, encoding="utf-8")
        (result,) = api.service.ingest(
            [str(path)], {"audience": "internal"}, lambda *_: None
        ).results
        assert result.document
        yield api, result.document.id


def client(api: Api, scope: str) -> TestClient:
    """A client with a new key of that scope."""
    secret = api.app.state.fazhi.keys.create(scope, scope, now=NOW)[1]
    return api.stranger(secret, address=f"203.0.113.{1 + len(scope)}")


def clean(text: str, asked: str = "") -> bool:
    """Whether none of the secrets is in a text, but for what the asker said."""
    return not [one for one in SECRETS if one in text and one not in asked]


def test_staff_see_it(both: tuple[Api, str]):
    api, document = both
    staff = client(api, "staff")
    answer = staff.post("/v1/ask", json={"question": QUESTIONS[0]}).json()
    assert answer["status"] == "answered" and "4321" in answer["answer"]
    assert staff.get(f"/v1/documents/{document}").status_code == 200


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("path", ["/v1/ask", "/v1/ask/stream", "/v1/search"])
def test_asking_tells_nothing(both: tuple[Api, str], path: str, question: str):
    api, document = both
    client(api, "staff").post("/v1/ask", json={"question": question})  # fills the cache
    text = client(api, "ask").post(path, json={"question": question}).text
    assert clean(text.encode().decode(), question), text
    assert document not in text


@pytest.mark.parametrize(
    "path",
    [
        "/v1/documents",
        "/v1/documents?jurisdiction=罗山县",
        "/v1/indicators",
        "/v1/indicators?year=2024",
        "/v1/indicators?format=csv",
        "/openapi.json",
        "/readyz",
        "/docs",
    ],
)
def test_lists_and_counts_leave_it_out(both: tuple[Api, str], path: str):
    api, document = both
    before = client(api, "ask").get(path)
    assert before.status_code == 200
    assert clean(before.content.decode("utf-8-sig", "replace"))
    api.service.delete(document)
    assert client(api, "ask").get(path).content == before.content


def test_its_own_routes_are_as_if_it_were_not_there(both: tuple[Api, str]):
    api, document = both
    public = client(api, "ask")
    for name in (document, "luoshan-internal"):
        for route in (
            f"/v1/documents/{name}",
            f"/v1/documents/{name}/text",
            f"/v1/documents/{name}/text?version=1&start=0&end=5",
            f"/v1/documents/{name}/versions",
            f"/v1/audit/{name}",
            f"/v1/indicators?document={name}",
        ):
            there, absent = public.get(route), public.get(route.replace(name, "nothing-here"))
            assert there.status_code == absent.status_code == 404, route
            told = there.json()["detail"].replace(name, "nothing-here")
            assert told == absent.json()["detail"]


def test_what_is_for_staff_is_refused(both: tuple[Api, str]):
    api, _ = both
    public = client(api, "ask")
    for route in (
        "/v1/gaps",
        "/v1/feedback",
        "/v1/jobs",
        "/v1/journal",
        "/metrics",
        "/v1/local/hello",
    ):
        response = public.get(route)
        assert response.json()["code"] == "forbidden", route
        assert clean(response.text)


def test_feedback_on_an_internal_answer_is_as_on_none(both: tuple[Api, str]):
    api, _ = both
    answer = client(api, "staff").post("/v1/ask", json={"question": QUESTIONS[0]}).json()
    public = client(api, "ask")
    bodies = [
        {"trace_id": one, "verdict": "up"} for one in (answer["trace_id"], "0123456789abcdef")
    ]
    told = [public.post("/v1/feedback", json=body) for body in bodies]
    assert [one.status_code for one in told] == [404, 404]
    assert json.dumps(told[0].json()).replace(answer["trace_id"], "x") == json.dumps(
        told[1].json()
    ).replace("0123456789abcdef", "x")


def test_an_unknown_measure_is_not_matched_by_internal_words(both: tuple[Api, str]):
    api, _ = both
    public = client(api, "ask").get("/v1/indicators", params={"measure": "绝密指标"})
    assert public.status_code == 404
    assert client(api, "staff").get("/v1/indicators", params={"measure": "绝密指标"}).is_success


@pytest.mark.parametrize("question", QUESTIONS)
def test_other_fronts_tell_nothing(both: tuple[Api, str], question: str):
    api, document = both
    for scope in ("staff", "ask"):  # staff first: what is kept of theirs must not be given out
        asker = client(api, scope)
        said = [{"role": "user", "content": question}]
        call = {"name": "ask", "arguments": {"question": question}}
        told = [
            asker.post("/v1/chat/completions", json={"model": "fazhi", "messages": said}),
            asker.post("/v1/hotline/answer", json={"question": question, "channel": "agent"}),
            asker.post(
                "/mcp",
                json={"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call},
                headers={"Accept": "application/json, text/event-stream"},
            ),
        ]
        assert [one.status_code for one in told] == [200, 200, 200]
    for one in told:
        assert clean(json.dumps(one.json(), ensure_ascii=False), question), one.text
        assert document not in one.text


def test_a_curated_answer_on_an_internal_source_is_staffs_alone(both: tuple[Api, str]):
    api, document = both
    staff = client(api, "staff")
    text = staff.get(f"/v1/documents/{document}/text").json()["after"]
    start = text.index("2024年罗山县受理")
    quote = {"document_id": document, "version": 1, "start": start, "end": start + 30}
    pinned = {"question": "罗山县怎么样了？", "answer": "受理4321件。[1]", "citations": [quote]}
    assert staff.post("/v1/curated", json=pinned).status_code == 201
    ask = {"question": pinned["question"]}
    assert staff.post("/v1/ask", json=ask).json()["mode"] == "curated"
    told = client(api, "ask").post("/v1/ask", json=ask).text
    assert clean(told, "罗山县怎么样了？"), told


def test_the_pages_offer_the_public_nothing_of_it(both: tuple[Api, str]):
    api, _ = both
    offered = Suggestions(api.service)
    assert not clean(str(offered.holdings("internal", "zh")))
    for tongue in TONGUES:
        public = offered.holdings("public", tongue)
        assert clean(str(public))
        assert public.documents == offered.holdings("internal", tongue).documents - 1
