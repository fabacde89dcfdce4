"""Time that a computation takes, honest on a busy machine."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Spent:
    """Seconds of processor time of this process, once the block has ended."""

    seconds: float = float("inf")


@contextmanager
def processor_time() -> Iterator[Spent]:
    """Measure a block; what other processes do meanwhile does not count, nor does sleep."""
    spent = Spent()
    began = time.process_time()
    yield spent
    spent.seconds = time.process_time() - began
