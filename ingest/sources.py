"""From arguments to sources: files, folders, globs and http(s) URLs, each with a stable key."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from assistant.errors import SourceError, TooLarge
from assistant.settings import Settings
from ingest.loaders.sniff import SUFFIXES, suffix_media

_KINDS = ", ".join(SUFFIXES)
_TEMPORARY = ("~$", ".")


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRef:
    """Something to be read: a file or a URL. ``fault`` is set where it can't be, and says why.

    ``key`` identifies the source from one ingest to the next: the resolved path, or the URL.
    ``document`` is set where it is known to be a new state of that document (by id).
    """

    key: str
    name: str
    path: Path | None = None
    url: str | None = None
    fault: SourceError | None = None
    document: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A source's bytes. ``content_type`` is what a server said; ``document`` as in the ref."""

    key: str
    name: str
    data: bytes
    url: str | None = None
    content_type: str | None = None
    document: str | None = None


def expand(arguments: Sequence[str]) -> list[SourceRef]:
    """What the arguments name, in order, each source once; folders and globs sorted.

    An argument at fault gives a reference that ``read`` raises for, so that a batch goes on.
    """
    found: dict[str, SourceRef] = {}
    for argument in arguments:
        for ref in _expand(argument):
            found.setdefault(ref.key, ref)
    return list(found.values())


def read(ref: SourceRef, settings: Settings) -> Source:
    """The bytes. Raises ``SourceError`` (``FetchError`` for a URL, ``TooLarge`` over the limit)."""
    if ref.fault is not None:
        raise ref.fault
    if ref.url is not None:
        from ingest.fetch import fetch

        page = fetch(ref.url, settings)
        return Source(
            key=ref.key,
            name=ref.name,
            data=page.data,
            url=ref.url,
            content_type=page.content_type,
        )
    if ref.path is None:
        raise SourceError(f"{ref.name!r} names neither a file nor a URL.")
    data = _bytes(ref.path, settings.max_file_bytes)
    return Source(key=ref.key, name=ref.name, data=data, document=ref.document)


def uploaded(name: str, path: Path, document: str | None = None) -> SourceRef:
    """A file that somebody sent under ``name`` and that lies at ``path`` for the time being.

    Its key is its content and name: every county calls its file 年度报告.pdf, so the name alone
    must not make one county's report the next version of another's.
    """
    if suffix_media(name) is None:
        why = "is not of a known kind"
        return _fault(name, why, f"Read are {_KINDS}.", code="unsupported_type")
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return _fault(name, f"can't be read: {error.strerror or error}", "Send it again.")
    return SourceRef(key=f"upload:{digest[:24]}/{name}", name=name, path=path, document=document)


def _expand(argument: str) -> Iterator[SourceRef]:
    if argument.lower().startswith(("http://", "https://")):
        yield _url(argument)
        return
    if "://" in argument:
        yield _fault(argument, "is no http or https URL", "Give a path or an http(s) URL.")
        return
    try:
        path = Path(argument).expanduser()
        kind = _kind(path)
    except (OSError, ValueError, RuntimeError) as error:
        yield _fault(argument, f"can't be opened: {error}", "Check the path.")
        return
    if kind == "folder":
        yield from _folder(path, argument)
    elif kind == "file":
        yield _file(path)
    elif glob.has_magic(argument):
        yield from _glob(argument)
    elif kind == "missing":
        yield _fault(argument, "does not exist", "Check the path.", code="no_such_file")
    else:
        yield _fault(argument, "is no regular file", "Give a file, a folder or a URL.")


def _kind(path: Path) -> str:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "other"


def _url(argument: str) -> SourceRef:
    try:
        parts = urlsplit(argument.strip())
    except ValueError as error:
        return _fault(argument, f"is no address: {error}", "Check it.", code="bad_url")
    bare = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="")
    url = bare.geturl() if "@" not in parts.netloc else argument.strip()
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc
    return SourceRef(key=url, name=name, url=url)


def _file(path: Path) -> SourceRef:
    if suffix_media(path.name) is None:
        return _fault(
            str(path),
            f"is a {path.suffix or 'suffixless'} file",
            f"Read are {_KINDS}.",
            code="unsupported_type",
        )
    return SourceRef(key=str(path.resolve()), name=path.name, path=path)


def _folder(path: Path, argument: str) -> Iterator[SourceRef]:
    faults: list[SourceRef] = []
    files: list[Path] = []

    def failed(error: OSError) -> None:
        faults.append(_fault(str(error.filename), f"can't be listed: {error.strerror}", ""))

    for root, folders, names in os.walk(path, onerror=failed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(root) / name for name in names if _is_readable_name(name)]
    yield from faults
    refs = [_file(file) for file in sorted(files) if _kind(file) == "file"]
    if not refs and not faults:
        yield _fault(argument, "holds nothing that is read", f"Read are {_KINDS}.", code="nothing")
    yield from refs


def _glob(argument: str) -> Iterator[SourceRef]:
    matches = [Path(m) for m in sorted(glob.glob(os.path.expanduser(argument), recursive=True))]  # noqa: PTH111, PTH207 — Path.glob takes no absolute pattern
    refs: list[SourceRef] = []
    for match in matches:
        kind = _kind(match)
        if kind == "folder" and not argument.endswith("**"):
            refs += [ref for ref in _folder(match, str(match)) if ref.fault is None]
        elif kind == "file" and _is_readable_name(match.name):
            refs.append(_file(match))
    if not refs:
        yield _fault(
            argument, "matches nothing that is read", f"Read are {_KINDS}.", code="nothing"
        )
    yield from refs


def _is_readable_name(name: str) -> bool:
    """Whether a file found in a folder is a document: no lock file, and no README about them."""
    about = name.lower().startswith("readme.")
    return suffix_media(name) is not None and not name.startswith(_TEMPORARY) and not about


def _fault(argument: str, why: str, hint: str, *, code: str | None = None) -> SourceRef:
    return SourceRef(
        key=argument,
        name=argument,
        fault=SourceError(f"{argument!r} {why}.", hint=hint, code=code),
    )


def _bytes(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise SourceError(
            f"{str(path)!r} can't be read: {error.strerror or error}.",
            hint="Check that it is there and that you may read it.",
        ) from error
    if len(data) > limit:
        raise TooLarge(
            f"{str(path)!r} has more than the {limit:,} bytes that are allowed.",
            hint="Raise FAZHI_MAX_FILE_BYTES if it is meant.",
        )
    return data
