"""Whether the service lives, and whether it is ready to answer."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from ui.api.problems import Problem, responses
from ui.api.state import StateDep
from ui.schemas import Wire

router = APIRouter(tags=["operations"])


class WireHealth(Wire):
    """All is well."""

    status: Literal["ok"] = "ok"


@router.get("/healthz")
def healthz() -> WireHealth:
    """The process answers."""
    return WireHealth()


@router.get("/readyz", responses=responses(503))
def readyz(state: StateDep) -> WireHealth:
    """Model and indexes are loaded; 503 until then."""
    if state.trouble is not None:
        raise Problem(503, state.trouble, hint="The log has more; mend it and start again.")
    if not state.ready.is_set():
        raise Problem(503, "Model and indexes are being loaded.", headers={"Retry-After": "2"})
    return WireHealth()
