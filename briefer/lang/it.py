"""What is known of Italian beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words
from briefer.lang.tables import words

PARTS = (
    Words(
        commonest=words(
            "il di che la e in un per non una del della con sono da le si dei nel alla"
        ),
    ),
    Cues(
        reporting_verbs=words(
            "dice disse dichiara dichiarato spiega spiegato chiede chiese afferma affermato"
        ),
    ),
)
