"""What runs in the process that reads and fills in prompts."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from briefer.errors import PromptError, PromptInputError
from briefer.prompting.prompt import Prompt, parse

MEMORY, SECONDS = 1 << 30, 5
"""Bytes of address space, and seconds of processor time for one prompt."""


def main() -> None:
    """Read and fill in prompts for as long as there are any."""
    from briefer.apart import serve

    serve(_answer, memory=MEMORY, seconds=SECONDS)


def _answer(head: bytes, body: bytes) -> bytes:
    try:
        said = {"value": _value(head, body)}
    except PromptError as error:
        kind = "PromptInputError" if isinstance(error, PromptInputError) else "PromptSyntaxError"
        said = {"error": kind, "message": str(error)}
    return json.dumps(said).encode("ascii")


def _value(head: bytes, body: bytes) -> Any:
    prompt = _parsed(head)
    if not body:
        return {**asdict(prompt), "sources": list(prompt.sources)}
    inputs = pickle.loads(body)  # noqa: S301 (from the process that started this one)
    return [[message.role, message.content] for message in prompt.render(inputs)]


@lru_cache(maxsize=64)
def _parsed(head: bytes) -> Prompt:
    file_name, sources = json.loads(head)
    return parse(file_name, sources, apart=False)
