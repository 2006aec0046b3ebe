"""Answers that were given, kept for the state of the catalogue that they were given from.

The key is the whole question with its filters, and these hold the audience: what staff were told
is never given to the public.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from assistant.domain import Outcome


class AnswerCache:
    """The latest outcomes. All are forgotten when the state changes."""

    def __init__(self, size: int) -> None:
        """``size`` 0 keeps nothing."""
        self._size = size
        self._turn = threading.Lock()
        self._state: Hashable = None
        self._kept: OrderedDict[Hashable, Outcome] = OrderedDict()

    def get(self, key: Hashable, state: Hashable) -> Outcome | None:
        """The outcome of that question in that state."""
        with self._turn:
            if state != self._state:
                return None
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, state: Hashable, outcome: Outcome) -> None:
        """Keep an outcome that was read in that state."""
        with self._turn:
            if state != self._state:
                self._kept.clear()
                self._state = state
            self._kept[key] = outcome
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
