"""Who asks, and what they may do. The audience of every question comes from here alone."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import Depends
from starlette.requests import HTTPConnection

from assistant.domain import Audience
from ui.api.problems import Problem
from ui.api.state import State, state_of

Scope = Literal["ask", "staff", "admin"]
ORDER: tuple[Scope, ...] = ("ask", "staff", "admin")
_LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """Somebody who may ask. A higher scope includes the lower ones.

    ``key_id`` is null for an anonymous caller and for a program on this machine (``local``).
    """

    scope: Scope
    address: str
    key_id: str | None = None
    local: bool = False

    @property
    def scopes(self) -> frozenset[Scope]:
        """All scopes that the caller has."""
        return frozenset(ORDER[: ORDER.index(self.scope) + 1])

    @property
    def audience(self) -> Audience:
        """Whose documents the caller may see."""
        return "internal" if self.may("staff") else "public"

    def may(self, scope: Scope) -> bool:
        """Whether the caller has a scope."""
        return scope in self.scopes


def identify(connection: HTTPConnection) -> Caller | None:
    """Who sends a request; ``None`` for nobody who may ask. Raises ``Problem`` for a bad key."""
    state = state_of(connection)
    secret = _secret(connection)
    if secret is not None:
        return _by_secret(secret, connection, state)
    if state.loopback and is_local(connection):
        return Caller(scope="admin", address=address_of(connection), local=True)
    return None


def caller(connection: HTTPConnection) -> Caller:
    """The caller. Raises ``Problem`` (401) for nobody who may ask."""
    found = identify(connection)
    if found is None:
        raise Problem(
            401,
            "This needs an API key.",
            hint="Send it as 'Authorization: Bearer …'; 'fazhi keys create' makes one.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return found


CallerDep = Annotated[Caller, Depends(caller)]


def needs(scope: Scope) -> Callable[[Caller], Caller]:
    """A dependency that lets only callers of a scope through: ``Depends(needs("staff"))``."""

    def check(found: CallerDep) -> Caller:
        if not found.may(scope):
            raise Problem(
                403,
                f"This needs a key of scope {scope!r}; this one has {found.scope!r}.",
                hint="Ask whoever runs the service for such a key.",
            )
        return found

    return check


AskDep = Annotated[Caller, Depends(needs("ask"))]
StaffDep = Annotated[Caller, Depends(needs("staff"))]
AdminDep = Annotated[Caller, Depends(needs("admin"))]


def address_of(connection: HTTPConnection) -> str:
    """The address that the request comes from."""
    return connection.client.host if connection.client else ""


def is_local(connection: HTTPConnection) -> bool:
    """Whether a person or program of this machine sent it, directly and not by a foreign page.

    A page of another origin reaches loopback as well (DNS rebinding gives it our address under
    its own name), and so does a proxy: neither counts.
    """
    headers = connection.headers
    if not _is_loopback(address_of(connection)) or any(name in headers for name in _FORWARDED):
        return False
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in _LOCAL_HOSTS:
        return False
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return False
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _secret(connection: HTTPConnection) -> str | None:
    given = connection.headers.get("authorization")
    if given is None:
        return connection.headers.get("x-api-key")
    scheme, _, secret = given.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _by_secret(secret: str, connection: HTTPConnection, state: State) -> Caller:
    if state.token is not None and secrets.compare_digest(secret.encode(), state.token.encode()):
        return Caller(scope="admin", address=address_of(connection), local=True)
    raise Problem(
        401,
        "The API key is not valid.",
        hint="It may be mistyped, expired or revoked.",
        headers={"WWW-Authenticate": "Bearer"},
    )
