"""What is counted and timed, for Prometheus. Nothing of it holds a question or a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.domain import Abstention, Outcome
from assistant.usage import UsageSnapshot
from ui.model_usage import ModelUsage

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """The figures of one service."""

    def __init__(
        self,
        open_gaps: Callable[[], int],
        documents: Callable[[], int],
        usage: Callable[[], UsageSnapshot],
    ) -> None:
        """The arguments are asked when the metrics are read."""
        self._registry = CollectorRegistry()
        self._registry.register(ModelUsage(usage))
        self._outcomes = Counter(
            "fazhi_outcomes",
            "Questions by what came of them.",
            ["channel", "status", "reason"],
            registry=self._registry,
        )
        self._stages = Histogram(
            "fazhi_stage_seconds",
            "Time of each stage of a question.",
            ["stage"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._asking = Gauge(
            "fazhi_questions_in_flight", "Questions being answered.", registry=self._registry
        )
        self._cached = Counter(
            "fazhi_answer_cache", "Questions by cache.", ["result"], registry=self._registry
        )
        self._sources = Counter(
            "fazhi_ingested_sources", "Sources by fate.", ["status"], registry=self._registry
        )
        self._passages = Counter(
            "fazhi_embedded_passages", "Passages embedded.", registry=self._registry
        )
        self._problems = Counter(
            "fazhi_problems", "Requests that failed.", ["status"], registry=self._registry
        )
        gaps = Gauge("fazhi_open_gaps", "Different open gaps.", registry=self._registry)
        gaps.set_function(open_gaps)
        held = Gauge("fazhi_documents", "Documents held.", registry=self._registry)
        held.set_function(documents)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """A question is being answered inside the block."""
        with self._asking.track_inprogress():
            yield

    def outcome(self, outcome: Outcome, channel: str) -> None:
        """A question was answered or abstained from."""
        reason = outcome.reason if isinstance(outcome, Abstention) else ""
        self._outcomes.labels(channel, outcome.status, reason).inc()
        for stage, milliseconds in outcome.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def cache(self, hit: bool) -> None:
        """The answer cache was asked."""
        self._cached.labels("hit" if hit else "miss").inc()

    def ingested(self, statuses: Iterable[str], embedded: int) -> None:
        """Sources were taken in."""
        for status in statuses:
            self._sources.labels(status).inc()
        self._passages.inc(embedded)

    def problem(self, status: int) -> None:
        """A request failed."""
        self._problems.labels(str(status)).inc()

    def text(self) -> bytes:
        """All of it in Prometheus's text format."""
        return generate_latest(self._registry)
