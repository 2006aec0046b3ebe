"""The catalogue's database connection. All that is particular to SQLite stands here."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from assistant.disk import is_full
from assistant.errors import DiskFull, Locked, SettingsError, StoreError

BUSY_MS = 10_000
SHARED_MEMORY = 64 * 1024  # bytes that SQLite wants to open a database in WAL mode
_WRITES = "fazhi_writes"


class Database:
    """Transactions on the catalogue's database; foreign errors come out as ``StoreError``."""

    def __init__(self, url: str) -> None:
        self._url = _parse(url)
        self.shown = self._url.render_as_string(hide_password=True)
        self.near = self._url.get_backend_name() == "sqlite"  # a file of this machine
        with self._translated():
            self._engine = _engine(self._url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the data."""
        with self._translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it stands afterwards, or nothing."""
        with self._translated(), self._engine.connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError, UnicodeError) as error:
            raise self._translation(error) from error

    def _translation(self, error: Exception) -> StoreError:
        reason = str(getattr(error, "orig", None) or error).strip()
        if is_full(error) or (reason == "disk I/O error" and self._no_room()):
            return DiskFull(
                f"No space left for the catalogue {self.shown!r}.",
                hint="Free some space, then repeat; what was begun has been undone.",
            )
        if "database is locked" in reason:
            return Locked(
                f"The catalogue {self.shown!r} is being written by another process.",
                hint="Wait for it or stop it.",
            )
        return StoreError(
            f"The catalogue {self.shown!r} failed: {reason}.",
            hint="See that it is there, readable and writable, and that FAZHI_DATABASE_URL is "
            "right.",
        )

    def _no_room(self) -> bool:
        """SQLite that can't make its shared-memory file says no more than "disk I/O error"."""
        folder = Path(self._url.database or ".").parent
        return folder.is_dir() and shutil.disk_usage(folder).free < SHARED_MEMORY


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        # The URL itself may hold a password: it is not repeated.
        raise SettingsError(
            "FAZHI_DATABASE_URL is no SQLAlchemy URL.",
            hint="Write it as postgresql+psycopg://user:password@host/name, or unset it.",
        ) from error


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True)
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise SettingsError(
            f"FAZHI_DATABASE_URL asks for {url.drivername!r}, which is not installed: {error}.",
            hint="For PostgreSQL install fazhi[postgres] and write postgresql+psycopg://…",
        ) from error
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; see _begin_sqlite
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # what is published must not vanish in a power cut: indexes rely on it
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another has written in
    # between, however long the busy timeout; so writers queue from the start.
    writes = connection.get_execution_options().get(_WRITES)
    # By the driver: every read begins so, and the way through SQLAlchemy costs as much as the read.
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
