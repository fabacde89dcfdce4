"""Results read back from the JSON values that they were kept as, by this version or an earlier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from briefer.model import Brief, Finding, Summary, status_of
from briefer.render.jsonable import SCHEMA_VERSION

T = TypeVar("T")

_HANDLED = frozenset({"quoted", "dropped"})
_OLD_STATUSES = frozenset({"confirmed", "flagged", *_HANDLED})
_MISSES = frozenset({"unsupported", "evidence"})
_FACTS = frozenset({"number", "money", "date", "name", "role", "place", "quotation"})
"""Kinds that schema version 1 gave a place in the source where the source said otherwise, and none
where it had nothing of the sort."""


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
    written_by = value.get("schema_version", SCHEMA_VERSION)
    try:
        return TypeAdapter(kind).validate_python(_from_1(held) if written_by == 1 else held)
    except ValidationError:
        return None


def _from_1(value: Any) -> Any:
    """Return a value of schema version 1 with its claims as version 2 has them."""
    if isinstance(value, list):
        return [_from_1(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    if value.get("status") in _OLD_STATUSES and "findings" in value:
        return _claim_from_1(value)
    return {name: _from_1(each) for name, each in value.items()}


def _claim_from_1(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a claim of version 1, whose ``status`` said both what was found and what was done.

    ``confirmed`` meant there that nothing was found against the claim; only a sentence of the
    source, word for word, is that much in version 2.
    """
    old = value["status"]
    findings = [_finding_from_1(each) for each in value["findings"]]
    claim = {**value, "findings": findings, "by": "words"}
    claim["handling"] = old if old in _HANDLED else "kept"
    if findings:
        levels = [Finding("unsupported", "", level=each["level"]) for each in findings]
        return {**claim, "status": status_of(levels, carried=False)}
    if _is_verbatim(value):
        return {**claim, "status": "confirmed"}
    return {**claim, "status": "open" if old == "confirmed" else "unsupported"}


def _finding_from_1(value: Mapping[str, Any]) -> dict[str, Any]:
    kind = value.get("kind")
    missing = kind in _MISSES or (kind in _FACTS and value.get("source") is None)
    return {**value, "level": "unsupported" if missing else "contradicted"}


def _is_verbatim(claim: Mapping[str, Any]) -> bool:
    """Return whether a claim is what its sentences say, white space aside."""
    words = str(claim.get("text")).split()
    sentences = [str(each.get("text")).split() for each in claim.get("evidence", ())]
    return bool(words) and (words in sentences or words == [w for s in sentences for w in s])
