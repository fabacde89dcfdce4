"""Where an answer sends its reader besides a redirect: a refresh, and the cookies to come with."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2

    from briefer.fetch.exchange import Answer

_HEAD = 16_384
"""Bytes within which a page that only sends on says so."""

_LONGEST_WAIT = 5
"""Seconds up to which a refresh leads on; sites reload their articles after minutes."""

_SILENT = re.compile(
    r"<noscript\b.*?(?:</noscript|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_META = re.compile(r"<meta\b([^>]{0,600})>", re.IGNORECASE)
_REFRESH = re.compile(r"""http-equiv\s*=\s*["']?\s*refresh\b""", re.IGNORECASE)
_CONTENT = re.compile(r"""content\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_TARGET = re.compile(r"""\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*url\s*=\s*["']?([^"']+)""", re.IGNORECASE)
_OTHER = re.compile(r"(?!https?:)[a-z][a-z\d+.-]*:", re.IGNORECASE)
_COOKIE = re.compile(r"[!#-'*+.\w^`|~-]{1,100}=[!#-+\--:<-\[\]-~]{0,2000}")
_MOST_COOKIES = 20


def refresh_of(answer: Answer) -> str | None:
    """Return the address that a page sends on to at once by a ``meta`` element, if it does."""
    if answer.content.name not in (None, "text/html", "application/xhtml+xml"):
        return None
    head = answer.body[:_HEAD].decode("latin-1")
    if "refresh" not in head.lower():
        return None
    for meta in _META.finditer(_SILENT.sub("", head)):
        content = _CONTENT.search(meta[1]) if _REFRESH.search(meta[1]) else None
        target = _TARGET.match(html.unescape(content[1] or content[2] or "")) if content else None
        if target and int(target[1]) <= _LONGEST_WAIT and not _OTHER.match(target[2].strip()):
            return target[2].strip()
    return None


@dataclass(slots=True)
class Cookies:
    """What hosts asked to be told again while one address is fetched; forgotten after it.

    A cookie goes back to the very host that set it, and what came over TLS only over TLS.
    """

    _kept: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def note(self, url: httpx2.URL, headers: httpx2.Headers) -> bool:
        """Keep the cookies of an answer; return whether there is one that was not known."""
        jar = self._kept.setdefault((url.scheme, url.host), {})
        before = dict(jar)
        for line in headers.get_list("set-cookie"):
            pair = line.partition(";")[0].strip()
            if _COOKIE.fullmatch(pair) and len(jar) < _MOST_COOKIES:
                name, _, value = pair.partition("=")
                jar[name] = value
        return jar != before

    def header(self, url: httpx2.URL) -> dict[str, str]:
        """Return the header that tells a host its cookies, or nothing."""
        jar = self._kept.get((url.scheme, url.host))
        return {"Cookie": "; ".join(f"{n}={v}" for n, v in jar.items())} if jar else {}
