"""API keys: made once, shown once, kept as a hash, with a scope, an end and the origins they serve.

A secret is 256 random bits, so a plain SHA-256 of it can't be guessed back; passwords would need
a slow hash, keys don't.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from sqlalchemy import JSON, Column, Row, String, Table, Text, bindparam, insert, select, update

from assistant.engine import Database
from assistant.errors import KeyRefused, NotFound
from assistant.tables import UtcDateTime, metadata

Scope = Literal["ask", "staff", "admin"]
SCOPES: tuple[Scope, ...] = ("ask", "staff", "admin")
MARK = "fz"
LONGEST = 200  # characters; what is longer is no key and isn't hashed
_USED_EVERY = dt.timedelta(minutes=1)  # last use is written at most that often
_NO_HASH = "0" * 64

keys = Table(
    "keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("scope", String(10), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("origins", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("last_used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
)
_ONE = select(keys).where(keys.c.id == bindparam("id"))  # read at every request: built once


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """All that is known of a key; its secret is not. ``id`` is the part that may be shown.

    ``origins``: where a page must stand that uses it; empty is anywhere.
    """

    id: str
    name: str
    scope: Scope
    origins: tuple[str, ...]
    created_at: dt.datetime
    expires_at: dt.datetime | None
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None

    def valid(self, now: dt.datetime) -> bool:
        """Whether it opens anything at that moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def unnoted(self, now: dt.datetime) -> bool:
        """Whether a use at that moment is still to be written down."""
        return self.last_used_at is None or now - self.last_used_at >= _USED_EVERY


class Keys:
    """The keys in the catalogue's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def near(self) -> bool:
        """Whether a key is read from this machine, not over a network."""
        return self._database.near

    def create(
        self,
        name: str,
        scope: Scope,
        *,
        now: dt.datetime,
        expires_at: dt.datetime | None = None,
        origins: Sequence[str] = (),
    ) -> tuple[Key, str]:
        """A new key and its secret, which is nowhere else. Raises ``KeyRefused``."""
        places = tuple(dict.fromkeys(map(origin_of, origins)))
        if places and scope != "ask":
            raise KeyRefused(
                f"A key for pages of {places[0]!r} is read by everybody; it can't be {scope!r}.",
                hint="Give a key with origins the scope 'ask'.",
            )
        if expires_at is not None and expires_at <= now:
            raise KeyRefused("The key would have expired already.", hint="Name a later moment.")
        identity = secrets.token_hex(4)
        secret = f"{MARK}_{identity}_{secrets.token_urlsafe(32)}"
        row = {
            "id": identity,
            "name": name,
            "scope": scope,
            "hash": _hash(secret),
            "origins": list(places),
            "created_at": now,
            "expires_at": expires_at,
        }
        with self._database.writing() as connection:
            connection.execute(insert(keys), [row])
        return self._one(identity), secret

    def check(self, secret: str, now: dt.datetime) -> Key | None:
        """The valid key of that secret, if there is one."""
        parts = secret.split("_", 2)
        shaped = len(secret) <= LONGEST and len(parts) == 3 and parts[0] == MARK
        row = self._row(parts[1]) if shaped else None
        # Compared even where there is no such key, so that time tells nothing.
        same = secrets.compare_digest(_hash(secret[:LONGEST]), row.hash if row else _NO_HASH)
        if row is None or not same:
            return None
        key = _key(row)
        return key if key.valid(now) else None

    def note_use(self, key: Key, now: dt.datetime) -> None:
        """Remember when a key was last used, to the minute."""
        if key.unnoted(now):
            with self._database.writing() as connection:
                mine = keys.c.id == key.id
                connection.execute(update(keys).where(mine).values(last_used_at=now))

    def every(self) -> list[Key]:
        """Every key ever made, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(keys).order_by(keys.c.created_at.desc(), keys.c.id))
            return [_key(row) for row in rows]

    def any_made(self) -> bool:
        """Whether there has ever been a key; a revoked one counts."""
        with self._database.reading() as connection:
            return connection.execute(select(keys.c.id).limit(1)).first() is not None

    def origins(self, now: dt.datetime) -> frozenset[str]:
        """Every origin that a valid key serves."""
        return frozenset(one for key in self.every() if key.valid(now) for one in key.origins)

    def revoke(self, identity: str, now: dt.datetime) -> Key:
        """Make a key useless for good. Raises ``NotFound``."""
        self._one(identity)
        with self._database.writing() as connection:
            mine = (keys.c.id == identity) & keys.c.revoked_at.is_(None)
            connection.execute(update(keys).where(mine).values(revoked_at=now))
        return self._one(identity)

    def _one(self, identity: str) -> Key:
        row = self._row(identity)
        if row is None:
            raise NotFound(f"There is no key {identity!r}.", hint="'fazhi keys list' shows them.")
        return _key(row)

    def _row(self, identity: str) -> Row[Any] | None:
        with self._database.reading() as connection:
            return connection.execute(_ONE, {"id": identity}).first()


def _key(row: Row[Any]) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        scope=cast(Scope, row.scope),
        origins=tuple(row.origins),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def origin_of(text: str) -> str:
    """``https://www.example.gov.cn``, as a browser sends it. Raises ``KeyRefused``."""
    parts = urlsplit(text.strip())
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not bare:
        raise KeyRefused(
            f"{text!r} is no origin.", hint="Write it as https://www.example.gov.cn, no path."
        )
    default = {"http": 80, "https": 443}[parts.scheme]
    try:
        port = parts.port
    except ValueError as error:
        raise KeyRefused(f"{text!r} has no usable port.", hint="Ports are 1 to 65535.") from error
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != default else "")
