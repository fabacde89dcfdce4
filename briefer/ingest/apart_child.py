"""The process that reads large documents: bytes on standard input, JSON on standard output.

A question is two pieces, what is told of the document and the document; an answer is one. Each
has its length before it, in eight bytes. It has limits on memory and on processor time for each
document, and ends with its input.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from typing import Any, BinaryIO

MEMORY, SECONDS = 2 << 30, 20
_WIDTH = 8


def main() -> None:
    """Answer for as long as there are questions."""
    import gc
    import logging
    import warnings

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    gc.disable()  # a tree has no cycles, and the process does not live long
    _limit_memory()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while (head := _piece(asked)) is not None and (data := _piece(asked)) is not None:
        _limit_time()
        said = json.dumps(answer(json.loads(head), data)).encode("ascii")
        answers.write(len(said).to_bytes(_WIDTH, "big") + said)
        answers.flush()


def answer(told: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return the parts of a `Reading`, or ``error`` with its ``message`` and ``hint``."""
    from briefer.errors import BrieferError
    from briefer.ingest.sources import read_kind

    try:
        return asdict(read_kind(data, **told))
    except BrieferError as error:
        return {"error": type(error).__name__, "message": str(error), "hint": error.hint}


def _piece(stream: BinaryIO) -> bytes | None:
    width = stream.read(_WIDTH)
    if len(width) < _WIDTH:
        return None
    return stream.read(int.from_bytes(width, "big"))


def _limit_memory() -> None:
    """Set what the system will not let this process exceed, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(resource, what, most)


def _limit_time() -> None:
    """Set how much processor time the process may have used once a document is read."""
    try:
        import resource
    except ImportError:
        return
    _lower(resource, resource.RLIMIT_CPU, int(time.process_time()) + SECONDS)


def _lower(resource: Any, what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(what, (soft, hard))
    except (OSError, ValueError):
        return
