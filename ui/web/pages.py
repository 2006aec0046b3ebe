"""All pages put into the service: what anybody may open, and what staff may."""

from __future__ import annotations

import os

from fastapi import FastAPI
from fastapi.responses import RedirectResponse

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Blocks are built: nothing phones home

from ui.web import assets, sign_in, source
from ui.web.asking import build as build_asking
from ui.web.desk import build as build_desk
from ui.web.frame import root_of
from ui.web.mounting import mount
from ui.web.suggestions import Suggestions
from ui.web.texts import TONGUES


def install(app: FastAPI) -> None:
    """Add the pages to ``app``, last of all: its own routes go before them."""
    for router in (assets.router, sign_in.router, source.router):
        app.include_router(router)
    suggestions = Suggestions(app.state.fazhi.service)
    for tongue in reversed(TONGUES):
        root = root_of(tongue)
        if root:
            _lead(app, root)
        _lead(app, f"{root}/staff")
        mount(app, build_desk(tongue), f"{root}/staff", needed="staff", uploads=True)
        mount(app, build_asking(tongue, suggestions), root or "/", needed=None)


def _lead(app: FastAPI, root: str) -> None:
    """From the address without its slash to the one with it."""

    @app.get(root, include_in_schema=False)
    def lead() -> RedirectResponse:
        return RedirectResponse(f"{root}/")
