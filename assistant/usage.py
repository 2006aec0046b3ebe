"""What the language model was asked for and what came of it: counters for the metrics."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain import Mode

_MILLION = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call: ``outcome`` is ``ok`` or the code of its error; tokens as the endpoint says.

    Where it doesn't say, the pieces it sent are counted as ``written`` and ``read`` is 0.
    """

    outcome: str
    read: int
    written: int
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class UsageSnapshot:
    """All counts at one moment; ``cost`` in the currency that the prices are in."""

    calls: Mapping[str, int]
    seconds: float
    read: int
    written: int
    cost: float
    answers: Mapping[Mode, int]
    sentences_shown: int
    sentences_struck: int


class Usage:
    """Counts calls, tokens, answers by mode and sentences. Safe to use from several threads."""

    def __init__(self, *, read_price: float = 0.0, written_price: float = 0.0) -> None:
        """Prices are of a million tokens."""
        self._prices = (read_price, written_price)
        self._turn = threading.Lock()
        self._calls: Counter[str] = Counter()
        self._answers: Counter[Mode] = Counter()
        self._seconds = 0.0
        self._read = self._written = self._shown = self._struck = 0

    def called(self, call: Call) -> None:
        """Count a call."""
        with self._turn:
            self._calls[call.outcome] += 1
            self._seconds += call.seconds
            self._read += call.read
            self._written += call.written

    def answered(self, mode: Mode, *, shown: int, struck: int) -> None:
        """Count an answer that a model was asked to phrase."""
        with self._turn:
            self._answers[mode] += 1
            self._shown += shown
            self._struck += struck

    def snapshot(self) -> UsageSnapshot:
        """The counts so far."""
        with self._turn:
            read_price, written_price = self._prices
            cost = (self._read * read_price + self._written * written_price) / _MILLION
            return UsageSnapshot(
                calls=dict(self._calls),
                seconds=self._seconds,
                read=self._read,
                written=self._written,
                cost=cost,
                answers=dict(self._answers),
                sentences_shown=self._shown,
                sentences_struck=self._struck,
            )
