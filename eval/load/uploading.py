"""Documents sent to the service one after another while it is asked, and watched as they come in.

A question about a document that is being taken in may be answered as if it were not there yet, or
as it is answered once it is there. Anything between the two is half a document.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from eval.load.serving import NotServing, Running
from eval.synthetic.questions import make_questions
from eval.synthetic.reports import Plan, generate
from eval.synthetic.truth import Report

POLL = 0.05  # seconds between looks at a job
WATCH = 0.5  # seconds between questions about the document that comes in
_SEED = 11


@dataclass(kw_only=True)
class Uploads:
    """What was sent, and what was seen of it on the way."""

    documents: int = 0
    seconds: float = 0.0
    seen: int = 0
    torn: list[str] = field(default_factory=list)


def reports(count: int) -> list[Report]:
    """Reports that the samples don't hold, as long as real ones."""
    found = generate(Plan(bodies=count, years=1, seed=_SEED, held_out=False))
    return [one for one in found if one.copy_of is None]


def upload(
    service: Running, waiting: Iterator[Report], until: threading.Event, uploads: Uploads
) -> None:
    """Send reports until told to stop; the one in progress is finished. Raises ``NotServing``."""
    begun = time.perf_counter()
    with service.client() as client:
        while not until.is_set() and (report := next(waiting, None)) is not None:
            _send(client, service, report, uploads)
    uploads.seconds += time.perf_counter() - begun


def _send(client: httpx.Client, service: Running, report: Report, uploads: Uploads) -> None:
    asked = [one.text for one in make_questions([report], _SEED, 2) if one.kind == "figure"][:1]
    before = [_told(client, question) for question in asked]
    over = threading.Event()
    glimpses: list[tuple[int, Any]] = []
    watching = threading.Thread(target=_watch, args=(service, asked, over, glimpses))
    name = f"{report.name}.{report.suffix}"
    try:
        watching.start()
        answer = client.post("/v1/documents", files={"files": (name, report.text.encode())})
        job = _wait(client, answer.raise_for_status().json()["id"])
    finally:
        over.set()
        watching.join()
    if job["state"] != "done" or any(one["error"] for one in job["result"]["results"]):
        raise NotServing(f"{name!r} was not taken in: {job}")
    after = [_told(client, question) for question in asked]
    uploads.documents += 1
    uploads.seen += len(glimpses)
    for number, told in glimpses:
        if told not in (before[number], after[number]):
            uploads.torn.append(f"{asked[number]!r}: {told}")
    uploads.torn += [f"{q!r} after all: {t}" for q, t in zip(asked, after, strict=True) if "!" in t]


def _watch(
    service: Running, asked: Sequence[str], over: threading.Event, glimpses: list[tuple[int, Any]]
) -> None:
    with service.client() as client:
        while not over.wait(WATCH):
            for number, question in enumerate(asked):
                glimpses.append((number, _told(client, question)))


def _told(client: httpx.Client, question: str) -> tuple[str, ...]:
    """What is said, with a ``!`` for each quote that does not stand where it is said to."""
    told = client.post("/v1/ask", json={"question": question}).raise_for_status().json()
    values = [f"{one['value']}{one['unit']}" for one in told["values"] if one["primary"]]
    return (told["status"], *values, *("!" for one in told["citations"] if not _opens(client, one)))


def _opens(client: httpx.Client, cited: dict[str, Any]) -> bool:
    where = {name: cited[name] for name in ("version", "start", "end")}
    response = client.get(
        f"/v1/documents/{cited['document_id']}/text", params={**where, "context": 0}
    )
    return response.status_code == httpx.codes.OK and response.json()["quote"] == cited["quote"]


def _wait(client: httpx.Client, job: str) -> dict[str, Any]:
    while True:
        found: dict[str, Any] = client.get(f"/v1/jobs/{job}").raise_for_status().json()
        if found["state"] in ("done", "failed"):
            return found
        time.sleep(POLL)
