"""What the language model was asked for, as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

from assistant.usage import UsageSnapshot


class ModelUsage(Collector):
    """The counts of ``Usage`` at the moment when the metrics are read."""

    def __init__(self, usage: Callable[[], UsageSnapshot]) -> None:
        self._usage = usage

    def collect(self) -> Iterator[CounterMetricFamily]:
        """See ``prometheus_client``."""
        now = self._usage()
        tokens = {"read": now.read, "written": now.written}
        fates = {"shown": now.sentences_shown, "struck": now.sentences_struck}
        families = (
            ("calls", "Calls of the language model by outcome.", "outcome", now.calls),
            ("tokens", "Tokens that it read and wrote.", "kind", tokens),
            ("answers", "Answers that it was asked to phrase, by mode.", "mode", now.answers),
            ("sentences", "Its sentences by what became of them.", "fate", fates),
        )
        for name, about, label, counts in families:
            family = CounterMetricFamily(f"fazhi_llm_{name}", about, labels=[label])
            for value, count in counts.items():
                family.add_metric([value], count)
            yield family
        yield CounterMetricFamily("fazhi_llm_seconds", "Time of its calls.", value=now.seconds)
        yield CounterMetricFamily("fazhi_llm_cost", "Their cost by the prices set.", value=now.cost)
