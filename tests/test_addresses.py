"""Which addresses may be fetched."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import SettingsError
from ingest.addresses import AllowList

_NOTHING = AllowList.parse("")


@pytest.mark.parametrize(
    "address",
    ["100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
     "fc00::1", "fec0::1", "ff02::1", "2002:7f00:1::", "2002:a00:1::", "::127.0.0.1", "2001:db8::1",
     "64:ff9b::a00:1", "64:ff9b:1::a00:1", "::ffff:10.0.0.1", "2001:0:7f00:1::"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not _NOTHING.permits("a.example", address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2400:3200::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_public_addresses(address: str) -> None:
    assert _NOTHING.permits("a.example", address)


@given(st.ip_addresses(v=4))
def test_every_way_of_writing_an_ipv4_address_is_judged_alike(
    address: ipaddress.IPv4Address,
) -> None:
    plain = _NOTHING.permits("a", str(address))
    assert _NOTHING.permits("a", f"::ffff:{address}") == plain
    assert _NOTHING.permits("a", f"64:ff9b::{address}") == plain


@given(st.ip_addresses(network="10.0.0.0/8"))
def test_a_block_opens_itself_only(address: ipaddress.IPv4Address) -> None:
    allowed = AllowList.parse("10.0.0.0/8, 2001:db8::/32")
    assert allowed.permits("a", str(address))
    assert allowed.permits("a", f"::ffff:{address}")
    assert not allowed.permits("a", "192.168.0.1")


def test_bad_block_is_a_setting_at_fault() -> None:
    with pytest.raises(SettingsError, match=r"10\.0\.0\.0/33"):
        AllowList.parse("10.0.0.0/33")
