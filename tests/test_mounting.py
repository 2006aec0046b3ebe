"""What of Gradio can be reached, and by whom: the public calls no staff function by any route."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.api import Api, running
from tests.shelf import put_on_the_shelf

GRADIO = (
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file=pyproject.toml",
    "/gradio_api/file/etc/passwd",
    "/gradio_api/proxy=https://example.com/",
    "/gradio_api/upload",
    "/gradio_api/upload_progress?upload_id=1",
    "/gradio_api/run/predict",
    "/gradio_api/api/predict",
    "/gradio_api/call/ask",
    "/gradio_api/openapi.json",
    "/gradio_api/runs",
    "/gradio_api/vibe-code/",
    "/gradio_api/stream/x/y/z/playlist.m3u8",
    "/gradio_api/component_server",
    "/gradio_api/deep_link",
    "/gradio_api/process_recording",
    "/monitoring",
    "/monitoring/summary",
    "/svelte/x",
    "/login",
)
STAFF = ("", "config", "gradio_api/queue/join", "gradio_api/info", "theme.css", "assets/x.js")


@pytest.fixture(scope="module")
def api(stocked_home, tmp_path_factory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("mounting")
    home = shutil.copytree(stocked_home, folder / "home")
    with running(home, pages=True, anonymous=True) as api:
        put_on_the_shelf(api.service, folder)
        state = api.app.state.fazhi
        state.keys.create("somebody", "staff", now=state.now())
        yield api


@pytest.mark.parametrize("path", GRADIO)
@pytest.mark.parametrize("root", ["", "/en"])
def test_what_the_pages_do_not_use_is_not_there(api, path, root):
    for method in ("GET", "POST"):
        response = api.stranger().request(method, root + path)
        assert response.status_code == 404, path
        assert response.json()["code"] == "not_found"


@pytest.mark.parametrize("root", ["/staff", "/en/staff"])
@pytest.mark.parametrize("path", STAFF)
def test_the_staffs_pages_are_refused_to_the_public(api, root, path):
    for method in ("GET", "POST"):
        response = api.stranger().request(method, f"{root}/{path}", json={"fn_index": 0})
        assert response.status_code in (401, 403), response.text
        assert "gradio" not in response.text


def test_a_person_is_led_to_the_sign_in(api):
    response = api.stranger().get(
        "/staff/", headers={"Accept": "text/html"}, follow_redirects=False
    )
    assert (response.status_code, response.headers["location"]) == (
        303,
        "/sign-in?next=%2Fstaff%2F",
    )


def test_no_function_number_of_the_public_page_is_a_staff_function(api):
    """Every number is tried on the public's queue, asking for what only staff may see."""
    asked = ["清河县2024年行政应诉败诉率是多少？", [], [], [], None, None]
    seen = [_call(api.stranger(), "", number, asked) for number in range(6)]
    told = json.dumps(seen, ensure_ascii=False)
    assert "fz-turn" in told  # the question was asked, and answered from what is public alone
    assert "8.8" not in told and "松涛" not in told and "内部通报" not in told
    assert "fz-figures" not in told and "/staff/" not in told and "Traceback" not in told


def test_staff_is_known_by_the_request_not_by_what_is_sent(api):
    """The staff's own numbers with a forged caller: the session decides."""
    forged = {"Cookie": "fazhi_session=guess", "X-Fazhi-Audience": "internal", "X-Role": "admin"}
    for root in ("/staff", "/en/staff"):
        response = api.stranger().post(
            f"{root}/gradio_api/queue/join",
            json={"data": [], "fn_index": 0, "session_hash": "x"},
            headers=forged,
        )
        assert response.status_code in (401, 403)


def test_the_pages_say_what_a_browser_may_do(api):
    response = api.client.get("/")
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_forwarded_host_does_not_get_into_the_page(api):
    response = api.client.get("/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in response.text


def test_the_api_stays_reachable_beside_the_pages(api):
    assert api.client.get("/healthz").json() == {"status": "ok"}
    assert api.client.get("/docs").status_code == 200
    assert api.client.get("/v1/ask").status_code == 405
    assert api.client.get("/v1/nothing").json()["code"] == "not_found"


def _call(client: TestClient, root: str, number: int, data: list[object]) -> list[str]:
    """What the queue of a page answers to a call of that function."""
    join = client.post(
        f"{root}/gradio_api/queue/join",
        json={"data": data, "fn_index": number, "session_hash": f"s{number}"},
    )
    if join.status_code != 200:
        return [str(join.status_code)]
    with client.stream("GET", f"{root}/gradio_api/queue/data?session_hash=s{number}") as stream:
        found = []
        for line in stream.iter_lines():
            found.append(line)
            if re.search(r"process_completed|close_stream|unexpected_error", line):
                return found
    return found
