"""The widget's script, for pages of other sites."""

from __future__ import annotations

from functools import cache
from importlib import resources

from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(include_in_schema=False)
_HEADERS = {
    "Cache-Control": "public, max-age=3600",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


@router.get("/widget.js")
def widget() -> Response:
    """The script. It holds no key: the page that embeds it names one."""
    return Response(_script(), media_type="text/javascript; charset=utf-8", headers=_HEADERS)


@cache
def _script() -> bytes:
    return resources.files("ui").joinpath("widget/fazhi-widget.js").read_bytes()
