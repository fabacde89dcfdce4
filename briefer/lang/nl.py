"""What is known of Dutch beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words, Writing
from briefer.lang.tables import words

PARTS = (
    Words(
        commonest=words(
            "de het een van en in is dat op te zijn voor met niet aan er om ook als bij"
        ),
    ),
    Writing(
        abbreviated_titles=words("""
            dhr mevr mw mr ir ing drs prof dr Dhr Mevr Mw Mr Ir Ing Drs Prof Dr
        """),
    ),
    Cues(
        reporting_verbs=words("zegt zei zeggen vroeg vertelde verklaarde antwoordde"),
    ),
)
