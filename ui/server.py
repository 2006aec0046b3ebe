"""The process that serves: data folder, application and HTTP server put together."""

from __future__ import annotations

import ipaddress
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from assistant.embedding import Embedder
from assistant.errors import FazhiError
from assistant.settings import Settings
from ui import logs
from ui.api.app import create_app
from ui.api.state import State
from ui.console import say
from ui.link import offered
from ui.service import open_service

GRACE = 60  # seconds that running answers have to end
# Seconds after which a thread that computes lets another have a turn. An answer waits for its turn
# after every read of the database; with Python's 5 ms it would wait long for an ingest's reading.
TURN = 0.001


def serve(settings: Settings, host: str, port: int, *, embedder: Embedder | None = None) -> None:
    """Serve until told to stop; running answers are finished.

    Raises ``Locked`` if another process owns the data folder.
    """
    with (
        open_service(settings, "fazhi serve", embedder=embedder) as service,
        _listening(host, port) as line,
        offered(settings.home, _url(host, line.getsockname()[1])) as link,
    ):
        app = create_app(service, settings, loopback=is_loopback(host), token=link.token)
        _tell(app.state.fazhi, link.url)
        logs.set_up()
        sys.setswitchinterval(TURN)
        config = uvicorn.Config(
            app,
            log_config=None,
            proxy_headers=False,
            server_header=False,
            access_log=False,
            timeout_graceful_shutdown=GRACE,
        )
        # The server ends at these signals and raises them again afterwards, which would end us
        # before the data folder is let go.
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda *_: None)
        uvicorn.Server(config).run(sockets=[line])


def _tell(state: State, url: str) -> None:
    say(f"法知 Fazhi: {url}  (Ctrl-C 结束 stops)")
    if state.loopback and not state.keys.any_made():
        say("还没有密钥：本机可以使用全部功能，其他机器不能访问。")
        say("No key is made yet: this machine may do everything, no other may do anything.")
        say("→ fazhi keys create NAME")


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        line = socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise FazhiError(
            f"The service can't listen on {host!r}, port {port}: {error}.",
            hint="Is the port taken? Choose another with --port.",
            code="cannot_listen",
        ) from error
    with line:
        yield line


def _url(host: str, port: int) -> str:
    """Where programs of this machine reach it."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a service that listens there."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
