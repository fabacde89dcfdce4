"""Words of like and of opposite meaning, read from the text files beside a language's modules.

``meanings/*.txt`` holds groups of like words, one a line, a file for each field of life: words
before ``<`` say the same, words behind it say more and so bear the others out. ``antonyms.txt``
holds contrasts, whose sides stand apart by ``|``. Words joined by ``_`` or ``-`` are one
expression; a line that opens with ``#`` is a comment.

They are read when they are asked for: what only copies its source needs none of them.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from briefer.lang.tables import contrasts

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from briefer.lang.language import Contrast

_LANGUAGES = files("briefer.lang")


def read_meanings(code: str) -> tuple[Contrast, ...]:
    """Return the groups of like words of a language: those that say the same, and that say more."""
    folder = _LANGUAGES / code / "meanings"
    if not folder.is_dir():
        return ()
    tables = sorted(folder.iterdir(), key=lambda table: table.name)
    return contrasts("\n".join(map(_lines, tables)), "<")


def read_antonyms(code: str) -> tuple[Contrast, ...]:
    """Return the contrasts of a language: words of one meaning, words of the opposite."""
    table = _LANGUAGES / code / "antonyms.txt"
    return contrasts(_lines(table)) if table.is_file() else ()


def _lines(table: Traversable) -> str:
    lines = table.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if line and not line.startswith("#"))
