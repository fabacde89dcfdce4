"""One name for one article, however its address was dressed when it was met.

The cleaner that comes with trafilatura (courlan) is not used: it drops every parameter that starts
like one that tracks ("source", "gallery", "cid"), and many sites tell articles apart by those.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import SplitResult, urlsplit

_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|itm|at|ns|guce|vero|oly|ss|mc)_.+"
    r"|fbclid|gclid|dclid|twclid|ttclid|yclid|ysclid|msclkid"
    r"|gbraid|wbraid|gclsrc|srsltid|igshid|igsh|_hsenc|_hsmi|hsctatracking|mkt_tok|_openstat"
    r"|wickedid|s_cid|cmpid|cmp|icid|intcmp|ncid|ocid|smid|smtyp|sr_share|xtor|wt\.mc(?:_id)?|wt_mc"
    r"|spm|ref_src|ref_url|ftag|emc|guccounter|__twitter_impression|_ga|_gl|trkcampaign|dm_i"
)
_SOMETIMES = frozenset({"ref", "source", "src", "from", "partner", "via", "campaign", "medium"})
_CAMEFROM = frozenset(
    """
    rss feed feeds atom newsletter email mail twitter x facebook fb linkedin reddit telegram
    whatsapp google googlenews bing share social home homepage push app
    """.split()
)
"""A parameter like "source" tells articles apart, or where a reader came from; its value says."""

_INDEX = re.compile(
    r"(?:/(?:(?:index|default)\.(?:html?|shtml|xhtml|php[0-9]?|aspx?|jsp|cgi))?)+\Z",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})?|[^\x21-\x7e]|[\"<>\\^`{|}]")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_PORTS = {"http": 80, "https": 443}


def identity_of(url: str) -> str:
    """Return the address that stands for all the ways to write this one; a key, not a link.

    Of one address and another that differ in tracking parameters, the order of parameters, the
    fragment, the default port, a user name, upper case in the host, needless escapes, a trailing
    slash or ``index.html``, or in http and https, the identity is the same. ``identity_of`` of an
    identity is itself. What is no http(s) address comes back as it is, without white space around.
    """
    text = url.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return text
    if parts.scheme not in _PORTS or not parts.hostname:
        return text
    plain = port is None or port == _PORTS[parts.scheme]
    scheme = "https" if plain else parts.scheme
    host = _host(parts.hostname) if plain else f"{_host(parts.hostname)}:{port}"
    return SplitResult(scheme, host, _path(parts.path), _query(parts.query), "").geturl()


def without_tracking(url: str) -> str:
    """Return an address without its tracking parameters, and otherwise as it is."""
    head, mark, rest = url.partition("?")
    query, fragment, anchor = rest.partition("#")
    kept = [
        piece
        for piece in query.split("&")
        if not _is_tracking(*(part.lower() for part in piece.partition("=")[::2]))
    ]
    return head + (mark + "&".join(kept) if any(kept) else "") + fragment + anchor


def _host(name: str) -> str:
    if ":" in name:
        return f"[{name}]"
    host = name.lower().rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return host
    return host


def _path(path: str) -> str:
    escaped = _escaped(path)
    if "/." in escaped:
        # A leading "//" is kept apart by POSIX; in an address it is one segment that is empty.
        escaped = posixpath.normpath("/" + escaped.lstrip("/"))
    return _INDEX.sub("", escaped) or "/"


def _query(query: str) -> str:
    kept = []
    for piece in query.split("&"):
        name, equals, value = _escaped(piece.replace("+", "%20")).partition("=")
        if (name or value) and not _is_tracking(name.lower(), value.lower()):
            kept.append((name, equals + value))
    return "&".join(name + value for name, value in sorted(kept))


def _is_tracking(name: str, value: str) -> bool:
    if _TRACKING.fullmatch(name):
        return True
    return name in _SOMETIMES and value in _CAMEFROM


def _escaped(text: str) -> str:
    """Escape what must be, and nothing else, with capital digits."""
    return _ESCAPE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    if found[1]:
        char = chr(int(found[1], 16))
        return char if _UNRESERVED.fullmatch(char) else found[0].upper()
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass"))
