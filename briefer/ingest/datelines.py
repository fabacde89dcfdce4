"""Datelines: the place that a news story is filed from, before its first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefer import lang

_LONGEST = 90
"""Code points within which a dateline ends."""

_DASH = re.compile(
    r"(?P<before>[ \t]*)(?P<mark>[—–]|--|(?<=[ \t])-(?=[ \t]))(?P<after>[ \t]*)(?=\S)"
)
_EMPHASIS = re.compile(r"\*\*|__|\*|_")
_AGENCY = re.compile(r"\s*\((?:[^\W\d_a-z][^()]{1,30}|\S{2,20})\)\Z")
_DATE = re.compile(
    r"\d|\b(?:jan|f[eé]b|m[aä]r|apr|avr|ma[iy]|ju[nil]|aug|ao[uû]|sep|o[ck]t|nov|de[cz])\w{0,7}\.?\Z",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_PARTICLES = lang.page_phrases().dateline_particles
_SECOND_DASH = re.compile(r"[—–]|--|\s-\s")
_SENTENCE = re.compile(r".*?[.!?…](?=[\s\"”’»]|\Z)", re.DOTALL)
_LABELLED = re.compile(r"^([^\W\d_][^\n—–:.]{2,40}?)\s+[—–-]+\s", re.MULTILINE)
_OPENING = "\"“”„«»‘'([*_¿¡"
_MAX_WORDS, _MAX_PARTS = 5, 3
_SHORT_PLACE = 3
_SHORT_LEAD = 60
_ROUND_UP = 2
_NEIGHBOURHOOD = 20_000

_CALENDAR = lang.every_language()
_NOT_PLACES = lang.page_phrases().labels.union(_CALENDAR.weekdays, _CALENDAR.months)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A place, with its region if that is named, and the offset of the first sentence."""

    place: str
    end: int


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the dash. ``signed``: with a date or an agency, so beyond doubt."""

    place: str
    capitals: bool
    signed: bool


def read_dateline(text: str, start: int) -> Dateline | None:
    """Read a dateline at ``start``, or return None.

    Understood are a place in capitals before any dash ("BRUSSELS — ", "KYIV, Ukraine (AP) - ")
    and one in small letters before a dash with spaces ("Genève – "), each with region, date and
    agency. A sentence must follow, beginning with a capital, a figure or a quotation mark.
    Refused are labels (UPDATE, NATO) and speakers or places that head several paragraphs. A
    place in small letters with neither date nor agency is also refused when a second dash in the
    sentence makes the two a parenthesis, when it is a common word of the text, and before a
    short sentence.
    """
    line = re.split(r"[\r\n]", text[start : start + 2 * _LONGEST], maxsplit=1)[0]
    emphasis = _EMPHASIS.match(line)
    mark = emphasis[0] if emphasis else ""
    dash = _DASH.search(line, len(mark), _LONGEST)
    if dash is None:
        return None
    raw = line[len(mark) : dash.start()]
    head = _read_head(raw.removesuffix(mark) if mark else raw)
    end = dash.end()
    if mark and not raw.endswith(mark):
        if not line.startswith(mark, end):
            return None
        end += len(mark)
        end += len(line[end:]) - len(line[end:].lstrip())
    if head is None or not _leads(text, start + end, head, dash):
        return None
    return Dateline(head.place, start + end)


def _read_head(head: str) -> _Head | None:
    agency = _AGENCY.search(head)
    parts = [part.strip() for part in head[: agency.start() if agency else None].split(",")]
    names = re.split(r"[ /]+", parts[0])
    if len(parts) > _MAX_PARTS or not _are_names(names):
        return None
    if all(name.casefold() in _NOT_PLACES or name.casefold() in _PARTICLES for name in names):
        return None
    dates = [part for part in parts[1:] if _DATE.search(part)]
    regions = [part for part in parts[1:] if part not in dates]
    if not all(_are_names(region.split()) for region in regions):
        return None
    letters = [char for char in parts[0] if char.isalpha()]
    return _Head(
        ", ".join([parts[0], *regions]),
        capitals=all(char.isupper() for char in letters),
        signed=bool(agency or dates),
    )


def _are_names(words: list[str]) -> bool:
    return (
        0 < len(words) <= _MAX_WORDS
        and words[0][:1].isupper()
        and all(
            _NAME.fullmatch(word) and (word[0].isupper() or word in _PARTICLES) for word in words
        )
    )


def _leads(text: str, start: int, head: _Head, dash: re.Match[str]) -> bool:
    """Whether what follows the dash at ``start`` can be the story's first sentence."""
    first = text[start : start + 8].lstrip(_OPENING)[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    if head.signed:
        return True
    if head.capitals:
        heads = _LABELLED.findall(text, start, start + _NEIGHBOURHOOD)
        return len(head.place) > _SHORT_PLACE and sum(map(str.isupper, heads)) < _ROUND_UP
    if dash["mark"] == "-" or not dash["before"] or not dash["after"]:
        return False
    sentence = _SENTENCE.match(text, start, start + 1_000)
    if sentence is None or len(sentence[0]) < _SHORT_LEAD or _SECOND_DASH.search(sentence[0]):
        return False
    common = re.compile(rf"\b{re.escape(head.place.lower())}\b")
    return common.search(text, start, start + _NEIGHBOURHOOD) is None
