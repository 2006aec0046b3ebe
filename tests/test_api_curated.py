"""Curated answers over HTTP: staff pin, list and remove them; a gap is resolved with one."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from assistant.domain import Question
from tests.api import Api
from ui.schemas import wire_outcome

MISSING = "光山县行政复议申请怎么提交？"


def cited(api: Api) -> dict[str, Any]:
    question = Question(text="光山县2023年受理行政复议多少件？")
    one = wire_outcome(api.service.ask(question)).model_dump()["citations"][0]
    return {name: one[name] for name in ("document_id", "version", "start", "end", "quote")}


def pinned(api: Api, client: TestClient | None = None, **more: Any) -> Any:
    body = {
        "question": MISSING,
        "answer": "到县司法局行政复议窗口提交。[1]",
        "citations": [cited(api)],
        **more,
    }
    return (client or api.client).post("/v1/curated", json=body)


def client_with(api: Api, scope: Any) -> TestClient:
    state = api.app.state.fazhi
    return api.stranger(state.keys.create(scope, scope, now=state.now())[1])


def test_staff_pin_an_answer_and_the_public_gets_it_marked(api: Api) -> None:
    staff, public = client_with(api, "staff"), client_with(api, "ask")
    made = pinned(api, staff)
    assert made.status_code == 201, made.text
    assert (made.json()["state"], made.json()["audience"]) == ("active", "public")
    told = public.post("/v1/ask", json={"question": "请问光山县如何提交行政复议申请"}).json()
    assert (told["mode"], told["answer"]) == ("curated", "到县司法局行政复议窗口提交。[1]")
    assert told["citations"][0]["quote"] == cited(api)["quote"]


def test_list_and_delete(api: Api) -> None:
    made = pinned(api).json()
    listed = api.client.get("/v1/curated").json()
    assert [one["id"] for one in listed["curated"]] == [made["id"]]
    assert api.client.get("/v1/curated?state=stale").json()["total"] == 0
    assert api.client.delete(f"/v1/curated/{made['id']}").status_code == 204
    gone = api.client.delete(f"/v1/curated/{made['id']}")
    assert (gone.status_code, gone.json()["code"]) == (404, "not_found")
    assert api.client.get("/v1/curated").json()["total"] == 0


def test_what_goes_stale_is_listed_as_such(api: Api) -> None:
    made = pinned(api).json()
    api.service.delete(made["citations"][0]["document_id"])
    listed = api.client.get("/v1/curated?state=stale").json()
    assert [one["id"] for one in listed["curated"]] == [made["id"]]
    told = api.client.post("/v1/ask", json={"question": MISSING}).json()
    assert told["mode"] != "curated"


def test_a_gap_is_resolved_with_an_answer(api: Api) -> None:
    question = "光山县2021年受理行政复议多少件？"
    api.client.post("/v1/ask", json={"question": question})
    state = api.app.state.fazhi
    state.background.settle()
    (gap,) = [g for g in api.client.get("/v1/gaps").json()["gaps"] if g["question"] == question]
    body = {"answer": "2021年的报告尚未收录，请联系县司法局。", "citations": [cited(api)]}
    done = api.client.post(f"/v1/gaps/{gap['id']}/resolve", json=body)
    assert done.status_code == 201, done.text
    assert question not in [g["question"] for g in api.client.get("/v1/gaps").json()["gaps"]]
    assert api.client.post("/v1/ask", json={"question": question}).json()["mode"] == "curated"
    nothing = api.client.post("/v1/gaps/999999/resolve", json=body)
    assert nothing.status_code == 404


def test_only_staff(api: Api) -> None:
    public = client_with(api, "ask")
    assert pinned(api, public).status_code == 403
    assert public.get("/v1/curated").status_code == 403
    assert public.delete("/v1/curated/1").status_code == 403
    assert public.post("/v1/gaps/1/resolve", json={}).status_code == 403


def test_what_is_wrong_is_a_problem_with_a_code(api: Api) -> None:
    pinned(api)
    again = pinned(api)
    assert (again.status_code, again.json()["code"]) == (422, "already_curated")
    figure = pinned(api, question="光山县2023年信访多少件？", answer="共9999件。[1]")
    assert (figure.status_code, figure.json()["code"]) == (422, "unsupported_answer")
    other = {**cited(api), "quote": "别的话"}
    moved = pinned(api, question="光山县怎么信访？", citations=[other])
    assert (moved.status_code, moved.json()["code"]) == (422, "bad_answer")
    empty = pinned(api, citations=[])
    assert (empty.status_code, empty.json()["code"]) == (422, "invalid")
