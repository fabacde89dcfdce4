"""What is known of Spanish beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words
from briefer.lang.pages import Pages
from briefer.lang.tables import words

PARTS = (
    Words(
        commonest=words(
            "el la los las de y en que del un una por con para es se su al como más fue"
        ),
    ),
    Cues(
        reporting_verbs=words(
            "dice dijo afirma afirmó asegura aseguró explica explicó preguntó respondió señaló"
        ),
    ),
    Pages(
        lead_ins=(
            "lee también",
            "te puede interesar",
        ),
        paywalls=(
            "(?:sólo|solo) para suscriptores",
            "exclusivo para suscriptores",
        ),
    ),
)
