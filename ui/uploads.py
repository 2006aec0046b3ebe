"""Files that somebody sends: under what name, and where they lie until they are taken in."""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assistant.disk import is_full
from assistant.errors import DiskFull, StoreError, TooLarge

LONGEST_NAME = 150  # bytes
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_PIECE = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file as it was sent. ``document`` is the id of the one that it is a new state of."""

    name: str
    path: Path
    document: str | None = None


def safe_name(sent: str) -> str:
    """The last part of a name that somebody sent: no folder, nothing hidden, nothing unprintable.

    It names the document and never a place on the disk.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", _UNFIT.sub("", sent)))[-1]
    bare = last.strip(" .").lstrip("~$ .") or "upload"
    stem, dot, suffix = bare.rpartition(".")
    if not dot:
        stem, suffix = bare, ""
    room = LONGEST_NAME - len(suffix.encode()) - 1
    if room < 1:
        return _short(bare, LONGEST_NAME)
    return f"{_short(stem, room)}.{suffix}" if dot else _short(stem, LONGEST_NAME)


def receive(file: BinaryIO, folder: Path, number: int, name: str, limit: int) -> Upload:
    """Copy a sent file into ``folder``. Raises ``TooLarge`` over ``limit`` bytes, ``DiskFull``."""
    path = folder / f"{number}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            size = 0
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > limit:
                    raise TooLarge(
                        f"{name!r} has more than the {limit:,} bytes that are allowed.",
                        hint="Send it in parts, or ask whoever runs the service for more.",
                    )
                target.write(piece)
    except OSError as error:
        if is_full(error):
            raise DiskFull("No space left for what was sent.", hint="Free some space.") from error
        raise StoreError(f"What was sent can't be kept: {error}.") from error
    return Upload(name=name, path=path)


def clear(folder: Path) -> None:
    """Remove a folder of sent files, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def _short(text: str, most: int) -> str:
    return text.encode("utf-8")[:most].decode("utf-8", "ignore")
