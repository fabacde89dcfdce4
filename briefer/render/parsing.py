"""Results read back from the JSON values that they were kept as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from briefer.model import Brief, Summary

T = TypeVar("T")


def brief_from(value: Any) -> Brief | None:
    """Return a brief from what `brief_value` made of it; None if it is no such value."""
    return _read(Brief, value)


def summary_from(value: Any) -> Summary | None:
    """Return a summary from what `summary_value` made of it; None if it is no such value."""
    return _read(Summary, value)


def _read(kind: type[T], value: Any) -> T | None:
    from pydantic import TypeAdapter, ValidationError

    if not isinstance(value, Mapping):
        return None
    held = {name: each for name, each in value.items() if name not in ("schema_version", "kind")}
    try:
        return TypeAdapter(kind).validate_python(held)
    except ValidationError:
        return None
