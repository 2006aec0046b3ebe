"""One owner of the data folder at a time, who can be named to whoever comes second."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import sys
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from assistant.disk import is_full
from assistant.errors import Locked, StoreError


class OwnerLock:
    """Holds ``<home>/lock`` inside a ``with`` block. The system lets go of it if we are killed.

    Who holds it stands in ``<home>/lock.owner``, a file of its own because trying for the lock
    empties the lock's file.
    """

    def __init__(self, home: Path, *, purpose: str = "", timeout: float = 2.0) -> None:
        """``purpose`` is what others are told is being done: "fazhi ingest"."""
        self._home = home
        self._purpose = purpose or Path(sys.argv[0]).name
        self._timeout = timeout
        self._lock = FileLock(home / "lock")

    def __enter__(self) -> OwnerLock:
        """Raises ``Locked``, naming the holder, after the timeout."""
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=self._timeout)
        except Timeout as error:
            raise Locked(
                f"The data in {str(self._home)!r} is in use by {_holder(self._home)}.",
                hint="Wait for it, stop it, or set FAZHI_HOME to another folder.",
            ) from error
        except OSError as error:
            raise StoreError(
                f"The data folder {str(self._home)!r} can't be used: {error}.",
                hint="Make it writable or set FAZHI_HOME to another folder.",
            ) from error
        self._sign()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.release()

    def _sign(self) -> None:
        owner = {
            "pid": os.getpid(),
            "purpose": self._purpose,
            "host": socket.gethostname(),
            "since": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        part = self._home / f"lock.owner.{os.getpid()}"
        try:
            part.write_text(json.dumps(owner), encoding="utf-8")
            part.replace(self._home / "lock.owner")
        except OSError as error:
            # On a full disk one must still be able to look things up and to delete.
            part.unlink(missing_ok=True)
            if not is_full(error):
                self._lock.release()
                raise StoreError(
                    f"The data folder {str(self._home)!r} can't be written: {error}.",
                    hint="Make it writable or set FAZHI_HOME to another folder.",
                ) from error


def _holder(home: Path) -> str:
    try:
        owner = json.loads((home / "lock.owner").read_text(encoding="utf-8"))
        return (
            f"{owner['purpose']!r} (process {owner['pid']} on {owner['host']}, "
            f"since {owner['since']})"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"  # it has the lock and has not signed yet
