"""From the name of a host to an address of the public internet, so that no page and no redirect leads anywhere else.

The name is resolved once and the connection is made to what was checked, so that a name cannot change in between.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from graph.errors import Unreadable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Iterable[str]]
PORTS = frozenset({80, 443})
TRANSLATED = tuple(ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


def resolve(host: str, port: int) -> Iterable[str]:
    """All addresses of a host, as the system tells them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def checked(host: str, port: int, allowed: tuple[Network, ...] = (), resolver: Resolve = resolve) -> str:
    """An address of the host to connect to; Unreadable if any of its addresses is not public and not in `allowed`."""
    try:
        found = [ip_address(address.split("%")[0]) for address in resolver(host, port)]
    except (OSError, ValueError, UnicodeError) as error:
        raise Unreadable(f"the host {host} cannot be found", stage="fetch") from error
    if not found:
        raise Unreadable(f"the host {host} cannot be found", stage="fetch")
    for address in found:
        if not _within(address, allowed):
            if not is_public(address):
                raise Unreadable(f"{host} has an address that is not public, so it is not fetched", stage="fetch")
            if port not in PORTS:
                raise Unreadable(f"port {port} is not one of the web, so it is not fetched", stage="fetch")
    return str(next((address for address in found if address.version == 4), found[0]))


def is_public(address: Address) -> bool:
    """Whether it belongs to one host of the public internet; addresses that stand for others count as not."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in TRANSLATED):
            return False
    special = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    return address.is_global and not (special or address.is_reserved or address.is_unspecified)


def _within(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks if network.version == address.version)
