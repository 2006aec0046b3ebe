"""Sign-in of a person at the pages: a cookie stands for the key that was typed in.

The cookie is a random word that only this process knows the key to; it is out of reach of scripts
(HttpOnly) and of other sites (SameSite=Strict). The key is checked again with every request, so
revoking it ends its sessions; a restart ends all.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

COOKIE = "fazhi_session"
LASTS = 8 * 3600.0  # seconds: a working day
MOST = 2_000


class Sessions:
    """The sessions that are open, oldest first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turn = threading.Lock()
        self._open: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def open(self, secret: str) -> str:
        """A new session for somebody who has shown this valid secret: the cookie's word."""
        word = secrets.token_urlsafe(32)
        with self._turn:
            self._open[word] = (self._clock() + LASTS, secret)
            while len(self._open) > MOST:
                self._open.popitem(last=False)
        return word

    def secret(self, word: str) -> str | None:
        """The secret behind a word; ``None`` once the session has ended."""
        with self._turn:
            ends, secret = self._open.get(word, (0.0, ""))
            if not secret or ends < self._clock():
                self._open.pop(word, None)
                return None
            return secret

    def close(self, word: str) -> None:
        """End a session."""
        with self._turn:
            self._open.pop(word, None)


def word_of(connection: HTTPConnection) -> str | None:
    """The session word that a request of our own pages carries; other pages' requests have none.

    A cookie doesn't know ports: a page of another port of this host is of the same site, and its
    requests carry it. What such a page sends says so in ``Origin`` or ``Sec-Fetch-Site``.
    """
    return connection.cookies.get(COOKIE) if of_our_pages(connection) else None


def of_our_pages(connection: HTTPConnection) -> bool:
    """Whether a request comes from a page of this service, or from no page at all."""
    headers = connection.headers
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    origin = headers.get("origin")
    return origin is None or _netloc(origin) == headers.get("host", "").lower()


def hand_out(response: Response, word: str, *, secure: bool) -> None:
    """Set the session's cookie."""
    response.set_cookie(
        COOKIE, word, max_age=int(LASTS), httponly=True, samesite="strict", secure=secure
    )


def take_back(response: Response) -> None:
    """Delete the cookie."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
