"""French words whose exchange changes what a sentence says."""

from __future__ import annotations

from briefer.lang.edits import Edits
from briefer.lang.tables import keyed, words

EDITS = Edits(
    vague_amounts=words("plusieurs quelques nombreux"),
    source_pronouns=words("il elle ils elles on"),
    source_prepositions=words("selon"),
    speech_words=words("dit déclare affirme selon assure"),
    list_joints=words("et ou"),
    done_auxiliaries=words("a ont est sont"),
    honorifics=keyed("""
        m: monsieur
        f: madame mme
    """),
    description_articles=words("un une le la"),
    past_marks=("auparavant", "jusqu", "au lieu", r"corrig\w+", r"retir\w+"),
    instead=(r",? (?:au lieu|plutôt que)(?: de)?", r", (?:et )?non(?: pas)?", r",? contre"),
    shifts=(("de", "à"),),
    upward=words("augmenté augmente hausse relevé"),
    downward=words("baissé baisse diminué réduit abaissé"),
)
