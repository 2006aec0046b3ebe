"""The application: routers, errors and what happens at its start and end."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from assistant.errors import FazhiError
from assistant.settings import Settings
from ui.api import (
    ask,
    completions,
    conversations,
    curated,
    documents,
    figures,
    health,
    hotline,
    intake,
    jobs,
    local,
    manual,
    mcp,
    operations,
    opinions,
    problems,
    tracing,
    widget,
)
from ui.api.bodies import BodyLimit
from ui.api.cors import KeyOrigins
from ui.api.guard import HERE, Guard
from ui.api.schema import describe
from ui.api.state import State
from ui.service import Service

_LOG = logging.getLogger(__name__)


def create_app(
    service: Service,
    settings: Settings,
    *,
    loopback: bool = False,
    token: str | None = None,
    pages: bool = True,
) -> FastAPI:
    """The HTTP service over an open ``service``, which stays open as long as the application runs.

    ``loopback``: it listens on this machine's own address only. ``token`` lets programs of this
    machine in. ``pages``: with the pages that people open.
    """
    state = State(service=service, settings=settings, loopback=loopback, token=token)
    app = FastAPI(
        title="法知 Fazhi",
        version=version("fazhi"),
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.fazhi = state
    problems.install(app)
    app.add_middleware(
        BodyLimit,
        largest=settings.max_upload_bytes,
        longest=settings.body_timeout,
        is_upload=_is_upload,
    )
    app.add_middleware(KeyOrigins, state=state)
    app.add_middleware(Guard, hosts=_hosts(settings, loopback), failed=state.metrics.problem)
    app.include_router(health.router)
    app.include_router(operations.router)
    app.include_router(ask.router)
    app.include_router(conversations.router)
    app.include_router(figures.router)
    app.include_router(documents.router)
    app.include_router(intake.router)
    app.include_router(jobs.router)
    app.include_router(opinions.router)
    app.include_router(local.router)
    app.include_router(curated.router)
    app.include_router(hotline.router)
    app.include_router(completions.router)
    app.include_router(widget.router)
    app.state.tools = mcp.install(app, state)
    describe(app)
    if settings.tracing:
        tracing.install(app)
    manual.install(app)
    if pages:
        from ui.web.pages import install  # seconds: not for those who want the API alone

        install(app)  # last: they stand at the root
    return app


def _hosts(settings: Settings, loopback: bool) -> tuple[str, ...]:
    """The names that the service answers to; none are all."""
    named = tuple(one.strip() for one in settings.hosts.split(",") if one.strip())
    return (*named, *HERE) if named or loopback else ()


def _is_upload(scope: Scope) -> bool:
    path: str = scope["path"]
    to_api = path.startswith("/v1/documents") and path != "/v1/documents/urls"
    return scope["method"] in ("POST", "PUT") and (to_api or path.endswith("/upload"))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state: State = app.state.fazhi
    thread = threading.Thread(target=_load, args=(state,), name="fazhi-load", daemon=True)
    thread.start()
    async with app.state.tools:
        yield
    await run_in_threadpool(thread.join)
    await run_in_threadpool(state.close)


def _load(state: State) -> None:
    """Make ready in the background: the service listens before the model is loaded."""
    try:
        state.service.recover()
        state.service.get_ready()
        state.hotline.get_ready()
    except FazhiError as error:
        _LOG.error("not ready: %s", error)
        state.trouble = problems.title(error.code)
        return
    state.ready.set()
    try:
        state.service.read_figures()
    except FazhiError as error:  # questions read what they need themselves
        _LOG.warning("figures are not read in: %s", error)
