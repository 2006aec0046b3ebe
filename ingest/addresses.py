"""Which network addresses may be fetched: public ones, and those that a setting allows."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.errors import SettingsError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# RFC 6052 and RFC 8215: an IPv4 address in the last 32 bits is what a NAT64 gateway connects to.
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
# RFC 4291, 2.5.5.1: IPv4-compatible addresses, deprecated but still routed by some systems.
_COMPATIBLE = ipaddress.IPv6Network("::/96")


@dataclass(frozen=True, kw_only=True, slots=True)
class AllowList:
    """Hosts and networks that may be fetched though they are private."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, setting: str) -> AllowList:
        """From ``10.0.0.0/8, intranet.example``. Raises ``SettingsError`` for a bad block."""
        hosts: set[str] = set()
        networks: list[Network] = []
        for item in filter(None, map(str.strip, setting.split(","))):
            try:
                networks.append(ipaddress.ip_network(item.strip("[]"), strict=False))
            except ValueError as error:
                if "/" in item or ":" in item:
                    raise SettingsError(
                        f"FAZHI_FETCH_ALLOW holds {item!r}: {error}.",
                        hint="Write hosts or blocks: 10.0.0.0/8,intranet.example.",
                    ) from error
                hosts.add(item.lower().rstrip("."))
        return cls(hosts=frozenset(hosts), networks=tuple(networks))

    def permits(self, host: str, address: str) -> bool:
        """Whether ``address``, which ``host`` resolved to, may be connected to."""
        if host.lower().rstrip(".") in self.hosts:
            return True
        meant = list(embedded(ipaddress.ip_address(address)))
        return all(is_public(a) or self._holds(a) for a in meant)

    def _holds(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def embedded(address: Address) -> Iterator[Address]:
    """The address that is meant, and any IPv4 address that it carries inside.

    IPv4-mapped and NAT64 addresses are only a way of writing the IPv4 address.
    """
    if isinstance(address, ipaddress.IPv4Address):
        yield address
        return
    inner = address.ipv4_mapped
    if inner is None and any(address in network for network in _NAT64):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is not None:
        yield inner
        return
    yield address
    if address in _COMPATIBLE and int(address) > 0xFFFF:
        yield ipaddress.IPv4Address(int(address))
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo


def is_public(address: Address) -> bool:
    """Whether ``address`` belongs to the open internet."""
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or site_local
    )
