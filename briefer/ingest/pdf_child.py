"""The process that opens a PDF: bytes on standard input, JSON on standard output.

It runs by its path, alone, with limits on memory and time, and imports nothing of briefer: a
hostile file that brings it down brings down nothing else.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

MEMORY, SECONDS = 1 << 30, 20
MOST_PAGES, MOST_TEXT = 400, 5_000_000


def limit() -> None:
    """Set what the system will not let this process exceed, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, wanted in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(what, (most, hard))
        except (OSError, ValueError):
            continue


def read(data: bytes) -> dict[str, Any]:
    """Return ``pages`` (their text), ``title``, ``author``, ``date`` and ``more`` (pages left out).

    With ``error``: ``encrypted``, ``images`` (pages without text), ``damaged`` or ``memory``.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "encrypted"}
        pages: list[str] = []
        for page in reader.pages:
            if len(pages) >= MOST_PAGES or sum(map(len, pages)) > MOST_TEXT:
                break
            pages.append(page.extract_text()[:MOST_TEXT])
        if not any(char.isalnum() for text in pages for char in text):
            return {"error": "images" if pages else "damaged"}
        facts = _facts(reader)
        return {"pages": pages, "more": len(reader.pages) - len(pages), **facts}
    except (FileNotDecryptedError, DependencyError):
        return {"error": "encrypted"}
    except MemoryError:
        return {"error": "memory"}
    except PyPdfError:
        return {"error": "damaged"}


def _facts(reader: Any) -> dict[str, str | None]:
    """Return what the file says of itself; a field that cannot be read is no reason to refuse."""
    return {name: _field(reader, name) for name in ("title", "author", "date")}


def _field(reader: Any, name: str) -> str | None:
    try:
        info = reader.metadata
        if info is None:
            return None
        if name != "date":
            return str(getattr(info, name)) if getattr(info, name) else None
        moment = info.creation_date
        return moment.isoformat() if moment else None
    except Exception:  # noqa: BLE001 (whatever the library trips over, the text is there already)
        return None


def main() -> None:
    """Read one PDF and say what is in it."""
    import logging
    import warnings

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    data = sys.stdin.buffer.read()
    limit()
    sys.stdout.write(json.dumps(read(data), ensure_ascii=True))


if __name__ == "__main__":
    main()
