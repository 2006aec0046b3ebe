"""What all requests share: the service, the settings, whether it is ready."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from assistant.keys import Keys
from assistant.settings import Settings
from ui.service import Service


@dataclass(kw_only=True)
class State:
    """``loopback``: only this machine can reach the service. ``token``: this machine's own key."""

    service: Service
    settings: Settings
    loopback: bool = False
    token: str | None = None
    ready: threading.Event = field(default_factory=threading.Event)
    trouble: str | None = None
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)

    @cached_property
    def keys(self) -> Keys:
        """The API keys."""
        return Keys(self.service.catalogue.database)


def state_of(connection: HTTPConnection) -> State:
    """The state of the application that answers this request."""
    return cast(State, connection.app.state.fazhi)


StateDep = Annotated[State, Depends(state_of)]
