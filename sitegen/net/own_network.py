"""Says which addresses lie in the own network, where nothing from the web may lead a program."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_CARRY_IPV4_LAST = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96")))
"""IPv6 addresses whose last 32 bits are an IPv4 address: NAT64, IPv4-compatible, IPv4-translated."""


def is_own_network(address: str) -> bool:
    """Return whether an IP address is any but a public one: loopback, private, link-local, metadata, multicast, ...

    What is no IP address counts as one of the own network.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    return any(not one.is_global or one.is_multicast or one.is_reserved for one in (found, *_carried(found)))


def _carried(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return []
    found = [one for one in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if one]
    if any(address in network for network in _CARRY_IPV4_LAST):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return found
