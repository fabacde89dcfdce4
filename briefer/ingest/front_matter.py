"""Markdown front matter: a YAML mapping between two lines of ``---`` at the top of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from briefer.ingest.dates import iso_date
from briefer.text import base_language

_OPEN = re.compile(r"[\s\ufeff]*?---[ \t]*(?:\r\n|\r|\n)")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_MAX = 20_000
"""Code points within which it must end; PyYAML reads about half a megabyte a second."""

_LOADER: type[yaml.BaseLoader | yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""It makes only text, lists and mappings: no objects, no dates that do not exist, and no merge
keys, whose expansion can be exponential. The one in C, where there is one, is ten times as fast."""

_FIELDS = {
    "title": "title",
    "url": "url",
    "date": "date",
    "author": "author",
    "authors": "author",
    "outlet": "outlet",
    "language": "language",
    "lang": "language",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says. ``end`` is the offset behind it, 0 when there is none.

    ``fields`` holds only title, url, date, author, outlet and language, each one line of text;
    ``sources`` are the files and addresses that a draft rests on.
    """

    end: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a text, if it has any.

    Keys are taken in any case, unknown ones and values of no use are left out. Dates come back
    in ISO 8601 when they can be read as that, several authors as one line. What looks like
    front matter but is no YAML mapping is left in the text, with a note.
    """
    opened = _OPEN.match(text)
    if opened is None:
        return FrontMatter()
    # Lone carriage returns end lines too, but not for a regular expression.
    lines = text[: opened.end() + _MAX].replace("\r\n", "\n\n").replace("\r", "\n")
    closed = _CLOSE.search(lines, opened.end())
    if closed is None:
        return FrontMatter()
    block = text[opened.end() : closed.start()]
    try:
        loaded = yaml.load(block, Loader=_LOADER)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        return FrontMatter(
            notes=("the block between --- lines at the top is no YAML: kept as text",)
        )
    if not loaded and not block.strip():
        loaded = {}
    if not isinstance(loaded, dict):
        note = "the block between --- lines at the top is no front matter: kept as text"
        return FrontMatter(notes=(note,))
    end = closed.end()
    if text[end - 1 : end + 1] == "\r\n":
        end += 1
    return _fields(loaded, end)


def _fields(loaded: Mapping[object, object], end: int) -> FrontMatter:
    found: dict[str, str] = {}
    notes: list[str] = []
    for key, value in loaded.items():
        name = _FIELDS.get(str(key).strip().lower()) if isinstance(key, str) else None
        text = _one_line(value) if name else ""
        if name is None or not text or name in found:
            continue
        if name == "date":
            text = iso_date(text) or text
        if (name == "url" and not _is_address(text)) or (
            name == "language" and base_language(text) is None
        ):
            notes.append(f"{name} in the front matter makes no sense, ignored: {text[:60]}")
            continue
        found[name] = text
    return FrontMatter(end, found, tuple(notes), _sources(loaded))


def _sources(loaded: Mapping[object, object]) -> tuple[str, ...]:
    for key, value in loaded.items():
        if isinstance(key, str) and key.strip().lower() in ("source", "sources"):
            named = value if isinstance(value, list) else [value]
            return tuple(each.strip() for each in named if isinstance(each, str) and each.strip())
    return ()


def _one_line(value: object) -> str:
    """Return a value as text: a list joined by commas, a mapping by its name."""
    if isinstance(value, str):
        return "" if value in ("~", "null") else " ".join(value.split())
    if isinstance(value, dict):
        name = value.get("name")
        return " ".join(name.split()) if isinstance(name, str) else ""
    if isinstance(value, list):
        return ", ".join(part for item in value if (part := _item(item)))
    return ""


def _item(value: object) -> str:
    return "" if isinstance(value, list) else _one_line(value)


def _is_address(text: str) -> bool:
    is_web = text.lower().startswith(("http://", "https://"))
    return is_web and " " not in text and text.isprintable()
