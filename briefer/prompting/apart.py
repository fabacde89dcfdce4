"""Prompts of the user's own are read and filled in in a process that can be stopped.

The sandbox keeps a template from reaching out. It does not keep it from looping for ever, or from
filling memory with one multiplication.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping
from typing import Any

from briefer.apart import Apart
from briefer.errors import PromptError, PromptInputError, PromptSyntaxError

SECONDS = 30.0
"""By the clock, for one prompt; `briefer.prompting.apart_child` has a limit of processor time."""

RENDERER = Apart("from briefer.prompting.apart_child import main; main()")
_ERRORS: dict[str, type[PromptError]] = {
    each.__name__: each for each in (PromptInputError, PromptSyntaxError)
}


def answered_apart(
    file_name: str, sources: Mapping[str, str], inputs: Mapping[str, Any] | None = None
) -> Any:
    """Return what a prompt's file says, or what it makes of ``inputs``, as plain values.

    Raises:
        PromptInputError: as `parse` and `Prompt.render`.
        PromptSyntaxError: likewise, or it took too much time or memory.
    """
    head = json.dumps([file_name, dict(sources)]).encode()
    body = b"" if inputs is None else pickle.dumps(dict(inputs))
    try:
        answer = RENDERER.ask(head, body, seconds=SECONDS)
    except OSError as error:
        raise PromptError(f"{file_name}: no process could be started to read it in") from error
    if answer is None:
        raise PromptSyntaxError(
            f"{file_name}: it takes too much time or memory",
            hint="a prompt does not loop over more than its inputs, nor make text past them",
        )
    said = json.loads(answer)
    if "error" in said:
        raise _ERRORS[said["error"]](said["message"])
    return said["value"]
