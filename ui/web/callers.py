"""Who is at a page: known from the request by the service, never from what a component says."""

from __future__ import annotations

from typing import cast

import gradio as gr
from fastapi import Request

from assistant.keys import Scope
from ui.api.access import Caller, identify
from ui.api.problems import Problem
from ui.api.state import State, state_of


def caller_of(request: gr.Request) -> Caller | None:
    """The caller behind a Gradio event; ``None`` for nobody who may ask."""
    try:
        return identify(_plain(request))
    except Problem:
        return None


def staff_of(request: gr.Request) -> Caller:
    """The caller, who must be staff: a second lock behind the mount's. Raises ``Problem``."""
    return _of_scope(request, "staff")


def state_behind(request: gr.Request) -> State:
    """The service's state."""
    return state_of(_plain(request))


def _of_scope(request: gr.Request, scope: Scope) -> Caller:
    found = caller_of(request)
    if found is None or not found.may(scope):
        raise Problem(403, f"This needs a key of scope {scope!r}.")
    return found


def _plain(request: gr.Request) -> Request:
    return cast(Request, request.request)
