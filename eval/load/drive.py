"""Connections that ask one question after another, and how long each answer took."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from eval.load.serving import Running
from eval.statistics import quantile

_FAULTS = 20  # that are remembered in words


@dataclass(kw_only=True)
class Times:
    """Milliseconds of the answers of one phase, and what went wrong."""

    name: str
    connections: int
    seconds: float = 0.0
    spent: list[float] = field(default_factory=list)
    errors: int = 0
    faults: list[str] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The time that this share of the answers kept within; 0 if there were none."""
        return quantile(self.spent, share) or 0.0

    @property
    def mean(self) -> float:
        """Milliseconds of an answer in the mean."""
        return sum(self.spent) / len(self.spent) if self.spent else 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.spent) / self.seconds if self.seconds else 0.0

    def add(self, other: Times) -> None:
        """Take over what another stretch of the same phase found."""
        self.seconds += other.seconds
        self.spent += other.spent
        self.errors += other.errors
        self.faults = (self.faults + other.faults)[:_FAULTS]

    def figures(self) -> dict[str, float | int | str]:
        """For the report in JSON."""
        return {
            "name": self.name,
            "connections": self.connections,
            "answers": len(self.spent),
            "errors": self.errors,
            "seconds": round(self.seconds, 2),
            "mean_ms": round(self.mean, 2),
            "p50_ms": round(self.at(0.5), 2),
            "p95_ms": round(self.at(0.95), 2),
            "p99_ms": round(self.at(0.99), 2),
            "max_ms": round(max(self.spent, default=0.0), 2),
        }


def drive(
    service: Running,
    asked: Iterator[str],
    *,
    name: str,
    connections: int,
    seconds: float,
    halfway: Callable[[], None] = lambda: None,
    send: Callable[[httpx.Client, str], str | None] | None = None,
) -> Times:
    """Ask over ``connections`` at once for so many seconds, each question once.

    ``halfway`` is called when half the time is over; ``send`` is done in place of asking.
    """
    found = Times(name=name, connections=connections)
    turn = threading.Lock()
    begun = time.perf_counter()
    until = begun + seconds

    def following() -> str | None:
        with turn:
            return next(asked, None) if time.perf_counter() < until else None

    def connection() -> None:
        with service.client() as client:
            while (question := following()) is not None:
                start = time.perf_counter()
                fault = (send or ask)(client, question)
                spent = (time.perf_counter() - start) * 1000
                with turn:
                    if fault is None:
                        found.spent.append(spent)
                    else:
                        found.errors += 1
                        found.faults = (found.faults + [f"{question!r}: {fault}"])[:_FAULTS]

    def wait() -> None:
        time.sleep(seconds / 2)
        halfway()

    with ThreadPoolExecutor(connections + 1) as pool:
        working = [pool.submit(connection) for _ in range(connections)]
        pool.submit(wait)
        for one in working:
            one.result()
    found.seconds = time.perf_counter() - begun
    return found


def ask(client: httpx.Client, question: str) -> str | None:
    """Ask one question. Gives what is wrong with what comes, if anything is."""
    try:
        response = client.post("/v1/ask", json={"question": question})
    except httpx.HTTPError as error:
        return f"{type(error).__name__}: {error}"
    if response.status_code != httpx.codes.OK:
        return f"{response.status_code}: {response.text[:200]}"
    status = response.json()["status"]
    return None if status in ("answered", "abstained") else f"status {status!r}"


def knock(client: httpx.Client, _question: str) -> str | None:
    """Ask for nothing: what a request costs by itself, on this machine at this time."""
    response = client.get("/healthz")
    return None if response.status_code == httpx.codes.OK else f"{response.status_code}"
