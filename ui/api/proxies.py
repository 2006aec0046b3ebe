"""Where a request comes from, if a proxy that is trusted says so; nobody else is believed."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from assistant.errors import SettingsError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(setting: str, name: str) -> tuple[Network, ...]:
    """Addresses and CIDR blocks, comma-separated. Raises ``SettingsError``."""
    try:
        return tuple(
            ipaddress.ip_network(one.strip(), strict=False)
            for one in setting.split(",")
            if one.strip()
        )
    except ValueError as error:
        raise SettingsError(
            f"{name} holds what is no address: {error}.", hint="For example: 10.0.0.5,10.1.0.0/16"
        ) from error


def client(peer: str, forwarded: str | None, trusted: Sequence[Network]) -> str:
    """The address behind trusted proxies: the last one in ``X-Forwarded-For`` that is none of them.

    What stands before it is whatever the client claims.
    """
    if not _within(peer, trusted) or not forwarded:
        return peer
    address = peer
    for one in reversed([part.strip() for part in forwarded.split(",")]):
        try:
            address = str(ipaddress.ip_address(one.strip("[]")))
        except ValueError:
            return address
        if not _within(address, trusted):
            return address
    return address


def _within(address: str, trusted: Sequence[Network]) -> bool:
    try:
        return any(ipaddress.ip_address(address) in network for network in trusted)
    except ValueError:
        return False
