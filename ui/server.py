"""The process that serves: data folder, application and HTTP server put together."""

from __future__ import annotations

import ipaddress

import uvicorn

from assistant.embedding import Embedder
from assistant.errors import FazhiError
from assistant.settings import Settings
from ui.api.app import create_app
from ui.service import open_service


def serve(settings: Settings, host: str, port: int, *, embedder: Embedder | None = None) -> None:
    """Serve until told to stop. Raises ``Locked`` if another process owns the data folder."""
    with open_service(settings, "fazhi serve", embedder=embedder) as service:
        app = create_app(service, settings, loopback=is_loopback(host))
        config = uvicorn.Config(
            app, host=host, port=port, proxy_headers=False, server_header=False, access_log=False
        )
        server = uvicorn.Server(config)
        try:
            server.run()
        except SystemExit as error:
            raise FazhiError(
                f"The service can't listen on {host}:{port}.",
                hint="Is the port taken? Choose another with --port.",
                code="cannot_listen",
            ) from error


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a service that listens there."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
