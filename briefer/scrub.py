"""Keep secrets out of whatever is shown or written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PureWindowsPath

MASK = "[secret]"

_SHORTEST = 8
"""A shorter "key" (``none``, ``ollama``) is a placeholder: masking it would maim plain words."""

_LONGEST = 300

# A run of characters is matched whole, key or not: whoever looks again from each of its characters
# takes quadratic time.
_KEY = re.compile(r"\b(?:sk|gsk|xai|pk|rk|hf|ghp)[-_][\w*-]{8,}")
_TOKEN = re.compile(r"\beyJ[\w-]{8,}(\.[\w-]{8,}\.[\w-]*)?")
_PATTERNS = (
    re.compile(r"\bAIza[\w-]{20,}"),
    re.compile(r"(?<=\bbearer )\s*(?=\S*\d)[\w.~+/=*-]{8,}", re.IGNORECASE),
    re.compile(r"(?<=://)[^/\s@]+(?=@)"),
)
_PARAMETER = re.compile(r"(?<=[?&#;])([\w.-]{1,80}=)([^&#;\s\"'<>]+)")
_SECRET_NAME = re.compile(
    r".*(?:token|secret|passw(?:or)?d|signature|credential|api[-_.]?key|access[-_.]?key"
    r"|subscription[-_.]?key|article_code)"
    r"|(?:x-amz|x-goog)-|(?:pwd|pass|pw|auth|authorization|oauth|jwt|sid|hmac|session(?:[-_]?id)?"
    r"|phpsessid|jsessionid|auth[-_]?key)=",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"(?:key|sig|code|hash|st|t|k|s)=", re.IGNORECASE)
"""Names of parameters that are secrets only where the value is as long and odd as one."""
_ODD = re.compile(r"(?=[\w.~%+/-]*\d)(?=[\w.~%+/-]*[A-Za-z])[\w.~%+/=-]{16,}")
_QUERY = re.compile(r"(\bhttps?://[^\s?\"'<>]+)(?:\?[^\s\"'<>]*)?", re.IGNORECASE)


def scrub(text: str, secrets: Iterable[str] = ()) -> str:
    """Return ``text`` with every known secret and everything shaped like one masked.

    Args:
        text: Any text.
        secrets: Keys in use; those of fewer than eight characters are left alone.
    """
    for secret in sorted((s for s in secrets if len(s) >= _SHORTEST), key=len, reverse=True):
        text = text.replace(secret, MASK)
    text = _KEY.sub(lambda m: MASK if any(c.isdigit() or c == "*" for c in m[0]) else m[0], text)
    text = _TOKEN.sub(lambda m: MASK if m[1] else m[0], text)
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    return text


def scrub_message(text: str, secrets: Iterable[str] = ()) -> str:
    """Return one short line fit for an error message: scrubbed, and no URL with its query."""
    line = " ".join(_QUERY.sub(r"\1", scrub(text, secrets)).split())
    line = "".join(char for char in line if char.isprintable())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def masked(text: str) -> str:
    """Return ``text`` with passwords and secret parameters of the addresses in it masked."""
    return _PARAMETER.sub(
        lambda found: found[1] + (MASK if _is_secret(found[1], found[2]) else found[2]),
        scrub(text),
    )


def without_tokens(address: str) -> str:
    """Return an address without its password and without parameters that are its reader's own."""
    scheme, slashes, rest = address.partition("://")
    if not slashes:
        return address
    place, cut, behind = _split(rest)
    shown = scheme + slashes + place.rpartition("@")[2] + cut + behind
    body, fragment, anchor = shown.partition("#")
    head, mark, query = body.partition("?")
    kept = [
        piece
        for piece in query.split("&")
        if not _is_secret(piece.partition("=")[0] + "=", piece.partition("=")[2])
    ]
    return head + (mark + "&".join(kept) if any(kept) else "") + fragment + masked("#" + anchor)[1:]


def _split(rest: str) -> tuple[str, str, str]:
    """Return an address's place, the character that ends it, and what stands behind."""
    found = re.search(r"[/?#]", rest)
    if found is None:
        return rest, "", ""
    return rest[: found.start()], found[0], rest[found.end() :]


def _is_secret(name: str, value: str) -> bool:
    """Return whether a parameter, its name with the sign behind it, holds a secret."""
    if _SECRET_NAME.match(name):
        return True
    return _PERHAPS.fullmatch(name) is not None and _ODD.fullmatch(value) is not None


def without_folders(name: str) -> str:
    """Return the file's name if ``name`` is an absolute path of some machine, else ``name``."""
    path = PureWindowsPath(name)
    return path.name if path.anchor else name


def is_secret_in(text: str, secrets: Iterable[str]) -> bool:
    """Return whether a key in use stands in ``text``; too short ones are no keys."""
    return any(len(secret) >= _SHORTEST and secret in text for secret in secrets)
