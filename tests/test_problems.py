"""Every error of the service has one shape: problem details with a stable code."""

from __future__ import annotations

import pytest
from starlette.responses import Response

from assistant.errors import FazhiError
from tests.api import Api
from ui.api import problems
from ui.api.problems import MEDIA_TYPE, WireProblem


def problem(response: Response | object) -> WireProblem:
    """The body, which must be a problem."""
    assert response.headers["content-type"] == MEDIA_TYPE  # type: ignore[attr-defined]
    body = WireProblem.model_validate(response.json())  # type: ignore[attr-defined]
    assert body.status == response.status_code  # type: ignore[attr-defined]
    assert body.type == f"urn:fazhi:problem:{body.code}"
    assert body.title and body.detail
    return body


def kinds() -> list[type[FazhiError]]:
    """Every error of the tree that the service can meet: an evaluation's own are none of its."""
    found = [FazhiError]
    for kind in found:
        found += kind.__subclasses__()
    return [kind for kind in found if kind.__module__.partition(".")[0] not in ("eval", "tests")]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/nothing/here", None, 404, "not_found"),
        ("GET", "/v1/ask", None, 405, "method_not_allowed"),
        ("POST", "/v1/ask", {}, 422, "invalid"),
        ("POST", "/v1/ask", {"question": "?", "audience": "internal"}, 422, "invalid"),
        ("POST", "/v1/ask", {"question": ""}, 422, "empty_question"),
    ],
)
def test_bad_requests(api: Api, method: str, path: str, body: object, status: int, code: str):
    response = api.client.request(method, path, json=body)
    found = problem(response)
    assert (found.status, found.code) == (status, code)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/documents", "GET, POST"),
        ("/v1/documents/urls", "POST"),
        ("/v1/documents/qinghe", "DELETE, GET, PUT"),
        ("/v1/gaps/1/close", "POST"),
    ],
)
def test_a_wrong_method_is_told_all_that_are_right(api: Api, path: str, methods: str):
    response = api.client.patch(path)
    assert problem(response).status == 405
    assert response.headers["allow"] == methods


def test_a_body_that_is_no_json(api: Api):
    found = problem(
        api.client.post("/v1/ask", content=b"{", headers={"Content-Type": "application/json"})
    )
    assert (found.status, found.code) == (422, "invalid")
    assert found.errors


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_error_of_ours(api: Api, kind: type[FazhiError]):
    def fail() -> None:
        raise kind("The secret file '/home/somebody/x' failed.", hint="Do this.")

    api.app.add_api_route(f"/fail/{kind.__name__}", fail)
    found = problem(api.client.get(f"/fail/{kind.__name__}"))
    assert found.code == kind.code
    if found.status >= 500:
        assert "secret" not in found.model_dump_json()
        assert found.trace_id and found.trace_id in found.detail
    else:
        assert found.detail == "The secret file '/home/somebody/x' failed."
        assert found.hint == "Do this."


def test_a_fault_of_the_program_shows_nothing_of_it(api: Api, caplog: pytest.LogCaptureFixture):
    def fail() -> None:
        raise ZeroDivisionError("inner secret")

    api.app.add_api_route("/fail", fail)
    found = problem(api.client.get("/fail"))
    assert (found.status, found.code) == (500, "unexpected")
    assert "secret" not in found.model_dump_json()
    assert found.trace_id is not None
    assert any(found.trace_id in record.getMessage() for record in caplog.records)


def test_every_code_of_ours_has_a_title():
    for kind in kinds():
        assert problems.title(kind.code) != problems.title("no such code"), kind.code
