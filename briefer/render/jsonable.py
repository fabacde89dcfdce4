"""Results as JSON, and the JSON Schema of each."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args

from briefer.model import (
    CLAIM_CHANGES,
    Brief,
    ClaimStatus,
    Failure,
    Summary,
    SummaryComparison,
    Verification,
)

SCHEMA_VERSION = 2
"""Version 2 says apart what was found of a claim (``status``, ``by``) and what was done with it
(``handling``), and gives each finding a ``level``; `briefer.render.parsing` reads version 1."""

_MEANINGS: dict[str, dict[str, str]] = {
    "Claim": {
        "text": "the claim as it is shown",
        "evidence": "the source sentences that it rests on, three at most where none were cited",
        "origin": "cited: the sentences that the model named; corrected: it stands elsewhere; "
        "found: none were named",
        "score": "how far the evidence carries the claim, 0 to 1",
        "findings": "what the source does not bear out, or words alone do not settle",
        "status": "confirmed: every part is borne out by its sentences; open: nothing stands "
        "against it, but not every part is settled; unsupported: a part of it is nowhere in the "
        "source; contradicted: the source says otherwise",
        "by": "what the status rests on: words compared, a judge's reading, or an editor's word",
        "handling": "kept: the text stands; quoted: the source's own sentence stands for it; "
        "dropped: it was taken out",
        "repaired": "whether it failed at first and was put right by the model",
        "checked": "figures: in another language than its source, so that only its figures and "
        "dates were compared",
        "original": "the wording that a quotation replaced; status and findings are that wording's",
        "sources": "how many independent articles bear it out",
        "carried": "whether it stands here word for word as in the summary of an earlier version, "
        "and was not written for this one",
    },
    "Finding": {
        "kind": "what it is about",
        "message": "one line for a reader",
        "claim": "where in the claim's text",
        "source": "where in the article's text; null when the source says nothing to it",
        "sentence": "the id of the sentence that the place is in",
        "level": "contradicted: the source says otherwise; unsupported: the source has no such "
        "thing; doubt: words alone cannot tell, and nothing is held against the claim",
        "by": "what found it: words compared, a judge's reading, or an editor",
    },
    "Passage": {
        "text": "what the claim of the same number says, as a reader sees it",
        "start": "where it begins in the draft's text, in code points",
        "end": "where it ends, in code points",
        "line": "its line in the draft's file, from 1; 0 where the file has none",
        "kind": "prose, heading, item, or cell (of a table)",
    },
    "Evidence": {
        "article": "the number of the article, from 1",
        "sentence": "the id of the sentence in that article",
        "start": "where it begins in the article's text, in code points",
        "end": "where it ends, in code points",
        "text": "the sentence",
    },
}
_last: list[tuple[Summary | None, dict[str, Any]]] = [(None, {})]
_SURROGATE = re.compile("[\ud800-\udfff]")


_OF_ROWS = {
    "id": {"description": "of a row of a table: its id there"},
    "columns": {"type": "object", "description": "of a row: its columns that are carried through"},
}


def summary_value(summary: Summary) -> dict[str, Any]:
    """Return one summary as JSON values, as a line of ``--format jsonl`` holds it."""
    # A run prints a summary and stores it in one breath; it is taken apart once for both.
    pair = _last[0]
    if pair[0] is not summary:
        pair = _last[0] = (summary, value_of(summary))
    return {"schema_version": SCHEMA_VERSION, "kind": "summary", **pair[1]}


def failure_value(failure: Failure) -> dict[str, Any]:
    """Return a source that failed as JSON values, as a line of ``--format jsonl`` holds it."""
    return {"schema_version": SCHEMA_VERSION, "kind": "failure", **value_of(failure)}


def comparison_value(comparison: SummaryComparison) -> dict[str, Any]:
    """Return two summaries compared as JSON values, as ``diff --summary --format json`` prints."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "comparison",
        **value_of(comparison),
        "counts": dict(comparison.counts),
    }


def summaries_value(
    summaries: Sequence[Summary],
    failures: Sequence[Failure],
    comparison: SummaryComparison | None = None,
) -> dict[str, Any]:
    """Return what ``summarize --format json`` prints.

    ``comparison`` is with the summary of an earlier version, where one was named.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "summaries",
        "summaries": [value_of(summary) for summary in summaries],
        "failures": [value_of(failure) for failure in failures],
        "comparison": None if comparison is None else value_of(comparison),
    }


def brief_value(brief: Brief) -> dict[str, Any]:
    """Return what ``daily --format json`` prints."""
    return {"schema_version": SCHEMA_VERSION, "kind": "brief", **value_of(brief)}


def verification_value(verification: Verification) -> dict[str, Any]:
    """Return what ``verify --format json`` prints."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "verification",
        **value_of(verification),
        "counts": {
            status: sum(claim.status == status for claim in verification.claims)
            for status in get_args(ClaimStatus)
        },
    }


def verifications_value(verifications: Sequence[Verification]) -> dict[str, Any]:
    """Return what ``verify --format json`` prints of several texts, in their order."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "verifications",
        "verifications": [verification_value(each) for each in verifications],
    }


def dumps(value: Any, *, pretty: bool = True) -> str:
    """Return JSON text in a fixed order of keys; one line unless ``pretty``.

    Lone surrogates are escaped, so that the text can always be written as UTF-8.
    """
    if pretty:
        text = json.dumps(value, ensure_ascii=False, indent=2)
    else:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what ``--format json`` prints for a kind.

    ``summary`` is printed by ``summarize`` and ``facts``, ``brief`` by ``daily``,
    ``verification`` by ``verify``, ``comparison`` by ``diff --summary``.
    """
    from pydantic import TypeAdapter

    whole: dict[str, tuple[Any, str, tuple[str, ...]]] = {
        "brief": (Brief, "", ()),
        "verification": (Verification, "status", get_args(ClaimStatus)),
        "comparison": (SummaryComparison, "change", CLAIM_CHANGES),
    }
    if kind in whole:
        type_, counted, values = whole[kind]
        body = TypeAdapter(type_).json_schema(mode="serialization")
        if counted:
            body["properties"]["counts"] = {
                "type": "object",
                "description": f"how many claims have each {counted}",
                "properties": {value: {"type": "integer"} for value in values},
                "required": list(values),
                "additionalProperties": False,
            }
            body["required"].append("counts")
        name = kind
    else:
        body = _summaries_schema()
        name = "summaries"
    fixed = {"schema_version": {"const": SCHEMA_VERSION}, "kind": {"const": name}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"briefer {kind}",
        "type": "object",
        "properties": {**fixed, **body["properties"]},
        "required": [*fixed, *body["required"]],
        "additionalProperties": False,
        "$defs": _explained(body["$defs"]),
    }


def _summaries_schema() -> dict[str, Any]:
    """Return the properties of what ``summarize`` prints."""
    from pydantic import TypeAdapter

    body: dict[str, Any] = {"$defs": {}, "properties": {}, "required": []}
    for key, items in (
        ("summaries", Summary),
        ("failures", Failure),
        ("comparison", SummaryComparison),
    ):
        each = TypeAdapter(items).json_schema(mode="serialization", ref_template="#/$defs/{model}")
        body["$defs"].update(each.pop("$defs", {}))
        if key != "comparison":
            each["properties"] |= _OF_ROWS
        body["$defs"][items.__name__] = each
        ref = {"$ref": f"#/$defs/{items.__name__}"}
        body["properties"][key] = (
            {"anyOf": [ref, {"type": "null"}]}
            if key == "comparison"
            else {"type": "array", "items": ref}
        )
        body["required"].append(key)
    return body


def _explained(definitions: dict[str, Any]) -> dict[str, Any]:
    """Return definitions with what each field of a claim means."""
    for name, meanings in ((n, m) for n, m in _MEANINGS.items() if n in definitions):
        for field, meaning in meanings.items():
            definitions[name]["properties"][field]["description"] = meaning
    return definitions


def value_of(value: Any) -> Any:
    """Return frozen values as JSON values: dataclasses as objects, tuples as lists."""
    if names := _names(type(value)):  # type: ignore[arg-type]  # a class is hashable
        return {name: value_of(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [value_of(item) for item in value]
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields; none of any other class."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
