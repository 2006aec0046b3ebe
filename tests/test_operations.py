"""Metrics, logs, the journal's export, and answers from the cache."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import logging
from dataclasses import replace
from pathlib import Path

from assistant.domain import Filters, Question
from assistant.journal import Asker
from assistant.usage import Call
from tests.api import Api, running
from tests.command_line import Cli
from ui.logs import JsonLines

QUESTION = "光山县2023年受理行政复议多少件？"
MISSED = "光山县2021年受理行政复议多少件？电话13812345678"


def ask(api: Api, question: str) -> dict[str, object]:
    """The outcome of a question."""
    found: dict[str, object] = api.client.post("/v1/ask", json={"question": question}).json()
    return found


def test_metrics_count_and_name_no_question(api: Api):
    for question in (QUESTION, QUESTION, MISSED):
        ask(api, question)
    api.app.state.fazhi.background.settle()
    text = api.client.get("/metrics").text
    assert 'fazhi_outcomes_total{channel="api",reason="",status="answered"} 2.0' in text
    assert 'reason="year_not_covered",status="abstained"} 1.0' in text
    assert 'fazhi_answer_cache_total{result="hit"} 1.0' in text
    assert "fazhi_open_gaps 1.0" in text
    assert 'fazhi_stage_seconds_bucket{le="0.005",stage="total"}' in text
    assert "光山" not in text
    assert api.stranger().get("/metrics").status_code == 401


def test_a_repeated_question_comes_from_the_cache(api: Api):
    first, second = ask(api, QUESTION), ask(api, QUESTION)
    assert first.pop("trace_id") != second.pop("trace_id")
    assert list(second.pop("timings_ms")) == ["total"]  # type: ignore[call-overload]
    first.pop("timings_ms")
    assert first == second


def test_the_cache_knows_the_state_and_the_audience(api: Api, home: Path):
    state = api.app.state.fazhi
    public = Question(text="罗山县2024年受理行政复议多少件？")
    staff = replace(public, filters=Filters(audience="internal"))
    assert state.answering.ask(public, Asker()).status == "abstained"
    report = home / "luoshan.txt"
    report.write_text(
        "罗山县2024年法治政府建设年度报告\n\n一、行政复议\n2024年受理行政复议61件。\n", "utf-8"
    )
    state.service.ingest([str(report)], {"audience": "internal"}, lambda *_: None)
    for _ in range(2):
        assert state.answering.ask(staff, Asker()).status == "answered"
        assert state.answering.ask(public, Asker()).status == "abstained"


def test_the_journal_is_exported(api: Api):
    for question in (QUESTION, MISSED):
        ask(api, question)
    lines = [json.loads(one) for one in api.client.get("/v1/journal").text.splitlines()]
    assert [one["status"] for one in lines] == ["answered", "abstained"]
    assert "13812345678" not in json.dumps(lines, ensure_ascii=False)
    table = api.client.get("/v1/journal", params={"format": "csv"}).content.decode("utf-8-sig")
    assert [row["status"] for row in csv.DictReader(io.StringIO(table))] == [
        "answered",
        "abstained",
    ]
    later = {"since": "2999-01-01T00:00:00Z"}
    assert api.client.get("/v1/journal", params=later).text == ""
    assert api.client.get("/v1/journal", params={"since": "yesterday"}).status_code == 422
    exported = Cli(api.settings.home)("journal", "export").stdout
    assert [json.loads(one) for one in exported.splitlines()] == lines


def test_old_lines_are_forgotten(home: Path):
    with running(home, journal_days=30) as api:
        state = api.app.state.fazhi
        begun = state.now()
        for days in (0, 20, 40):
            state.now = lambda days=days: begun + dt.timedelta(days=days)
            ask(api, QUESTION)
        state.background.settle()
        assert len(list(state.journal.export())) == 2


def test_logs_are_json_without_the_question(api: Api, caplog):
    with caplog.at_level(logging.INFO, logger="ui"):
        trace_id = ask(api, MISSED)["trace_id"]
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records]
    (line,) = [one for one in lines if one.get("trace_id") == trace_id]
    assert (line["level"], line["status"], line["reason"]) == (
        "info",
        "abstained",
        "year_not_covered",
    )
    assert "光山" not in json.dumps(lines, ensure_ascii=False)


def test_metrics_count_sources_problems_and_the_models_tokens(api: Api):
    state = api.app.state.fazhi
    files = [
        ("files", ("a.txt", "罗山县2024年受理行政复议61件。".encode())),
        ("files", ("b.txt", b"")),
    ]
    job = api.client.post("/v1/documents", files=files).json()["id"]
    assert state.jobs.find(job).wait(60)
    assert api.client.get("/v1/documents/nothing").status_code == 404
    state.service.usage.called(Call(outcome="ok", read=120, written=30, seconds=1.5))
    state.service.usage.answered("mixed", shown=2, struck=1)
    text = api.client.get("/metrics").text
    assert 'fazhi_ingested_sources_total{status="added"} 1.0' in text
    assert 'fazhi_ingested_sources_total{status="failed"} 1.0' in text
    assert 'fazhi_problems_total{status="404"} 1.0' in text
    assert 'fazhi_llm_tokens_total{kind="read"} 120.0' in text
    assert 'fazhi_llm_tokens_total{kind="written"} 30.0' in text
    assert 'fazhi_llm_answers_total{mode="mixed"} 1.0' in text
    assert "fazhi_llm_seconds_total 1.5" in text
