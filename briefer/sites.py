"""Whose an address is: the site it belongs to, and the outlet that published what is there."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract


def site_of(url: str | None) -> str | None:
    """Return the site of a web address: the name that one party has registered.

    ``https://www.taz.de/a`` and ``https://taz.de`` are of ``taz.de``; ``a.github.io`` and
    ``b.github.io`` are two sites, as names below ``github.io`` are given to anybody. That is told
    by the Public Suffix List (publicsuffix.org), private domains included, as it comes with
    tldextract: never over the network. Below a suffix that is not on the list the last two labels
    are the site; a number or a name without a dot is one by itself. Names are in lower case and
    ASCII. None for what is no address with a host.
    """
    host = _host(url)
    return None if host is None else _registered(host)


def same_site(one: str, other: str) -> bool:
    """Return whether two web addresses are of one site; what has no host is of none."""
    mine, theirs = _host(one), _host(other)
    return mine is not None and (mine == theirs or site_of(one) == site_of(other))


def outlet_of(outlet: str | None, url: str | None) -> str | None:
    """Return what outlets are told apart by: the name, folded, else the site of the address.

    None when neither is known.
    """
    name = " ".join((outlet or "").split())
    return name.casefold() or site_of(url)


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url.strip()).hostname if url else None
    except ValueError:  # an address in brackets that is none
        return None


@lru_cache(maxsize=4096)
def _registered(host: str) -> str:
    name = host.lower().rstrip(".")
    if ":" in name or name.replace(".", "").isdigit() or "." not in name:
        return name
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return name
    found = _list().extract_str(name)
    if found.suffix:
        return found.top_domain_under_public_suffix or name
    return ".".join(name.split(".")[-2:])


@cache
def _list() -> TLDExtract:
    """Return the list; it takes a twentieth of a second to import, and most runs need none."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
