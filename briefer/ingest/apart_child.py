"""What runs in the process that reads large documents."""

from __future__ import annotations

import json
from dataclasses import asdict

MEMORY, SECONDS = 2 << 30, 20
"""Bytes of address space, and seconds of processor time for one document."""


def main() -> None:
    """Read documents for as long as there are any."""
    import gc

    from briefer.apart import serve

    gc.disable()  # a tree has no cycles, and the process does not live long
    serve(_answer, memory=MEMORY, seconds=SECONDS)


def _answer(head: bytes, data: bytes) -> bytes:
    """Return the parts of a `Reading`, or ``error`` with its ``message`` and ``hint``."""
    from briefer.errors import BrieferError
    from briefer.ingest.sources import read_kind

    try:
        said = asdict(read_kind(data, **json.loads(head)))
    except BrieferError as error:
        said = {"error": type(error).__name__, "message": str(error), "hint": error.hint}
    return json.dumps(said).encode("ascii")
