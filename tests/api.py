"""The HTTP service for tests: over real stores, in the process or behind a real socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.embedding import HashingEmbedder
from assistant.settings import Settings
from ui.api.app import create_app
from ui.link import offered
from ui.service import Service, open_service

HERE = "http://127.0.0.1:8000"


@dataclass(frozen=True, kw_only=True)
class Api:
    """A running application. ``client`` sends from this machine, ``stranger`` from elsewhere."""

    app: FastAPI
    service: Service
    settings: Settings
    client: TestClient

    def stranger(self, key: str | None = None, address: str = "203.0.113.7") -> TestClient:
        """A client at another address, with a key or without."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return TestClient(
            self.app,
            base_url=HERE,
            client=(address, 50000),
            headers=headers,
            raise_server_exceptions=False,
        )


@dataclass(frozen=True, kw_only=True)
class Served:
    """An application behind a real socket at ``url`` (no slash at the end)."""

    app: FastAPI
    service: Service
    settings: Settings
    url: str


def settings_of(home: Path, **more: object) -> Settings:
    """Settings of a data folder."""
    return Settings.model_validate({"home": home, "lock_timeout": 5.0, **more})


@contextmanager
def running(home: Path, *, pages: bool = False, **more: object) -> Iterator[Api]:
    """The application on a data folder (which it changes: give it a copy), asked in the process."""
    settings = settings_of(home, **more)
    with open_service(settings, "test", embedder=HashingEmbedder()) as service:
        app = create_app(service, settings, loopback=True, pages=pages)
        with TestClient(
            app, base_url=HERE, client=("127.0.0.1", 50000), raise_server_exceptions=False
        ) as client:
            _wait(lambda: client.get("/readyz").status_code == 200)
            yield Api(app=app, service=service, settings=settings, client=client)


@contextmanager
def serving(home: Path, *, pages: bool = False, **more: object) -> Iterator[Served]:
    """The application behind uvicorn on a free loopback port, in a thread that ends with this."""
    settings = settings_of(home, **more)
    with (
        open_service(settings, "test", embedder=HashingEmbedder()) as service,
        socket.create_server(("127.0.0.1", 0)) as line,
        offered(home, f"http://127.0.0.1:{line.getsockname()[1]}") as link,
    ):
        app = create_app(service, settings, loopback=True, pages=pages, token=link.token)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", proxy_headers=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [line]})
        thread.start()
        try:
            _wait(lambda: server.started and app.state.fazhi.ready.is_set())
            yield Served(app=app, service=service, settings=settings, url=link.url)
        finally:
            server.should_exit = True
            thread.join()


def _wait(done: object, seconds: float = 60.0) -> None:
    assert callable(done)
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, "the service did not get ready"
        time.sleep(0.02)
