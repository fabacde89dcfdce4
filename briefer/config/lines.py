"""Where in a ``briefer.toml`` something stands, and all that is wrong with how it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_STATEMENT = re.compile(
    r"""\s*(?:\[{1,2}\s*["']?(?P<table>[\w.-]+)|["']?(?P<key>[\w.-]+)["']?\s*=)"""
)
_PLACE = re.compile(r"(?P<name>[^\[]+?)(?:\[(?P<number>\d+)\])?(?:\.(?P<key>\w+))?")
_AT_LINE = re.compile(r"line (\d+)")
_MOST = 20
"""Faults of one file that are looked for."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A key, or a table's head, with the line that it stands on, and the table it is in."""

    line: int
    key: str
    table: str = ""
    number: int = 0


def parsed(text: str) -> tuple[Mapping[str, Any], list[tuple[int, str]]]:
    """Return what a file holds, and what of it is no TOML: line and message.

    A statement that cannot be read is left out, and the rest is read without it, so that whoever
    mends the file is told all there is to mend.
    """
    import tomllib  # not needed by most runs

    lines = text.split("\n")
    problems: list[tuple[int, str]] = []
    while True:
        try:
            return tomllib.loads("\n".join(lines)), problems
        except tomllib.TOMLDecodeError as error:
            found = _AT_LINE.search(str(error))
            at = min(int(found[1]) if found else len(lines), len(lines))
            if str(error).startswith("Unclosed") and at > 1 and _STATEMENT.match(lines[at - 1]):
                at -= 1  # what begins here shows that the one before has no end
            first, last, key = _around(lines, at)
            about = f"{key}: " if key else ""
            problems.append((first, f"{about}{str(error)[:1].lower()}{str(error)[1:]}"))
            if len(problems) == _MOST or not any(map(str.strip, lines[first - 1 : last])):
                return {}, problems
            lines[first - 1 : last] = [""] * (last - first + 1)


def line_of(text: str, place: str) -> int:
    """Return the line of a setting; 0 if unknown.

    It is named such as ``model``, ``publish.mail.host`` or ``sections[2].terms``.
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        return 0
    name, key, number = found["name"], found["key"], int(found["number"] or 1)
    statements = _statements(text.split("\n"))
    for each in statements:
        if key and (each.table, each.number, each.key) == (name, number, key):
            return each.line
    path = name if key is None else f"{name}.{key}"
    for each in statements:
        if path == (f"{each.table}.{each.key}" if each.table else each.key):
            return each.line
    for each in statements:
        if each.key == name and (each.table != name or each.number == number):
            return each.line
    return 0


def _around(lines: list[str], at: int) -> tuple[int, int, str]:
    """Return the first and last line of the statement that a line is in, and its key."""
    statements = _statements(lines)
    before = [each for each in statements if each.line <= at]
    if not before:
        return at, at, ""
    one = before[-1]
    # What follows a head that cannot be read is no longer in its table.
    after = [
        each.line
        for each in statements
        if each.line > at and (one.key != one.table or each.key == each.table)
    ]
    return one.line, after[0] - 1 if after else len(lines), one.key


def _statements(lines: list[str]) -> list[_Statement]:
    """Return what begins on each line, as far as that shows without reading the file."""
    found: list[_Statement] = []
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(lines, 1):
        match = _STATEMENT.match(line)
        if match is None:
            continue
        if match["table"]:
            table = match["table"]
            counts[table] = counts.get(table, 0) + 1
        found.append(
            _Statement(number, match["table"] or match["key"], table, counts.get(table, 0))
        )
    return found
