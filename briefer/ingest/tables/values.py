"""Rows, and what keeps a line from being one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values by column, and its place in the file (``line 7``, ``row 7``)."""

    place: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read, and why: the rest of a sentence that begins with its place."""

    place: str
    problem: str


def row_of(value: object, place: str) -> Row | BadRow:
    """Return a row out of a JSON value, which must be an object."""
    if not isinstance(value, dict):
        return BadRow(place, f"is {json_noun(value)}, not an object")
    return Row(place, value)


def json_noun(value: object) -> str:
    """Return what a JSON value is, with its article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "an object"
