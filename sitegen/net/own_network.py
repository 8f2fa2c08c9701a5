"""Says which addresses lie in the own network, where nothing from the web may lead a program."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_CARRY_IPV4_LAST = tuple(map(IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
"""IPv6 addresses whose last 32 bits are an IPv4 address: NAT64, IPv4-compatible, IPv4-translated."""
_NEVER_PUBLIC = tuple(map(ip_network, ("192.0.0.0/24", "64:ff9b:1::/48", "fec0::/10", "3fff::/20")))
"""What not every version of Python knows: protocol assignments, local NAT64, site-local, documentation."""


def is_own_network(address: str) -> bool:
    """Return whether an IP address is any but a public one: loopback, private, link-local, metadata, multicast, ...

    What is no IP address counts as one of the own network. One that stands for an IPv4 address is what that is: behind
    NAT64 every name that has no IPv6 resolves to such.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if any(found in network for network in _NEVER_PUBLIC):
        return True
    meant = _carried(found) or (found,)
    return any(not one.is_global or one.is_multicast or one.is_reserved for one in meant)


def _carried(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return ()
    found = [one for one in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if one]
    if any(address in network for network in _CARRY_IPV4_LAST):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(found)
