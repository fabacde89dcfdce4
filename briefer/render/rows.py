"""Results as rows: one flat set of named values a result, whatever it is written in."""

from __future__ import annotations

import base64
import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from briefer.errors import BrieferError
from briefer.model import Claim, ClaimStatus, Failure, Summary
from briefer.render.jsonable import dumps, value_of

FIELDS = (
    "id", "source", "article_hash", "headline", "summary", "facts", *get_args(ClaimStatus), "error",
    "message", "model", "prompts", "input_tokens", "output_tokens", "cost",
)  # fmt: skip
"""The columns of a result, in their order; those of the input follow.

``facts`` holds every checked claim in reading order: ``part`` (headline, summary, fact), ``text``,
``status``, ``by``, ``sentences`` (ids), ``findings`` (messages). ``confirmed`` to ``contradicted``
count claims. Of an article that failed, ``error`` is the error's class and ``message`` its text.
"""

DATASET_FIELDS = (*(field for field in FIELDS if field != "source"), "columns")
"""The columns of a result in a folder of results, where each has one type whatever was put in: the
``id`` is a text, and ``columns`` holds what is carried through of the input, as JSON."""

VERDICT_FIELDS = (
    "id", "claim", "supported", "status", "by", "score", "sentences", "findings", "error",
)  # fmt: skip
"""The columns of a claim that was checked."""

DATASET_VERDICT_FIELDS = (*VERDICT_FIELDS, "columns")
DATASET_CHANGE_FIELDS = ("id", "is_related", "changes", "error", "message", "columns")
"""The columns of two versions that were compared: ``changes`` holds ``type``, ``factual``,
``message``, ``old`` and ``new``; the last two are texts."""

_BEFORE = "input_"
"""What stands before the name of an input's column that is called as one of a result."""


def summary_row(
    summary: Summary, cost: float | None, known: Any, columns: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a summary as a row.

    Args:
        summary: The summary.
        cost: What it cost in US dollars, None if that is unknown.
        known: Its id.
        columns: What is carried through from the input.
    """
    made, usage = summary.provenance, summary.provenance.usage
    statuses = [claim.status for claim in summary.claims]
    row: dict[str, Any] = {
        "id": known,
        "source": summary.article.source,
        "article_hash": summary.article.hash,
        "headline": None if summary.headline is None else summary.headline.text,
        "summary": " ".join(claim.text for claim in summary.summary),
        "facts": [_fact(part, claim) for part, claim in _parts(summary)],
        **{status: statuses.count(status) for status in get_args(ClaimStatus)},
        "error": None,
        "message": None,
        "model": made.model or made.provider,
        "prompts": ", ".join(prompt.label for prompt in made.prompts),
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cost": cost,
    }
    return {**row, **_carried(columns)}


def failure_row(failure: Failure, known: Any, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return a source that failed as a row; arguments as for `summary_row`."""
    row = dict.fromkeys(FIELDS)
    row |= {"id": known, "source": failure.source}
    row |= {"error": failure.error, "message": failure.message}
    return {**row, **_carried(columns)}


def dataset_row(
    row: Mapping[str, Any],
    known: Any,
    columns: Mapping[str, Any],
    fields: Sequence[str] = DATASET_FIELDS,
) -> dict[str, Any]:
    """Return a row of a folder of results.

    A failure's message tells the problem alone: where its source stood is told by the id.

    Args:
        row: The result's values by name, such as `summary_row` gives; its ``source``, too.
        known: Its id.
        columns: What is carried through from the input.
        fields: The columns.
    """
    source, message = row["source"], row.get("message")
    found = {name: row.get(name) for name in fields}
    found["id"] = dataset_id(known, source)
    if message is not None:
        found["message"] = message.removeprefix(source).lstrip(" :,")
    found["columns"] = dumps(plain_value(columns), pretty=False) if columns else None
    return found


def dataset_id(known: Any, source: str) -> str:
    """Return an id as a text; what has none is known by its source's name."""
    plain = plain_value(source if known is None else known)
    return plain if isinstance(plain, str) else dumps(plain, pretty=False)


def claim_answer(result: Claim | BrieferError) -> dict[str, Any]:
    """Return the answer to a claim; of what could not be compared nothing was found."""
    if isinstance(result, BrieferError):
        nothing = {"by": "words", "score": 0.0, "evidence": [], "findings": []}
        return {"supported": False, "status": "unsupported", **nothing, "error": str(result)}
    return {
        "supported": not result.fails,
        "status": result.status,
        "by": result.by,
        "score": result.score,
        "evidence": value_of(result.evidence),
        "findings": value_of(result.findings),
    }


def verdict_row(
    claim: str, answer: Mapping[str, Any], known: Any, columns: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the answer to a claim as a row; ``known`` is its id, ``columns`` are carried."""
    row = {name: answer.get(name) for name in VERDICT_FIELDS}
    row |= {"id": known, "claim": claim or None}
    row["sentences"] = [each["sentence"] for each in answer.get("evidence", ())]
    row["findings"] = [each["message"] for each in answer.get("findings", ())]
    return {**row, **_carried(columns, VERDICT_FIELDS)}


def chosen_of(row: Mapping[str, Any], chosen: Sequence[str]) -> dict[str, Any]:
    """Return the fields of a row that were chosen, as JSON values, in the order of the choice."""
    return {name: plain_value(row.get(name)) for name in chosen}


def plain_value(value: Any) -> Any:
    """Return any value of a table as JSON has it: moments in ISO 8601, no number that is none."""
    if value is None or isinstance(value, str | int | float):
        return None if isinstance(value, float) and not math.isfinite(value) else value
    if isinstance(value, Mapping):
        return {str(key): plain_value(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(each) for each in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return str(value)


def _parts(summary: Summary) -> Iterator[tuple[str, Claim]]:
    if summary.headline is not None:
        yield "headline", summary.headline
    for claim in summary.summary:
        yield "summary", claim
    for claim in summary.key_facts:
        yield "fact", claim


def _fact(part: str, claim: Claim) -> dict[str, Any]:
    return {
        "part": part,
        "text": claim.text,
        "status": claim.status,
        "by": claim.by,
        "sentences": [evidence.sentence for evidence in claim.evidence],
        "findings": [finding.message for finding in claim.findings],
    }


def _carried(columns: Mapping[str, Any], fields: Sequence[str] = FIELDS) -> dict[str, Any]:
    """Return an input's columns under names that no field of a result has."""
    found: dict[str, Any] = {}
    for name, value in columns.items():
        free = name
        while free in fields or free in found:
            free = _BEFORE + free
        found[free] = value
    return found
