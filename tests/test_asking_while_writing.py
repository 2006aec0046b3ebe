"""Many questions while documents are added, replaced and deleted: no error, no half document."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from assistant.domain import Answer, Filters, Question
from assistant.indicator_table import Selection
from tests.api import running
from tests.shelf import HEBEI, put_on_the_shelf
from ui.service import Service
from ui.uploads import Upload

ROUNDS = 6
FIRST = """# 清河县2025年法治政府建设年度报告

## 一、行政复议

全年收到行政复议申请101件，受理95件，审结91件。

## 二、法治宣传

设立宪法宣传长廊三处，组织海棠花节普法市集。
"""
SECOND = FIRST.replace("受理95件，审结91件", "受理97件，审结93件").replace("三处", "四处")
ACCEPTED = "清河县2025年受理行政复议多少件？"
BOTH = "清河县2025年行政复议受理和审结各多少件？"
PROSE = "清河县海棠花节普法市集在哪个方面？"
META = {"jurisdiction": HEBEI, "year": "2025", "kind": "report"}


class Asking:
    """Threads that ask over and over; ``seen`` is what each question was answered, at any time."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.over = threading.Event()
        self.faults: list[BaseException] = []
        self.seen: dict[str, set[tuple[str, ...]]] = {}
        self.quotes: set[tuple[str, int, int, str]] = set()
        self._turn = threading.Lock()

    def run(self, *works: Callable[[], None]) -> None:
        """Do each of these until told to stop, each in a thread of its own."""

        def again(work: Callable[[], None]) -> None:
            while not self.over.is_set():
                try:
                    work()
                except BaseException as error:  # noqa: BLE001 — told at the end
                    self.faults.append(error)
                    return

        self._threads = [threading.Thread(target=again, args=(work,)) for work in works]
        for one in self._threads:
            one.start()

    def end(self) -> None:
        """Stop them."""
        self.over.set()
        for one in self._threads:
            one.join()

    def ask(self, question: str) -> None:
        """Ask once and note what is told of 2025."""
        outcome = self.service.ask(Question(text=question))
        told: tuple[str, ...] = ()
        if isinstance(outcome, Answer):
            told = tuple(sorted(v.value for v in outcome.values if v.year == 2025))
        with self._turn:
            self.seen.setdefault(question, set()).add(told)
            if isinstance(outcome, Answer):
                self.quotes |= {
                    (c.document_id, c.start, c.end, c.quote)
                    for c in outcome.citations
                    if c.year == 2025
                }

    def search(self) -> None:
        """Search once: every passage stands in a text that there was."""
        for hit in self.service.search("海棠花节普法市集", Filters(), 5):
            passage = hit.passage
            if hit.document.year == 2025:
                with self._turn:
                    self.quotes.add((hit.document.id, passage.start, passage.end, passage.text))

    def table(self) -> None:
        """Lay the figures out once."""
        selection = Selection(measures=("行政复议受理量",), years=(2025,), audience="public")
        rows = self.service.indicators(selection).rows
        told = tuple(sorted(str(row.indicator.quantity.value) for row in rows))
        with self._turn:
            self.seen.setdefault("table", set()).add(told)


def test_no_question_sees_half_a_document(tmp_path: Path) -> None:
    with running(tmp_path / "home") as api:
        service = api.service
        put_on_the_shelf(service, tmp_path)
        texts: set[str] = set()

        def write(text: str, document: str | None = None) -> str:
            file = tmp_path / "part"
            file.write_text(text, encoding="utf-8")
            sent = Upload(name="qinghe-2025.md", path=file, document=document)
            result = service.take_uploads([sent], META, lambda *_: None).results[0]
            assert result.document is not None, result
            texts.add(service.text(result.document.id))
            return result.document.id

        asking = Asking(service)
        asking.run(
            *(lambda q=q: asking.ask(q) for q in (ACCEPTED, BOTH, PROSE) for _ in range(2)),  # type: ignore[misc]
            asking.search,
            asking.table,
        )
        try:
            for _ in range(ROUNDS):
                identity = write(FIRST)
                write(SECOND, identity)
                service.delete(identity)
        finally:
            asking.end()

    assert not asking.faults, asking.faults[0]
    assert asking.seen[ACCEPTED] <= {(), ("95",), ("97",)}
    assert asking.seen[BOTH] <= {(), ("91", "95"), ("93", "97")}
    assert asking.seen["table"] <= {(), ("95",), ("97",)}
    assert asking.seen[ACCEPTED] & {("95",), ("97",)}, "the document was never seen"
    assert asking.quotes
    assert all(
        any(text[start:end] == quote for text in texts) for _, start, end, quote in asking.quotes
    )
