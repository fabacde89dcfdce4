"""What code adds to a story that was told: its place, its sources, what is new in it."""

from __future__ import annotations

from dataclasses import replace

from briefer.briefing.planning import Planned, Wanted
from briefer.model import Story


def finished(told: Story, planned: Planned, wanted: Wanted) -> Story:  # noqa: ARG001
    """Return a story with what its articles, and earlier briefs, say beside its claims.

    Article numbers are places in ``planned.documents``.
    """
    return replace(
        told,
        outlets=planned.sources,
        section=planned.weight.section,
        reasons=planned.weight.reasons,
    )
