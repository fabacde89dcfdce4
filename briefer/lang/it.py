"""What is known of Italian beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words, Writing
from briefer.lang.pages import Pages
from briefer.lang.tables import words

PARTS = (
    Words(
        commonest=words(
            "il di che la e in un per non una del della con sono da le si dei nel alla"
        ),
    ),
    Writing(
        elided=words("""
            l un d c dell nell all dall sull quell quest bell sant anch com dov cos
        """),
    ),
    Cues(
        reporting_verbs=words(
            "dice disse dichiara dichiarato spiega spiegato chiede chiese afferma affermato"
        ),
    ),
    Pages(
        lead_ins=("leggi anche",),
        paywalls=("contenuto riservato",),
    ),
)
