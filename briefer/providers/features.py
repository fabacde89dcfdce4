"""What an endpoint can do, learnt from what it refuses.

Nothing is asked in advance: the first requests say everything, and each refusal that names a
feature takes it away for all that follow. Features only ever go, so requests in flight at once
can learn side by side and in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Literal

from briefer.providers.failures import ErrorAnswer

Mode = Literal["json_schema", "json_object", "text"]
LimitName = Literal["max_tokens", "max_completion_tokens"]

MODES: tuple[Mode, ...] = ("json_schema", "json_object", "text")
"""Ways of asking for JSON, strictest first."""

_STATUSES = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.NOT_IMPLEMENTED,
    }
)
_FORMAT = re.compile(
    r"response[_ ]format|json[_ ]schema|json[_ ]object|json mode|structured output|guided|grammar",
    re.IGNORECASE,
)
_BAD_SCHEMA = re.compile(
    r"invalid[_ ](?:json[_ ])?schema|schema error|schema contains"
    r"|(?:parse|convert|compile) (?:json )?(?:schema|grammar)",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"max_(?:completion_)?tokens", re.IGNORECASE)
_BAD_VALUE = re.compile(
    r"too (?:large|small|high)|at (?:most|least)|less than|greater than|exceeds", re.IGNORECASE
)
_LONGEST = 1000
_TEMPERATURE = re.compile(r"\btemperature\b", re.IGNORECASE)
_SEED = re.compile(r"\bseed\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Features:
    """What may be sent. ``limits`` are the names to try for the answer's length, best first.

    ``refused_schemas`` names schemas that strict mode refused although it takes others; their
    answers are asked for in plain words, which no endpoint refuses.
    """

    mode: Mode = "json_schema"
    limits: tuple[LimitName, ...] = ("max_tokens", "max_completion_tokens")
    temperature: bool = True
    seed: bool = True
    refused_schemas: frozenset[str] = frozenset()

    def mode_for(self, schema_name: str) -> Mode:
        """Return how to ask for an answer that follows the schema of that name."""
        if self.mode == "json_schema" and schema_name in self.refused_schemas:
            return "text"
        return self.mode

    def meet(self, other: Features) -> Features:
        """Return what both allow."""
        return Features(
            mode=max(self.mode, other.mode, key=MODES.index),
            limits=min(self.limits, other.limits, key=len),
            temperature=self.temperature and other.temperature,
            seed=self.seed and other.seed,
            refused_schemas=self.refused_schemas | other.refused_schemas,
        )


def narrowed(features: Features, answer: ErrorAnswer, sent: frozenset[str]) -> Features | None:
    """Return the features without the one that an error answer refuses, or None.

    Args:
        features: What the refused request was made with.
        answer: The endpoint's error.
        sent: The names of the fields that the request had, and its schema's as ``schema:NAME``.
    """
    if answer.status not in _STATUSES:
        return None
    # A complaint about the messages may quote the article, which may speak of temperatures.
    quoting = answer.param.startswith("messages")
    named = "" if quoting else f"{answer.param} {answer.message[:_LONGEST]}"
    if "response_format" in sent and _FORMAT.search(named):
        return _weaker(features, answer, sent)
    if "temperature" in sent and _TEMPERATURE.search(named):
        return replace(features, temperature=False)
    if "seed" in sent and _SEED.search(named):
        return replace(features, seed=False)
    if sent & set(features.limits) and _LIMIT.search(named):
        # A limit of the wrong size is the user's to mend; only its name is learnt.
        bad_value = _BAD_VALUE.search(answer.message)
        return None if bad_value else replace(features, limits=features.limits[1:])
    return None


def _weaker(features: Features, answer: ErrorAnswer, sent: frozenset[str]) -> Features:
    if features.mode == "json_schema" and _BAD_SCHEMA.search(f"{answer.code} {answer.message}"):
        schemas = {name.removeprefix("schema:") for name in sent if name.startswith("schema:")}
        return replace(features, refused_schemas=features.refused_schemas | schemas)
    return replace(features, mode=MODES[MODES.index(features.mode) + 1])
