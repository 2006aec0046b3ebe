"""The service under load: distinct questions, times of each phase, documents watched coming in."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from eval.load import uploading
from eval.load.drive import Times, drive, knock
from eval.load.questions import questions, stock
from eval.load.run import Load
from eval.load.serving import Running
from eval.load.tables import as_json, show_load
from eval.load.uploading import Uploads, reports, upload
from tests.api import Served
from ui.link import find


@pytest.fixture
def service(served: Served, home: Path) -> Running:
    """The service of the fixture as a load sees it; it is no process of its own."""
    link = find(home)
    assert link is not None
    return Running(url=served.url, key=link.token, process=None)  # type: ignore[arg-type]


def test_questions_are_distinct_and_the_same_for_the_same_seed(service: Running):
    with service.client() as client:
        held = stock(client)
    made = list(itertools.islice(questions(held, 1), 500))
    assert len(set(made)) == 500
    assert made == list(itertools.islice(questions(held, 1), 500))
    assert made != list(itertools.islice(questions(held, 2), 500))
    assert any("光山县" in one for one in made)


def test_each_question_is_asked_once_and_timed(service: Running):
    asked = [f"光山县{year}年受理行政复议多少件？" for year in range(2010, 2030)]
    times = drive(service, iter(asked), name="x", connections=4, seconds=60)
    assert (len(times.spent), times.errors) == (20, 0)
    assert 0 < times.at(0.5) <= times.at(0.95) <= max(times.spent)
    assert times.rate > 0


def test_what_goes_wrong_is_counted_and_named(service: Running):
    times = drive(service, iter(["？", "光山县的律师"]), name="x", connections=1, seconds=60)
    assert (len(times.spent), times.errors) == (1, 1)
    assert "422" in times.faults[0]


def test_documents_are_sent_and_watched(service: Running, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploading, "WATCH", 0.01)
    over, sent = threading.Event(), Uploads()
    upload(service, iter(reports(3)[:2]), over, sent)
    assert (sent.documents, sent.torn) == (2, [])
    assert sent.seen > 0


def test_a_quote_that_does_not_stand_there_is_told(service: Running):
    with service.client() as client:
        told = client.post("/v1/ask", json={"question": "光山县2023年受理行政复议多少件？"}).json()
        cited = told["citations"][0]
        assert uploading._opens(client, cited)
        assert not uploading._opens(client, {**cited, "start": cited["start"] + 1})
        assert not uploading._opens(client, {**cited, "document_id": "gone"})


def test_a_run_is_shown_and_written():
    def times(name: str, *spent: float, connections: int = 1) -> Times:
        return Times(name=name, connections=connections, seconds=1.0, spent=list(spent))

    load = Load(
        nothing=times("/healthz", 1.0),
        single=times("one", 10.0, 20.0),
        many=times("many", 100.0, 160.0, connections=16),
        repeated=times("repeated", 5.0),
        alone=times("alone", 10.0),
        beside=times("beside", 25.0),
        memory=[2**30, 2**30, 2**30],
        ended=0,
    )
    assert load.slowdown == pytest.approx(160 / (16 * 20))
    assert load.slowdown_of_mean == pytest.approx(160 / (16 * 15))
    assert load.beside_uploads == pytest.approx(2.5)
    console = Console(width=160)
    with console.capture() as shown:
        console.print(show_load(load))
    assert shown.get().count("MISSED") == 1
    assert as_json(load)["beside_uploads"] == 2.5


def test_knocking_asks_nothing(service: Running):
    with service.client() as client:
        assert knock(client, "") is None
        assert client.get("/v1/journal").text == ""
    with pytest.raises(httpx.HTTPError), httpx.Client(base_url="http://127.0.0.1:9") as nobody:
        knock(nobody, "")
