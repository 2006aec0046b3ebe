"""Work that nobody waits for, done one after another in a thread of its own."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from assistant.errors import FazhiError

Work = Callable[[], None]
_LOG = logging.getLogger(__name__)


class Background:
    """A thread that does what it is given, in order. What fails is logged and the rest goes on."""

    def __init__(self, name: str) -> None:
        self._hurried = threading.Event()
        self._waiting: queue.Queue[Work | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def do(self, work: Work) -> None:
        """Have it done soon."""
        self._waiting.put(work)

    def linger(self, seconds: float) -> None:
        """Within a piece of work: wait for more of its kind to come, unless somebody waits."""
        self._hurried.wait(seconds)

    def settle(self) -> None:
        """Wait until all that was given is done."""
        self._hurried.set()
        self._waiting.join()
        self._hurried.clear()

    def close(self) -> None:
        """Do what is left, then end. Nothing may be given afterwards."""
        self._hurried.set()
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            work = self._waiting.get()
            try:
                if work is None:
                    return
                work()
            except FazhiError as error:
                _LOG.error("not recorded: %s", error)
            except Exception:  # noqa: BLE001 — one fault must not end the recording of all
                _LOG.exception("not recorded")
            finally:
                self._waiting.task_done()
