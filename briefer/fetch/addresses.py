"""Which network addresses may be connected to.

Everything that is not an ordinary address of the public internet is refused, by the registries
of special-purpose addresses (IANA; RFC 6890 and its updates). They are spelled out here because
the tables of ``ipaddress`` differ between versions of Python.
"""

from __future__ import annotations

import re
from functools import cache
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network

_NEVER = {
    "169.254.169.254/32": "the metadata service of a cloud",
    "169.254.170.0/24": "the metadata service of a cloud",
    "169.254.42.42/32": "the metadata service of a cloud",
    "169.254.0.0/16": "a link-local address, where clouds have their metadata services",
    "fe80::/10": "a link-local address, where clouds have their metadata services",
    "100.100.100.200/32": "the metadata service of a cloud",
    "168.63.129.16/32": "the metadata service of a cloud",
    "192.0.0.192/32": "the metadata service of a cloud",
    "fd00:ec2::/32": "the metadata service of a cloud",
    "fd00:42::42/128": "the metadata service of a cloud",
    "fd00:c1::a9fe:a9fe/128": "the metadata service of a cloud",
    "fd20:ce::254/128": "the metadata service of a cloud",
    "0.0.0.0/8": "an unspecified address",
    "::/128": "an unspecified address",
    "224.0.0.0/4": "a multicast address",
    "ff00::/8": "a multicast address",
    "240.0.0.0/4": "a reserved address",
}
_PRIVATE = {
    "127.0.0.0/8": "a loopback address",
    "::1/128": "a loopback address",
    "10.0.0.0/8": "a private address",
    "172.16.0.0/12": "a private address",
    "192.168.0.0/16": "a private address",
    "fc00::/7": "a private address",
    "fec0::/10": "a private address",
    "100.64.0.0/10": "an address shared by a provider's customers",
}
_SPECIAL = {
    "192.0.0.0/24": "a reserved address",
    "192.0.2.0/24": "an address for documentation",
    "192.88.99.0/24": "a reserved address",
    "198.18.0.0/15": "an address for measurements",
    "198.51.100.0/24": "an address for documentation",
    "203.0.113.0/24": "an address for documentation",
    "2001::/23": "a reserved address",
    "2001:db8::/32": "an address for documentation",
    "2002::/16": "a tunnelled address (6to4)",
    "3fff::/20": "an address for documentation",
}
_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given out for the public internet."""

_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
"""How a network without IPv4 reaches hosts that have nothing else (RFC 6052)."""

_V4_BITS = 0xFFFFFFFF
_V4_PARTS = 4
_BYTE = 0xFF
_LAST_NUMBER = re.compile(r"(?:^|\.)(?:0x[0-9a-f]*|[0-9]+)$")
_HEX = re.compile(r"0x([0-9a-f]*)")
_OCTAL = re.compile(r"0([0-7]*)")
_DECIMAL = re.compile(r"[1-9][0-9]*")
_LONGEST_LITERAL = 100


def refusal(address: Address, *, allow_private: bool = False) -> str | None:
    """Say why this address is not connected to, or None when it may be.

    ``allow_private`` lets private, shared and loopback addresses pass; link-local ones, at which
    metadata services stand, those services, multicast and what is no host's stay refused.
    """
    inner = _within(address)
    why = _kind(inner, _never())
    if why is None and not allow_private:
        why = _kind(inner, _private())
    if why is None and _kind(inner, _private()) is None:
        why = _kind(inner, _special())
        if why is None and isinstance(inner, IPv6Address) and inner not in _UNICAST:
            why = "a reserved address"
    return why


def literal(host: str) -> Address | None:
    """Return the address that a URL's host spells out, or None when it is a name.

    Understands what systems' resolvers do: ``127.1``, ``0x7f000001``, ``017700000001`` and
    ``2130706433`` are all 127.0.0.1 (the parser of the URL Standard, whatwg.org).

    Args:
        host: Without square brackets.

    Raises:
        ValueError: it looks like an address and is none.
    """
    if ":" in host:
        if "%" in host:
            raise ValueError("an address with a zone")
        try:
            return IPv6Address(host)
        except AddressValueError as error:
            raise ValueError("no valid IPv6 address") from error
    name = host.lower().removesuffix(".")
    if not _LAST_NUMBER.search(name):
        return None
    if len(name) > _LONGEST_LITERAL:
        raise ValueError("no valid IPv4 address")
    return IPv4Address(_number(name.split(".")))


def _number(parts: list[str]) -> int:
    numbers = [_part(part) for part in parts]
    *front, last = numbers
    if len(numbers) > _V4_PARTS or any(number > _BYTE for number in front):
        raise ValueError("no valid IPv4 address")
    if last >= 256 ** (_V4_PARTS + 1 - len(numbers)):
        raise ValueError("no valid IPv4 address")
    for place, number in enumerate(front):
        last += number * 256 ** (_V4_PARTS - 1 - place)
    return last


def _part(text: str) -> int:
    for pattern, base in ((_HEX, 16), (_OCTAL, 8)):
        if found := pattern.fullmatch(text):
            return int(found[1] or "0", base)
    if not _DECIMAL.fullmatch(text):
        raise ValueError("no valid IPv4 address")
    return int(text)


def _within(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one leads to, or the address itself."""
    if isinstance(address, IPv6Address) and (address in _MAPPED or address in _NAT64):
        return IPv4Address(int(address) & _V4_BITS)
    return address


def _kind(address: Address, networks: list[tuple[_Network, str]]) -> str | None:
    return next((why for network, why in networks if address in network), None)


def _read(table: dict[str, str]) -> list[tuple[_Network, str]]:
    return [
        (IPv6Network(text) if ":" in text else IPv4Network(text), why)
        for text, why in table.items()
    ]


@cache
def _never() -> list[tuple[_Network, str]]:
    return _read(_NEVER)


@cache
def _private() -> list[tuple[_Network, str]]:
    return _read(_PRIVATE)


@cache
def _special() -> list[tuple[_Network, str]]:
    return _read(_SPECIAL)
