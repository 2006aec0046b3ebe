"""How long a question takes as figures grow: the same kinds of question over small and large.

The reports are generated and taken in by the real pipeline, with a hashing embedder. What is timed
is ``Assistant.ask`` from the text of a question to its verified outcome: reading the question,
scope, finding figures, computing, wording, citing, verifying. Only the search for passages, with
the embedding of the question, is taken off: the stage ``retrieve`` of an outcome's times.
"""

from __future__ import annotations

import datetime as dt
import gc
import math
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.chain import Assistant
from assistant.domain import Answer, Question
from assistant.embedding import HashingEmbedder
from assistant.settings import Settings
from assistant.stores import Stores
from eval.corpora import assistant_over, ingested, private_settings
from eval.speed_questions import questions
from eval.statistics import quantile
from eval.synthetic.reports import LAST_YEAR, Plan, generate, save

YEARS = 5
A_REPORT = 105  # figures in a generated report, about
SIZES = (1_000, 10_000)  # measured as well, so that growth is seen
TODAY = dt.date(LAST_YEAR + 1, 6, 1)
_OPENING = "有哪些文件？"

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One question asked: milliseconds by the clock without the search for passages, and of the
    processor all in all; ``rows`` are the figures shown."""

    kind: str
    question: str
    wall: float
    cpu: float
    answered: bool
    rows: int


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The askings of one kind: ``first`` as they came, ``again`` the very same once more."""

    name: str
    first: tuple[Asking, ...]
    again: tuple[Asking, ...]

    def wall(self, share: float) -> float:
        """A quantile of the clock's milliseconds of first askings."""
        return quantile([a.wall for a in self.first], share) or 0.0

    def cpu(self, share: float) -> float:
        """A quantile of the processor's milliseconds of first askings."""
        return quantile([a.cpu for a in self.first], share) or 0.0

    @property
    def wall_again(self) -> float:
        """The 95 % quantile where the same is asked again."""
        return quantile([a.wall for a in self.again], 0.95) or 0.0


@dataclass(frozen=True, kw_only=True)
class Speed:
    """What was measured over one catalogue.

    ``ready`` and ``refreshed`` are seconds: until all figures are read and looked at, and what the
    first question after one more document took. ``megabytes`` is what the figures hold.
    """

    figures: int
    documents: int
    ready: float
    megabytes: float
    refreshed: float
    kinds: tuple[Kind, ...]


def measure(
    sizes: Sequence[int], settings: Settings, seed: int, each: int, keep: Path | None, say: Say
) -> Iterator[Speed]:
    """Times over a catalogue of about each size; with ``keep`` they stay there for the next run."""
    for size in sizes:
        bodies = max(3, math.ceil(size / (A_REPORT * YEARS)))
        plan = Plan(bodies=bodies, years=YEARS, seed=seed, held_out=False)
        with _opened(plan, settings, keep, say) as stores:
            yield _measured(stores, plan, seed, each, say)


@contextmanager
def _opened(plan: Plan, settings: Settings, keep: Path | None, say: Say) -> Iterator[Stores]:
    with tempfile.TemporaryDirectory(prefix="fazhi-speed-") as passing:
        home = (keep or Path(passing)) / f"speed-{plan.bodies}-{plan.seed}"
        with Stores(private_settings(settings, home), HashingEmbedder()) as stores:
            reports = generate(plan)
            if len(stores.catalogue.documents()) < len(reports):
                say(f"ingesting {len(reports)} reports …")
                texts = home / "texts"
                texts.mkdir(parents=True, exist_ok=True)
                ingested(stores, save(reports, texts))
            yield stores


def _measured(stores: Stores, plan: Plan, seed: int, each: int, say: Say) -> Speed:
    assistant = assistant_over(stores, TODAY)
    before, began = _resident(), time.perf_counter()
    assistant.get_ready()
    ready = time.perf_counter() - began
    gc.collect()
    held = _resident() - before
    library = assistant.library()
    figures = len(library.indicators(library.documents.values()))
    asked = list(questions(library, seed, each))
    say(f"{figures} figures: asking {len(asked)} questions, each twice …")
    for text in (_OPENING, *(text for _, text in list(questions(library, seed + 1, 1)))):
        assistant.ask(Question(text=text))  # what is loaded at the first question is loaded now
    first = [_asked(assistant, kind, text) for kind, text in asked]
    again = [_asked(assistant, kind, text) for kind, text in asked]
    return Speed(
        figures=figures,
        documents=len(library.documents),
        ready=ready,
        megabytes=held / 2**20,
        refreshed=_refreshed(assistant, stores, plan),
        kinds=tuple(
            Kind(
                name=name,
                first=tuple(a for a in first if a.kind == name),
                again=tuple(a for a in again if a.kind == name),
            )
            for name in dict.fromkeys(kind for kind, _ in asked)
        ),
    )


def _asked(assistant: Assistant, kind: str, text: str) -> Asking:
    wall, cpu = time.perf_counter(), time.thread_time()
    outcome = assistant.ask(Question(text=text))
    wall, cpu = time.perf_counter() - wall, time.thread_time() - cpu
    return Asking(
        kind=kind,
        question=text,
        wall=max(0.0, wall * 1000 - outcome.timings_ms.get("retrieve", 0.0)),
        cpu=cpu * 1000,
        answered=isinstance(outcome, Answer),
        rows=len(outcome.values) if isinstance(outcome, Answer) else 0,
    )


def _refreshed(assistant: Assistant, stores: Stores, plan: Plan) -> float:
    """Seconds of a question about one body after a report of another came in."""
    one, another = (r for r in generate(plan)[:: YEARS + 1][:2])
    with tempfile.TemporaryDirectory(prefix="fazhi-speed-") as folder:
        path = Path(folder) / f"one-more-{time.time_ns()}.{another.suffix}"
        path.write_text(another.text.replace("情况", f"情况{time.time_ns()}", 1), encoding="utf-8")
        report = ingested(stores, [path])
    text = f"{one.place.name}{one.year}年行政复议受理量是多少？"
    began = time.perf_counter()
    assistant.ask(Question(text=text))
    spent = time.perf_counter() - began
    for result in report.results:
        if result.document is not None:
            _forget(stores, result.document.id)
    return spent


def _forget(stores: Stores, document_id: str) -> None:
    from ingest.pipeline import Pipeline

    Pipeline(stores).delete(document_id)


def _resident() -> int:
    """Bytes of this process in memory; 0 where the system doesn't say it in Linux's way."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
