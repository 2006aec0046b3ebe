"""The whole schema against the real application: schemathesis makes the requests and judges.

``FUZZ_EXAMPLES=200 python -m pytest tests/test_schema_fuzz.py`` makes more of them.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.api import Api, running
from tests.shelf import put_on_the_shelf

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))
PHASES = ("examples", "coverage", "fuzzing", "stateful")
# Asked of every answer; which of them say something depends on the request.
CHECKS = {
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
    "missing_required_header",
    "use_after_free",
    "ensure_resource_availability",
}
# Whether a question asks something, and whether an answer says what its quotes say, no schema can
# tell: an answer that can't be pinned is 422 though the request fits.
PINNING = ("POST /v1/curated", "POST /v1/gaps/{gap}/resolve")
TAKEN = ["2xx", "401", "403", "404", "409", "422", "429"]


@dataclass
class Found:
    """What a run came to: answers by operation and status, checks that were asked, faults."""

    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    checks: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def take(self, event: events.EngineEvent) -> None:
        """Note what an event tells."""
        if isinstance(event, events.NonFatalError | events.FatalError):
            self.faults.append(str(getattr(event, "info", event)))
        if not isinstance(event, events.ScenarioFinished):
            return
        for identity, interaction in event.recorder.interactions.items():
            if interaction.response is not None:
                label = event.recorder.cases[identity].value.operation.label
                self.statuses[label][interaction.response.status_code] += 1
        for identity, checks in event.recorder.checks.items():
            self.checks |= {one.name for one in checks}
            bad = [one.failure_info for one in checks if one.failure_info is not None]
            told = [f"{one.failure}\n{one.code_sample}" for one in bad]
            body = event.recorder.cases[identity].value.body
            self.faults += [one for one in told if not is_misread(one, body)]


def is_misread(fault: str, body: Any) -> bool:
    """Whether Chinese was taken for no words: schemathesis reads \\p{L} as Latin letters."""
    asked = body.get("question") if isinstance(body, dict) else None
    words = isinstance(asked, str) and any(map(str.isalnum, asked))
    return words and "not matching the '[a-zA-Z" in fault and "Schema-violating" in fault


@pytest.fixture(scope="module")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The application over the shelf, with limits that so many requests keep within."""
    folder = tmp_path_factory.mktemp("fuzz")
    often = {"rate_key": 1_000_000, "rate_address": 1_000_000, "rate_guesses": 1_000_000}
    with running(folder / "home", hosts="testserver", **often) as api:
        put_on_the_shelf(api.service, folder)
        schemathesis.hook("before_call")(nowhere_else)
        yield api
        schemathesis.hooks.unregister(nowhere_else)


@pytest.mark.parametrize("phases", [("coverage",), ("examples", "fuzzing", "stateful")])
def test_nothing_is_found(shelved: Api, phases: tuple[str, ...]) -> None:
    schema = schemathesis.openapi.from_asgi(
        "/openapi.json", requests_of(shelved.app), config=config(shelved, phases)
    )
    found = Found()
    for event in from_schema(schema).execute():
        found.take(event)

    assert not found.faults, "\n\n".join(found.faults)
    assert found.checks >= CHECKS if "coverage" in phases else found.checks
    paths = shelved.app.openapi()["paths"]
    operations = {f"{method.upper()} {path}" for path, ways in paths.items() for method in ways}
    assert set(found.statuses) == operations
    assert all(any(status < 500 for status in one) for one in found.statuses.values())


def config(api: Api, phases: tuple[str, ...]) -> SchemathesisConfig:
    """All checks, the same requests every time, with a key that may do everything."""
    state = api.app.state.fazhi
    secret = state.keys.create("fuzz", "admin", now=state.now())[1]
    pinning = {"checks": {"positive_data_acceptance": {"expected-statuses": TAKEN}}}
    return SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "headers": {"Authorization": f"Bearer {secret}"},
            "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
            "phases": {name: {"enabled": name in phases} for name in PHASES},
            "operations": [{"include-name": name, **pinning} for name in PINNING],
        }
    )


def requests_of(app: ASGIApp) -> ASGIApp:
    """The application for a client that begins and ends it with every request: it runs already."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        for _ in ("startup", "shutdown"):
            await send({"type": f"{(await receive())['type']}.complete"})

    return answer


def nowhere_else(_context: Any, case: Any, _kwargs: Any) -> None:
    """Addresses to be fetched lead to this machine, which is refused: a test asks no other host."""
    urls = case.body.get("urls") if isinstance(case.body, dict) else None
    if case.path == "/v1/documents/urls" and isinstance(urls, list):
        case.body["urls"] = [
            "http://127.0.0.1:9/" if isinstance(one, str) and "://" in one else one for one in urls
        ]


def test_only_words_in_other_letters_are_misread() -> None:
    fault = "Schema-violating request accepted: Value not matching the '[a-zA-Z…0-9]' pattern"
    assert is_misread(fault, {"question": "责令改正"})
    assert not is_misread(fault, {"question": "？！"})
    assert not is_misread("Server error", {"question": "责令改正"})
    assert not is_misread(fault, ["责令改正"])
