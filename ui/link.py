"""Where the service that owns a data folder listens, and the word that lets this user in.

``<home>/service.json`` is readable by its owner alone and goes with the service. One that a crash
left leads nowhere and is passed over.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import StoreError

NAME = "service.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """``url`` has no slash at its end; ``token`` is as good as an admin's key, on this machine."""

    url: str
    token: str
    pid: int


@contextmanager
def offered(home: Path, url: str) -> Iterator[Link]:
    """Let this user's programs know inside the block. Raises ``StoreError``."""
    link = Link(url=url, token=secrets.token_urlsafe(32), pid=os.getpid())
    file = home / NAME
    part = home / f".{NAME}.{link.pid}"
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(asdict(link), out)
        part.replace(file)
    except OSError as error:
        raise StoreError(
            f"{str(file)!r} can't be written: {error}.", hint="Make the data folder writable."
        ) from error
    try:
        yield link
    finally:
        file.unlink(missing_ok=True)


def find(home: Path) -> Link | None:
    """The link that a service has left, which may be gone."""
    try:
        found = json.loads((home / NAME).read_text(encoding="utf-8"))
        return Link(url=str(found["url"]), token=str(found["token"]), pid=int(found["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
