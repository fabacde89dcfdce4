"""What decides the results of a session, as one hash: who goes on with a work goes on with that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from briefer.model import tagged_hash
from briefer.session import Session

_PROMPTS = ("merge", "reask", "repair", "judge")


def making_hash(
    session: Session, command: str, services: Mapping[str, Sequence[str]], more: Sequence[Any] = ()
) -> str:
    """Return the hash of a session's prompts, wishes and ``services``: who writes, who judges.

    ``more`` is what else decides them, as JSON values.
    """
    plan = session.plan(command)
    variant = session.provider.info.variant
    names = (plan.prompt, *_PROMPTS)
    prompts = {name: session.prompts.get(name, variant=variant).ref.hash for name in names}
    wishes = [plan.unsupported, plan.context_tokens, plan.max_output_tokens, plan.wishes]
    return tagged_hash("batch_plan", [plan.prompt, wishes, prompts, services, *more])
