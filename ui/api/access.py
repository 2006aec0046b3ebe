"""Who asks, and what they may do. The audience of every question comes from here alone."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from assistant.domain import Audience
from assistant.journal import Asker
from assistant.keys import SCOPES, Scope
from ui.api.limits import refused
from ui.api.problems import Problem
from ui.api.proxies import client
from ui.api.sessions import word_of
from ui.api.state import State, state_of

PUBLIC_ONLY = "x-fazhi-audience"  # staff may ask as the public does: "public"
_LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_CHALLENGE = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """Somebody who may ask. A higher scope includes the lower ones.

    ``key_id`` is null for an anonymous caller and for this machine itself (``local``), which is
    known by the service's own token or by there being no key yet. ``as_public``: though more may
    be seen, only what is public is wanted.
    """

    scope: Scope
    address: str
    key_id: str | None = None
    local: bool = False
    as_public: bool = False

    @property
    def scopes(self) -> frozenset[Scope]:
        """All scopes that the caller has."""
        return frozenset(SCOPES[: SCOPES.index(self.scope) + 1])

    @property
    def audience(self) -> Audience:
        """Whose documents the caller may see."""
        return "internal" if self.may("staff") and not self.as_public else "public"

    @property
    def owner(self) -> str:
        """Whose conversations the caller's are; staff's own are apart from those held as public."""
        who = self.key_id or ("local" if self.local else f"address {self.address}")
        return f"{who} {self.audience}"

    def may(self, scope: Scope) -> bool:
        """Whether the caller has a scope."""
        return scope in self.scopes

    def asker(
        self, channel: str = "api", *, caller: str | None = None, session: str | None = None
    ) -> Asker:
        """Who asks, for the journal; ``caller`` and ``session`` are what a front knows of them."""
        return Asker(
            channel=channel,
            key_id=self.key_id,
            audience=self.audience,
            address=self.address or None,
            caller=caller,
            session=session,
        )


def identify(connection: HTTPConnection) -> Caller | None:
    """Who sends a request; ``None`` for nobody who may ask. Raises ``Problem`` for a bad key."""
    state = state_of(connection)
    secret = secret_of(connection)
    if secret is not None:
        found = tried(secret, connection)
        if found is None:
            raise Problem(
                401,
                "The API key is not valid here.",
                hint="It may be mistyped, expired, revoked or meant for another site's pages.",
                headers=_CHALLENGE,
            )
        return found
    signed_in = _by_session(connection)
    if signed_in is not None:
        return signed_in
    if state.loopback and is_local(connection) and not state.keys.any_made():
        return _local(connection)
    if state.settings.anonymous:
        return Caller(scope="ask", address=address_of(connection))
    return None


def tried(secret: str, connection: HTTPConnection) -> Caller | None:
    """The same as ``by_secret``, with wrong ones counted against their address.

    Raises ``Problem`` for a wrong one from an address that has to wait. A right one passes: keys
    are too long to be found by trying, and many may share an address with whoever tries.
    """
    found = by_secret(secret, connection)
    if found is None:
        guesses, address = state_of(connection).guesses, address_of(connection)
        if wait := guesses.take(address):
            raise refused(wait, "Too many wrong keys came from this address.")
    return found


def by_secret(secret: str, connection: HTTPConnection) -> Caller | None:
    """The caller who shows this secret with this request; ``None`` if it opens nothing."""
    state = state_of(connection)
    if state.token is not None and secrets.compare_digest(
        secret.encode("utf-8", "replace"), state.token.encode()
    ):
        return _local(connection) if _same_machine(connection) else None
    now = state.now()
    key = state.keys.check(secret, now)
    if key is None or not _serves(key.origins, connection):
        return None
    if key.unnoted(now):
        state.background.do(lambda: state.keys.note_use(key, now))
    return Caller(
        scope=key.scope,
        address=address_of(connection),
        key_id=key.id,
        as_public=_as_public(connection),
    )


def _by_session(connection: HTTPConnection) -> Caller | None:
    """The caller who has signed in at the pages; a key that is no longer valid ends the session."""
    sessions, word = state_of(connection).sessions, word_of(connection)
    secret = sessions.secret(word) if word else None
    if word is None or secret is None:
        return None
    found = by_secret(secret, connection)
    if found is None:
        sessions.close(word)
    return found


def caller(connection: HTTPConnection) -> Caller:
    """The caller. Raises ``Problem`` (401) for nobody who may ask."""
    found = identify(connection)
    if found is None:
        raise Problem(
            401,
            "This needs an API key.",
            hint="Send it as 'Authorization: Bearer …'; 'fazhi keys create' makes one.",
            headers=_CHALLENGE,
        )
    count(found, state_of(connection))
    return found


def count(found: Caller, state: State) -> None:
    """Let a caller through as often as the limits say; this machine is not limited.

    Raises ``Problem`` (429), whose ``Retry-After`` says for how long.
    """
    if found.local:
        return
    limited = (state.per_key, found.key_id) if found.key_id else (state.per_address, found.address)
    wait = limited[0].take(limited[1])
    if wait:
        raise refused(wait, "There were too many requests.")


async def _caller(connection: HTTPConnection) -> Caller:
    """The same as a dependency: a key is read from a file faster than a thread gets its turn."""
    if state_of(connection).keys.near:
        return caller(connection)
    return await run_in_threadpool(caller, connection)


CallerDep = Annotated[Caller, Depends(_caller)]


def needs(scope: Scope) -> Callable[[Caller], Awaitable[Caller]]:
    """A dependency that lets only callers of a scope through: ``Depends(needs("staff"))``."""

    async def check(found: CallerDep) -> Caller:
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
    """The address that the request comes from; a proxy is believed only if a setting names it."""
    peer = connection.client.host if connection.client else ""
    forwarded = ",".join(connection.headers.getlist("x-forwarded-for"))
    return client(peer, forwarded, state_of(connection).proxies)


def is_local(connection: HTTPConnection) -> bool:
    """Whether a person or program of this machine sent it, directly and not by a foreign page.

    A page of another origin reaches loopback as well (DNS rebinding gives it our address under
    its own name), and so does a proxy: neither counts.
    """
    headers = connection.headers
    if not _is_loopback(address_of(connection)) or any(name in headers for name in _FORWARDED):
        return False
    host = headers.get("host", "")
    if _host(f"//{host}") not in _LOCAL_HOSTS:
        return False
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"{connection.url.scheme}://{host}".lower():
        return False
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def secret_of(connection: HTTPConnection) -> str | None:
    """The secret that a request shows; empty where it shows something else in its place."""
    given = connection.headers.get("authorization")
    if given is None:
        return connection.headers.get("x-api-key")
    scheme, _, secret = given.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _local(connection: HTTPConnection) -> Caller:
    return Caller(
        scope="admin",
        address=address_of(connection),
        local=True,
        as_public=_as_public(connection),
    )


def _as_public(connection: HTTPConnection) -> bool:
    return connection.headers.get(PUBLIC_ONLY, "").lower() == "public"


def _serves(origins: tuple[str, ...], connection: HTTPConnection) -> bool:
    """Whether a key for pages of these origins may be used by this request."""
    return not origins or connection.headers.get("origin", "") in origins


def _same_machine(connection: HTTPConnection) -> bool:
    """Whether the request comes from the address that it came to, or over loopback."""
    address, server = address_of(connection), connection.scope.get("server")
    return _is_loopback(address) or bool(server and server[0] == address)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
