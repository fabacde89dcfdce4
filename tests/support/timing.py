"""Time that a computation takes, honest on a busy machine."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Spent:
    """Seconds of processor time of this process, once the block has ended."""

    seconds: float = float("inf")


@contextmanager
def processor_time() -> Iterator[Spent]:
    """Measure a block; what other processes do meanwhile does not count, nor does sleep.

    Garbage is not collected in it: that walks all that the whole suite holds.
    """
    spent = Spent()
    gc.disable()
    try:
        began = time.process_time()
        yield spent
        spent.seconds = time.process_time() - began
    finally:
        gc.enable()


def least(run: Callable[[], object], *, most: float = 0.0, times: int = 5) -> float:
    """Return the least processor time of several runs, in seconds.

    Another process may have had the core's cache, or the host the core. There are ``times`` runs
    at most, and none more once one took at most ``most``.
    """
    best = float("inf")
    for _ in range(times):
        with processor_time() as spent:
            run()
        best = min(best, spent.seconds)
        if best <= most:
            break
    return best
