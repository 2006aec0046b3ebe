"""While a service owns the data, the command line goes through it and loads next to nothing."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from tests.api import Served
from tests.command_line import Cli
from tests.endpoint import endpoint, hangs
from ui.exits import Exit
from ui.link import NAME, Link, find, offered
from ui.remote import reach

T = TypeVar("T")
QUESTION = "光山县2023年受理行政复议多少件？"
HEAVY = ("torch", "sqlalchemy", "chromadb", "tantivy", "fastapi", "langchain_core", "httpx")


def test_a_question(served: Served, stocked_home: Path):
    through = Cli(served.settings.home)
    alone = Cli(stocked_home)
    answers = [cli.json("ask", QUESTION) for cli in (through, alone)]
    for answer in answers:
        answer.pop("trace_id"), answer.pop("timings_ms")
    assert answers[0] == answers[1]
    assert through("ask", QUESTION).stdout == alone("ask", QUESTION).stdout
    missed = through("ask", "光山县2021年受理行政复议多少件？")
    assert missed.exit_code == Exit.ABSTAINED
    served.app.state.fazhi.background.settle()
    assert {entry.channel for entry in served.app.state.fazhi.journal.export()} == {"cli"}


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--json"),
        ("show", "guangshan-2023"),
        ("show", "guangshan-2023", "--text"),
        ("indicators", "-m", "行政复议受理量", "--json"),
        ("indicators", "-j", "光山县", "-y", "2023"),
        ("indicators", "-m", "外星人"),
        ("audit", "guangshan-2023", "--json"),
        ("audit", "--all"),
        ("show", "nothing", "--json"),
        ("ask", "", "--json"),
        ("doctor",),
        ("chat",),
    ],
)
def test_commands_print_and_end_as_without_it(
    served: Served, stocked_home: Path, words: tuple[str, ...]
):
    through, alone = Cli(served.settings.home)(*words), Cli(stocked_home)(*words)
    assert (through.exit_code, through.stdout) == (alone.exit_code, alone.stdout)


def test_documents_come_and_go(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fazhi = Cli(served.settings.home)
    monkeypatch.chdir(tmp_path)
    Path("罗山.txt").write_text(
        "罗山县2024年法治政府建设年度报告\n\n2024年受理行政复议7件。", "utf-8"
    )
    result = fazhi("ingest", "罗山.txt", "没有.txt", "--json")
    statuses = [one["status"] for one in json.loads(result.stdout)["results"]]
    assert (result.exit_code, statuses) == (Exit.FAILED, ["added", "failed"])
    assert served.service.document("罗山").title
    again = json.loads(fazhi("ingest", "罗山.txt", "--json").stdout)
    assert [one["status"] for one in again["results"]] == ["unchanged"]
    assert fazhi("delete", "罗山", "--yes").exit_code == Exit.OK
    assert fazhi("show", "罗山").exit_code == Exit.FAILED


def test_a_batch(served: Served, tmp_path: Path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        "".join(json.dumps({"id": n, "question": QUESTION}) + "\n" for n in range(3)), "utf-8"
    )
    result = Cli(served.settings.home)("batch", str(questions))
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [0, 1, 2]


def test_reindexing_waits_for_the_end(served: Served):
    result = Cli(served.settings.home)("reindex")
    assert result.exit_code == Exit.LOCKED and "fazhi serve" in result.stderr


def test_nothing_heavy_is_loaded(served: Served):
    script = (
        "import sys; from ui.cli import app\n"
        "try: app(['ask', sys.argv[1]])\n"
        f"finally: print('loaded', *[m for m in {HEAVY} if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, QUESTION],
        env={**os.environ, "FAZHI_HOME": str(served.settings.home)},
        capture_output=True,
        encoding="utf-8",
    )
    assert "60件" in done.stdout, done.stderr
    assert done.stdout.splitlines()[-1] == "loaded"


def test_the_calls_are_for_whoever_reads_the_file_only(served: Served):
    for headers in ({}, {"Authorization": "Bearer guess"}):
        response = httpx.post(f"{served.url}/v1/local/documents", content=b"null", headers=headers)
        assert response.status_code in (401, 403)
    assert "/v1/local" not in httpx.get(f"{served.url}/openapi.json").text


def test_the_file_is_private_and_goes(tmp_path: Path):
    with offered(tmp_path, "http://127.0.0.1:1") as link:
        assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
        assert find(tmp_path) == link
    assert find(tmp_path) is None


@pytest.mark.parametrize("left", ["", "{}", "[]", "nonsense", '{"url": "x", "token": "y"}'])
def test_a_broken_file_is_passed_over(tmp_path: Path, left: str):
    (tmp_path / NAME).write_text(left, encoding="utf-8")
    assert find(tmp_path) is None


def test_a_file_that_a_crash_left_is_passed_over(home: Path):
    (home / NAME).write_text(
        json.dumps({"url": "http://127.0.0.1:1", "token": "x", "pid": 1}), encoding="utf-8"
    )
    assert Cli(home)("list").exit_code == Exit.OK


def test_another_service_at_that_address_is_not_it(served: Served, home: Path):
    assert reach(Link(url=served.url, token="another", pid=1)) is None


def test_serving_from_start_to_end(home: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", "0"],
        env={**os.environ, "FAZHI_HOME": str(home)},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        link = None
        for _ in range(600):
            link = find(home)
            if link is not None or process.poll() is not None:
                break
            time.sleep(0.1)
        assert link is not None, process.communicate()[1]
        assert httpx.get(f"{link.url}/healthz", timeout=60).json() == {"status": "ok"}
        assert Cli(home)("list").exit_code == Exit.OK
        second = Cli(home)("serve", "--port", "0", env={"FAZHI_LOCK_TIMEOUT": "0"})
        assert second.exit_code == Exit.LOCKED and "fazhi serve" in second.stderr
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=120)
    assert link.url in said and "fazhi keys create" in said
    assert find(home) is None
    assert process.returncode == 0


def test_an_answer_that_runs_is_given_whole_before_the_end(home: Path):
    """An answer waits for its model; the service is told to end; the answer comes, then the end."""
    asked = {"question": "光山县2023年受理行政复议多少件？"}
    serve = (
        "from assistant.embedding import HashingEmbedder; from ui.cli import app;"
        "app(['serve', '--port', '0'], obj=HashingEmbedder())"
    )
    with endpoint(hangs("2023年，光山县")) as model, ThreadPoolExecutor(1) as pool:
        process = subprocess.Popen(
            [sys.executable, "-c", serve],
            env={
                **os.environ,
                "FAZHI_HOME": str(home),
                "FAZHI_LLM_BASE_URL": model.url,
                "FAZHI_LLM_MODEL": "m",
                "FAZHI_LLM_TIMEOUT": "60",
            },
            stderr=subprocess.DEVNULL,
        )
        try:
            link = until(lambda: find(home))
            ready = f"{link.url}/readyz"
            until(lambda: httpx.get(ready, timeout=60).status_code == 200 or None)
            coming = pool.submit(httpx.post, f"{link.url}/v1/ask", json=asked, timeout=120)
            until(lambda: model.bodies or None)  # the answer has begun
            process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert process.poll() is None and not coming.done()
            model.over.set()
            answer = coming.result(120)
            assert process.wait(60) == 0
        finally:
            process.kill()
    assert answer.status_code == 200
    assert "60件" in answer.json()["answer"]


def until(look: Callable[[], T | None], seconds: float = 120.0) -> T:
    """What ``look`` finds, as soon as it finds something."""
    end = time.monotonic() + seconds
    while (found := look()) is None:
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return found
