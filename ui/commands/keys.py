"""Commands for API keys. They need only the database, so a running service doesn't hinder them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from assistant.errors import KeyRefused
from ui.console import print_json, printable, reporting, say, screen

if TYPE_CHECKING:
    from assistant.keys import Key, Keys

app = typer.Typer(no_args_is_help=True, help="Make, list and revoke the service's API keys.")
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for a program.")]
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whom or what it is for.")],
    scope: Annotated[
        Literal["ask", "staff", "admin"],
        typer.Option("--scope", help="ask: public documents; staff: internal too; admin: all."),
    ] = "ask",
    expires: Annotated[
        str | None,
        typer.Option("--expires", metavar="TIME", help="90d, 12h, or a day as 2026-12-31."),
    ] = None,
    origin: Annotated[
        list[str] | None,
        typer.Option("--origin", help="Only for pages of this origin; may be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a key. It is shown this once and kept as a hash only."""
    with reporting(as_json), _keys() as keys:
        now = dt.datetime.now(dt.UTC)
        until = _moment(expires, now) if expires else None
        key, secret = keys.create(name, scope, now=now, expires_at=until, origins=origin or ())
        if as_json:
            print_json(_told(key) | {"secret": secret})
        else:
            say(f"密钥只显示这一次，请妥善保存。 Shown only now, keep it: {key.id} ({key.scope})")
            screen().print(secret, soft_wrap=True)


@app.command("list")
def list_keys(as_json: AsJson = False) -> None:
    """List the keys, without their secrets."""
    with reporting(as_json), _keys() as keys:
        found = keys.every()
        if as_json:
            print_json({"keys": [_told(key) for key in found]})
        else:
            now = dt.datetime.now(dt.UTC)
            for key in found:
                screen().print(printable(_line(key, now)), soft_wrap=True)
            say("" if found else "还没有密钥。 There are no keys yet.\n→ fazhi keys create NAME")


@app.command()
def revoke(
    key: Annotated[str, typer.Argument(metavar="ID", help="Its id, as in list.")],
    as_json: AsJson = False,
) -> None:
    """Make a key useless, at once and for good."""
    with reporting(as_json), _keys() as keys:
        gone = keys.revoke(key, dt.datetime.now(dt.UTC))
        if as_json:
            print_json(_told(gone))
        else:
            say(f"已吊销 revoked: {gone.id} {gone.name}")


@contextmanager
def _keys() -> Iterator[Keys]:
    from assistant.catalogue import Catalogue
    from assistant.keys import Keys
    from assistant.settings import load_settings

    catalogue = Catalogue(load_settings().catalogue_url)
    try:
        yield Keys(catalogue.database)
    finally:
        catalogue.close()


def _moment(text: str, now: dt.datetime) -> dt.datetime:
    span = re.fullmatch(r"([1-9]\d{0,4})([mhdw])", text, re.ASCII)
    if span:
        return now + dt.timedelta(**{_UNITS[span[2]]: int(span[1])})
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise KeyRefused(
            f"--expires {text!r} is no time.", hint="Write 90d, 12h or 2026-12-31."
        ) from error
    return dt.datetime.combine(day, dt.time.max).astimezone()


def _told(key: Key) -> dict[str, Any]:
    moments = ("created_at", "expires_at", "last_used_at", "revoked_at")
    told = {name: getattr(key, name) for name in ("id", "name", "scope")}
    told |= {"origins": list(key.origins)}
    for name in moments:
        moment = getattr(key, name)
        told[name] = moment.isoformat(timespec="seconds") if moment else None
    return told


def _line(key: Key, now: dt.datetime) -> str:
    used = key.last_used_at.strftime("%Y-%m-%d %H:%M") if key.last_used_at else "—"
    until = key.expires_at.strftime("%Y-%m-%d") if key.expires_at else "—"
    state = "有效 valid" if key.valid(now) else "失效 invalid"
    facts = (key.id, f"{key.scope:5}", state, f"至 until {until}", f"上次 used {used}", key.name)
    return "  ".join((*facts, *key.origins))
