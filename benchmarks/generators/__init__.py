"""Claims made from articles by code, and known to be true or wrong by the way they were made.

Everything here reads text with patterns and small tables of its own, so that a fact the checker
cannot see is planted all the same. ``acts`` and ``strangers`` invent, ``relations``, ``senses``
and ``bindings`` make one edit of a true sentence, ``paraphrases`` keeps the meaning.
"""

from benchmarks.generators.acts import acts, untied
from benchmarks.generators.bindings import BINDINGS
from benchmarks.generators.making import Made, edited
from benchmarks.generators.paraphrases import PARAPHRASES, paraphrases
from benchmarks.generators.passages import Passage, Story, fixture_stories, jsonl_stories
from benchmarks.generators.relations import RELATIONS
from benchmarks.generators.senses import SENSES
from benchmarks.generators.strangers import borrowed, strangers

EDITS = {**RELATIONS, **SENSES, **BINDINGS}
"""Every maker of a wrong claim from a true sentence, by its name."""

__all__ = [
    "EDITS",
    "PARAPHRASES",
    "Made",
    "Passage",
    "Story",
    "acts",
    "borrowed",
    "edited",
    "fixture_stories",
    "jsonl_stories",
    "paraphrases",
    "strangers",
    "untied",
]
