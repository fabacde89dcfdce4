"""How German is written."""

from __future__ import annotations

from briefer.lang.language import Writing
from briefer.lang.tables import words

WRITING = Writing(
    nouns_capitalised=True,
    negation_follows=True,
    closing_marks=frozenset({"“"}),
    before_ordinal=(
        r"der|die|das|den|dem|des|am|vom|zum|zur|im|ins|beim|bis|ab|seit|ihr\w*|sein\w*|eine?[nmrs]?"
        r"|jede[nmrs]?|diese[nmrs]?|de[nm]|und"
    ),
    clause_joints=words("aber während obwohl weil sondern"),
)
