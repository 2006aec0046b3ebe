"""Time and memory: ingest against embedding alone, a question by stage, a cold start.

Times are of this machine and depend on what else runs on it; the report says how busy it was.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Outcome, Question
from assistant.embedding import Embedder
from assistant.errors import FazhiError
from assistant.settings import PREFIX
from assistant.stores import Stores
from eval.corpora import ingested
from eval.statistics import quantile


class CommandFailed(FazhiError):
    """The command line, run as a user runs it, ended with an error."""

    code = "command_failed"


@dataclass(frozen=True, kw_only=True)
class IngestTime:
    """Seconds of one ingest, and of embedding its passages with nothing else."""

    documents: int
    passages: int
    seconds: float
    embedding_within: float
    embedding_alone: float

    @property
    def overhead(self) -> float:
        """What ingest takes beyond embedding alone, as a share of that: 0.15 is 15 %."""
        return self.seconds / self.embedding_alone - 1 if self.embedding_alone else 0.0

    @property
    def rest(self) -> float:
        """What ingest takes beyond the embedding in it: the same, whatever else ran meanwhile."""
        return self.seconds / self.embedding_within - 1 if self.embedding_within else 0.0


@dataclass(frozen=True, kw_only=True)
class Command:
    """One run of the command line: seconds to its end and to its first output, peak memory."""

    seconds: float
    first_output: float | None
    peak_bytes: int


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Milliseconds that one stage took over ``n`` questions."""

    name: str
    n: int
    median: float
    p95: float


def time_ingest(stores: Stores, paths: Sequence[Path]) -> IngestTime:
    """Ingest ``paths`` into empty ``stores`` with a model that is loaded, then embed alone."""
    stores.embedder.query("预热")
    report = ingested(stores, paths)
    catalogue = stores.catalogue
    versions = [catalogue.current_version(document.id) for document in catalogue.documents()]
    texts = [p.indexed_text for one in versions for p in catalogue.passages(one.id)]
    began = time.perf_counter()
    stores.embedder.passages(texts)
    return IngestTime(
        documents=len(versions),
        passages=len(texts),
        seconds=report.seconds,
        embedding_within=report.embedding_seconds,
        embedding_alone=time.perf_counter() - began,
    )


def time_questions(
    ask: Callable[[Question], Outcome], questions: Sequence[Question], embedder: Embedder
) -> list[Stage]:
    """Each stage's times on a warm chain, the whole last; embedding a question beside them."""
    times: defaultdict[str, list[float]] = defaultdict(list)
    for question in questions[:5]:
        ask(question)
    for question in questions:
        began = time.perf_counter()
        embedder.query(question.text)
        middle = time.perf_counter()
        outcome = ask(question)
        times["embedding alone"].append((middle - began) * 1000)
        times["asked, wall clock"].append((time.perf_counter() - middle) * 1000)
        for name, spent in outcome.timings_ms.items():
            times[name].append(spent)
    return [
        Stage(
            name=name,
            n=len(spent),
            median=quantile(spent, 0.5) or 0.0,
            p95=quantile(spent, 0.95) or 0.0,
        )
        for name, spent in times.items()
    ]


def run_command(arguments: Sequence[str], home: Path, allowed: Sequence[int] = (0,)) -> Command:
    """Run ``fazhi`` with ``arguments`` as a process of its own. Raises ``CommandFailed``."""
    with tempfile.TemporaryFile() as kept:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(home),
        )
        first = _drain(process, began, kept.write)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        if process.returncode not in allowed:
            kept.seek(0)
            said = kept.read().decode("utf-8", "replace")[-500:]
            raise CommandFailed(
                f"'fazhi {' '.join(arguments)}' ended with {process.returncode}: {said}"
            )
    return Command(seconds=seconds, first_output=first, peak_bytes=_peak(usage))


def _drain(
    process: subprocess.Popen[bytes], began: float, keep: Callable[[bytes], int]
) -> float | None:
    assert process.stdout is not None
    first = None
    with process.stdout as stream:
        while block := os.read(stream.fileno(), 65536):
            first = first or time.perf_counter() - began
            keep(block)
    return first


def _peak(usage: resource.struct_rusage) -> int:
    """Linux counts in KiB, macOS in bytes."""
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def environment(home: Path) -> Mapping[str, str]:
    """The user's, but with an index of its own."""
    private = {f"{PREFIX}{name}" for name in ("DATABASE_URL", "CHROMA_URL", "JURISDICTION")}
    kept = {name: value for name, value in os.environ.items() if name not in private}
    return {**kept, f"{PREFIX}HOME": str(home)}
