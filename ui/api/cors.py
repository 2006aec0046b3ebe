"""What pages of other origins may ask: those that a valid key or a setting names, no others.

A browser asks first whether a page may send its key (a preflight carries none), so origins are
looked up among the keys; the key itself is checked with the request that follows. Cookies of ours
are never taken from other origins: no answer allows credentials.
"""

from __future__ import annotations

import threading
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import KeyRefused, SettingsError
from assistant.keys import origin_of
from ui.api.state import State

OPEN = "/v1/"
KEPT = 5.0  # seconds that the origins of the keys are remembered
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, X-API-Key",
    "Access-Control-Max-Age": "600",
    "Vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
}
_EXPOSED = "Retry-After"


def origins(setting: str) -> frozenset[str]:
    """The origins of the setting, comma-separated. Raises ``SettingsError``."""
    try:
        return frozenset(origin_of(one) for one in setting.split(",") if one.strip())
    except KeyRefused as error:
        raise SettingsError(
            f"FAZHI_CORS_ORIGINS holds what is no origin: {error.message}", hint=error.hint
        ) from error


class KeyOrigins:
    """Middleware that lets pages of the keys' origins read the answers of the API."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self._app = app
        self._state = state
        self._turn = threading.Lock()
        self._known: frozenset[str] = frozenset()
        self._until = 0.0
        self._always = origins(state.settings.cors_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http" or not scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None or origin not in self._origins():
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            allowed = {"Access-Control-Allow-Origin": origin, **_PREFLIGHT}
            await Response(status_code=204, headers=allowed)(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                given["Access-Control-Allow-Origin"] = origin
                given["Access-Control-Expose-Headers"] = _EXPOSED
                given.add_vary_header("Origin")
            await send(message)

        await self._app(scope, receive, sending)

    def _origins(self) -> frozenset[str]:
        """The origins that valid keys and the setting name."""
        with self._turn:
            if time.monotonic() >= self._until:
                now = self._state.now()
                valid = [key for key in self._state.keys.every() if key.valid(now)]
                named = frozenset(origin for key in valid for origin in key.origins)
                self._known = self._always | named
                self._until = time.monotonic() + KEPT
            return self._known
