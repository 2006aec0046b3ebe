"""The pages' style sheet and script."""

from __future__ import annotations

from functools import cache
from importlib import resources

from fastapi import APIRouter
from fastapi.responses import Response

router = APIRouter(include_in_schema=False)
_HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


@router.get("/pages/pages.css")
def style() -> Response:
    """The style sheet."""
    return Response(_asset("pages.css"), media_type="text/css", headers=_HEADERS)


@router.get("/pages/pages.js")
def script() -> Response:
    """The script."""
    return Response(_asset("pages.js"), media_type="text/javascript", headers=_HEADERS)


@cache
def _asset(name: str) -> bytes:
    return resources.files("ui").joinpath("web/static", name).read_bytes()
