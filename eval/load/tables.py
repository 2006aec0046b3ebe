"""A run under load as tables and as JSON."""

from __future__ import annotations

from typing import Any

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.text import Text

from eval.load.drive import Times
from eval.load.run import Load
from eval.report import grid, milliseconds
from eval.statistics import quantile

REPEATED_MS = 10.0
TWICE = 2.0
COMMAND = 1.0


def show_load(load: Load) -> RenderableType:
    """Times of each phase, then what must hold."""
    columns = ("", "connections", "answers", "a second", "errors", "mean", "p50", "p95", "p99")
    held = [
        ("no error", str(sum(one.errors for one in load.times)), _errors(load) == 0),
        (
            f"p95 of many by {load.many.connections} × one's p95, under 1",
            f"{load.slowdown:.2f}",
            load.slowdown < 1,
        ),
        (
            f"p95 of many by {load.many.connections} × one's mean",
            f"{load.slowdown_of_mean:.2f}",
            None,
        ),
        ("memory level", " → ".join(f"{one / 2**20:.0f}" for one in load.memory) + " MiB", None),
        (
            f"repeated, p95 under {REPEATED_MS:g} ms",
            milliseconds(load.repeated.at(0.95)),
            load.repeated.at(0.95) < REPEATED_MS,
        ),
        (
            f"p95 while uploading by p95 alone, at most {TWICE:g}",
            f"{load.beside_uploads:.2f}",
            load.beside_uploads <= TWICE,
        ),
        ("documents sent meanwhile", str(load.uploads.documents), None),
        (
            "looks at half a document",
            f"{len(load.uploads.torn)} of {load.uploads.seen}",
            not load.uploads.torn,
        ),
        (
            f"'fazhi ask' through the service, median under {COMMAND:g} s",
            f"{quantile(load.commands, 0.5) or 0:.2f} s",
            (quantile(load.commands, 0.5) or 0) < COMMAND,
        ),
        ("ended by SIGTERM with status", str(load.ended), load.ended == 0),
    ]
    rows = [
        (name, shown, {True: "holds", False: "MISSED", None: ""}[right])
        for name, shown, right in held
    ]
    faults = [fault for one in load.times for fault in one.faults] + load.uploads.torn
    return Stack(
        grid("under load", columns, [_row(one) for one in load.times]),
        grid("must hold", ("", "", ""), rows),
        *(Text(f"  {fault}") for fault in faults),
    )


def as_json(load: Load) -> dict[str, Any]:
    """The same for a program."""
    return {
        "phases": [one.figures() for one in load.times],
        "slowdown": round(load.slowdown, 3),
        "slowdown_of_mean": round(load.slowdown_of_mean, 3),
        "memory_bytes": load.memory,
        "beside_uploads": round(load.beside_uploads, 3),
        "documents": load.uploads.documents,
        "upload_seconds": round(load.uploads.seconds, 1),
        "looks": load.uploads.seen,
        "torn": load.uploads.torn,
        "command_seconds": [round(one, 2) for one in load.commands],
        "ended": load.ended,
        "faults": [fault for one in load.times for fault in one.faults],
    }


def _errors(load: Load) -> int:
    return sum(one.errors for one in load.times)


def _row(times: Times) -> tuple[str, ...]:
    return (
        times.name,
        str(times.connections),
        str(len(times.spent)),
        f"{times.rate:.1f}",
        str(times.errors),
        milliseconds(times.mean),
        *(milliseconds(times.at(share)) for share in (0.5, 0.95, 0.99)),
    )
