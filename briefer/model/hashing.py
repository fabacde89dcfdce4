"""Identity by content: tagged hashes of canonical JSON."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> str:
    """Return JSON with sorted keys, no spaces and no escapes: one text for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def tagged_hash(tag: str, value: Any) -> str:
    """Return ``b2:`` and 32 hex digits: BLAKE2b-128 of the canonical JSON of [tag, value].

    Lone surrogates are kept apart from their replacement, so that no two texts share a hash.
    """
    return written_hash(tag, canonical_json(value))


def written_hash(tag: str, written: str) -> str:
    """Return `tagged_hash` of a value whose canonical JSON is there already."""
    data = f"[{canonical_json(tag)},{written}]".encode("utf-8", "surrogatepass")
    return "b2:" + hashlib.blake2b(data, digest_size=16).hexdigest()
