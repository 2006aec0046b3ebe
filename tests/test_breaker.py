"""A dead endpoint rests: no question waits for it, one probe tries it again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.breaker import Breaker, GuardedWriter
from assistant.errors import WriterError
from assistant.writer import Prompt, Style

PROMPT = Prompt(rules="", task="")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Moody:
    """A writer that fails while ``broken``, and counts how often it was asked."""

    name = "moody"
    style: Style = "chat"

    def __init__(self) -> None:
        self.broken = True
        self.asked = 0

    def write(self, prompt: Prompt, *, seconds: float) -> Iterator[str]:
        self.asked += 1
        yield "半"
        if self.broken:
            raise WriterError("broken")
        yield "句"


def tried(writer: GuardedWriter) -> str:
    try:
        return "".join(writer.write(PROMPT, seconds=1))
    except WriterError as error:
        return error.code


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guarded(clock: Clock) -> tuple[GuardedWriter, Moody]:
    moody = Moody()
    return GuardedWriter(moody, Breaker(failures=3, rest=30, clock=clock)), moody


def test_three_failures_and_it_rests(guarded: tuple[GuardedWriter, Moody]) -> None:
    writer, moody = guarded
    assert [tried(writer) for _ in range(6)] == ["llm_failed"] * 3 + ["llm_resting"] * 3
    assert moody.asked == 3
    assert writer.breaker.is_open


def test_one_probe_after_the_rest(guarded: tuple[GuardedWriter, Moody], clock: Clock) -> None:
    writer, moody = guarded
    for _ in range(3):
        tried(writer)
    clock.now = 31
    assert [tried(writer) for _ in range(3)] == ["llm_failed", "llm_resting", "llm_resting"]
    clock.now = 62
    moody.broken = False
    assert [tried(writer) for _ in range(2)] == ["半句", "半句"]
    assert not writer.breaker.is_open
    moody.broken = True
    assert tried(writer) == "llm_failed"
    assert not writer.breaker.is_open


def test_only_one_probes_at_a_time(guarded: tuple[GuardedWriter, Moody], clock: Clock) -> None:
    writer, moody = guarded
    for _ in range(3):
        tried(writer)
    clock.now, moody.broken = 31, False
    probe = writer.write(PROMPT, seconds=1)
    assert next(probe) == "半"
    assert tried(writer) == "llm_resting"
    assert list(probe) == ["句"]
    assert tried(writer) == "半句"


def test_a_reader_that_leaves_a_probe_lets_the_next_one_try(
    guarded: tuple[GuardedWriter, Moody], clock: Clock
) -> None:
    writer, moody = guarded
    for _ in range(3):
        tried(writer)
    clock.now, moody.broken = 31, False
    probe = writer.write(PROMPT, seconds=1)
    assert next(probe) == "半"
    probe.close()  # type: ignore[attr-defined]
    assert tried(writer) == "半句"


def test_a_success_forgets_what_failed_before(guarded: tuple[GuardedWriter, Moody]) -> None:
    writer, moody = guarded
    for broken in (True, True, False, True, True):
        moody.broken = broken
        tried(writer)
    assert not writer.breaker.is_open
