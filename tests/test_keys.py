"""API keys: shown once, kept as a hash, with scope, end, origins and last use."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.catalogue import Catalogue
from assistant.errors import KeyRefused, NotFound
from assistant.keys import Keys
from assistant.keys import keys as table
from tests.command_line import Cli
from ui.exits import Exit

NOW = dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")
    yield catalogue
    catalogue.close()


@pytest.fixture
def keys(catalogue: Catalogue) -> Keys:
    return Keys(catalogue.database)


def test_a_key_opens_with_its_secret_only(keys: Keys):
    key, secret = keys.create("hotline", "ask", now=NOW)
    found = keys.check(secret, NOW)
    assert found is not None and (found.id, found.scope) == (key.id, "ask")
    wrong = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    for guess in (wrong, secret.upper(), secret + "x", "", "fz__", f"fz_{key.id}_", "\ud800" * 9):
        assert keys.check(guess, NOW) is None, guess


def test_the_secret_is_not_stored(keys: Keys, catalogue: Catalogue):
    _, secret = keys.create("hotline", "ask", now=NOW)
    with catalogue.database.reading() as connection:
        (row,) = connection.execute(select(table))
    assert secret.split("_", 2)[2] not in repr(row)
    assert len(row.hash) == 64


def test_two_secrets_differ(keys: Keys):
    secrets = {keys.create("one", "ask", now=NOW)[1] for _ in range(20)}
    assert len(secrets) == 20
    assert all(len(one) > 50 for one in secrets)


def test_an_expired_key_is_none(keys: Keys):
    _, secret = keys.create("guest", "ask", now=NOW, expires_at=NOW + HOUR)
    assert keys.check(secret, NOW + HOUR - dt.timedelta(seconds=1))
    assert keys.check(secret, NOW + HOUR) is None
    with pytest.raises(KeyRefused, match="expired"):
        keys.create("late", "ask", now=NOW, expires_at=NOW)


def test_a_revoked_key_is_none_and_still_counts_as_made(keys: Keys):
    assert not keys.any_made()
    key, secret = keys.create("staff", "staff", now=NOW)
    keys.revoke(key.id, NOW)
    assert keys.check(secret, NOW) is None
    assert keys.any_made()
    assert keys.revoke(key.id, NOW + HOUR).revoked_at == NOW  # the first time stands
    with pytest.raises(NotFound):
        keys.revoke("nothing", NOW)


def test_last_use_is_noted_once_a_minute(keys: Keys):
    _, secret = keys.create("staff", "staff", now=NOW)
    for seconds, noted in ((0, 0), (30, 0), (60, 60)):
        moment = NOW + dt.timedelta(seconds=seconds)
        key = keys.check(secret, moment)
        assert key is not None
        keys.note_use(key, moment)
        assert keys.every()[0].last_used_at == NOW + dt.timedelta(seconds=noted)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://www.example.gov.cn", "https://www.example.gov.cn"),
        ("https://WWW.Example.gov.cn:443/", "https://www.example.gov.cn"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_origins_are_kept_as_browsers_send_them(keys: Keys, given: str, kept: str):
    key, _ = keys.create("widget", "ask", now=NOW, origins=[given, given])
    assert key.origins == (kept,)
    assert keys.origins(NOW) == {kept}


@pytest.mark.parametrize(
    "given", ["*", "example.gov.cn", "https://a.cn/path", "ftp://a.cn", "https://a.cn:99999"]
)
def test_what_is_no_origin_is_refused(keys: Keys, given: str):
    with pytest.raises(KeyRefused):
        keys.create("widget", "ask", now=NOW, origins=[given])


def test_a_key_for_pages_asks_only(keys: Keys):
    with pytest.raises(KeyRefused, match="staff"):
        keys.create("widget", "staff", now=NOW, origins=["https://a.cn"])


def test_the_command_line_makes_lists_and_revokes(tmp_path: Path):
    fazhi = Cli(tmp_path / "home")
    made = fazhi("keys", "create", "热线", "--scope", "staff", "--expires", "90d")
    secret = made.stdout.strip()
    assert secret.startswith("fz_") and secret not in made.stderr
    listed = fazhi("keys", "list", "--json").stdout
    assert secret not in listed
    (key,) = json.loads(listed)["keys"]
    assert (key["name"], key["scope"], key["revoked_at"]) == ("热线", "staff", None)
    assert "热线" in fazhi("keys", "list").stdout
    assert fazhi("keys", "revoke", key["id"]).exit_code == Exit.OK
    assert fazhi.json("keys", "list")["keys"][0]["revoked_at"]
    assert fazhi("keys", "create", "x", "--expires", "soon").exit_code == Exit.USAGE
    assert fazhi("keys", "create", "x", "--expires", "2001-01-01").exit_code == Exit.USAGE


def test_keys_are_made_while_a_service_owns_the_data(tmp_path: Path):
    from assistant.lock import OwnerLock

    fazhi = Cli(tmp_path / "home")
    with OwnerLock(fazhi.home, purpose="fazhi serve"):
        assert fazhi("keys", "create", "hotline").exit_code == Exit.OK
