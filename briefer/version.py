"""Which briefer this is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__version__ = "0.1.0"


@cache
def code_hash() -> str:
    """Return a hash that changes with briefer's files, Python, and what is installed beside it.

    Files are known by name, size and time of change, as Python knows them when it compiles them.
    """
    import hashlib  # the version alone is asked for more often

    told = [__version__, sys.version, *_files(Path(__file__).parent), *_installed()]
    return hashlib.blake2b("\n".join(told).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _files(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield entry.name
                yield from _files(Path(entry.path))
            else:
                known = entry.stat()
                yield f"{entry.name} {known.st_size} {known.st_mtime_ns}"


def _installed() -> Iterator[str]:
    """Yield the distributions that Python finds, with their versions."""
    for folder in sys.path:
        if folder.endswith("site-packages"):
            yield from sorted(found.name for found in Path(folder).glob("*.dist-info"))
