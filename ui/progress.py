"""How something that takes a while is shown: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ui.console import say, screen

Tell = Callable[[str, float | None], None]
"""Called with what is being done and the share of it that is done, 0 to 1 (``None``: unknown)."""

QUIET_SECONDS = 5.0


@contextmanager
def progress(message: str, *, short: bool = False) -> Iterator[Tell]:
    """Show ``message`` on stderr at once, and whatever the yielded function is told after it.

    What is ``short`` is shown on a terminal only, where it leaves no trace.
    """
    if screen(stderr=True).is_terminal:
        with _bar(message) as tell:
            yield tell
    else:
        if not short:
            say(message)
        yield _lines()


@contextmanager
def _bar(message: str) -> Iterator[Tell]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen(stderr=True), transient=True) as bar:
        task = bar.add_task(message, total=None)

        def tell(what: str, share: float | None) -> None:
            bar.update(task, description=what, total=None if share is None else 1.0)
            if share is not None:
                bar.update(task, completed=share)

        yield tell


def _lines() -> Tell:
    due = time.monotonic() + QUIET_SECONDS

    def tell(what: str, share: float | None) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + QUIET_SECONDS
            say(what if share is None else f"{what} {share:.0%}")

    return tell
