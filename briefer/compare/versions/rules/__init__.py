"""The rules that type what changed in a passage, one file for each sort of fact.

Every rule is ``(Passage) -> None``: it notes the edits that it finds in the passage, and the
hunks that they explain. A hunk that a rule has explained is left alone by those behind it, so
their order is part of them: figures first, what is left over last.
"""

from __future__ import annotations

from collections.abc import Callable

from briefer.compare.versions.passage import Passage
from briefer.compare.versions.rules.amounts import find_amounts
from briefer.compare.versions.rules.attribution import find_attributions, find_quotations
from briefer.compare.versions.rules.clauses import find_clauses
from briefer.compare.versions.rules.entities import find_names
from briefer.compare.versions.rules.modality import find_commitments, find_denials, find_doubts
from briefer.compare.versions.rules.opposites import find_contrasts, find_scaled
from briefer.compare.versions.rules.roles import find_roles

Rule = Callable[[Passage], None]

RULES: tuple[Rule, ...] = (
    find_amounts,
    find_names,
    find_roles,
    find_quotations,
    find_commitments,
    find_attributions,
    find_denials,
    find_doubts,
    find_contrasts,
    find_scaled,
    find_clauses,
)
"""Every rule, in the order in which they are asked."""

HEADLINE_RULES: tuple[Rule, ...] = (find_clauses,)
"""The rules for a headline that was written anew: another headline is not another fact."""
