"""The JSON Schema of ``briefer.toml``, for editors and for who writes one by program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from briefer.config.declaring import Setting
from briefer.config.settings import SECTION_KEYS, SETTINGS

_NOT_EMPTY = r"\S"


def toml_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what ``briefer.toml`` may hold."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "briefer.toml",
        "type": "object",
        "properties": _tables(SETTINGS),
        "additionalProperties": False,
        "$defs": {
            "section": {
                "type": "object",
                "properties": _properties(SECTION_KEYS),
                "required": ["name"],
                "anyOf": [
                    {"required": [key], "properties": {key: {"minItems": 1}}}
                    for key in ("terms", "outlets")
                ],
                "additionalProperties": False,
            }
        },
    }


def _tables(settings: Sequence[Setting]) -> dict[str, Any]:
    """Return the properties of settings, those that stand in a table as properties of it."""
    properties = _properties(each for each in settings if not each.table)
    for each in settings:
        inside = properties
        for table in filter(None, each.table.split(".")):
            empty = {"type": "object", "properties": {}, "additionalProperties": False}
            inside = inside.setdefault(table, empty)["properties"]
        if each.table:
            inside.update(_properties([each]))
    return properties


def _properties(settings: Iterable[Setting]) -> dict[str, Any]:
    return {
        setting.key: {"description": setting.help, **_type(setting), **_default(setting)}
        for setting in settings
        if not setting.secret
    }


def _type(setting: Setting) -> dict[str, Any]:
    match setting.kind:
        case "flag":
            return {"type": "boolean"}
        case "whole number" | "number":
            return _number(setting)
        case "choice":
            return {"enum": list(setting.choices)}
        case "choices" if setting.alone:
            one = {"enum": list(setting.choices)}
            return {"anyOf": [one, {"type": "array", **_items(setting)}]}
        case "choices" | "texts" | "tables":
            return {"type": "array", **_items(setting)}
        case _:
            return _text(setting)


def _number(setting: Setting) -> dict[str, Any]:
    bounds = {
        "minimum": setting.least,
        "maximum": setting.most,
        "exclusiveMinimum": setting.above,
    }
    kind = "integer" if setting.kind == "whole number" else "number"
    return {"type": kind, **{key: bound for key, bound in bounds.items() if bound is not None}}


def _items(setting: Setting) -> dict[str, Any]:
    if setting.kind == "choices":
        several = {"items": {"enum": list(setting.choices)}, "minItems": 1}
        if not setting.alone:
            return several
        together = {"not": {"contains": {"const": setting.alone}}}
        return {**several, "anyOf": [{"items": {"const": setting.alone}}, together]}
    return {"items": {"$ref": "#/$defs/section"} if setting.kind == "tables" else _text(setting)}


def _text(setting: Setting) -> dict[str, Any]:
    pattern = f"^(?:{setting.pattern})$" if setting.pattern else _NOT_EMPTY
    return {"type": "string", "pattern": pattern}


def _default(setting: Setting) -> dict[str, Any]:
    if setting in SECTION_KEYS:
        return {}
    default = setting.default
    if default is None or default == ():
        return {}
    if isinstance(default, tuple):
        return {"default": list(default)}
    return {"default": default if isinstance(default, bool | int | float | str) else str(default)}
