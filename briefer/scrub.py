"""Keep secrets out of whatever is shown or written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PureWindowsPath

MASK = "[secret]"

_SHORTEST = 8
"""A shorter "key" (``none``, ``ollama``) is a placeholder: masking it would maim plain words."""

_LONGEST = 300

_PATTERNS = (
    re.compile(r"\b(?:sk|gsk|xai|pk|rk|hf|ghp)[-_](?=[\w*-]*[\d*])[\w*-]{8,}"),
    re.compile(r"\bAIza[\w-]{20,}"),
    re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"),
    re.compile(r"(?<=\bbearer )\s*(?=\S*\d)[\w.~+/=*-]{8,}", re.IGNORECASE),
    re.compile(r"(?<=://)[^/\s@]+(?=@)"),
)
_QUERY = re.compile(r"(\bhttps?://[^\s?\"'<>]+)\?[^\s\"'<>]*", re.IGNORECASE)


def scrub(text: str, secrets: Iterable[str] = ()) -> str:
    """Return ``text`` with every known secret and everything shaped like one masked.

    Args:
        text: Any text.
        secrets: Keys in use; those of fewer than eight characters are left alone.
    """
    for secret in sorted((s for s in secrets if len(s) >= _SHORTEST), key=len, reverse=True):
        text = text.replace(secret, MASK)
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    return text


def scrub_message(text: str, secrets: Iterable[str] = ()) -> str:
    """Return one short line fit for an error message: scrubbed, and no URL with its query."""
    line = " ".join(_QUERY.sub(r"\1", scrub(text, secrets)).split())
    line = "".join(char for char in line if char.isprintable())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def without_folders(name: str) -> str:
    """Return the file's name if ``name`` is an absolute path of some machine, else ``name``."""
    path = PureWindowsPath(name)
    return path.name if path.anchor else name


def is_secret_in(text: str, secrets: Iterable[str]) -> bool:
    """Return whether a key in use stands in ``text``; too short ones are no keys."""
    return any(len(secret) >= _SHORTEST and secret in text for secret in secrets)
