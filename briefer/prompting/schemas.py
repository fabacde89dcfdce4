"""The JSON Schemas of the answers that prompts ask for, by the name in their front matter.

They keep to what strict structured output accepts everywhere: every property required, no
extra ones, and no bounds beyond a pattern on sentence ids. One schema serves every article, so
that an endpoint compiles it once; `with_known_ids` narrows it for engines whose grammars are
cheap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from briefer.model import FindingKind, Region, TopicKind

Schema = Mapping[str, Any]
Limits = Mapping[str, Mapping[str, int | str]]

_ONE_ARTICLE = "^S[1-9][0-9]*$"
_MANY_ARTICLES = "^[1-9][0-9]*\\.S[1-9][0-9]*$"
_TWO_VERSIONS = "^(old|new)\\.S[1-9][0-9]*$"
_ANY = "^((old|new|[1-9][0-9]*)\\.)?S[1-9][0-9]*$"

VERDICTS = ("supported", "contradicted", "not_stated")
"""What a judge may say of a claim."""

JUDGED_KINDS = ("none", *(kind for kind in get_args(FindingKind) if kind != "evidence"), "no_claim")
"""What a judge may say is wrong: `briefer.model.FindingKind`, ``none`` of a supported claim, and
``no_claim`` of a line that claims nothing."""


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _claim(pattern: str) -> Schema:
    return _object(text={"type": "string"}, evidence=_list({"type": "string", "pattern": pattern}))


def _summary(pattern: str) -> Schema:
    claims = _list(_claim(pattern))
    return _object(headline=_claim(pattern), summary=claims, key_facts=claims)


def _told(pattern: str) -> Schema:
    claim = _claim(pattern)
    claims = _list(claim)
    position = _object(who={"type": "string"}, **claim["properties"])
    return _object(
        headline=claim,
        lede=claims,
        key_facts=claims,
        why_it_matters=claims,
        background=claims,
        positions=_list(position),
        timeline=claims,
        topic=_label(get_args(TopicKind)),
        place=_label(get_args(Region)),
        importance={"type": "integer", "enum": [1, 2, 3, 4, 5]},
    )


def _label(kinds: Sequence[str]) -> Schema:
    return _object(kind={"type": "string", "enum": list(kinds)}, text={"type": "string"})


SCHEMAS: Mapping[str, Schema] = {
    "summary": _summary(_ONE_ARTICLE),
    "story": _summary(_MANY_ARTICLES),
    "summary_3": _told(_ONE_ARTICLE),
    "story_2": _told(_MANY_ARTICLES),
    "facts": _object(key_facts=_list(_claim(_ONE_ARTICLE))),
    "change": _object(changes=_list(_claim(_TWO_VERSIONS))),
    "carry": _object(
        claims=_list(
            _object(
                number={"type": "integer"},
                text={"type": "string"},
                evidence=_list({"type": "string", "pattern": _ONE_ARTICLE}),
            )
        ),
        key_facts=_list(_claim(_ONE_ARTICLE)),
    ),
    "digest": _object(top_lines=_list(_claim(_MANY_ARTICLES))),
    "digest_3": _object(order=_list({"type": "integer"}), top_lines=_list(_claim(_MANY_ARTICLES))),
    "judge": _object(
        verdicts=_list(
            _object(
                number={"type": "integer"},
                verdict={"type": "string", "enum": list(VERDICTS)},
                evidence=_list({"type": "string", "pattern": _ANY}),
                wrong={"type": "string"},
                kind={"type": "string", "enum": list(JUDGED_KINDS)},
                reason={"type": "string"},
            )
        )
    ),
    "yes_no": {},
    "repair": _object(
        claims=_list(
            _object(
                number={"type": "integer"},
                text={"type": "string"},
                evidence=_list({"type": "string"}),
            )
        )
    ),
}


def with_known_ids(schema: Schema, ids: Sequence[str]) -> Schema:
    """Return the schema with every evidence id an enumeration of ``ids``."""
    return _narrowed(schema, {"type": "string", "enum": list(ids)})


def with_limits(schema: Schema, limits: Limits) -> Schema:
    """Return the schema with bounds on named properties.

    ``limits`` maps a property's name to JSON Schema bounds (``maxItems``, ``maxLength``,
    ``pattern``, ...); it applies wherever a property of that name stands, and ``headline.text``
    only where it stands in a ``headline``. The narrower name wins.
    """
    return _bounded(schema, limits, "")


def _bounded(schema: Schema, limits: Limits, inside: str) -> Schema:
    if "properties" in schema:
        properties = {
            name: {
                **_bounded(part, limits, name),
                **limits.get(name, {}),
                **limits.get(f"{inside}.{name}", {}),
            }
            for name, part in schema["properties"].items()
        }
        return {**schema, "properties": properties}
    if "items" in schema:
        return {**schema, "items": _bounded(schema["items"], limits, inside)}
    return schema


def _narrowed(schema: Schema, ids: Schema) -> Schema:
    if "properties" in schema:
        properties = {
            name: {**part, "items": ids} if name == "evidence" else _narrowed(part, ids)
            for name, part in schema["properties"].items()
        }
        return {**schema, "properties": properties}
    if "items" in schema:
        return {**schema, "items": _narrowed(schema["items"], ids)}
    return schema
