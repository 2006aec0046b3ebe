"""Times: shares of them, commands run as processes, a small ingest beside embedding alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from assistant.embedding import HashingEmbedder
from assistant.settings import Settings
from assistant.stores import Stores
from eval.bench import Command, CommandFailed, IngestTime, run_command, time_ingest
from eval.corpora import assistant_over, private_settings
from eval.sessions import shipped_suites
from eval.tables import show_commands, show_ingest, show_stages


def test_shares_of_time() -> None:
    times = IngestTime(
        documents=1, passages=2, seconds=11.0, embedding_within=10.0, embedding_alone=8.0
    )
    assert times.overhead == pytest.approx(0.375)
    assert times.rest == pytest.approx(0.1)


def test_a_command_is_measured(tmp_path: Path) -> None:
    taken = run_command(["--help"], tmp_path)
    assert 0 < (taken.first_output or 0) <= taken.seconds
    assert 10 * 2**20 < taken.peak_bytes < 2**31


def test_a_command_that_fails_is_an_error_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="no-such-command"):
        run_command(["no-such-command"], tmp_path)


def test_a_small_ingest_and_its_questions(tmp_path: Path, samples_dir: Path) -> None:
    from eval.bench import time_questions

    embedder = HashingEmbedder()
    with Stores(private_settings(Settings(), tmp_path), embedder) as stores:
        times = time_ingest(stores, [samples_dir])
        assert times.documents >= 7
        assert times.passages >= times.documents
        assert times.seconds > 0
        (plan,) = shipped_suites(["samples"])
        questions = [case.question for case in plan.suite.cases[:8]]
        assistant = assistant_over(stores, plan.suite.today)
        stages = time_questions(assistant.ask, questions, embedder)
    whole = {stage.name: stage for stage in stages}
    assert whole["total"].n == len(questions)
    assert whole["asked, wall clock"].median >= whole["interpret"].median
    assert whole["total"].p95 >= whole["total"].median
    shown = Console(width=120, record=True, quiet=True)
    command = Command(seconds=1.0, first_output=None, peak_bytes=2**20)
    for table in (show_ingest(times), show_stages(stages), show_commands([("x", command)])):
        shown.print(table)
