"""What changed between two versions, in the words of the versions themselves: no model, no wait."""

from __future__ import annotations

from briefer.llm import Reply
from briefer.model import Document, WhatChanged, canonical_json
from briefer.prompting import PromptLibrary
from briefer.providers import ExtractiveProvider, answer_for
from briefer.tasks import Plan, word_changes


def worded(old: Document, new: Document, prompts: PromptLibrary, plan: Plan) -> WhatChanged:
    """Return what changed, worded by the engine that needs no model.

    Raises:
        UnsupportedClaimsError: the plan's policy is ``fail`` and a claim failed its check.
    """
    task = word_changes(old, new, prompts, ExtractiveProvider.info, plan)
    try:
        requests = next(task)
        while True:
            requests = task.send(
                [
                    Reply(canonical_json(answer_for(each.schema_name, each.inputs)), each.model)
                    for each in requests
                ]
            )
    except StopIteration as stop:
        made: WhatChanged = stop.value
        return made
