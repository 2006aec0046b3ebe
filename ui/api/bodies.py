"""Bodies within bounds: of size as they come, whatever they announce, and of time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.problems import Problem, respond

PLAIN = 1_000_000  # bytes of a body that is no upload
SLOWEST = 15.0  # seconds for a body that is no upload


class BodyLimit:
    """Middleware that ends a request whose body is too large (413) or too slow (408)."""

    def __init__(
        self, app: ASGIApp, *, largest: int, longest: float, is_upload: Callable[[Scope], bool]
    ) -> None:
        """``largest`` in bytes and ``longest`` in seconds are for uploads."""
        self._app = app
        self._largest = largest
        self._longest = longest
        self._is_upload = is_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        upload = self._is_upload(scope)
        bounded = _Bounded(
            receive,
            self._largest if upload else min(PLAIN, self._largest),
            self._longest if upload else min(SLOWEST, self._longest),
        )
        announced = _announced(scope)
        if announced is not None and announced > bounded.largest:
            await respond(bounded.too_large().wire())(scope, receive, send)
            return
        await self._app(scope, bounded, send)


class _Bounded:
    """A ``receive`` that counts bytes and seconds until the body is there."""

    def __init__(self, receive: Receive, largest: int, longest: float) -> None:
        self._receive = receive
        self.largest = largest
        self._longest = longest
        self._size = 0
        self._begun: float | None = None
        self._over = False

    async def __call__(self) -> Message:
        if self._over:
            return await self._receive()
        if self._begun is None:
            self._begun = time.monotonic()
        left = self._begun + self._longest - time.monotonic()
        try:
            async with asyncio.timeout(max(left, 0.001)):
                message = await self._receive()
        except TimeoutError as error:
            raise Problem(
                408,
                f"The body did not come within {self._longest:g} seconds.",
                hint="Send it faster or in parts.",
                headers={"Connection": "close"},
            ) from error
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._over = not message.get("more_body", False)
            if self._size > self.largest:
                raise self.too_large()
        return message

    def too_large(self) -> Problem:
        return Problem(
            413,
            f"The body has more than {self.largest:,} bytes.",
            hint="Send less at once.",
            headers={"Connection": "close"},
        )


def _announced(scope: Scope) -> int | None:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return None
