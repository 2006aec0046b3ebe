"""A file of questions to a file of outcomes, one JSON object a line each way."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pydantic import ValidationError

from assistant.disk import is_full
from assistant.domain import Audience, Outcome, Question
from assistant.errors import DiskFull, FazhiError, QuestionError
from ui.schemas import BatchLine, wire_outcome

STREAM = "-"
Ask = Callable[[Question], Outcome]
Write = Callable[[bytes], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class BadLine:
    """A line that was skipped. ``number`` counts from 1, blank lines included."""

    number: int
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What became of the lines."""

    answered: int
    abstained: int
    bad: tuple[BadLine, ...]


def run_batch(
    lines: Iterable[bytes],
    write: Write,
    ask: Ask,
    *,
    audience: Audience = "public",
    on_bad: Callable[[BadLine], None] = lambda bad: None,
) -> Tally:
    """Ask each line's question and write its outcome, in order; bad lines are told and skipped.

    An error that is not about one question (a store that fails) ends the run.
    """
    counts = {"answered": 0, "abstained": 0}
    bad: list[BadLine] = []
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            line = parse_line(raw)
            outcome = ask(line.to_question(audience))
        except QuestionError as error:
            bad.append(BadLine(number=number, why=str(error)))
            on_bad(bad[-1])
            continue
        write(_outcome_line(line.id, outcome))
        counts[outcome.status] += 1
    return Tally(answered=counts["answered"], abstained=counts["abstained"], bad=tuple(bad))


def parse_line(raw: bytes) -> BatchLine:
    """One line as a question. Raises ``QuestionError`` that says what is wrong with it."""
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise QuestionError(
            f"not UTF-8 at byte {error.start}.", hint="Save it as UTF-8."
        ) from error
    except (ValueError, RecursionError) as error:
        raise QuestionError(f"not JSON: {error}.", hint=_SHAPE) from error
    if not isinstance(value, dict):
        raise QuestionError(f"not an object: {_short(value)}.", hint=_SHAPE)
    try:
        return BatchLine.model_validate(value)
    except ValidationError as error:
        raise QuestionError(f"{_faults(error)}.", hint=_SHAPE) from error


_SHAPE = 'A line is {"id": …, "question": …}, with "jurisdiction", "year", "kind" if wanted.'


def _faults(error: ValidationError) -> str:
    told: dict[str, str] = {}
    for fault in error.errors(include_url=False):
        field = str(fault["loc"][0]) if fault["loc"] else "line"
        got = "" if fault["type"] == "missing" else f", got {_short(fault['input'])}"
        told.setdefault(field, f"{field!r}: {fault['msg']}{got}")
    return "; ".join(told.values())


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _outcome_line(name: str | int, outcome: Outcome) -> bytes:
    body = {"id": name} | wire_outcome(outcome).model_dump()
    text = json.dumps(body, ensure_ascii=False)
    # A lone surrogate can't be UTF-8; as JSON's own escape it survives.
    return text.encode("utf-8", errors="backslashreplace") + b"\n"


@contextmanager
def open_questions(name: str) -> Iterator[tuple[BinaryIO, int | None]]:
    """The lines of a file, or of stdin for ``-``, and how many they are if that can be known."""
    if name == STREAM:
        yield sys.stdin.buffer, None
        return
    with _opened("read", Path(name), name) as file:
        yield file, _line_count(file)


def _line_count(file: BinaryIO) -> int | None:
    if not file.seekable():
        return None
    count = sum(1 for _ in file)
    file.seek(0)
    return count


@contextmanager
def open_outcomes(name: str) -> Iterator[Write]:
    """A file that takes its name only when all of it is written; stdout for ``-``.

    When something goes wrong inside, an older file of that name stays as it was.
    """
    target = Path(name).resolve() if name != STREAM else None
    if target is None:
        yield _writer(sys.stdout.buffer, name)
    elif target.exists() and not target.is_file():
        with _opened("write", target, name) as file:  # a pipe or device can't be replaced
            yield _writer(file, name)
    else:
        passing = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with _opened("write", passing, name) as file:
                yield _writer(file, name)
                _settle(file, passing, target, name)
        finally:
            passing.unlink(missing_ok=True)


def _opened(deed: Literal["read", "write"], path: Path, name: str) -> BinaryIO:
    try:
        # Unbuffered: what couldn't be written must not be tried again when the file closes.
        return path.open("rb") if deed == "read" else path.open("wb", buffering=0)
    except OSError as error:
        raise _file_error(deed, name, error) from error


def _writer(file: BinaryIO, name: str) -> Write:
    def write(line: bytes) -> None:
        try:
            left = memoryview(line)
            while left:
                left = left[file.write(left) :]
            file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _file_error("write", name, error) from error

    return write


def _settle(file: BinaryIO, passing: Path, target: Path, name: str) -> None:
    try:
        os.fsync(file.fileno())
        passing.replace(target)
    except OSError as error:
        raise _file_error("write", name, error) from error


def _file_error(deed: str, name: str, error: OSError) -> FazhiError:
    why = error.strerror or str(error)
    if is_full(error):
        return DiskFull(f"Can't {deed} {name!r}: {why}.", hint="Free some space and run it again.")
    return FazhiError(
        f"Can't {deed} {name!r}: {why}.",
        hint="Check the name and its permissions.",
        code="bad_file",
    )
