"""``/mcp``: the tools over streamable HTTP, behind the same keys as the rest of the API.

Every request stands alone (no sessions), so that what may be seen is decided by its own key.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.access import caller
from ui.api.problems import Problem, respond
from ui.api.state import State
from ui.mcp import CALLER, http_caller, mcp_server

PATH = "/mcp"
_BODY = 1_000_000  # bytes of a request
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


def install(app: FastAPI, state: State) -> AbstractAsyncContextManager[None]:
    """Mount the tools at ``/mcp``. Gives what must be entered while the application runs."""
    server = mcp_server(state, http_caller)
    inner = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=_BODY,
        transport_security=TransportSecuritySettings(
            enable_dns_rebinding_protection=state.loopback,
            allowed_hosts=[*_LOCAL, *(f"{host}:*" for host in _LOCAL)],
            allowed_origins=[f"http://{host}{port}" for host in _LOCAL for port in ("", ":*")],
        ),
    )
    app.router.routes.append(Route(PATH, endpoint=_Guard(inner, state), include_in_schema=False))
    return server.session_manager.run()


class _Guard:
    """Lets nobody through whose key is not valid, nor pages of origins that no key serves."""

    def __init__(self, inner: ASGIApp, state: State) -> None:
        self._inner = inner
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        request = Request(scope, receive)
        try:
            self._check_origin(request)
            scope[CALLER] = caller(request)
        except Problem as problem:
            await respond(problem.wire(), problem.headers)(scope, receive, send)
            return
        await self._inner(scope, receive, send)

    def _check_origin(self, request: Request) -> None:
        origin = request.headers.get("origin")
        if origin is None:
            return
        own = f"{request.url.scheme}://{request.headers.get('host', '')}"
        if origin.lower() != own.lower() and origin not in self._state.keys.origins(
            self._state.now()
        ):
            raise Problem(
                403,
                f"Pages of {origin[:100]!r} may not use the tools.",
                hint="Make a key for that origin: 'fazhi keys create --origin'.",
            )
