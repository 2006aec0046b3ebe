"""``fazhi serve`` as a process of its own, as an operator starts it."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from assistant.catalogue import Catalogue
from assistant.errors import FazhiError
from assistant.keys import Keys
from assistant.settings import PREFIX, Settings
from eval.bench import environment

STARTING = 180.0  # seconds that loading may take
ENDING = 60.0


class NotServing(FazhiError):
    """The service did not start, or ended while it was asked."""

    code = "not_serving"


@dataclass(frozen=True, kw_only=True)
class Running:
    """A service that runs at ``url``; ``key`` may do what staff may."""

    url: str
    key: str
    process: subprocess.Popen[bytes]

    def client(self) -> httpx.Client:
        """One connection to it, kept open."""
        return httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {self.key}"},
            timeout=120.0,
            trust_env=False,
            limits=httpx.Limits(max_connections=1),
        )

    def memory(self) -> int:
        """Bytes that it holds in memory; 0 where the system doesn't tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return 0
        line = next((one for one in status.splitlines() if one.startswith("VmRSS:")), "VmRSS: 0")
        return int(line.split()[1]) * 1024

    def end(self) -> int:
        """Tell it to end, as an operator does. Gives its exit status."""
        self.process.terminate()
        return self.process.wait(ENDING)


@contextmanager
def running(home: Path, log: Path) -> Iterator[Running]:
    """The service over the data folder ``home``; what it says goes to ``log``.

    Raises ``NotServing``.
    """
    key = _key(home)
    limits = {f"{PREFIX}RATE_KEY": "1000000", f"{PREFIX}ANONYMOUS": "false"}
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "serve", "--port", "0"],
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**environment(home), **limits},
        )
        try:
            yield Running(url=_ready(home, process, log), key=key, process=process)
        finally:
            process.kill()
            process.wait()


def _key(home: Path) -> str:
    catalogue = Catalogue(Settings(home=home).catalogue_url)
    try:
        return Keys(catalogue.database).create("load", "staff", now=dt.datetime.now(dt.UTC))[1]
    finally:
        catalogue.close()


def _ready(home: Path, process: subprocess.Popen[bytes], log: Path) -> str:
    """Where it listens, once it is ready to answer."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until and process.poll() is None:
        try:
            url = str(json.loads((home / "service.json").read_text(encoding="utf-8"))["url"])
            if httpx.get(f"{url}/readyz", trust_env=False).status_code == httpx.codes.OK:
                return url
        except (OSError, ValueError, KeyError, httpx.HTTPError):
            pass  # it isn't there yet
        time.sleep(0.1)
    told = log.read_text(encoding="utf-8", errors="replace")[-500:]
    raise NotServing(f"'fazhi serve' was not ready in {STARTING:g} s: {told}")
