"""What runs in a process that works apart: it answers on its standard streams until they close."""

from __future__ import annotations

import logging
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any, BinaryIO

from briefer.apart.process import WIDTH


def serve(answer: Callable[[bytes, bytes], bytes], *, memory: int, seconds: int) -> None:
    """Answer questions of two pieces, for as long as there are any.

    The system ends the process when it takes more than it may, where the system can.

    Args:
        answer: Returns the answer to a question.
        memory: Bytes of address space, in all.
        seconds: Of processor time, for one question.
    """
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    _limit_memory(memory)
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while (head := _piece(asked)) is not None and (body := _piece(asked)) is not None:
        _limit_time(seconds)
        said = answer(head, body)
        answers.write(len(said).to_bytes(WIDTH, "big") + said)
        answers.flush()


def _piece(stream: BinaryIO) -> bytes | None:
    width = stream.read(WIDTH)
    return stream.read(int.from_bytes(width, "big")) if len(width) == WIDTH else None


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(resource, what, most)


def _limit_time(seconds: int) -> None:
    """Set how much processor time the process may have used once a question is answered."""
    try:
        import resource
    except ImportError:
        return
    _lower(resource, resource.RLIMIT_CPU, int(time.process_time()) + 1 + seconds)


def _lower(resource: Any, what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(what, (soft, hard))
    except (OSError, ValueError):
        return
