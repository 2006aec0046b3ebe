"""Gradio's applications mounted in the service, each behind a list of what may be reached.

Gradio serves more than its pages: a proxy, files, uploads, an editor, what others have run. Only
the routes that the pages use are passed on; every other path is as if it weren't there. Staff's
pages are an application of their own, so that the public's has no staff function to call, and all
of it, whatever the path, is for callers of scope ``staff`` alone.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import gradio as gr
from fastapi import FastAPI
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.keys import Scope as KeyScope
from ui.api.access import identify
from ui.api.problems import Problem, respond
from ui.api.state import State
from ui.web.look import HEAD, theme

_PASSED = re.compile(
    r"""/?(?: config/? | theme\.css | favicon\.ico | robots\.txt | manifest\.json
        | (?:assets|static)/[^?]*
        | gradio_api/(?: queue/join | queue/data | cancel | reset/? | startup-events | info/?
            | heartbeat/\w+ | app_id/? ) )?""",
    re.VERBOSE,
)
_STAFFS = re.compile(r"/?gradio_api/(?:upload|upload_progress)")
_HEADERS = {
    b"content-security-policy": (
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        b"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        b"connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; "
        b"object-src 'none'"
    ),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"DENY",
}
_FORWARDED = (b"x-forwarded-", b"forwarded")
# Seconds between two looks into a queue that is empty. With Gradio's own 1 ms the four queues of
# the pages keep the service's loop busy while nobody asks anything, and every answer waits for it.
_LOOK = 0.02


class PagesMount(Mount):
    """A mount that matches only what the pages use."""

    def __init__(self, path: str, app: ASGIApp, *, uploads: bool) -> None:
        super().__init__(path, app=app)
        self._uploads = uploads

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """See ``Mount``."""
        match, child = super().matches(scope)
        if match is Match.NONE or scope["type"] != "http":
            return Match.NONE, {}
        rest = scope["path"].removeprefix(self.path)
        passed = _PASSED.fullmatch(rest) or (self._uploads and _STAFFS.fullmatch(rest))
        return (match, child) if passed else (Match.NONE, {})


class Guard:
    """Lets only callers of ``needed`` through, and puts the pages' headers on what comes out."""

    def __init__(self, app: ASGIApp, state: State, needed: KeyScope | None) -> None:
        self._app = app
        self._state = state
        self._needed = needed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        refusal = self._refusal(scope) if self._needed else None
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        headers = [h for h in scope["headers"] if not h[0].startswith(_FORWARDED)]

        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                kept = [h for h in message["headers"] if h[0].lower() not in _HEADERS]
                message = {**message, "headers": [*kept, *_HEADERS.items()]}
            await send(message)

        await self._app({**scope, "headers": headers}, receive, sending)

    def _refusal(self, scope: Scope) -> Response | None:
        try:
            caller = identify(HTTPConnection(scope))
        except Problem as problem:
            return respond(problem.wire(), problem.headers)
        if caller is not None and self._needed in caller.scopes:
            return None
        if scope["method"] == "GET" and "text/html" in Request(scope).headers.get("accept", ""):
            return RedirectResponse(f"/sign-in?next={quote(scope['path'], safe='')}", 303)
        status, detail = (403, "This key is not for staff.") if caller else (401, "Sign in first.")
        hint = "Sign in at /sign-in with a key of scope 'staff'."
        return respond(Problem(status, detail, hint=hint).wire())


def mount(
    app: FastAPI, blocks: gr.Blocks, path: str, *, needed: KeyScope | None, uploads: bool = False
) -> None:
    """Mount ``blocks`` at ``path``, for callers of scope ``needed`` alone where one is given."""
    state: State = app.state.fazhi
    blocks._queue.sleep_when_free = _LOOK  # there is no public name for it
    gr.mount_gradio_app(
        app,
        blocks,
        path=path,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=state.settings.max_file_bytes,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        pwa=False,
        theme=theme(),
        head=HEAD,
    )
    mounted = app.router.routes.pop()
    assert isinstance(mounted, Mount)  # the last thing that Gradio does
    gradio = mounted.app
    gradio.state.fazhi = state  # type: ignore[attr-defined]  # so that its requests know theirs
    app.router.routes.append(PagesMount(path, Guard(gradio, state, needed), uploads=uploads))
