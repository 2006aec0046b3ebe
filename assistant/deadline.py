"""Reading from something that may hang, without waiting for longer than is left."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator

from assistant.errors import WriterError

_END = object()
_AHEAD = 256  # pieces read before they are wanted


def within(
    pieces: Callable[[], Iterator[str]], seconds: float, cancel: Callable[[], None]
) -> Iterator[str]:
    """``pieces()`` read in a thread of its own, for at most ``seconds`` in all.

    ``cancel`` is called once, whatever ends it, and must make a reader that hangs give up. Raises
    ``WriterError`` (``llm_timeout``) when the time is over, and what reading raises.
    """
    until = time.monotonic() + seconds
    read: queue.Queue[object] = queue.Queue(_AHEAD)
    over = threading.Event()
    threading.Thread(target=_read, args=(pieces, read, over), daemon=True, name="writer").start()
    try:
        while True:
            try:
                piece = read.get(timeout=max(until - time.monotonic(), 0))
            except queue.Empty:
                raise WriterError(
                    f"The language model did not finish within {seconds:g} s.",
                    hint="Raise FAZHI_LLM_TIMEOUT, or use a faster model.",
                    code="llm_timeout",
                ) from None
            if piece is _END:
                return
            if isinstance(piece, BaseException):
                raise piece
            yield str(piece)
    finally:
        over.set()
        cancel()


def _read(
    pieces: Callable[[], Iterator[str]], read: queue.Queue[object], over: threading.Event
) -> None:
    try:
        for piece in pieces():
            if not _put(read, piece, over):
                return
        _put(read, _END, over)
    except Exception as error:  # noqa: BLE001 - raised again by the one who reads
        _put(read, error, over)


def _put(read: queue.Queue[object], piece: object, over: threading.Event) -> bool:
    """Hand over a piece; ``False`` where nobody wants it any more."""
    while not over.is_set():
        try:
            read.put(piece, timeout=0.1)
        except queue.Full:
            continue
        return True
    return False
