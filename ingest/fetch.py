"""A URL to bytes, within limits of time, size, redirects and addresses.

The address is checked in the moment of connecting and that very address is connected to, so a
name that resolves differently the next time (DNS rebinding) gains nothing. TLS and the Host header
still see the name. Time runs for the whole: a server that sends a byte a second is cut off as well.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from assistant.errors import FetchError, ForbiddenAddress
from assistant.settings import Settings
from ingest.addresses import AllowList

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "fazhi (+document ingest)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What a URL led to. ``url`` is where it came from in the end."""

    url: str
    data: bytes
    content_type: str | None


def fetch(url: str, settings: Settings) -> Page:
    """The body that ``url`` leads to.

    Raises ``FetchError`` (codes bad_url, http_status, fetch_timeout, too_many_redirects,
    page_too_large, fetch_failed) and ``ForbiddenAddress``.
    """
    clock = _Clock(url, settings.fetch_timeout)
    transport = _Transport(AllowList.parse(settings.fetch_allow), clock)
    with httpx.Client(
        transport=transport, trust_env=False, follow_redirects=False, headers=_HEADERS
    ) as client:
        target = url
        for _ in range(settings.fetch_redirects + 1):
            try:
                answer = _get(client, _checked(target), clock, settings.max_file_bytes)
            except (httpcore.TimeoutException, httpx.TimeoutException, TimeoutError) as error:
                raise clock.error() from error
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise _failed(target, error) from error
            except (
                httpcore.NetworkError,
                httpcore.ProtocolError,
                httpcore.UnsupportedProtocol,
            ) as error:
                raise _failed(target, error) from error
            if isinstance(answer, Page):
                return answer
            target = answer
    raise FetchError(
        f"{url!r} redirects more than {settings.fetch_redirects} times.",
        code="too_many_redirects",
        hint="Give the address that it leads to.",
    )


def _get(client: httpx.Client, url: str, clock: _Clock, limit: int) -> Page | str:
    """The page, or the address that the answer redirects to."""
    with client.stream("GET", url) as response:
        if response.status_code in _REDIRECTS and "location" in response.headers:
            return str(response.url.join(response.headers["location"]))
        if response.status_code != httpx.codes.OK:
            raise FetchError(
                f"{url!r} answers {response.status_code} {response.reason_phrase}.".replace(
                    " .", "."
                ),
                code="http_status",
                hint="Open it in a browser to see whether the page has moved.",
            )
        data = bytearray()
        for chunk in response.iter_bytes(65_536):
            data += chunk
            clock.left()
            if len(data) > limit:
                raise FetchError(
                    f"{url!r} sends more than the {limit:,} bytes that are allowed.",
                    code="page_too_large",
                    hint="Raise FAZHI_MAX_FILE_BYTES if it is meant.",
                )
        return Page(url=url, data=bytes(data), content_type=response.headers.get("content-type"))


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _bad_url(url, str(error)) from error
    if parts.scheme not in {"http", "https"}:
        raise _bad_url(url, f"its scheme is {parts.scheme!r}, not http or https")
    if not host:
        raise _bad_url(url, "it names no host")
    if parts.username is not None or parts.password is not None:
        shown = url.replace(parts.netloc, parts.netloc.rpartition("@")[2])
        raise _bad_url(shown, "it carries a user name or password")
    return url


def _bad_url(url: str, why: str) -> FetchError:
    return FetchError(
        f"{url!r} can't be fetched: {why}.", code="bad_url", hint="Check the address."
    )


def _failed(url: str, error: Exception) -> FetchError:
    return FetchError(
        f"{url!r} can't be fetched: {str(error) or type(error).__name__}.",
        hint="Check the address and the network.",
    )


class _Clock:
    """The seconds that one fetch has in all."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url, self._seconds = url, seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; raises when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def error(self) -> FetchError:
        return FetchError(
            f"{self._url!r} took more than {self._seconds:g} s.",
            code="fetch_timeout",
            hint="Try again later, or raise FAZHI_FETCH_TIMEOUT.",
        )


class _Transport(httpx.BaseTransport):
    """httpx's way to the network: our own connecting, no proxy from the environment."""

    def __init__(self, allowed: AllowList, clock: _Clock) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            network_backend=_CheckedNetwork(allowed, clock),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer.iter_stream())

    def close(self) -> None:
        self._answer.close()


class _CheckedNetwork(httpcore.NetworkBackend):
    """Connects only to addresses that are permitted, each step within the time that is left."""

    def __init__(self, allowed: AllowList, clock: _Clock) -> None:
        self._allowed, self._clock = allowed, clock
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _resolve(host, port, self._clock.left())
        permitted = [a for a in addresses if self._allowed.permits(host, a)]
        if not permitted:
            raise ForbiddenAddress(
                f"{host!r} is at {', '.join(addresses)}, which is no public address.",
                hint="FAZHI_FETCH_ALLOW opens hosts and blocks of an intranet.",
            )
        for index, address in enumerate(permitted):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._clock.left() / (len(permitted) - index), local_address
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if index == len(permitted) - 1:
                    raise
            else:
                return _TimedStream(stream, self._clock)
        raise AssertionError("unreachable")


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends when the whole fetch's time does."""

    def __init__(self, stream: httpcore.NetworkStream, clock: _Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._clock.left())
        return _TimedStream(secured, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """All addresses of ``host``. The system's resolver takes no time limit, so a thread does."""
    found: list[str] = []
    failure: list[OSError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(str(answer[4][0]) for answer in answers)
        except (OSError, UnicodeError) as error:
            failure.append(error if isinstance(error, OSError) else OSError(str(error)))

    worker = threading.Thread(target=ask, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        raise TimeoutError(f"resolving {host!r}")
    if failure:
        raise failure[0]
    return list(dict.fromkeys(found))
