"""Where things are printed: results to stdout, everything else to stderr, errors in one shape."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from rich.console import Console

from assistant.errors import FazhiError
from ui.exits import Exit, exit_of

PIPE_WIDTH = 10_000  # whoever reads a pipe wraps lines as they like

_CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def printable(text: str) -> str:
    """The text without characters that a terminal would obey."""
    return text.translate(_CONTROLS)


class Screen(Console):
    """A console that leaves it to ``reporting`` when its reader has gone."""

    def on_broken_pipe(self) -> NoReturn:
        """Rich would end the process with an exit code of its own."""
        raise BrokenPipeError


def prepare_streams() -> None:
    """Make the streams able to print anything: UTF-8 into pipes and files, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr]


def screen(*, stderr: bool = False) -> Screen:
    """A console that prints text as it is: no markup in it is obeyed, nothing is coloured in."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    return Screen(stderr=stderr, markup=False, highlight=False, emoji=False, width=width)


def print_json(value: Any) -> None:
    """One JSON value as one line on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def say(message: str) -> None:
    """One line for a person, on stderr."""
    screen(stderr=True).print(printable(message), soft_wrap=True)


@contextmanager
def reporting(as_json: bool = False) -> Iterator[None]:
    """Turn what goes wrong inside into a message and an exit code (``typer.Exit``)."""
    try:
        yield
        sys.stdout.flush()
    except FazhiError as error:
        report(error, as_json)
        raise typer.Exit(exit_of(error)) from error
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.READER_GONE) from error
    except KeyboardInterrupt as error:
        say("已中断 Interrupted.")
        raise typer.Exit(Exit.INTERRUPTED) from error


def report(error: FazhiError, as_json: bool = False) -> None:
    """Show an error: as an object on stdout for a program, as two lines on stderr for a person."""
    if as_json:
        from ui.schemas import wire_failure  # pydantic: not before it is needed

        print_json(wire_failure(error).model_dump())
        return
    say(f"错误 [{error.code}]: {error.message}")
    if error.hint:
        say(f"→ {error.hint}")
