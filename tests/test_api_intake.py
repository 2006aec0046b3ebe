"""Documents sent, fetched, replaced and deleted over HTTP, each a job."""

from __future__ import annotations

import datetime as dt
import io
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.api import Api, running
from ui.api.jobs import WireJob

NOW = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)
REPORT = "罗山县2024年法治政府建设年度报告\n\n一、行政复议\n2024年受理行政复议{}件。\n"


def report(count: int, encoding: str = "utf-8") -> bytes:
    """A small report that states one figure."""
    return REPORT.format(count).encode(encoding)


def send(api: Api, *files: tuple[str, bytes], meta: list[str] | None = None) -> WireJob:
    """The finished job of sending files."""
    parts = [("files", (name, data)) for name, data in files]
    response = api.client.post("/v1/documents", files=parts, data={"meta": meta or []})
    assert response.status_code == 202, response.text
    return finished(api, response)


def finished(api: Api, response: Any) -> WireJob:
    """The job of a response, when it is over."""
    path = response.headers["location"]
    for _ in range(500):
        job = WireJob.model_validate(api.client.get(path).json())
        if job.state in ("done", "failed"):
            return job
        time.sleep(0.02)
    raise AssertionError("the job does not end")


def outcomes(job: WireJob) -> list[tuple[str, str | None]]:
    """Status and error code of each source."""
    assert job.result is not None, job
    return [(one.status, one.error.code if one.error else None) for one in job.result.results]


def test_many_files_at_once_each_with_its_result(api: Api):
    other = report(61).decode().replace("罗山", "潢川").encode("gbk")
    job = send(api, ("甲.txt", report(60)), ("乙.txt", other), ("空.txt", b""))
    assert outcomes(job) == [("added", None), ("added", None), ("failed", "empty_file")]
    assert job.result and [one.source for one in job.result.results] == [
        "甲.txt",
        "乙.txt",
        "空.txt",
    ]
    asked = {"question": "罗山县2024年受理行政复议多少件？"}
    assert api.client.post("/v1/ask", json=asked).json()["status"] == "answered"
    jobs = api.client.get("/v1/jobs").json()["jobs"]
    assert [one["id"] for one in jobs] == [job.id]


def test_nothing_stays_of_what_was_sent(api: Api):
    send(api, ("甲.txt", report(60)))
    assert list((api.settings.home / "uploads").glob("*")) == []


def test_two_counties_with_one_file_name_are_two_documents(api: Api):
    first = send(api, ("年度报告.txt", report(60)))
    second = send(api, ("年度报告.txt", report(60).replace("罗山".encode(), "潢川".encode())))
    again = send(api, ("改了名.txt", report(60)))
    assert outcomes(first) == outcomes(second) == [("added", None)]
    assert outcomes(again) == [("duplicate", None)]


def test_a_new_state_of_a_document_is_its_next_version(api: Api):
    job = send(api, ("报告.txt", report(60)))
    assert job.result and job.result.results[0].document
    slug = job.result.results[0].document.slug
    response = api.client.put(f"/v1/documents/{slug}", files={"file": ("新.txt", report(61))})
    done = finished(api, response)
    assert done.result and (done.result.results[0].status, done.result.results[0].version) == (
        "updated",
        2,
    )
    text = api.client.get(f"/v1/documents/{slug}/text").json()
    assert "61件" in text["after"]
    missing = api.client.put("/v1/documents/nothing", files={"file": ("x.txt", report(1))})
    assert missing.status_code == 404


def test_meta_is_said_of_every_file(api: Api):
    job = send(api, ("甲.txt", report(60)), meta=["year=2022", "audience=internal"])
    assert job.result and job.result.results[0].document
    assert job.result.results[0].document.year == 2022
    assert job.result.results[0].document.audience == "internal"
    assert outcomes(send(api, ("乙.txt", report(1)), meta=["yaer=1"])) == [
        ("failed", "bad_metadata")
    ]
    bad = api.client.post(
        "/v1/documents", files={"files": ("x.txt", b"x")}, data={"meta": "nonsense"}
    )
    assert (bad.status_code, bad.json()["code"]) == (422, "bad_metadata")


@pytest.mark.parametrize("name", ["../../../etc/evil.txt", "..\\evil.txt", "/tmp/evil.txt"])
def test_a_name_leads_nowhere(api: Api, name: str, tmp_path: Path):
    before = {p for p in tmp_path.rglob("*") if "evil" in p.name}
    job = send(api, (name, report(60)))
    assert job.result and job.result.results[0].document
    assert job.result.results[0].document.slug == "evil"
    assert {p for p in tmp_path.rglob("*") if "evil" in p.name} == before
    assert not Path("/tmp/evil.txt").exists()


def test_a_zip_bomb_as_a_word_file_is_refused(home: Path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 30_000_000)
    assert len(bomb.getvalue()) < 100_000
    with running(home, max_file_bytes=1_000_000) as api:
        assert outcomes(send(api, ("bomb.docx", bomb.getvalue()))) == [("failed", "zip_bomb")]


@pytest.mark.parametrize("name", ["program.exe", "script.sh", "none"])
def test_other_kinds_of_files_are_refused(api: Api, name: str):
    assert outcomes(send(api, (name, b"MZ"))) == [("failed", "unsupported_type")]


def test_a_file_over_the_limit(home: Path):
    with running(home, max_file_bytes=2_000, max_upload_bytes=10_000) as api:
        response = api.client.post("/v1/documents", files={"files": ("a.txt", b"x" * 3_000)})
        assert (response.status_code, response.json()["code"]) == (413, "too_large")
        assert list((home / "uploads").glob("*")) == []
        response = api.client.post("/v1/documents", files={"files": ("a.txt", b"x" * 30_000)})
        assert response.status_code == 413


def test_a_form_without_a_file(api: Api):
    for given in ({"data": {"meta": "year=2023"}}, {"json": {}}, {}):
        response = api.client.post("/v1/documents", **given)
        assert (response.status_code, response.json()["code"]) == (422, "no_file")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/healthz",
        "http://localhost/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://10.0.0.1/",
    ],
)
def test_private_addresses_are_not_fetched(api: Api, url: str):
    job = finished(api, api.client.post("/v1/documents/urls", json={"urls": [url]}))
    assert outcomes(job) == [("failed", "forbidden_address")]


class _Redirecting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        port = self.server.server_address[1]
        self.send_response(302)
        self.send_header("Location", f"http://127.0.0.1:{port}/secret")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_redirect_to_a_private_address_is_not_followed(home: Path):
    """The name localhost is allowed here; what it redirects to is not."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Redirecting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with running(home, fetch_allow="localhost") as api:
        url = f"http://localhost:{server.server_address[1]}/"
        job = finished(api, api.client.post("/v1/documents/urls", json={"urls": [url]}))
    server.shutdown()
    server.server_close()
    assert outcomes(job) == [("failed", "forbidden_address")]


@pytest.mark.parametrize(
    "url", ["/etc/passwd", "file:///etc/passwd", "ftp://a.cn/x", "http://", "", "*.txt"]
)
def test_what_is_no_web_address_is_refused(api: Api, url: str):
    response = api.client.post("/v1/documents/urls", json={"urls": [url]})
    assert response.status_code == 422


def test_a_document_is_deleted(api: Api):
    path = "/v1/documents/guangshan-2023"
    assert api.client.delete(path).json()["slug"] == "guangshan-2023"
    assert api.client.get(path).status_code == api.client.delete(path).status_code == 404
    asked = {"question": "光山县2023年受理行政复议多少件？"}
    assert api.client.post("/v1/ask", json=asked).json()["status"] == "abstained"


def test_only_staff_change_documents(api: Api):
    public = api.stranger(api.app.state.fazhi.keys.create("public", "ask", now=NOW)[1])
    for method, path in (
        ("POST", "/v1/documents"),
        ("POST", "/v1/documents/urls"),
        ("PUT", "/v1/documents/guangshan-2023"),
        ("DELETE", "/v1/documents/guangshan-2023"),
        ("GET", "/v1/jobs"),
        ("GET", "/v1/jobs/x"),
    ):
        body = {"urls": ["http://a.cn/"]} if path.endswith("urls") else None
        response = public.request(method, path, json=body)
        assert response.json()["code"] == "forbidden", (method, path)
    assert api.client.get("/v1/documents/guangshan-2023").status_code == 401  # a key is made now
