"""Server-sent events out of an iterator that works in a thread.

A running answer is finished when the server is told to stop, which is why this is not left to a
library that ends its streams at that moment. Comments keep quiet connections open.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from assistant.errors import FazhiError
from ui.api import problems

PING_SECONDS = 15.0
Named = tuple[str, Any]
EVENT = {  # the schema of one event
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
}
_LOG = logging.getLogger(__name__)
_END: Named = ("", None)


def sse(name: str, value: Any) -> str:
    """One event as text."""
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


async def stream(
    events: Iterator[Named], written: Callable[[str, Any], str] = sse
) -> StreamingResponse:
    """A response of (name, JSON value) events, each ``written`` as text.

    What goes wrong before the first one is raised; afterwards it is an event ``error`` that holds
    a problem.
    """
    first = await run_in_threadpool(next, events, _END)
    return StreamingResponse(
        _text(first, events, written),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _text(
    first: Named, events: Iterator[Named], written: Callable[[str, Any], str]
) -> AsyncIterator[bytes]:
    event = first
    while event is not _END:
        yield written(*event).encode("utf-8", "replace")
        waiting = asyncio.ensure_future(run_in_threadpool(_step, events))
        try:
            while not (await asyncio.wait({waiting}, timeout=PING_SECONDS))[0]:
                yield b": ping\n\n"
        except asyncio.CancelledError:
            waiting.cancel()  # the client has gone; the step in progress ends by itself
            raise
        event = waiting.result()


def _step(events: Iterator[Named]) -> Named:
    """The next event; an error becomes the last one."""
    try:
        return next(events, _END)
    except FazhiError as error:
        return "error", problems.problem_of(error).model_dump(mode="json")
    except Exception as error:  # noqa: BLE001 — the status line is sent; this is all that is left
        return "error", problems.unexpected(error).model_dump(mode="json")
