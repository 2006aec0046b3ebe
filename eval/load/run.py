"""A run: one connection, many, the same questions again, and asking while documents come in.

Times depend on the machine and on what else runs on it, so what is judged are ratios of times of
the same run; stretches with and without uploads take turns for that reason.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from eval.bench import run_command
from eval.load.drive import Times, drive, knock
from eval.load.questions import questions, stock
from eval.load.serving import Running, running
from eval.load.uploading import Uploads, reports, upload
from eval.synthetic.truth import Report

REPEATED = 20  # different questions that are asked again and again
WARM = 40  # questions that are not timed
STRETCHES = 3  # with and without uploads
COMMANDS = 7  # 'fazhi ask', one after another
ABSTAINED = 3  # exit status of a question without an answer
REPORTS = 400  # that wait to be sent


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``connections`` ask at once for ``seconds``; what is beside that takes about as long."""

    connections: int = 16
    seconds: float = 60.0
    asking: int = 1
    seed: int = 1


@dataclass(kw_only=True)
class Load:
    """What a run came to. Memory in bytes: before the many connections, halfway, after them.

    ``commands`` are seconds of the command line, from start to end, through the service.
    """

    nothing: Times
    single: Times
    many: Times
    repeated: Times
    alone: Times
    beside: Times
    memory: list[int] = field(default_factory=list)
    uploads: Uploads = field(default_factory=Uploads)
    commands: list[float] = field(default_factory=list)
    ended: int = -1

    @property
    def slowdown(self) -> float:
        """p95 of the many by the single question's p95 times the connections: under 1 holds."""
        return self.many.at(0.95) / (self.many.connections * self.single.at(0.95) or 1)

    @property
    def slowdown_of_mean(self) -> float:
        """The same by the single question's mean, which is stricter."""
        return self.many.at(0.95) / (self.many.connections * self.single.mean or 1)

    @property
    def beside_uploads(self) -> float:
        """p95 while documents come in by p95 while none do: at most 2 holds."""
        return self.beside.at(0.95) / (self.alone.at(0.95) or 1)

    @property
    def times(self) -> list[Times]:
        """Every phase."""
        return [self.single, self.many, self.nothing, self.repeated, self.alone, self.beside]


def measure(plan: Plan, corpus: Path, folder: Path, say: Callable[[str], None]) -> Load:
    """Load a service over ``corpus``; its data lie in ``folder``. Raises ``FazhiError``."""
    home = folder / "home"
    say(f"taking in {corpus.name}")
    run_command(["ingest", str(corpus)], home)
    with running(home, folder / "service.log") as service:
        load = _measured(plan, service, home, say)
        load.ended = service.end()
    return load


def _measured(plan: Plan, service: Running, home: Path, say: Callable[[str], None]) -> Load:
    with service.client() as client:
        fresh = questions(stock(client), plan.seed)
    drive(service, itertools.islice(fresh, WARM), name="warm", connections=2, seconds=60)
    say("one connection")
    single = drive(service, fresh, name="one connection", connections=1, seconds=plan.seconds / 3)
    say(f"{plan.connections} connections for {plan.seconds:g} s")
    memory = [service.memory()]
    many = drive(
        service,
        fresh,
        name="many connections",
        connections=plan.connections,
        seconds=plan.seconds,
        halfway=lambda: memory.append(service.memory()),
    )
    memory.append(service.memory())
    say("the same questions again")
    again = list(itertools.islice(fresh, REPEATED))
    drive(service, iter(again), name="first", connections=1, seconds=60)
    repeated = drive(
        service, itertools.cycle(again), name="repeated", connections=1, seconds=plan.seconds / 6
    )
    nothing = drive(
        service,
        itertools.repeat(""),
        name="/healthz",
        connections=1,
        seconds=plan.seconds / 12,
        send=knock,
    )
    load = Load(
        nothing=nothing,
        single=single,
        many=many,
        repeated=repeated,
        alone=Times(name="asking alone", connections=plan.asking),
        beside=Times(name="while uploading", connections=plan.asking),
        memory=memory,
    )
    _beside(plan, service, fresh, load, say)
    say("the command line through the service")
    for question in itertools.islice(fresh, COMMANDS):
        taken = run_command(["ask", question], home, allowed=(0, ABSTAINED))
        load.commands.append(taken.seconds)
    return load


def _beside(
    plan: Plan, service: Running, fresh: Iterator[str], load: Load, say: Callable[[str], None]
) -> None:
    waiting = iter(reports(REPORTS))
    seconds = plan.seconds / STRETCHES / 2
    for turn in range(STRETCHES):
        say(f"asking alone and while documents come in, {turn + 1} of {STRETCHES}")
        load.alone.add(drive(service, fresh, name="", connections=plan.asking, seconds=seconds))
        load.beside.add(_uploading(plan, service, fresh, waiting, load.uploads, seconds))


def _uploading(
    plan: Plan,
    service: Running,
    fresh: Iterator[str],
    waiting: Iterator[Report],
    uploads: Uploads,
    seconds: float,
) -> Times:
    over = threading.Event()
    faults: list[Exception] = []

    def send() -> None:
        try:
            upload(service, waiting, over, uploads)
        except Exception as error:  # noqa: BLE001 — raised below, in the thread that waits
            faults.append(error)

    sending = threading.Thread(target=send)
    sending.start()
    try:
        times = drive(service, fresh, name="", connections=plan.asking, seconds=seconds)
    finally:
        over.set()
        sending.join()
    if faults:
        raise faults[0]
    return times
