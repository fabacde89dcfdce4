"""A model's answer, read: JSON of the shape its schema names, or a problem it can act on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from briefer.errors import MalformedAnswerError

LONGEST_CLAIM = 2_000
"""Code points of a claim, which are those of the longest sentence that an article is cut into.
A model that says one thing over and over says no claim."""


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


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [] if value in (None, "", {}) else [value]


_ID = r"(?:(?:\d+|old|new)\.)?S\d+"
_MARK = re.compile(rf"\s*\[{_ID}(?:[,;\s]+{_ID})*\]", re.IGNORECASE)


_YES_NO = re.compile(r"\W*(?:(?P<yes>yes|1)|no|0)\b", re.IGNORECASE)


def _text(value: Any) -> Any:
    """Fold white space, and take out marks like ``[S7]``: only code writes those."""
    return " ".join(_MARK.sub("", value).split()) if isinstance(value, str) else value


class _Answer(BaseModel):
    model_config = ConfigDict(
        extra="ignore", defer_build=True
    )  # nothing is read before it is asked


class ClaimAnswer(_Answer):
    """One claim as the model put it."""

    text: Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=LONGEST_CLAIM)]
    evidence: Annotated[list[str], BeforeValidator(_ids)]


class SummaryAnswer(_Answer):
    """Answer to ``summarize``, ``merge`` and ``story``."""

    headline: ClaimAnswer
    summary: Annotated[list[ClaimAnswer], Field(min_length=1)]
    key_facts: list[ClaimAnswer]


class PositionAnswer(ClaimAnswer):
    """One claim on what somebody holds, and who that is."""

    who: Annotated[str, BeforeValidator(_text)] = ""

    @model_validator(mode="before")
    @classmethod
    def _flat(cls, value: Any) -> Any:
        """Take the claim where it stands in an object of its own."""
        if isinstance(value, dict) and isinstance(value.get("claim"), dict):
            return {**value["claim"], "who": value.get("who", "")}
        return value


class LabelAnswer(_Answer):
    """One of a closed list, and a few words."""

    kind: str = ""
    text: Annotated[str, BeforeValidator(_text)] = ""


class ToldAnswer(_Answer):
    """Answer to ``summarize``, ``merge`` and ``story``, from version 3 and 2 on.

    What an article does not say is left empty, and may be left out.
    """

    headline: ClaimAnswer
    lede: Annotated[
        list[ClaimAnswer], Field(min_length=1, validation_alias=AliasChoices("lede", "summary"))
    ]
    key_facts: list[ClaimAnswer] = []
    why_it_matters: list[ClaimAnswer] = []
    background: list[ClaimAnswer] = []
    positions: list[PositionAnswer] = []
    timeline: list[ClaimAnswer] = []
    topic: LabelAnswer = LabelAnswer()
    place: LabelAnswer = LabelAnswer()
    importance: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        """Take what models put for a list of one or of none, and words alone for a label."""
        if not isinstance(value, dict):
            return value
        parts = ("why_it_matters", "background", "positions", "timeline")
        lists = {name: _listed(value[name]) for name in parts if name in value}
        labels = {
            name: value[name] if isinstance(value[name], dict) else {"text": value[name] or ""}
            for name in ("topic", "place")
            if name in value
        }
        return {**value, **lists, **labels}


class FactsAnswer(_Answer):
    """Answer to ``facts``."""

    key_facts: Annotated[list[ClaimAnswer], Field(min_length=1)]


class DigestAnswer(_Answer):
    """Answer to ``digest``."""

    top_lines: list[ClaimAnswer]


class OrderedDigestAnswer(DigestAnswer):
    """Answer to ``digest`` from version 3 on, with the stories' numbers in order."""

    order: list[int] = []


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


class VerdictAnswer(_Answer):
    """What a judge says of one claim, by the number it was sent with."""

    number: int
    verdict: Literal["supported", "contradicted", "not_stated"]
    evidence: Annotated[list[str], BeforeValidator(_ids)] = []
    wrong: Annotated[str, BeforeValidator(_text)] = ""
    kind: str = "none"
    reason: Annotated[str, BeforeValidator(_text)] = ""


class JudgeAnswer(_Answer):
    """Answer to ``judge``."""

    verdicts: list[VerdictAnswer]


class YesNoAnswer(_Answer):
    """Answer to a judge that is asked for one word."""

    yes: bool


Answer = (
    SummaryAnswer
    | ToldAnswer
    | FactsAnswer
    | DigestAnswer
    | ChangeAnswer
    | CarryAnswer
    | RepairAnswer
    | JudgeAnswer
    | YesNoAnswer
)

_SHAPES: dict[str, type[Answer]] = {
    "summary": SummaryAnswer,
    "story": SummaryAnswer,
    "summary_3": ToldAnswer,
    "story_2": ToldAnswer,
    "facts": FactsAnswer,
    "digest": DigestAnswer,
    "digest_3": OrderedDigestAnswer,
    "change": ChangeAnswer,
    "carry": CarryAnswer,
    "repair": RepairAnswer,
    "judge": JudgeAnswer,
}

_WORDS = {
    "missing": "required field missing",
    "string_type": "must be a string",
    "list_type": "must be a list",
    "int_type": "must be a whole number",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "string_too_short": "must not be empty",
    "too_long": f"must be one sentence, of at most {LONGEST_CLAIM:,} characters",
    "too_short": "must not be empty",
    "literal_error": "must be one of the words that the schema names",
}


def read_answer(text: str, schema_name: str, schema: Mapping[str, Any] | None = None) -> Answer:
    """Read an answer of a named shape, in the version of that which a schema is of.

    Raises:
        MalformedAnswerError: with what is wrong and where, ``required field missing @
            $.key_facts[2].evidence``, in words a model can act on.
    """
    if schema_name == "yes_no":
        return _yes_no(text)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise MalformedAnswerError(
            f"not valid JSON: {error.msg} at character {error.pos}"
        ) from error
    except RecursionError as error:
        raise MalformedAnswerError("not usable JSON: nested too deep") from error
    except ValueError as error:  # more digits than Python reads
        raise MalformedAnswerError("not usable JSON: a number in it is too long") from error
    try:
        return _shape(schema_name, schema or {}).model_validate(value)
    except ValidationError as error:
        problems = [
            f"{_WORDS.get(item['type'], item['msg'])} @ {_path(item['loc'])}"
            for item in error.errors(include_url=False, include_input=False)[:5]
        ]
        raise MalformedAnswerError("; ".join(problems)) from error


def _shape(name: str, schema: Mapping[str, Any]) -> type[Answer]:
    parts = schema.get("properties", {})
    if "lede" in parts:
        return ToldAnswer
    return OrderedDigestAnswer if "order" in parts else _SHAPES[name]


def _yes_no(text: str) -> YesNoAnswer:
    """Read the answer of a checker that says yes or no, or 1 or 0, perhaps with more behind it."""
    found = _YES_NO.match(text)
    if found is None:
        raise MalformedAnswerError("neither yes nor no")
    return YesNoAnswer(yes=found["yes"] is not None)


def _path(location: tuple[int | str, ...]) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
