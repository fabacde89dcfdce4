"""What is known of Swedish beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words
from briefer.lang.leaning import Leaning
from briefer.lang.pages import Pages
from briefer.lang.tables import keyed, words

PARTS = (
    Words(
        commonest=words(
            "och att det i en som är av för på den med till inte om har de ett var från"
        ),
    ),
    Cues(
        reporting_verbs=words("säger sade sa uppger berättar förklarar"),
    ),
    Pages(
        forwarding=("vidarebefordra", "ursprungligt"),
        mail_fields=keyed("""
            author: från
            date: datum skickat
            title: ämne
            other: till kopia
        """),
    ),
    Leaning(
        leaning_pronouns=words("han hon de det"),
        leaning_connectives=words("men också"),
    ),
)
