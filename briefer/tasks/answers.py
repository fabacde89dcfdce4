"""A model's answer, read: JSON of the shape its schema names, or a problem it can act on."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from briefer.errors import MalformedAnswerError


def _ids(value: Any) -> Any:
    """Take what models write for ids: ``"S7"``, ``"[S7]"``, ``"S1, S2"``, ``7``."""
    values = value if isinstance(value, list) else [value]
    found: list[Any] = []
    for each in values:
        if isinstance(each, int) and not isinstance(each, bool):
            found.append(f"S{each}")
        elif isinstance(each, str):
            found.extend(_id(part) for part in re.split(r"[,;\s]+", each) if part.strip("[]() "))
        else:
            found.append(each)
    return list(dict.fromkeys(found)) if all(isinstance(f, str) for f in found) else found


def _id(part: str) -> str:
    bare = part.strip("[]().").upper()
    return f"S{bare}" if bare.isdecimal() else bare


_ID = r"(?:(?:\d+|old|new)\.)?S\d+"
_MARK = re.compile(rf"\s*\[{_ID}(?:[,;\s]+{_ID})*\]", re.IGNORECASE)


def _text(value: Any) -> Any:
    """Fold white space, and take out marks like ``[S7]``: only code writes those."""
    return " ".join(_MARK.sub("", value).split()) if isinstance(value, str) else value


class _Answer(BaseModel):
    model_config = ConfigDict(
        extra="ignore", defer_build=True
    )  # nothing is read before it is asked


class ClaimAnswer(_Answer):
    """One claim as the model put it."""

    text: Annotated[str, BeforeValidator(_text), Field(min_length=1)]
    evidence: Annotated[list[str], BeforeValidator(_ids)]


class SummaryAnswer(_Answer):
    """Answer to ``summarize``, ``merge`` and ``story``."""

    headline: ClaimAnswer
    summary: Annotated[list[ClaimAnswer], Field(min_length=1)]
    key_facts: list[ClaimAnswer]


class FactsAnswer(_Answer):
    """Answer to ``facts``."""

    key_facts: Annotated[list[ClaimAnswer], Field(min_length=1)]


class DigestAnswer(_Answer):
    """Answer to ``digest``."""

    top_lines: Annotated[list[ClaimAnswer], Field(min_length=1)]


class ChangeAnswer(_Answer):
    """Answer to ``change``."""

    changes: list[ClaimAnswer]


class RepairedClaim(ClaimAnswer):
    """One claim written anew, by the number it was sent with."""

    number: int


class RepairAnswer(_Answer):
    """Answer to ``repair``."""

    claims: list[RepairedClaim]


class CarryAnswer(_Answer):
    """Answer to ``carry``."""

    claims: list[RepairedClaim]
    key_facts: list[ClaimAnswer]


Answer = SummaryAnswer | FactsAnswer | DigestAnswer | ChangeAnswer | CarryAnswer | RepairAnswer

_SHAPES: dict[str, type[Answer]] = {
    "summary": SummaryAnswer,
    "story": SummaryAnswer,
    "facts": FactsAnswer,
    "digest": DigestAnswer,
    "change": ChangeAnswer,
    "carry": CarryAnswer,
    "repair": RepairAnswer,
}

_WORDS = {
    "missing": "required field missing",
    "string_type": "must be a string",
    "list_type": "must be a list",
    "int_type": "must be a whole number",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
}


def read_answer(text: str, schema_name: str) -> Answer:
    """Read an answer of a named shape.

    Raises:
        MalformedAnswerError: with what is wrong and where, ``required field missing @
            $.key_facts[2].evidence``, in words a model can act on.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise MalformedAnswerError(
            f"not valid JSON: {error.msg} at character {error.pos}"
        ) from error
    except RecursionError as error:
        raise MalformedAnswerError("not usable JSON: nested too deep") from error
    try:
        return _SHAPES[schema_name].model_validate(value)
    except ValidationError as error:
        problems = [
            f"{_WORDS.get(item['type'], item['msg'])} @ {_path(item['loc'])}"
            for item in error.errors(include_url=False, include_input=False)[:5]
        ]
        raise MalformedAnswerError("; ".join(problems)) from error


def _path(location: tuple[int | str, ...]) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
