"""Whom a request is counted for: a user, or an address where nobody logs in."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

# A household or a machine has a whole network of this size in IPv6.
IPV6_HOUSEHOLD = 64


def asker(user: str | None, address: str) -> str:
    """Return what to count the questions of `user` under, or of those at `address` without a login."""
    if user:
        return f"user {user}"
    try:
        place = ip_address(address)
    except ValueError:
        return f"address {address}"
    if isinstance(place, IPv6Address) and place.ipv4_mapped is None:
        return f"address {ip_network((place, IPV6_HOUSEHOLD), strict=False)}"
    return f"address {place}"
