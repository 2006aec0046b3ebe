"""What every answer says to browsers, and under which names the service answers at all.

A page that reaches us under a name of its own (DNS rebinding) would count as our own page there,
so a service on loopback answers to this machine's names alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.problems import Problem, respond

HERE = ("127.0.0.1", "localhost", "::1")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# What pages may load: nothing from other hosts. Gradio's pages need inline scripts and styles.
_PAGE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
_DATA = "default-src 'none'; frame-ancestors 'none'"


class Guard:
    """Middleware that refuses foreign host names and adds the headers that are not set."""

    def __init__(
        self, app: ASGIApp, *, hosts: Sequence[str], failed: Callable[[int], None]
    ) -> None:
        """``hosts``: the names that are answered to; none are all.

        ``failed`` is told the status of every answer that is an error.
        """
        self._app = app
        self._failed = failed
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if self._hosts and _name(scope) not in self._hosts:
            problem = Problem(
                400,
                "The service is not known under this name.",
                code="unknown_host",
                hint="Add the name to FAZHI_HOSTS if it is meant.",
            )
            await respond(problem.wire())(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] >= 400:
                    self._failed(message["status"])
                given = MutableHeaders(scope=message)
                page = given.get("content-type", "").startswith("text/html")
                wanted = _HEADERS | {"Content-Security-Policy": _PAGE if page else _DATA}
                for name, value in wanted.items():
                    given.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)


def _name(scope: Scope) -> str:
    try:
        return (urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or "").lower()
    except ValueError:
        return ""
