"""A real PostgreSQL server in a temporary folder, for tests."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def postgres_server() -> Iterator[str]:
    """Its SQLAlchemy URL; skips with the reason where there is no PostgreSQL to run."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: no PostgreSQL tests")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = programs[-1] if programs else shutil.which("initdb")
    if not found:
        pytest.skip("PostgreSQL is not installed here: only SQLite is tested")
    folder = Path(tempfile.mkdtemp(prefix="fazhi-pg-"))
    user = _user(folder)
    port = free_port()
    try:
        subprocess.run(
            [found, "-A", "trust", "-U", "fazhi", "-E", "UTF8", "-D", folder / "data", "-N"],
            check=True,
            capture_output=True,
            user=user,
        )
        server = subprocess.Popen(
            [Path(found).with_name("postgres"), "-D", folder / "data", "-p", str(port)]
            + ["-k", str(folder), "-h", "127.0.0.1", "-F"],
            stderr=subprocess.DEVNULL,
            user=user,
        )
        try:
            _wait_for(port)
            yield f"postgresql+psycopg://fazhi@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _user(folder: Path) -> str:
    """Who runs it: us, or, since PostgreSQL refuses root, another who gets the folder."""
    if os.geteuid() != 0:
        return getpass.getuser()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        return name
    pytest.skip("we are root and there is no other user to run PostgreSQL")


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("PostgreSQL did not start within 30 seconds")
