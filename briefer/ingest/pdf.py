"""PDF documents: opened in a process of their own, and set back into paragraphs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from briefer import lang
from briefer.apart import LOOK, PASSED_ON, demand_wanted, interruptible, kill
from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest.making import Facts, make_article, one_line
from briefer.ingest.markup import Block, BlockKind
from briefer.model import Article

MAX_PDF_BYTES = 32 * 1024 * 1024
MAX_PDF_SECONDS = 30.0
"""By the clock; the process itself is stopped after 20 seconds of processor time."""

_EDGE_LINES = 2
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.|s\.)?\s*[-–—|]?\s*\d{1,4}\s*(?:(?:/|of|von|sur|de)\s*\d{1,4})?\s*[-–—|]?\Z",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐\u00ad]\Z")
_KEEPS_HYPHEN = re.compile(
    rf"\b(?:{'|'.join(sorted(lang.every_language().hyphen_prefixes))})-\Z", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?…:。！？][\"'”’»)\]]*\Z")
_BULLET = re.compile(r"[•▪‣◦·●∙–—*-]\s+(?=\S)")
_SHORT_LINE, _HEADING_LINE = 0.8, 0.7
_NOT_A_TITLE = re.compile(r"\.\w{2,5}\Z|microsoft word|untitled|^\W*$", re.IGNORECASE)


def read_pdf(data: bytes, *, source: str, seconds: float = MAX_PDF_SECONDS) -> Article:
    """Make an article of a PDF.

    The file is opened by `pypdf` in a child process with at most 1 GB of memory and ``seconds``
    of time, which is killed with all that it started. Lines that head or foot most pages are left
    out, words parted at a line's end are joined, and lines become paragraphs again.

    Raises:
        NoArticleError: it holds pictures of text only.
        SourceUnreadableError: it is encrypted, damaged, too large, or took too much time or memory.
    """
    if len(data) > MAX_PDF_BYTES:
        raise SourceUnreadableError(f"{source} is a PDF larger than {MAX_PDF_BYTES >> 20} MB")
    found = _answer(_run(data, source, seconds), source)
    if error := found.get("error"):
        raise _ERRORS.get(str(error), _damaged)(source)
    pages = [text for text in found.get("pages", []) if isinstance(text, str)]
    title = one_line(found.get("title"))
    facts = Facts(
        title=None if title is None or _NOT_A_TITLE.search(title) else title,
        author=one_line(found.get("author")),
        date=found.get("date"),
    )
    if more := found.get("more"):
        facts.notes.append(f"{more} pages past the first {len(pages)} left out")
    blocks = _blocks(_without_margins([_lines(page) for page in pages]))
    if facts.title is None and len(blocks) > 1 and blocks[0].kind == "heading":
        facts.title = blocks[0].text
    return make_article(blocks, facts, source=source)


def _run(data: bytes, source: str, seconds: float) -> bytes:
    """Return what the child says."""
    child = [sys.executable, "-P", str(Path(__file__).with_name("pdf_child.py"))]
    passed_on = (*PASSED_ON, "PYTHONPATH")
    environment = {name: os.environ[name] for name in passed_on if name in os.environ}
    try:
        process = subprocess.Popen(  # noqa: S603 (our own file, by our own interpreter)
            child,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
    except OSError as error:
        raise SourceUnreadableError(
            f"{source} cannot be read: no process could be started for it"
        ) from error
    try:
        with interruptible():
            out = _communicated(process, data, time.monotonic() + seconds)
    except subprocess.TimeoutExpired:
        raise SourceUnreadableError(
            f"{source} is a PDF that took more than {seconds:.0f} seconds to read"
        ) from None
    finally:
        kill(process)
    if process.returncode == 0:
        return out
    if process.returncode < 0:
        raise _too_much(source)
    raise _damaged(source)


def _communicated(process: subprocess.Popen[bytes], data: bytes, deadline: float) -> bytes:
    """Return what the child says; whoever it is for may stop waiting at any time."""
    given: bytes | None = data
    while True:
        demand_wanted()
        left = deadline - time.monotonic()
        try:
            return process.communicate(given, timeout=max(0.0, min(LOOK, left)))[0]
        except subprocess.TimeoutExpired:
            given = None
            if left <= 0:
                raise


def _answer(out: bytes, source: str) -> dict[str, Any]:
    try:
        found = json.loads(out)
    except ValueError:
        raise _damaged(source) from None
    return found if isinstance(found, dict) else {}


def _damaged(source: str) -> SourceUnreadableError:
    return SourceUnreadableError(f"{source} is a PDF that is damaged", hint="get the file again")


def _encrypted(source: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        f"{source} is a PDF that needs a password", hint="save a copy without the password"
    )


def _scanned(source: str) -> NoArticleError:
    return NoArticleError(
        f"{source} is a PDF without text: its pages are empty, or pictures as from a scanner",
        hint="run it through text recognition (OCR) first",
    )


def _too_much(source: str) -> SourceUnreadableError:
    return SourceUnreadableError(f"{source} is a PDF that took too much time or memory to read")


_ERRORS = {
    "damaged": _damaged,
    "encrypted": _encrypted,
    "images": _scanned,
    "memory": _too_much,
}


def _lines(page: str) -> list[str]:
    return [" ".join(line.replace("\x00", "").split()) for line in page.splitlines()]


def _without_margins(pages: list[list[str]]) -> list[list[str]]:
    """Leave out page numbers, and lines that stand at the edge of most pages."""
    edges = Counter(
        shape
        for page in pages
        for shape in {_shape(line) for line in _edge(page, _EDGE_LINES)}
        if shape
    )
    most = max(2, len(pages) / 2)
    kept: list[list[str]] = []
    for page in pages:
        lines = list(page)
        for end in (0, -1):
            for _ in range(_EDGE_LINES + 1):
                while lines and not lines[end]:
                    lines.pop(end)
                if lines and (
                    _PAGE_NUMBER.match(lines[end])
                    or (len(pages) > 1 and edges[_shape(lines[end])] >= most)
                ):
                    lines.pop(end)
        kept.append(lines)
    return kept


def _edge(page: list[str], count: int) -> list[str]:
    lines = [line for line in page if line]
    return lines[:count] + lines[-count:]


def _shape(line: str) -> str:
    """Return a line with its figures alike, as page numbers differ."""
    return re.sub(r"\d+", "0", line.casefold())


def _blocks(pages: list[list[str]]) -> list[Block]:
    """Join lines to paragraphs, which end at an empty line, and at a short one with a full stop."""
    lengths = sorted(len(line) for page in pages for line in page if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    found: list[Block] = []
    current = ""

    def close() -> None:
        nonlocal current
        if any(char.isalnum() for char in current):
            bullet = _BULLET.match(current)
            text = current[bullet.end() :] if bullet else current
            alone = len(text) < _HEADING_LINE * width and not _ENDS.search(text)
            kind: BlockKind = (
                "item" if bullet else "heading" if alone and text[0].isupper() else "prose"
            )
            found.append(Block(text, kind))
        current = ""

    for page in pages:
        for number, line in enumerate(page):
            if not line:
                close()
                continue
            if _BULLET.match(line) or (number == 0 and current and not _goes_on(current, line)):
                close()
            current = _joined(current, line)
            short = len(line) < _SHORT_LINE * width
            following = next(iter(page[number + 1 :]), "")
            if short and following and (_ends_block(line, following, width)):
                close()
    close()
    return found


def _ends_block(line: str, following: str, width: int) -> bool:
    """Whether a short line is the last of a paragraph, or a heading by itself."""
    if _ENDS.search(line):
        return True
    return len(line) < _HEADING_LINE * width and following[0].isupper() and line[-1] not in ",;-"


def _goes_on(before: str, line: str) -> bool:
    return not _ENDS.search(before) or line[0].islower()


def _joined(before: str, line: str) -> str:
    if not before:
        return line
    if _HYPHEN.search(before) and line[0].islower():
        return before + line if _KEEPS_HYPHEN.search(before) else before[:-1] + line
    return f"{before} {line}"
