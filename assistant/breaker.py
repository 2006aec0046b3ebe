"""A circuit breaker: a dead endpoint costs one question its time-out, not every question."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from assistant.errors import WriterError
from assistant.writer import Prompt, Style, Writer

FAILURES = 3  # in a row, then the endpoint rests
REST = 30.0  # seconds until one question may try it again


class Breaker:
    """Closed (let through), open (resting) or half open (one probe is under way)."""

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = failures
        self._rest = rest
        self._clock = clock
        self._turn = threading.Lock()
        self._failed = 0
        self._since: float | None = None
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Whether questions are kept away at this moment."""
        with self._turn:
            return self._since is not None and self._clock() - self._since < self._rest

    def admits(self) -> bool:
        """Whether this call may go through; after the rest one may, as a probe."""
        with self._turn:
            if self._since is None:
                return True
            if self._probing or self._clock() - self._since < self._rest:
                return False
            self._probing = True
            return True

    def succeeded(self) -> None:
        """The call went well: all is well again."""
        with self._turn:
            self._failed, self._since, self._probing = 0, None, False

    def failed(self) -> None:
        """The call failed: rest, if that was the last straw or the probe."""
        with self._turn:
            self._failed += 1
            if self._probing or self._failed >= self._limit:
                self._since = self._clock()
            self._probing = False

    def gave_up(self) -> None:
        """The caller left before anything could be told: neither well nor ill."""
        with self._turn:
            self._probing = False


class GuardedWriter:
    """A writer behind a breaker. See ``Writer``; a resting one raises ``llm_resting`` at once."""

    def __init__(self, writer: Writer, breaker: Breaker) -> None:
        self._writer = writer
        self.breaker = breaker

    @property
    def name(self) -> str:
        """See ``Writer``."""
        return self._writer.name

    @property
    def style(self) -> Style:
        """See ``Writer``."""
        return self._writer.style

    def write(self, prompt: Prompt, *, seconds: float) -> Iterator[str]:
        """See ``Writer``."""
        if not self.breaker.admits():
            raise WriterError(
                "The language model failed lately and is left alone for a while.",
                hint="It is tried again by itself; see why in the log.",
                code="llm_resting",
            )
        settled = False
        try:
            yield from self._writer.write(prompt, seconds=seconds)
            self.breaker.succeeded()
            settled = True
        except WriterError:
            self.breaker.failed()
            settled = True
            raise
        finally:
            if not settled:
                self.breaker.gave_up()
