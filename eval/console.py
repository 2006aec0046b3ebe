"""What evaluations say at the terminal, and their figures as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from rich.console import Console, RenderableType

from assistant.errors import FazhiError

PIPE_WIDTH = 160


@contextmanager
def reporting() -> Iterator[None]:
    """An error of ours as a message with what to do, exit code 1."""
    try:
        yield
    except FazhiError as error:
        say(f"[{error.code}] {error.message}")
        if error.hint:
            say(f"→ {error.hint}")
        raise typer.Exit(1) from error


def say(message: str) -> None:
    """A message on the error stream."""
    print(message, file=sys.stderr, flush=True)


def show(content: RenderableType) -> None:
    """A table, as wide as the terminal."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    Console(markup=False, highlight=False, emoji=False, width=width).print(content)


def write(path: Path | None, content: Any) -> None:
    """What ``content`` gives as JSON, whole or not at all."""
    if path is None:
        return
    text = json.dumps(content(), ensure_ascii=False, indent=1, default=str)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(path)
